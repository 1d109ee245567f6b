"""The frozen rows of the calendar page: years, versions, and what a new calendar would move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from desktop.handbook.vocabulary import Service
from desktop.handbook.workdays import DayFact

ORIGINS: Mapping[str, str] = {"notice": "国务院通知", "file": "导入", "day": "改一天", "restored": "撤回"}


class Month(NamedTuple):
    """A month of the year grid: its days in order, and how many of them are worked."""

    number: int
    days: tuple[DayFact, ...]
    workdays: int


class VersionLine(NamedTuple):
    """One version of a year's calendar."""

    id: int
    number: int
    person: str
    at: datetime
    origin: str
    source: str


class YearPage(NamedTuple):
    """A year as its page shows it. `now` is when it was read; `neighbours` are the tabs: (year, what it is)."""

    year: int
    now: datetime
    published: bool
    source: str
    months: tuple[Month, ...]
    versions: tuple[VersionLine, ...]
    neighbours: tuple[tuple[int, str], ...]
    missing: int
    may_enable: bool

    @property
    def workdays(self) -> int:
        """Working days of the year."""
        return sum(month.workdays for month in self.months)

    @property
    def holidays(self) -> tuple[DayFact, ...]:
        """The days off by statute or notice, in order."""
        return tuple(day for month in self.months for day in month.days if day.kind == "法定假")

    @property
    def makeups(self) -> tuple[DayFact, ...]:
        """The weekend days that are worked."""
        return tuple(day for month in self.months for day in month.days if day.kind == "补班")


class MovedDeadline(NamedTuple):
    """Deadlines of one case that share their old and their new moment; `titles` are their clocks' names.

    `state` is moved, firm (the day stays and is no estimate any more) or estimated (it becomes one).
    """

    case_id: int
    number: str
    service: Service
    name: str
    titles: tuple[str, ...]
    visit_at: datetime | None
    old: datetime
    new: datetime
    state: str
    makeup: bool


class HolidayVisit(NamedTuple):
    """A visit that the new calendar puts on a day off; `feast` is the day's holiday, "" for a mere weekend."""

    case_id: int
    number: str
    service: Service
    name: str
    visit_at: datetime
    feast: str


class CalendarPreview(NamedTuple):
    """What a calendar would do to the open cases: moved deadlines, those that only lose their estimate, and visits.

    `touched` counts the open deadlines that lie in its years; those not in `deadlines` stay exactly as they are.
    `months` is the year as it would be; `changed_days` the days that would be another kind.
    """

    years: tuple[int, ...]
    touched: int
    deadlines: tuple[MovedDeadline, ...]
    visits: tuple[HolidayVisit, ...]
    months: tuple[Month, ...]
    changed_days: tuple[date, ...]

    @property
    def moved(self) -> int:
        """How many deadlines move."""
        return sum(len(one.titles) for one in self.deadlines if one.state == "moved")
