"""On-time figures: how many clocks fell due in a period and how they ended."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_

from desktop.casework.desk import Desk
from desktop.casework.figures.period import Period
from desktop.casework.many_cases import ManyCases
from desktop.handbook import progress
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case


class OnTime(NamedTuple):
    """Counts of one clock in one period: met + missed + exempt + not_yet_due = due."""

    due: int = 0
    met: int = 0
    missed: int = 0
    exempt: int = 0
    not_yet_due: int = 0

    @property
    def share(self) -> float | None:
        """met / (due - exempt); None when nothing counts."""
        counted = self.due - self.exempt
        return self.met / counted if counted else None

    @property
    def rate(self) -> str:
        """The share in per cent with one decimal; a dash when nothing counts."""
        return "—" if self.share is None else f"{100 * self.share:.1f}%"


def counted(states: Counter[str]) -> OnTime:
    """How many clocks stand how, as the rulebook counts them."""
    pending = states["running"] + states["waiting"]
    return OnTime(states.total(), states["met"], states["missed"], states["exempt"], pending)


def on_time(desk: Desk, clock: str, period: Period) -> OnTime:
    """The figure of one clock; clocks that ended without result are left out."""
    items = [item.value for item in Item if any(entry.name == clock for _, entry in CLOCKS[item])]
    with desk.reading() as session:
        cases = ManyCases(session, desk)
        return counted(Counter(
            reading.state
            for chunk in cases.chunks(Case.item.in_(items), *may_count(cases, period)) for one in chunk
            for reading in progress.clocks_of(one.situation) if reading.name == clock and period.has_due(reading)
        ))  # fmt: skip


def may_count(cases: ManyCases, period: Period) -> tuple[ColumnElement[bool], ...]:
    """The cases of which a period may tell: not opened after it, and not over so long before that no clock is due."""
    closed_late = Case.closed_at >= period.start - cases.longest_clock
    return (Case.opened_at < period.end, or_(Case.is_open, Case.closed_at.is_(None), closed_late))
