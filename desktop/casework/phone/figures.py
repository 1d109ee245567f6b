"""Statistics of the phone doctor against the desk's own target: answered in time, waits, lengths (T-06, T-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from desktop.casework.dossier import milestones
from desktop.casework.phone.board import TARGET
from desktop.casework.phone.rows import PhoneFigures, Tally
from desktop.handbook.phone import DEPARTMENTS, OUTCOMES
from desktop.handbook.vocabulary import Record
from desktop.handbook.voiding import voided
from desktop.models.tables import Case

_NOWHERE = "未分科"


class _Call(NamedTuple):
    """One call in numbers; seconds, None when it was not taken or not kept."""

    hour: int
    department: str
    waited: int | None
    length: int | None
    outcome: str


def phone_figures(session: Session, start: datetime, end: datetime) -> PhoneFigures:
    """The calls that came in [start, end), cancelled ones left out."""
    wanted = (
        select(Case).where(Case.service == "PD", Case.opened_at >= start, Case.opened_at < end)
        .options(selectinload(Case.records)).order_by(Case.opened_at)
    )  # fmt: skip
    calls = [call for row in session.scalars(wanted) if (call := _call(row)) is not None]
    named = [one for one in (*DEPARTMENTS, _NOWHERE) if any(call.department == one for call in calls)]
    return PhoneFigures(
        start, end, int(TARGET.total_seconds()) // 60, _tally("合计", calls),
        _middle(call.waited for call in calls), _middle(call.length for call in calls),
        tuple(_some(name, calls, _is_of(name)) for name in named),
        tuple(_some(f"{hour:02d}", calls, _came_at(hour)) for hour in range(24)),
        tuple((title, sum(call.outcome == key for call in calls)) for key, title in OUTCOMES.items()),
    )  # fmt: skip


def _call(row: Case) -> _Call | None:
    records = milestones(row.records)
    gone = voided(records)
    standing = [one for one in records if one.seq not in gone]
    if any(one.verb == "cancel" for one in standing):
        return None
    taken = min((one.happened for one in standing if one.verb == "take_call"), default=None)
    kept = [one for one in standing if one.verb == "record_call"]
    waited = int((taken - row.opened_at).total_seconds()) if taken else None
    return _Call(row.opened_at.hour, _department(row, kept), waited, _length(kept), _end(kept))


def _department(row: Case, kept: Sequence[Record]) -> str:
    wish = str((row.details.get("wish") or {}).get("department", ""))
    said = next((str(one.details["department"]) for one in reversed(kept) if one.details.get("department")), wish)
    return said if said in DEPARTMENTS else _NOWHERE


def _length(kept: Sequence[Record]) -> int | None:
    seconds = sum(int(one.details.get("seconds") or 0) for one in kept)
    return seconds or None


def _end(kept: Sequence[Record]) -> str:
    return str(kept[-1].details.get("outcome", "")) if kept else ""


def _is_of(name: str) -> Callable[[_Call], bool]:
    return lambda call: call.department == name


def _came_at(hour: int) -> Callable[[_Call], bool]:
    return lambda call: call.hour == hour


def _some(name: str, calls: Sequence[_Call], fits: Callable[[_Call], bool]) -> Tally:
    return _tally(name, [call for call in calls if fits(call)])


def _tally(name: str, calls: Sequence[_Call]) -> Tally:
    waits = [call.waited for call in calls if call.waited is not None]
    return Tally(name, len(calls), len(waits), sum(wait <= TARGET.total_seconds() for wait in waits))


def _middle(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round(median(known)) if known else None
