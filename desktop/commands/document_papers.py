"""The papers of a desk's documents: the draft's PDF for the preview, the file of it, and the issue with its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.casework.desk import Desk
from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.documents.filling import paper_of
from desktop.casework.documents.preview_text import with_gaps
from desktop.casework.documents.rows import DocumentRow, IssuedPaper
from desktop.casework.rows import Done
from desktop.handbook.vocabulary import Refusal
from desktop.models.contents.opening import open_contents
from desktop.reports.outfile import write_whole
from desktop.reports.papers_out import PaperFile, files_of
from desktop.reports.watching import UNWATCHED, Watch
from desktop.settings import data_folder

FOLDER = "报告"


class DocumentPapers:
    """`draft` needs no database and runs in a thread of its own; everything else runs in the database worker."""

    def __init__(self, desk: Desk, documents: DocumentDesk) -> None:
        self._desk, self._documents = desk, documents

    def folder(self) -> Path:
        """Where papers go."""
        return data_folder() / FOLDER

    def draft(self, row: DocumentRow, content: Mapping[str, Any], made_at: datetime, watch: Watch = UNWATCHED) -> bytes:
        """The paper of what stands on the screen: a draft shows its gaps as such."""
        shown = with_gaps(row, content) if row.editable else row
        return files_of(paper_of(shown, made_at), watch)[0].content

    def write(self, row: DocumentRow, content: Mapping[str, Any], folder: Path) -> Path:
        """Write the present paper as a file, a draft marked as one; OSError when it cannot be written."""
        paper = self._paper(row if not row.editable else with_gaps(row, content))
        return _kept(folder, paper)

    def _paper(self, row: DocumentRow) -> PaperFile:
        return files_of(paper_of(row, self._desk.clock()))[0]

    def issue(self, document_id: int, command_id: str = "") -> IssuedPaper:
        """Number the report, set its paper, and issue both together (MD-07, D-07); the file lies beside the desk.

        The paper is kept among the contents too, so that whichever desk speaks with the carrier can send it.
        """
        return self._close(document_id, {}, command_id)

    def send(self, document_id: int, channel: str, received_by: str, command_id: str = "") -> IssuedPaper:
        """Set the guidance's paper and record how and to whom it went (MD-08)."""
        return self._close(document_id, {"channel": channel, "received_by": received_by}, command_id)

    def _close(self, document_id: int, delivery: Mapping[str, str], command_id: str) -> IssuedPaper:
        ticket = self._documents.reserve(document_id)
        if isinstance(ticket, Refusal):
            return IssuedPaper(ticket)
        paper = files_of(paper_of(self._documents.document(document_id), self._desk.clock(), ticket))[0]
        kept = open_contents(self._desk.store).put(BytesIO(paper.content))
        known = {"pdf_sha256": kept.sha256, "command_id": command_id, **delivery}
        deed = self._documents.send_guidance if delivery else self._documents.issue
        outcome = deed(document_id, ticket.revision, **known)
        if not isinstance(outcome, Done):
            return IssuedPaper(outcome)
        try:
            return IssuedPaper(outcome, str(_kept(self.folder(), paper)))
        except OSError as fault:
            return IssuedPaper(outcome, "", f"PDF 文件没有写成：{fault.strerror}；可再按 Ctrl+P 生成")


def _kept(folder: Path, paper: PaperFile) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / paper.name
    write_whole(path, paper.content)
    return path
