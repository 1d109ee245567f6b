"""Changes to what the desk itself keeps, not to a case: one transaction with its entry in the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import answered, attempt, remember
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Done, Outcome

Work = Callable[[Session], tuple[int, str]]
"""Does it; the id of what it is about, and how that is called."""


def audited(desk: Desk, entry: Entry, action: str, details: Mapping[str, Any], work: Work) -> Outcome:
    """Run `work` once for this command; the answer's `case_id` is the id that it returned."""

    def whole(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        now, (subject_id, subject) = desk.clock(), work(session)
        session.flush()
        audit.record(session, at=now, person=entry.person, action=action, subject=subject, after=details)
        done = Done(subject_id, 0, "")
        remember(session, entry, done, now)
        return done

    return attempt(desk, whole)
