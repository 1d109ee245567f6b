"""A year of the desk's calendar as its page shows it: twelve months, versions, and the years beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from desktop.casework.calendars.rows import Month, VersionLine, YearPage
from desktop.casework.calendars.versions import versions_of
from desktop.casework.desk import Desk
from desktop.handbook.workdays import FIRST_YEAR, LAST_YEAR, WorkCalendar, span_of_days

WARNED_FROM = (11, 1)
"""Month and day from which a missing notice of the next year is told on the page of the day (T-05)."""


def read_year(session: Session, desk: Desk, person: str, year: int) -> YearPage:
    """The year as the desk knows it now, whatever another desk has published."""
    desk.keep_current(session)
    calendar, now = desk.office.calendar, desk.clock()
    table = calendar.tables[year]
    versions = tuple(
        VersionLine(row.id, row.number, row.person, row.published_at, row.origin, row.source)
        for row in versions_of(session, year)
    )
    return YearPage(
        year, now, table.published, table.source, months_of(calendar, year), versions,
        tuple(_neighbours(calendar, now.year)), missing_year(calendar, now.date()),
        person in desk.office.supervisors,
    )  # fmt: skip


def _neighbours(calendar: WorkCalendar, this_year: int) -> Iterator[tuple[int, str]]:
    """The tabs: the year before, this one, and the next."""
    for year in (this_year - 1, this_year, this_year + 1):
        if FIRST_YEAR <= year <= LAST_YEAR:
            published = calendar.tables[year].published
            yield year, "预估" if not published else "已归档" if year < this_year else "国务院通知"


def months_of(calendar: WorkCalendar, year: int) -> tuple[Month, ...]:
    """The twelve months with every day's kind and their working days (T-01)."""
    return tuple(_month(calendar, year, number) for number in range(1, 13))


def _month(calendar: WorkCalendar, year: int, number: int) -> Month:
    first = date(year, number, 1)
    last = date(year + number // 12, number % 12 + 1, 1)
    days = tuple(calendar.fact(day) for day in span_of_days(first, last) if day < last)
    return Month(number, days, sum(day.kind.counted for day in days))


def changed_days(old: WorkCalendar, new: WorkCalendar, years: Sequence[int]) -> tuple[date, ...]:
    """The days of the years that are worked by one and not by the other."""
    days = (day for year in years for day in span_of_days(date(year, 1, 1), date(year, 12, 31)))
    return tuple(day for day in days if old.is_workday(day) != new.is_workday(day))


def missing_year(calendar: WorkCalendar, today: date) -> int:
    """The next year while its notice is wanted and missing, from 1 November on, or this one still; else 0."""
    if not calendar.tables[today.year].published:
        return today.year
    following = today.year + 1
    late = (today.month, today.day) >= WARNED_FROM
    return following if late and following <= LAST_YEAR and not calendar.tables[following].published else 0
