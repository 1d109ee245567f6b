"""Documents by the number people know: the paper of a case, and the file that was issued under a number."""

from __future__ import annotations

from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.documents.filling import Paper, paper_of
from desktop.casework.documents.reading import current
from desktop.models.tables import Case, Document


def paper_of_case(desk: Desk, kind: str, number: str) -> Paper:
    """What is printed of a case's document: its draft, else its newest version. BadInput when there is none."""
    with desk.reading() as session:
        case_id = session.scalar(select(Case.id).where(Case.number == number))
    if case_id is None:
        raise BadInput(f"没有案件「{number}」")
    row = current(desk, case_id, kind)
    if row is None:
        raise BadInput(f"案件「{number}」还没有写过这种文书")
    return paper_of(row, desk.clock())


def stored_hash(desk: Desk, number: str, version: int) -> str | None:
    """The SHA-256 of the file that was issued under a number and version, in hex; None when none is on record."""
    issued = select(Document.pdf_sha256).where(
        Document.number == number, Document.version == version, Document.state == "issued"
    )  # fmt: skip
    with desk.reading() as session:
        return session.scalars(issued).first() or None
