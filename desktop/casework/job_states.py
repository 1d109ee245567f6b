"""What an escort's job says: taken down before and after an act, kept with the act's answer, put back by its undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.tables import Job

JOB_COLUMNS = (
    "escort_id", "case_id", "occasion", "starts_at", "ends_at", "blocked_from", "blocked_to", "forced", "reason",
    "cancelled", "actual_from", "actual_to",
)  # fmt: skip
_MOMENTS = ("starts_at", "ends_at", "blocked_from", "blocked_to", "actual_from", "actual_to")
State = Mapping[str, Any]


class Change(NamedTuple):
    """What an act made of a job; `before` is None for a job that it made."""

    job_id: int
    before: State | None
    after: State


def snapshot(job: Job) -> dict[str, Any]:
    """What a job says, without its number and version."""
    return {column: getattr(job, column) for column in JOB_COLUMNS}


def restore(job: Job, columns: State) -> None:
    """Make a job say that again."""
    for column, value in columns.items():
        setattr(job, column, value)


def states_of(session: Session, case_id: int) -> dict[int, State]:
    """What the jobs of a case say, by their numbers."""
    return {job.id: snapshot(job) for job in session.scalars(select(Job).where(Job.case_id == case_id))}


def changes(before: Mapping[int, State], after: Mapping[int, State]) -> list[Change]:
    """The jobs that an act made or changed."""
    return [Change(job_id, before.get(job_id), state) for job_id, state in after.items() if before.get(job_id) != state]


def written(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as plain JSON; `read` reads them."""
    return [{"job": one.job_id, "before": _plain(one.before), "after": _plain(one.after)} for one in found]


def read(kept: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Changes from what `written` made of them."""
    return [Change(one["job"], _parsed(one["before"]), _parsed(one["after"]) or {}) for one in kept]


def _plain(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in state.items()}


def _parsed(state: Mapping[str, Any] | None) -> State | None:
    if state is None:
        return None
    return {name: datetime.fromisoformat(value) if name in _MOMENTS and value else value
            for name, value in state.items()}  # fmt: skip
