"""A demo's afternoon at the reminders board: visits booked, texts sent, one that failed, an escort's call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select

from desktop.casework import files, green_channel, jobs, messages, reminders
from desktop.casework.board_rows import BoardCard
from desktop.casework.desk import Desk, Entry
from desktop.casework.handing_over import handed
from desktop.casework.message_rows import Handed, Queued
from desktop.casework.rows import Done
from desktop.handbook.deskhours import at_time
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case

_VISITS = (time(13, 30), time(10, 20))
_PERSON = Entry("林悦")


def rehearse_reminders(desk: Desk, set_clock: Callable[[datetime], None], now: datetime) -> int:
    """Play the two hours before `now` at the board; returns how many things were done."""
    set_clock(now - timedelta(minutes=105))
    notices, due = _lane(desk, "notice"), _lane(desk, "reminder")
    done = _send(desk, notices[-1:], "failed") + _send(desk, due[-1:], "submitted")
    done += sum(_book(desk, place, wish, now) for place, wish in enumerate(_waiting(desk)[: len(_VISITS)]))
    set_clock(now - timedelta(minutes=68))
    done += sum(isinstance(green_channel.escort_call(desk, card.case_id, _PERSON), Done) for card in due[-1:])
    return done + sum(_call_later(desk, card, now + timedelta(minutes=70)) for card in due[:1])


def _call_later(desk: Desk, card: BoardCard, again_at: datetime) -> bool:
    """The customer asks to be called at another time."""
    return isinstance(files.call(desk, card.case_id, _PERSON, outcome="later", again_at=again_at), Done)


class _Wish(NamedTuple):
    """An outpatient case whose hospital is still to be settled, and where its customer wants to go."""

    case_id: int
    hospital: str
    department: str


def _waiting(desk: Desk) -> Sequence[_Wish]:
    """Such cases, oldest first."""
    with desk.reading() as session:
        columns = (Case.id, Case.hospital, Case.department)
        wanted = select(*columns).where(Case.is_open, Case.item == Item.OUTPATIENT, Case.stage == "待定医院")
        return [_Wish(*row) for row in session.execute(wanted.order_by(Case.id)) if row.hospital and row.department]


def _book(desk: Desk, place: int, wish: _Wish, now: datetime) -> bool:
    """The first for the next working day, with an escort and told by phone; the other for later, without escort."""
    visit = at_time(desk.office.calendar.add(now.date(), 1 + place), _VISITS[place])
    booked = green_channel.book(
        desk, wish.case_id, _PERSON, visit_at=visit, title="主任医师", place="门诊楼 2 层", hospital=wish.hospital,
        department=wish.department,
    )  # fmt: skip
    if not place:
        start, end = visit - timedelta(minutes=30), visit + timedelta(hours=2)
        jobs.assign_escort(desk, wish.case_id, _PERSON, escort="何敏", from_=start, to=end)
        green_channel.notify(desk, wish.case_id, _PERSON, by="phone")
    return isinstance(booked, Done)


def _lane(desk: Desk, name: str) -> tuple[BoardCard, ...]:
    with desk.reading() as session:
        return reminders.board(session, desk, desk.clock()).lanes[name]


def _send(desk: Desk, cards: Sequence[BoardCard], state: str) -> int:
    sent = [*_sent(desk, cards)]
    handed(desk, [Handed(message, "submitted") for message in sent])
    if state == "failed":
        for message in sent:
            messages.record_failed(desk, message, _PERSON.person, reason="空号")
    return len(sent)


def _sent(desk: Desk, cards: Sequence[BoardCard]) -> Iterator[int]:
    for card in cards:
        outcome = messages.send(desk, card.case_id, _PERSON, purpose=card.purpose)
        if isinstance(outcome, Queued):
            yield outcome.message_id
