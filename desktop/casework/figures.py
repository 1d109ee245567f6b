"""On-time figures: how many promises fell due in a period and how they ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.dossier import load_case, situation
from desktop.handbook import progress
from desktop.handbook.moments import day_start
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import ClockReading, Item, Unit
from desktop.models.tables import Case


class OnTime(NamedTuple):
    """Counts of one clock in one period: met + missed + exempt + not_yet_due = due."""

    due: int
    met: int
    missed: int
    exempt: int
    not_yet_due: int

    @property
    def rate(self) -> str:
        """met / (due - exempt) in per cent with one decimal; a dash when nothing counts."""
        counted = self.due - self.exempt
        return f"{100 * self.met / counted:.1f}%" if counted else "—"


def month(text: str) -> tuple[datetime, datetime]:
    """`2026-03` as the half-open span of that month in Shanghai."""
    start = day_start(f"{text[:7]}-01")
    return start, (start + timedelta(days=32)).replace(day=1)


def on_time(desk: Desk, clock: str, start: datetime, end: datetime) -> OnTime:
    """The figure of one clock over [start, end); clocks that ended without result are left out."""
    with desk.reading() as session:
        states = Counter(
            reading.state
            for reading in _readings(session, desk, clock)
            if reading.due is not None and start <= _closes(reading, reading.due) < end and reading.state != "ended"
        )
    pending = states["running"] + states["waiting"]
    return OnTime(states.total(), states["met"], states["missed"], states["exempt"], pending)


def _closes(reading: ClockReading, due: datetime) -> datetime:
    """The instant that says to which period a due time belongs: close of business at 24:00 closes its own day."""
    return due if reading.unit is Unit.MINUTES else due - timedelta.resolution


def _readings(session: Session, desk: Desk, clock: str) -> Iterator[ClockReading]:
    items = [item.value for item in Item if any(entry.name == clock for _, entry in CLOCKS[item])]
    now = desk.clock()
    for case_id in session.scalars(select(Case.id).where(Case.item.in_(items)).order_by(Case.id)).all():
        case = situation(session, desk, load_case(session, case_id), now)
        yield from (reading for reading in progress.clocks_of(case) if reading.name == clock)
