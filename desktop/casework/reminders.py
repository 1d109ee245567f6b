"""The reminders board, derived from bookings at one instant: never stored, so a moved visit moves its cards.

What is asked of the database is the same few statements however many cards there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Executable, func, or_, select
from sqlalchemy.orm import Session

from desktop.casework.board_rows import Board, NextBatch
from desktop.casework.desk import Desk
from desktop.casework.plans import read_plan
from desktop.casework.reminder_cards import Booked, MessageState, lay_out
from desktop.handbook.clocks import read_clocks
from desktop.handbook.deskhours import MIDNIGHT, at_time
from desktop.handbook.fold import fold
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import BOOKABLE, Item, PolicyTerms
from desktop.handbook.vocabulary import Record as Milestone
from desktop.handbook.workdays import WorkCalendar
from desktop.models.tables import Case, Message, Person, PlanVersion, Policy, Record, User

MOST = 800
"""As many visits as are looked at; the nearest come first."""

_ONE_DAY = timedelta(days=1)
_CLOCKS = {
    item: tuple(pair for pair in CLOCKS[item] if pair[1].name in ("gc.notice", "gc.reminder", "gc.escort_call"))
    for item in BOOKABLE
}


class BoardQuery(NamedTuple):
    """Whose cases the board shows ("" for everybody's), and words to find a customer, case or hospital by."""

    owner: str = ""
    search: str = ""


def board(session: Session, desk: Desk, now: datetime, query: BoardQuery = BoardQuery()) -> Board:  # noqa: B008
    """The board at `now`; six statements."""
    calendar = desk.office.calendar
    until = end_of_batch(now, calendar)
    cases = session.execute(_ahead(now, until, query)).all()
    ids = [row.id for row in cases]
    timelines = _by_case(session.execute(_records_of(ids)))
    texts = _by_case(session.execute(_messages_of(ids)))
    plans = {row.id: read_plan(row) for row in session.scalars(select(PlanVersion))}
    booked = [
        _booked(desk, now, row, timelines.get(row.id, ()), texts.get(row.id, ()), plans[row.plan_version_id])
        for row in cases
    ]
    return lay_out(booked, now, calendar, _following(session, until, calendar, query))


def end_of_batch(now: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the last day whose visits are reminded by today (T-04): visits before it have their reminder due."""
    return at_time(calendar.next(now.date()) + _ONE_DAY, MIDNIGHT)


def _ahead(now: datetime, until: datetime, query: BoardQuery) -> Executable:
    """Open cases with a visit ahead that are reminded by today, or that wait for their notice."""
    columns = (
        Case.id, Case.number, Case.item, Case.plan_version_id, Person.name, Policy.number.label("policy"),
        Policy.start, Policy.end, Policy.status,
    )  # fmt: skip
    wanted: Any = (
        select(*columns).join(Policy, Policy.id == Case.policy_id).join(Person, Person.id == Policy.insured_id)
        .where(Case.is_open, Case.holder_until > now, Case.item.in_(BOOKABLE),
               or_(Case.stage == "待发通知", Case.holder_until < until))
        .order_by(Case.holder_until, Case.id).limit(MOST)
    )  # fmt: skip
    narrowed: Executable = _narrowed(wanted, query)
    return narrowed


def _narrowed(wanted: Any, query: BoardQuery) -> Any:
    if query.owner:
        wanted = wanted.where(Case.owner_id == select(User.id).where(User.name == query.owner).scalar_subquery())
    if query.search:
        words = query.search.strip()
        wanted = wanted.where(or_(
            Person.name.contains(words, autoescape=True), Person.name_key.contains(words.lower(), autoescape=True),
            Case.number.contains(words.upper(), autoescape=True), Case.hospital.contains(words, autoescape=True),
        ))  # fmt: skip
    return wanted


def _records_of(ids: Sequence[int]) -> Executable:
    columns = (Record.case_id, Record.seq, Record.verb, Record.happened_at, Record.entered_at, Record.person,
               Record.details)  # fmt: skip
    return select(*columns).where(Record.case_id.in_(ids)).order_by(Record.case_id, Record.seq)


def _messages_of(ids: Sequence[int]) -> Executable:
    columns = (Message.case_id, Message.id, Message.purpose, Message.booking, Message.state, Message.queued_at,
               Message.submitted_at, Message.settled_at, Message.failure, Message.segments, Message.gateway_no,
               Message.record_seq)  # fmt: skip
    return select(*columns).where(Message.case_id.in_(ids)).order_by(Message.case_id, Message.id)


def _by_case(rows: Any) -> Mapping[int, list[Any]]:
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.case_id)}


def _booked(
    desk: Desk, now: datetime, row: Any, records: Sequence[Any], texts: Sequence[Any], plan: Any
) -> Booked:
    item = Item(row.item)
    milestones = [Milestone(one.seq, one.verb, one.happened_at, one.entered_at, one.person, one.details)
                  for one in records]  # fmt: skip
    facts = fold(item, milestones, desk.office.calendar, lock_on=plan.lock_on)
    terms = PolicyTerms(row.policy, row.start, row.end, row.status, row.name)
    case = Situation(facts, plan, terms, desk.office, now, case_id=row.id, number=row.number)
    readings = {reading.name: reading for reading in read_clocks(case, _CLOCKS[item])}
    return Booked(row.id, row.number, row.name, facts, readings, tuple(milestones), tuple(map(_state, texts)))


def _state(row: Any) -> MessageState:
    return MessageState(row.id, row.purpose, row.booking, row.state, row.submitted_at or row.queued_at, row.settled_at,
                        row.failure, row.segments, bool(row.gateway_no), row.record_seq)  # fmt: skip


def _following(session: Session, until: datetime, calendar: WorkCalendar, query: BoardQuery) -> NextBatch | None:
    """The reminders after today's: those of the first visit beyond today's batch, and of all due the same day."""
    first = session.scalar(_later(select(func.min(Case.holder_until)), until, query))
    day = calendar.previous(first.date()) if first else calendar.next(until.date())
    end = at_time(calendar.next(day) + _ONE_DAY, MIDNIGHT)
    count = session.scalar(_later(select(func.count()), until, query).where(Case.holder_until < end)) or 0
    return NextBatch(day, count, holiday_between(calendar, day, calendar.next(day))) if count else None


def _later(wanted: Any, until: datetime, query: BoardQuery) -> Any:
    wanted = wanted.select_from(Case).where(Case.is_open, Case.holder_until >= until, Case.item.in_(BOOKABLE))
    if query.search:
        wanted = wanted.join(Policy, Policy.id == Case.policy_id).join(Person, Person.id == Policy.insured_id)
    return _narrowed(wanted, query)


def holiday_between(calendar: WorkCalendar, after: date, before: date) -> str:
    """The first holiday's name strictly between two days, or ''."""
    return next(filter(None, (calendar.holiday_name(day) for day in _days(after, before))), "")


def _days(after: date, before: date) -> Iterator[date]:
    for offset in range(1, (before - after).days):
        yield after + timedelta(days=offset)
