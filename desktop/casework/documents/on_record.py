"""Documents by the number people know: that of a case, and the file that was issued under a number."""

from __future__ import annotations

from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.documents.reading import current
from desktop.casework.documents.rows import DocumentRow
from desktop.models.tables import Case, Document


def case_of(desk: Desk, number: str) -> int:
    """The case of a number; BadInput when there is none."""
    with desk.reading() as session:
        case_id = session.scalar(select(Case.id).where(Case.number == number))
    if case_id is None:
        raise BadInput(f"没有案件「{number}」")
    return case_id


def document_of_case(desk: Desk, kind: str, number: str) -> DocumentRow:
    """A case's document: its draft, else its newest version. BadInput when there is none."""
    row = current(desk, case_of(desk, number), kind)
    if row is None:
        raise BadInput(f"案件「{number}」还没有写过这种文书")
    return row


def stored_hash(desk: Desk, number: str, version: int) -> str | None:
    """The SHA-256 of the file that was issued under a number and version, in hex; None when none is on record."""
    issued = select(Document.pdf_sha256).where(
        Document.number == number, Document.version == version, Document.state == "issued"
    )  # fmt: skip
    with desk.reading() as session:
        return session.scalars(issued).first() or None
