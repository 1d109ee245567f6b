"""The files of a checklist's entries: how many each has, and which entry a file belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput, ask, attempt, begin
from desktop.casework.attachments import voided_records
from desktop.casework.desk import Desk, Entry
from desktop.handbook.material_names import material_title
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import Attachment


def file_counts(session: Session, case_id: int) -> dict[str, int]:
    """How many files each material has, by its key; a series counts as one."""
    voided = voided_records(session, case_id)
    wanted = select(Attachment.kind, Attachment.series, Attachment.id, Attachment.record_seq, Attachment.removed_seq)
    found: dict[str, set[object]] = {}
    for kind, series, own, brought, removed in session.execute(wanted.where(Attachment.case_id == case_id)):
        if brought not in voided and (removed is None or removed in voided):
            found.setdefault(kind, set()).add(series or own)
    return {kind: len(files) for kind, files in found.items()}


def sort_files(desk: Desk, case_id: int, entry: Entry, ids: Sequence[int], material: str) -> int | Refusal:
    """Say which material these files are; how many. Refused on a closed case (D-08), BadInput for no such material."""
    if not material_title(material):
        raise BadInput(f"清单里没有「{material}」这一项")

    def work(session: Session) -> int:
        under_way = begin(session, desk, case_id, entry)
        ask(under_way, "note", {"text": material})
        wanted = select(Attachment).where(Attachment.case_id == case_id, Attachment.id.in_(ids))
        rows = session.scalars(wanted).all()
        before = {str(row.id): row.kind for row in rows}
        for row in rows:
            row.kind = material
        audit.record(session, at=under_way.entered, person=entry.person, action="sort_files", case_id=case_id,
                     subject=under_way.row.number, before=before, after=dict.fromkeys(before, material))  # fmt: skip
        return len(rows)

    return attempt(desk, work)
