"""Publishing a year's notice: open deadlines are computed again and the change is on the timeline (T-05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import Act, BadInput, answered, attempt, begin, next_seq, remember, reread
from desktop.casework.derived import refresh
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Done, Outcome
from desktop.handbook import progress
from desktop.handbook.moments import spoken_moment
from desktop.handbook.vocabulary import ClockReading
from desktop.handbook.workdays import SHANGHAI, CalendarInputError, YearTable
from desktop.models.tables import CalendarDay, Case, Record

_LONGEST_CLOCK = timedelta(days=180)
"""No clock runs longer than this: what has not moved since before it touches no later year."""


def publish_calendar(
    desk: Desk, entry: Entry, *, year: int, holidays: Sequence[date], workdays: Sequence[date]
) -> Outcome:
    """Enter the State Council's notice for a year; raises BadInput when a day is both or lies outside the year."""
    try:
        table = YearTable(year, _named(desk, year, holidays), _named(desk, year, workdays))
    except CalendarInputError as error:
        raise BadInput(str(error)) from error

    if not holidays and not workdays:
        raise BadInput(f"{year} 年的放假安排没有任何日期")

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        now = desk.clock()
        before = _open_deadlines(session, desk, year)
        session.add_all(_days(table, now))
        session.flush()
        desk.renew(session)
        audit.record(session, at=now, person=entry.person, action="publish_calendar", subject=str(year))
        changed = tuple(_recalculate(session, desk, entry, before, year))
        done = Done(0, 0, str(year), (), changed)
        remember(session, entry, done, now)
        return done

    try:
        return attempt(desk, work)
    except Exception:
        desk.refresh()
        raise


def _named(desk: Desk, year: int, days: Sequence[date]) -> dict[date, str]:
    known = desk.office.calendar.tables.get(year)
    names = dict(known.holidays) if known else {}
    if not names:
        return dict.fromkeys(days, "放假安排")
    return {day: names[min(names, key=lambda feast: abs(feast - day))] for day in days}


def _days(table: YearTable, at: datetime) -> Iterator[CalendarDay]:
    for kind, days in (("holiday", table.holidays), ("workday", table.workdays)):
        for day, name in days.items():
            yield CalendarDay(day=day, kind=kind, name=name, year=table.year, published_at=at)


def _open_deadlines(session: Session, desk: Desk, year: int) -> dict[int, tuple[ClockReading, ...]]:
    first = datetime(year, 1, 1, tzinfo=SHANGHAI)
    moved_lately = select(Record.case_id).where(Record.happened_at >= first - _LONGEST_CLOCK)
    touched = or_(Case.next_due_at >= first, Case.holder_until >= first, Case.id.in_(moved_lately))
    wanted = select(Case.id).where(Case.is_open, touched).order_by(Case.id)
    entry = Entry("")
    return {
        case_id: progress.clocks_of(begin(session, desk, case_id, entry).case)
        for case_id in session.scalars(wanted).all()
    }


def _recalculate(
    session: Session, desk: Desk, entry: Entry, before: Mapping[int, tuple[ClockReading, ...]], year: int
) -> Iterator[int]:
    for case_id, old in before.items():
        under_way = begin(session, desk, case_id, entry)
        moved = _moved(old, progress.clocks_of(under_way.case))
        if moved:
            note_change(under_way, f"{year} 年放假安排公布：{moved}", "T-05")
        refresh(session, under_way.row, under_way.case)
        yield case_id


def _moved(old: Sequence[ClockReading], new: Sequence[ClockReading]) -> str:
    changes = []
    for was, now in zip(old, new, strict=True):
        if was.due == now.due or was.due is None or now.due is None or now.ended_at is not None:
            continue
        changes.append(f"{now.title} {spoken_moment(was.due)} → {spoken_moment(now.due)}")
    return "；".join(changes)


def note_change(under_way: Act, sentence: str, rule: str) -> None:
    """Put a recalculation on the case's timeline, naming its rule."""
    under_way.row.records.append(Record(
        case_id=under_way.row.id, seq=next_seq(under_way.row), verb="recalculated", happened_at=under_way.entered,
        entered_at=under_way.entered, person=under_way.entry.person, details={"reason": sentence},
        text=f"时限重算 · {sentence}", rules=rule,
    ))  # fmt: skip
    reread(under_way)
