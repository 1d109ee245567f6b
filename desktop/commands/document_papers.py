"""The papers of a desk's documents: the draft's PDF for the preview, the file of it, and the issue with its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.documents.filling import Paper, paper_of
from desktop.casework.documents.filling_parcel import parcel_paper
from desktop.casework.documents.kept_files import KeptFiles
from desktop.casework.documents.preview_text import with_gaps
from desktop.casework.documents.rows import DocumentRow, IssuedPaper
from desktop.casework.rows import Done
from desktop.commands.certificate import signing_certificate
from desktop.handbook.vocabulary import Refusal
from desktop.reports.outfile import write_whole
from desktop.reports.papers_out import PaperFile, files_of, name_of
from desktop.reports.watching import UNWATCHED, Watch
from desktop.settings import data_folder

FOLDER = "报告"


class DocumentPapers:
    """`draft` needs no session and runs in a thread of its own; everything else runs in the database worker."""

    def __init__(self, desk: Desk, documents: DocumentDesk) -> None:
        self._desk, self._documents = desk, documents
        self._kept = KeptFiles(desk)

    def folder(self) -> Path:
        """Where papers go."""
        return data_folder() / FOLDER

    def draft(self, row: DocumentRow, content: Mapping[str, Any], made_at: datetime, watch: Watch = UNWATCHED) -> bytes:
        """The paper of what stands on the screen: a draft shows its gaps as such."""
        shown = with_gaps(row, content) if row.editable else row
        return files_of(paper_of(shown, made_at, self._kept.picture), watch)[0].content

    def write(self, row: DocumentRow, content: Mapping[str, Any], folder: Path) -> Path:
        """Write the present paper as a file, a draft marked as one; OSError when it cannot be written."""
        return _written(folder, self.file_of(row if not row.editable else with_gaps(row, content)))

    def file_of(self, row: DocumentRow, watch: Watch = UNWATCHED) -> PaperFile:
        """A document's file: what was issued comes exactly as it went out (D-07), anything else is set anew."""
        paper: Paper = paper_of(row, self._desk.clock(), self._kept.picture)
        issued = None if row.editable else self._kept.issued(row.pdf_sha256)
        return files_of(paper, watch)[0] if issued is None else PaperFile(name_of(paper), issued)

    def parcel(self, case_id: int) -> Path:
        """Letter and label of the last posting (MD-10, ND-07); the letter's path, BadInput without a posting."""
        paper = parcel_paper(self._desk, case_id, Entry(self._documents.person))
        letter, _label = (_written(self.folder(), file) for file in files_of(paper))
        return letter

    def issue(self, document_id: int, command_id: str = "") -> IssuedPaper:
        """Number the report, set and sign its paper, and issue both together (MD-07, D-07); the file lies beside.

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
        row = self._documents.document(document_id)
        paper = self._signed(files_of(paper_of(row, self._desk.clock(), self._kept.picture, ticket))[0])
        known = {"pdf_sha256": self._kept.keep(paper.content), "command_id": command_id, **delivery}
        deed = self._documents.send_guidance if delivery else self._documents.issue
        outcome = deed(document_id, ticket.revision, **known)
        if not isinstance(outcome, Done):
            return IssuedPaper(outcome)
        try:
            return IssuedPaper(outcome, str(_written(self.folder(), paper)))
        except OSError as fault:
            return IssuedPaper(outcome, "", f"PDF 文件没有写成：{fault.strerror}；可再按 Ctrl+P 生成")

    def _signed(self, paper: PaperFile) -> PaperFile:
        """The file with the house's signature over all of it; BadInput when the certificate does not serve."""
        certificate, passphrase = signing_certificate(self._desk.clock())
        signing = import_module("desktop.reports.signing")
        try:
            return paper._replace(content=signing.sign(paper.content, certificate, passphrase))
        except signing.CannotSign as fault:
            raise BadInput(f"没有签发：{fault}") from fault


def _written(folder: Path, paper: PaperFile) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / paper.name
    write_whole(path, paper.content)
    return path
