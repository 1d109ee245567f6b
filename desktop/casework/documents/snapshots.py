"""Snapshots: what a draft said at a moment somebody wanted to keep."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import attempt
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.case_values import case_file, known_values
from desktop.casework.documents.drafts import held_draft, refuse_when_closed, typed
from desktop.casework.documents.reading import snapshot_row
from desktop.casework.documents.rows import SnapshotRow
from desktop.handbook.documents import FORMS
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import DocumentSnapshot


def keep_snapshot(
    desk: Desk, document_id: int, entry: Entry, *, note: str = "", content: Content | None = None
) -> SnapshotRow | Refusal:
    """Keep what the draft says now, or `content` (such as one's own text before taking another desk's).

    A text that the newest snapshot holds already is not kept twice.
    """

    def work(session: Session) -> SnapshotRow:
        row = held_draft(session, document_id)
        file = case_file(session, desk, row.case_id, entry)
        refuse_when_closed(file)
        form, text = FORMS[row.kind], row.content
        if content is not None:
            text = typed(form, content, known_values(session, form, file))
        newest = _newest(session, document_id)
        if newest is not None and newest.content == text:
            return snapshot_row(newest)
        kept = DocumentSnapshot(document_id=row.id, at=file.now, person=entry.person, note=note.strip(), content=text)
        session.add(kept)
        session.flush()
        return snapshot_row(kept)

    return attempt(desk, work)


def _newest(session: Session, document_id: int) -> DocumentSnapshot | None:
    wanted = select(DocumentSnapshot).where(DocumentSnapshot.document_id == document_id)
    return session.scalars(wanted.order_by(DocumentSnapshot.id.desc()).limit(1)).first()
