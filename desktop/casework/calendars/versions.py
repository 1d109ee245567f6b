"""Versions of calendars in the database: read into a calendar, added, and the table a version replaced (T-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.handbook.workdays import WorkCalendar, YearTable
from desktop.models.tables import CalendarDay, CalendarVersion

_TICK = timedelta(microseconds=1)


def publication(session: Session) -> int:
    """How much was published by now: days are only ever added, and their ids may be seen out of order."""
    return session.scalar(select(func.count(CalendarDay.id))) or 0


def published_calendar(session: Session, calendar: WorkCalendar) -> WorkCalendar:
    """The calendar with every published version in its place, oldest first; it remembers those before."""
    days = session.scalars(select(CalendarDay).order_by(CalendarDay.published_at, CalendarDay.year, CalendarDay.day))
    known = {(row.year, row.published_at): row for row in session.scalars(select(CalendarVersion))}
    for (published_at, year), group in groupby(days, key=lambda day: (day.published_at, day.year)):
        table = _table(year, list(group), known.get((year, published_at)))
        calendar = calendar.published(table, published_at)
    return calendar


def _table(year: int, days: Sequence[CalendarDay], version: CalendarVersion | None) -> YearTable:
    return YearTable(
        year,
        {day.day: day.name for day in days if day.kind == "holiday"},
        {day.day: day.name for day in days if day.kind == "workday"},
        published=version is None or not version.estimated,
        source=version.source if version else "",
    )


def free_moment(session: Session, years: Sequence[int], at: datetime) -> datetime:
    """`at`, or a tick after the newest publication of these years: two of one instant stay apart."""
    newest = session.scalar(select(func.max(CalendarDay.published_at)).where(CalendarDay.year.in_(years)))
    return at if newest is None or newest < at else newest + _TICK


def add_version(
    session: Session, table: YearTable, *, at: datetime, person: str, origin: str, words: str = ""
) -> CalendarVersion:
    """Keep a table as the newest version of its year, in force from `at` on, which must be free in that year."""
    last = session.scalars(_versions_of(table.year).limit(1)).first()
    version = CalendarVersion(
        year=table.year, number=last.number + 1 if last else 1, published_at=at, person=person, origin=origin,
        source=table.source, words=words, estimated=not table.published,
    )  # fmt: skip
    session.add(version)
    for kind, days in (("holiday", table.holidays), ("workday", table.workdays)):
        session.add_all(CalendarDay(day=day, kind=kind, name=name, year=table.year, published_at=at)
                        for day, name in sorted(days.items()))  # fmt: skip
    session.flush()
    return version


def _versions_of(year: int) -> Select[CalendarVersion]:
    return select(CalendarVersion).where(CalendarVersion.year == year).order_by(CalendarVersion.number.desc())


def versions_of(session: Session, year: int) -> tuple[CalendarVersion, ...]:
    """A year's versions, newest first."""
    return tuple(session.scalars(_versions_of(year)))


def table_before(session: Session, version: CalendarVersion, shipped: WorkCalendar) -> YearTable:
    """What was in force in the version's year until it came: an earlier publication, else what ships."""
    earlier = select(func.max(CalendarDay.published_at)).where(
        CalendarDay.year == version.year, CalendarDay.published_at < version.published_at
    )
    at = session.scalar(earlier)
    if at is None:
        return shipped.tables[version.year]
    days = session.scalars(select(CalendarDay).where(CalendarDay.year == version.year, CalendarDay.published_at == at))
    kept = select(CalendarVersion).where(CalendarVersion.year == version.year, CalendarVersion.published_at == at)
    return _table(version.year, days.all(), session.scalars(kept).first())
