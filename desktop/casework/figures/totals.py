"""The program's own count of a period, kept while its rows go by; a workbook counts the same from its cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.casework.figures.case_rows import IN_HAND
from desktop.casework.figures.clock_rows import EXEMPT, MET, MISSED, NOT_DUE
from desktop.casework.figures.on_time import OnTime
from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import (
    CaseFigures,
    CaseRow,
    ClockRow,
    DayRow,
    RightRow,
    SettlementRow,
    Talk,
    VisitRow,
)
from desktop.casework.figures.service_rows import DONE, LONGEST_ESCORT
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import ITEM_TITLES, Item, Kind

FLOWS: Mapping[str, str] = {
    "applied": "申请", "taken_up": "受理", "accepted": "审核通过", "refused": "拒绝", "completed": "完成",
    "cancelled": "取消",
}  # fmt: skip
"""Fields of a case row that are counted when they lie in the period, and what a summary calls them."""

NOT_BILLABLE: Mapping[str, str] = {"refused": "审核未通过", "cancelled": "已取消", "unserved": "未服务结案"}
_PHONE, _ONLINE = Item.PD, Item.OC
CLOCK_ORDER = tuple(dict.fromkeys(clock.name for item in ITEM_TITLES for _, clock in CLOCKS[item]))


def _spoken(found: Counter[str]) -> OnTime:
    return OnTime(found.total(), found[MET], found[MISSED], found[EXEMPT], found[NOT_DUE])


@dataclass(slots=True)
class VisitTotals:
    """Escorted visits: how many, how many done, their hours, how many beyond what is usual (GC-12)."""

    visits: int = 0
    done: int = 0
    hours: float = 0.0
    too_long: int = 0


@dataclass(slots=True)
class Totals:
    """Counts of everything a summary shows; `flows` by item and flow, `clocks` by clock and state."""

    period: Period
    cases: int = 0
    flows: dict[Item, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    in_hand: Counter[Item] = field(default_factory=Counter)
    delivered: Counter[Item] = field(default_factory=Counter)
    clocks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    promises: dict[Item, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    causes: Counter[str] = field(default_factory=Counter)
    visits: VisitTotals = field(default_factory=VisitTotals)
    consults: Counter[str] = field(default_factory=Counter)
    readings: Counter[str] = field(default_factory=Counter)
    exceptions: Counter[str] = field(default_factory=Counter)
    rights: Counter[str] = field(default_factory=Counter)
    talks: dict[tuple[Item, date], list[Talk]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: CaseFigures) -> None:
        """Count a case's rows."""
        item = one.case.head.item
        self._count_case(one.case)
        for clock in one.clocks:
            self._count_clock(clock)
        if one.visit:
            self._count_visit(one.visit)
        if one.consult:
            self.consults.update(self._within(one.consult, ("applied", "held", "reported")))
        if one.nodule:
            self.readings.update(self._within(one.nodule, ("applied", "complete", "reported")))
        self.exceptions.update(row.kind for row in one.exceptions)
        if one.talk and self.period.has(one.case.applied):
            self.talks[item, one.talk.day].append(one.talk)

    def _within(self, row: object, names: tuple[str, ...]) -> Iterator[str]:
        return (name for name in names if self.period.has(getattr(row, name)))

    def _count_case(self, row: CaseRow) -> None:
        item = row.head.item
        self.cases += 1
        self.flows[item].update(self._within(row, (*FLOWS, "unserved")))
        self.in_hand[item] += row.state == IN_HAND
        self.delivered[item] += self.period.has(row.delivered)

    def _count_clock(self, row: ClockRow) -> None:
        self.clocks[row.clock][row.state] += 1
        if row.kind == Kind.PROMISE:
            self.promises[row.head.item][row.state] += 1
            self.causes.update([row.cause] if row.cause else [])

    def _count_visit(self, row: VisitRow) -> None:
        self.visits.visits += 1
        self.visits.done += row.result == DONE
        self.visits.hours = round(self.visits.hours + (row.hours or 0), 2)
        self.visits.too_long += (row.hours or 0) > LONGEST_ESCORT

    def add_right(self, row: RightRow) -> None:
        """Count one right of a policy."""
        self.rights.update({"granted": row.granted, "used": row.used, "reserved": row.reserved})

    def on_time(self, clock: str) -> OnTime:
        """One clock's figure."""
        return _spoken(self.clocks.get(clock, Counter()))

    def promised(self, item: Item | None = None) -> OnTime:
        """All promises of an item together, or of all items."""
        chosen = [found for one, found in self.promises.items() if item in (None, one)]
        return _spoken(sum(chosen, Counter()))

    def days(self) -> Iterator[DayRow]:
        """Phone and online by day, every day of the period."""
        for day in self.period.days():
            calls, asked = self.talks.get((_PHONE, day), []), self.talks.get((_ONLINE, day), [])
            yield DayRow(
                day, len(calls), sum(one.taken for one in calls), sum(one.in_time for one in calls),
                round(sum(one.seconds for one in calls) / 60, 1),
                len(asked), sum(one.taken for one in asked), sum(one.in_time for one in asked),
            )  # fmt: skip

    def settlement(self) -> Iterator[SettlementRow]:
        """What was delivered of each item, then what was not and why."""
        for item in ITEM_TITLES:
            yield SettlementRow(item, "", self.delivered[item], True)
        for item in ITEM_TITLES:
            for flow, reason in NOT_BILLABLE.items():
                if self.flows[item][flow]:
                    yield SettlementRow(item, reason, self.flows[item][flow], False)
