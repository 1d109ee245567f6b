"""The paper of any document: one door to the three fillings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from desktop.casework.documents.filling_guidance import guidance_paper
from desktop.casework.documents.filling_mdt import mdt_paper
from desktop.casework.documents.filling_nodule import nodule_paper
from desktop.casework.documents.kept_files import Pictures
from desktop.casework.documents.papers_guidance import GuidancePaper
from desktop.casework.documents.papers_mdt import MdtPaper
from desktop.casework.documents.papers_nodule import NodulePaper
from desktop.casework.documents.rows import DocumentRow, Ticket
from desktop.handbook.documents import GUIDANCE

Paper = MdtPaper | NodulePaper | GuidancePaper
_FILLINGS: Mapping[str, Callable[[DocumentRow, datetime, Pictures, Ticket | None], MdtPaper | NodulePaper]] = {
    "mdt": mdt_paper, "nodule": nodule_paper,
}  # fmt: skip


def paper_of(row: DocumentRow, made_at: datetime, pictures: Pictures, ticket: Ticket | None = None) -> Paper:
    """What is printed of a document: its draft, with a `ticket` the version about to be issued, or the issued one."""
    if row.form is GUIDANCE:
        return guidance_paper(row, made_at, ticket)
    return _FILLINGS[row.form.kind](row, made_at, pictures, ticket)
