"""The audit trail: every change by whom and when, chained by digests so that a gap shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.tables import AuditEntry

_CHAIN = 7_201_001


def record(
    session: Session, *, at: datetime, person: str, action: str, case_id: int | None = None, subject: str = "",
    before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
) -> AuditEntry:  # fmt: skip
    """Append one entry to the chain in the running transaction."""
    entry = AuditEntry(
        at=at, person=person, action=action, case_id=case_id, subject=subject,
        before=dict(before) if before else None, after=dict(after) if after else None,
    )  # fmt: skip
    link(session, (entry,))
    session.add(entry)
    return entry


def link(session: Session, entries: Iterable[AuditEntry]) -> None:
    """Give new entries, in their order, the digests that continue the chain; they are stored by the caller."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CHAIN)))
    last = select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
    previous = session.scalar(last) or ""
    for entry in entries:
        entry.previous_digest = previous
        entry.digest = previous = digest(entry)


def digest(entry: AuditEntry) -> str:
    """SHA-256 over the previous digest and the entry's content."""
    content = [entry.previous_digest, entry.at.isoformat(), entry.person, entry.action, entry.case_id, entry.subject,
               entry.before, entry.after]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def first_break(session: Session) -> int | None:
    """The id of the first entry that does not follow from the one before it; None when the chain holds."""
    previous = ""
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)):
        if entry.previous_digest != previous or entry.digest != digest(entry):
            return entry.id
        previous = entry.digest
    return None
