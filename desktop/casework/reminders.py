"""The reminders board, derived from bookings at one instant: never stored, so a moved visit moves its cards.

What is asked of the database is the same few statements however many cards there are. A timeline only ever grows, so
what was derived from it stays true until it has another record: `Timelines` keeps it between two readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Executable, func, select, union
from sqlalchemy.orm import Session

from desktop.casework.board_cases import (
    BoardQuery,
    cases_on_board,
    cases_with_texts,
    later_visits,
    records_of,
    visits_ahead,
    visits_held_up,
    visits_passed,
    visits_untold,
)
from desktop.casework.board_rows import Board, NextBatch
from desktop.casework.desk import Desk
from desktop.casework.hospital_names import read_names
from desktop.casework.passed_visits import is_past, passed_visits
from desktop.casework.plans import read_plan
from desktop.casework.reminder_cards import Booked, MessageState, lay_out
from desktop.casework.suiting_texts import BOOKED
from desktop.handbook.clocks import read_clocks
from desktop.handbook.deskhours import MIDNIGHT, at_time
from desktop.handbook.facts import Facts
from desktop.handbook.fold import fold
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.situation import Office, Situation
from desktop.handbook.vocabulary import BOOKABLE, ClockReading, Item, Plan, PolicyTerms
from desktop.handbook.vocabulary import Record as Milestone
from desktop.handbook.workdays import WorkCalendar
from desktop.models.tables import Case, Message, PlanVersion

_ONE_DAY = timedelta(days=1)
_NONE = PolicyTerms("", date.min, date.max, "in_force", "")
_CLOCKS = {
    item: tuple(pair for pair in CLOCKS[item] if pair[1].name in ("gc.notice", "gc.reminder", "gc.escort_call"))
    for item in BOOKABLE
}


class _Kept(NamedTuple):
    """A timeline read up to `last`, and its clocks, which stand as they are before `until`."""

    last: int
    facts: Facts
    records: tuple[Milestone, ...]
    booking: int
    readings: Mapping[str, ClockReading]
    read_at: datetime
    until: datetime | None


class Timelines:
    """What was derived from timelines at an earlier reading; dropped when the office (its calendar) is another."""

    def __init__(self) -> None:
        self._office: Office | None = None
        self._kept: dict[int, _Kept] = {}

    def renew(self, office: Office) -> None:
        """Forget everything when working days or settings have changed since."""
        if self._office is not office:
            self._office, self._kept = office, {}

    def lacking(self, cases: Iterable[Any]) -> list[int]:
        """The cases whose timeline has grown since, or was never read."""
        kept = self._kept
        return [row.id for row in cases if row.id not in kept or kept[row.id].last != row.last]

    def get(self, case_id: int) -> _Kept | None:
        """What is kept of a case."""
        return self._kept.get(case_id)

    def keep(self, case_id: int, kept: _Kept) -> None:
        """Keep it for the next reading."""
        self._kept[case_id] = kept


def board(
    session: Session, desk: Desk, now: datetime, query: BoardQuery = BoardQuery(),  # noqa: B008
    kept: Timelines | None = None,
) -> Board:  # fmt: skip
    """The board at `now`; eight statements, seven when `kept` still knows every timeline."""
    calendar, kept = desk.office.calendar, kept or Timelines()
    until = end_of_batch(now, calendar)
    told_of = visits_ahead(now, until), visits_untold(until), visits_held_up(), cases_with_texts()
    subject = union(*told_of)
    found = session.execute(cases_on_board(union(*told_of, visits_passed(now)), query)).all()
    plans = {row.id: read_plan(row) for row in session.scalars(select(PlanVersion))}
    texts = _by_case(session.execute(_messages_of(subject)))
    past = [row for row in found if is_past(row, now) and row.id not in texts]
    cases = [row for row in found if not is_past(row, now) or row.id in texts]
    timelines = _fresh_timelines(session, kept, desk.office, cases, subject)
    booked = [
        _booked(desk, now, kept, row, timelines, texts.get(row.id, ()), plans[row.plan_version_id]) for row in cases
    ]
    names = read_names(session)
    laid_out = lay_out(booked, now, calendar, names, _following(session, until, calendar, query))
    return replace(laid_out, passed=passed_visits(past, booked, now))


def end_of_batch(now: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the last day whose visits are reminded by today (T-04): visits before it have their reminder due."""
    return at_time(calendar.next(now.date()) + _ONE_DAY, MIDNIGHT)


_FEW = 400


def _fresh_timelines(
    session: Session, kept: Timelines, office: Office, cases: Sequence[Any], subject: Any
) -> Mapping[int, list[Any]]:
    kept.renew(office)
    lacking = kept.lacking(cases)
    if not lacking:
        return {}
    wanted = records_of(lacking if len(lacking) <= _FEW else subject)
    return _by_case(session.connection().execute(wanted))


def _messages_of(subject: Any) -> Executable:
    columns = (Message.case_id, Message.id, Message.purpose, Message.booking, Message.state, Message.queued_at,
               Message.submitted_at, Message.settled_at, Message.failure, Message.segments, Message.gateway_no,
               Message.record_seq)  # fmt: skip
    return select(*columns).where(Message.case_id.in_(select(subject.subquery().c.id))).order_by(
        Message.case_id, Message.id)  # fmt: skip


_CASE_ID = attrgetter("case_id")


def _by_case(rows: Any) -> Mapping[int, list[Any]]:
    return {key: list(group) for key, group in groupby(rows, key=_CASE_ID)}


def _booked(
    desk: Desk, now: datetime, kept: Timelines, row: Any, timelines: Mapping[int, list[Any]], texts: Sequence[Any],
    plan: Plan,
) -> Booked:  # fmt: skip
    known = kept.get(row.id)
    if known is None or known.last != row.last:
        known = _read(desk, now, row, timelines.get(row.id, ()), plan)
        kept.keep(row.id, known)
    elif now < known.read_at or (known.until is not None and now >= known.until):
        known = _timed(desk, now, row, known, plan)
        kept.keep(row.id, known)
    return Booked(row.id, row.number, row.name, row.hospital, row.department, known.facts, known.readings,
                  known.records, known.booking, tuple(map(_state, texts)))  # fmt: skip


def _read(desk: Desk, now: datetime, row: Any, records: Sequence[Any], plan: Plan) -> _Kept:
    milestones = tuple(Milestone(seq, verb, happened, happened, "", details)
                       for _case, seq, verb, happened, details in records)  # fmt: skip
    facts = fold(Item(row.item), milestones, desk.office.calendar, lock_on=plan.lock_on,
                 attempts=desk.office.calls.attempts)  # fmt: skip
    booking = max((one.seq for one in milestones if one.verb in BOOKED and one.seq not in facts.voided), default=0)
    return _timed(desk, now, row, _Kept(row.last, facts, milestones, booking, {}, now, None), plan)


def _timed(desk: Desk, now: datetime, row: Any, known: _Kept, plan: Plan) -> _Kept:
    """The same timeline with its clocks at another time, and until when they stand so."""
    item = known.facts.item
    if item not in _CLOCKS:
        return known
    case = Situation(known.facts, plan, _NONE, desk.office, now, case_id=row.id, number=row.number)
    readings = {reading.name: reading for reading in read_clocks(case, _CLOCKS[item])}
    turns = [moment for one in readings.values() for moment in (one.started, one.due) if moment and moment >= now]
    return known._replace(readings=readings, read_at=now, until=min(turns, default=None))


def _state(row: Any) -> MessageState:
    return MessageState(row.id, row.purpose, row.booking, row.state, row.submitted_at or row.queued_at, row.settled_at,
                        row.failure, row.segments, bool(row.gateway_no), row.record_seq)  # fmt: skip


def _following(session: Session, until: datetime, calendar: WorkCalendar, query: BoardQuery) -> NextBatch | None:
    """The reminders after today's: those of the first visit beyond today's batch, and of all due the same day."""
    first = session.scalar(later_visits(select(func.min(Case.holder_until)), until, query))
    day = calendar.previous(first.date()) if first else calendar.next(until.date())
    end = at_time(calendar.next(day) + _ONE_DAY, MIDNIGHT)
    ahead = later_visits(select(func.count()), until, query).where(Case.holder_until < end)
    count: int = session.scalar(ahead) or 0
    return NextBatch(day, count, holiday_between(calendar, day, calendar.next(day))) if count else None


def holiday_between(calendar: WorkCalendar, after: date, before: date) -> str:
    """The first holiday's name strictly between two days, or ''."""
    return next(filter(None, (calendar.holiday_name(day) for day in _days(after, before))), "")


def _days(after: date, before: date) -> Iterator[date]:
    for offset in range(1, (before - after).days):
        yield after + timedelta(days=offset)
