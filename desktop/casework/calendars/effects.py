"""What another calendar does to the open cases: their clocks read with both, by the same rules as ever (T-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.casework.calendars.rows import CalendarPreview, HolidayVisit, MovedDeadline
from desktop.casework.calendars.years import changed_days, months_of
from desktop.casework.derived import derive
from desktop.casework.desk import Desk, declared_exemptions
from desktop.casework.dossier import compose
from desktop.casework.masking import masked_name
from desktop.handbook import progress
from desktop.handbook.before_visit import visit_to_check
from desktop.handbook.moments import closing_day
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ClockReading, Exemption, Service
from desktop.handbook.workdays import SHANGHAI, DayKind, WorkCalendar, YearTable
from desktop.models.tables import Case, Policy, Record

_LONGEST_CLOCK = timedelta(days=180)
"""No clock runs longer than this: what has not moved since before it touches no later year."""
_CHUNK = 400
_BEFORE_VISIT = ("gc.reminder", "gc.escort_call")


class Effect(NamedTuple):
    """One open case by the calendar before and by the one to come."""

    name: str
    old: Situation
    new: Situation

    @property
    def pairs(self) -> Iterator[tuple[ClockReading, ClockReading]]:
        """Each clock that has a deadline by both and has not ended, as it is and as it would be."""
        for was, now in zip(progress.clocks_of(self.old), progress.clocks_of(self.new), strict=True):
            if was.due is not None and now.due is not None and now.ended_at is None:
                yield was, now

    @property
    def visit(self) -> datetime | None:
        """The visit ahead that would newly lie on a day off, if any."""
        facts = self.new.facts
        visit = facts.visit_at
        if visit is None or facts.over_at or visit < self.new.now or not visit_to_check(self.new):
            return None
        return visit if self.old.office.calendar.is_workday(visit.date()) else None

    @property
    def differs(self) -> bool:
        """Whether anything the desk keeps of the case would be another."""
        asked = visit_to_check(self.old) is not visit_to_check(self.new)
        return asked or derive(self.old) != derive(self.new) or any(was.due != now.due for was, now in self.pairs)

    @property
    def freed(self) -> datetime | None:
        """The visit that was to be asked about, and lies on a working day again."""
        return self.new.facts.visit_at if visit_to_check(self.old) and not visit_to_check(self.new) else None


def another(calendar: WorkCalendar, tables: Iterable[YearTable], at: datetime) -> WorkCalendar:
    """The calendar with these tables published at `at`."""
    for table in tables:
        calendar = calendar.published(table, at)
    return calendar


def preview(session: Session, desk: Desk, tables: Sequence[YearTable]) -> CalendarPreview:
    """What these tables would do if they took effect now; nothing is written."""
    calendar = another(desk.office.calendar, tables, desk.clock())
    years = tuple(sorted({table.year for table in tables}))
    found = list(effects(session, desk, years, calendar))
    rows = [row for effect in found for row in _deadlines(effect)]
    return CalendarPreview(
        years, sum(_touched(effect, years) for effect in found), tuple(sorted(rows, key=_order)),
        tuple(_visit(effect) for effect in sorted(found, key=_visit_order) if effect.visit is not None),
        months_of(calendar, tables[0].year), changed_days(desk.office.calendar, calendar, years),
    )  # fmt: skip


def effects(session: Session, desk: Desk, years: Sequence[int], calendar: WorkCalendar) -> Iterator[Effect]:
    """Every open case that may touch the years, read with the desk's calendar and with the other one."""
    trial = replace(desk, office=replace(desk.office, calendar=calendar))
    now, declared = desk.clock(), declared_exemptions(session)
    ids = session.scalars(select(Case.id).where(_touching(years)).order_by(Case.id)).all()
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for case in session.scalars(_whole(some)).unique():
            yield effect_on(desk, trial, case, now, declared)
        session.expunge_all()


def effect_on(desk: Desk, trial: Desk, case: Case, now: datetime, declared: Sequence[Exemption]) -> Effect:
    """One case on both desks."""
    own = declared if case.service == "GC" else ()
    old, new = (compose(one, case, (), now, declared=own) for one in (desk, trial))
    return Effect(case.policy.insured.name, old, new)


def _touching(years: Sequence[int]) -> ColumnElement[bool]:
    first = datetime(min(years), 1, 1, tzinfo=SHANGHAI)
    moved_lately = select(Record.case_id).where(Record.happened_at >= first - _LONGEST_CLOCK)
    touched = or_(Case.next_due_at >= first, Case.holder_until >= first, Case.id.in_(moved_lately))
    return and_(Case.is_open, touched)


def _whole(ids: Iterable[int]) -> Select[Case]:
    return select(Case).where(Case.id.in_(ids)).order_by(Case.id).options(
        joinedload(Case.policy).joinedload(Policy.insured), joinedload(Case.plan_version), selectinload(Case.records)
    )  # fmt: skip


def _deadlines(effect: Effect) -> Iterator[MovedDeadline]:
    """The deadlines that become others, those of one day together."""
    told = [(_state(was, now), was, now) for was, now in effect.pairs]
    told = [one for one in told if one[0]]
    told.sort(key=_day_key)
    case, calendar = effect.new, effect.new.office.calendar
    for (state, _, day), group in groupby(told, key=_day_key):
        some = list(group)
        old, new = some[0][1].due, some[0][2].due
        assert old is not None
        assert new is not None
        yield MovedDeadline(
            case.case_id or 0, case.number, case.item.service, masked_name(effect.name),
            tuple(now.title for _, _, now in some), case.facts.visit_at, old, new, state,
            calendar.kind_of(day) is DayKind.MAKEUP,
        )  # fmt: skip


def _day_key(one: tuple[str, ClockReading, ClockReading]) -> tuple[str, date, date]:
    state, was, now = one
    assert was.due is not None
    assert now.due is not None
    return state, closing_day(was.due), closing_day(now.due)


def _state(was: ClockReading, now: ClockReading) -> str:
    if was.due != now.due:
        return "moved"
    if was.provisional is now.provisional:
        return ""
    return "firm" if was.provisional else "estimated"


def _touched(effect: Effect, years: Sequence[int]) -> int:
    """How many of the case's open deadlines lie in the years, from start to deadline or visit."""
    visit = effect.new.facts.visit_at
    return sum(_lies_in(was, years, visit) or _lies_in(now, years, visit) for was, now in effect.pairs)


def _lies_in(reading: ClockReading, years: Sequence[int], visit: datetime | None) -> bool:
    assert reading.due is not None
    first = (reading.started or reading.due).year
    ends = [closing_day(reading.due).year]
    if visit is not None and reading.name in _BEFORE_VISIT:
        ends.append(visit.year)
    return first <= years[-1] and max(ends) >= years[0]


def _order(row: MovedDeadline) -> tuple[bool, datetime, int]:
    return row.state != "moved", row.new, row.case_id


def _visit_order(effect: Effect) -> tuple[bool, float, int]:
    visit = effect.visit
    return visit is None, visit.timestamp() if visit else 0, effect.new.case_id or 0


def _visit(effect: Effect) -> HolidayVisit:
    visit, case = effect.visit, effect.new
    assert visit is not None
    return HolidayVisit(
        case.case_id or 0, case.number, Service(case.item.service), masked_name(effect.name), visit,
        case.office.calendar.holiday_name(visit.date()),
    )  # fmt: skip
