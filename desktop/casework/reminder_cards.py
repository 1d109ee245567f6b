"""Lays booked visits out as the cards of the reminders board: one pure pass, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.casework.board_rows import LANES, Board, BoardCard, DayTally, DoneToday, GapOffer, NextBatch
from desktop.casework.composing_texts import consequence_of
from desktop.casework.masking import masked_name
from desktop.casework.message_rows import DECLINED, SENT, STATES, UNDER_WAY
from desktop.handbook.facts import Facts
from desktop.handbook.moments import closing_day
from desktop.handbook.vocabulary import ClockReading, Record
from desktop.handbook.workdays import WorkCalendar

LONG_GAP = 3
"""Calendar days (GC-09): a longer gap between reminder and visit offers a courtesy reminder on the eve."""

SHOWN = 200
"""Cards of one lane; more are counted."""

_BEFORE = timedelta(minutes=30)
_ONE_DAY = timedelta(days=1)


class MessageState(NamedTuple):
    """A text of a case as the board needs it; `since` is when it was put on its way."""

    id: int
    purpose: str
    booking: int | None
    state: str
    since: datetime | None
    settled: datetime | None
    failure: str
    segments: int
    exported: bool
    record_seq: int | None


class Booked(NamedTuple):
    """A visit ahead with everything its cards are made of."""

    case_id: int
    number: str
    name: str
    facts: Facts
    readings: Mapping[str, ClockReading]
    records: tuple[Record, ...]
    texts: tuple[MessageState, ...]

    def booking(self) -> int:
        """The number of the record that made the present booking."""
        made = (one.seq for one in self.records if one.verb in ("book", "rebook") and one.seq not in self.facts.voided)
        return max(made, default=0)

    def text(self, purpose: str) -> MessageState | None:
        """The newest text of a purpose for the present booking whose record, if any, still holds."""
        booking = self.booking()
        found = [one for one in self.texts if one.purpose == purpose and one.booking == booking]
        return found[-1] if found and found[-1].record_seq not in self.facts.voided else None


def lay_out(
    booked: Sequence[Booked], now: datetime, calendar: WorkCalendar, following: NextBatch | None
) -> Board:
    """The board of these visits at `now`."""
    cards = [card for one in booked for card in _cards(one, now, calendar)]
    cards.sort(key=lambda card: (card.reading.due or card.visit_at, card.visit_at, card.case_id))
    lanes = {name: tuple(card for card in cards if card.lane == name) for name in LANES}
    more = {name: len(some) - SHOWN for name, some in lanes.items() if len(some) > SHOWN}
    today = now.date()
    return Board(
        now, {name: some[:SHOWN] for name, some in lanes.items()}, _newest(_calls_done(booked, today)),
        _newest(_texts_done(booked, today)), _tally(booked, today, calendar), _gap_offer(booked, today, calendar),
        following, more,
    )  # fmt: skip


def _cards(one: Booked, now: datetime, calendar: WorkCalendar) -> Iterator[BoardCard]:
    facts, today = one.facts, now.date()
    if facts.visit_at is None or facts.over_at is not None or facts.attended_at is not None:
        return
    if facts.notified_at is None:
        yield _text_card(one, "notice", "notice", one.readings["gc.notice"], 0)
    gap = gap_days(facts.visit_at, calendar)
    reminder, call = one.readings["gc.reminder"], one.readings["gc.escort_call"]
    if facts.reminded_at is None and _due_by(reminder, today):
        yield _text_card(one, "reminder", "reminder", reminder, gap)
    if facts.escort_called_at is None and _due_by(call, today):
        yield _card(one, "call", "escort_call", call, gap)._replace(missed=_missed(one, today))
    if gap and today == facts.visit_at.date() - _ONE_DAY and not _courtesy_done(one, calendar):
        yield _text_card(one, "reminder", "courtesy", _until_evening(reminder, now), 0)


def _due_by(reading: ClockReading, today: date) -> bool:
    """Due today or before, or running already: booked at short notice after closing it is due tomorrow morning."""
    if reading.due is None:
        return False
    return reading.state in ("running", "missed") or closing_day(reading.due) <= today


def _text_card(one: Booked, lane: str, purpose: str, reading: ClockReading, gap: int) -> BoardCard:
    """A card of a text, in the lane its own text has brought it to."""
    card, text = _card(one, lane, purpose, reading, gap), one.text(purpose)
    if text is None or text.state not in (*UNDER_WAY, "failed"):
        return card
    failed = text.state == "failed"
    return card._replace(
        lane="failed" if failed else "sent", message_id=text.id, state=text.state, failure=text.failure,
        since=text.settled if failed else text.since, segments=text.segments, exported=text.exported,
    )  # fmt: skip


def _card(one: Booked, lane: str, purpose: str, reading: ClockReading, gap: int) -> BoardCard:
    facts, visit = one.facts, one.facts.visit_at
    assert visit is not None
    place = "·".join(part for part in (facts.hospital, facts.department) if part)
    spot = str(facts.booking.get("place") or facts.hospital)
    return BoardCard(
        one.case_id, one.number, lane, purpose, facts.item, masked_name(one.name), visit, place,
        f"会合 {visit - _BEFORE:%H:%M} {spot}", facts.escort, reading, gap,
        consequence=consequence_of(facts, purpose),
    )  # fmt: skip


def gap_days(visit: datetime, calendar: WorkCalendar) -> int:
    """Calendar days from the reminder's day to the visit when they are more than three (GC-09), else 0."""
    gap = (visit.date() - calendar.previous(visit.date())).days
    return gap if gap > LONG_GAP else 0


def _until_evening(reading: ClockReading, now: datetime) -> ClockReading:
    """The courtesy reminder is offered, not promised: a waiting clock without a deadline of its own."""
    return reading._replace(name="gc.courtesy", title="前日提醒", state="waiting", started=None, due=None,
                            ended_at=None, note=f"{now.month}月{now.day}日 20:00 前")  # fmt: skip


def _courtesy_done(one: Booked, calendar: WorkCalendar) -> bool:
    text, visit = one.text("courtesy"), one.facts.visit_at
    if text is not None and (text.state in SENT or text.failure == DECLINED):
        return True
    day = calendar.previous(visit.date()) if visit else date.min
    return any(moment.date() > day for moment in one.facts.reminders)


def _missed(one: Booked, today: date) -> int:
    return sum(
        record.verb == "call" and record.details.get("outcome") != "reached" and record.happened.date() == today
        for record in one.records
        if record.seq not in one.facts.voided
    )


def _calls_done(booked: Sequence[Booked], today: date) -> Iterator[DoneToday]:
    for one in booked:
        done = [moment for moment in one.facts.escort_calls if moment.date() == today]
        if done and one.facts.escort_called_at is not None:
            yield DoneToday(one.case_id, masked_name(one.name), done[-1], one.facts.escort)


def _texts_done(booked: Sequence[Booked], today: date) -> Iterator[DoneToday]:
    for one in booked:
        for text in one.texts:
            if text.state in SENT and text.settled and text.settled.date() == today:
                yield DoneToday(one.case_id, masked_name(one.name), text.settled, STATES[text.state])


def _newest(done: Iterator[DoneToday]) -> tuple[DoneToday, ...]:
    return tuple(sorted(done, key=lambda one: one.at, reverse=True)[:SHOWN])


def _tally(booked: Sequence[Booked], today: date, calendar: WorkCalendar) -> DayTally | None:
    """The visits reminded today: those of the next working day and of the days off before it (T-04)."""
    facts = [one.facts for one in booked if one.facts.visit_at and one.facts.attended_at is None]
    visits = [one for one in facts if one.visit_at and calendar.previous(one.visit_at.date()) == today]
    if not visits:
        return None
    days = [one.visit_at.date() for one in visits if one.visit_at]
    reminded = sum(one.reminded_at is not None for one in visits)
    called = sum(one.escort_called_at is not None for one in visits)
    return DayTally(max(days), len(visits), reminded, len(visits) - reminded, len(visits) - called)


def _gap_offer(booked: Sequence[Booked], today: date, calendar: WorkCalendar) -> GapOffer | None:
    """Today's visits after a long gap about whose eve nobody has decided yet: those of the day with most of them."""
    found = [one for one in booked if _undecided(one, today, calendar)]
    if not found:
        return None
    (day, _count), *_ = Counter(_visit_day(one) for one in found).most_common(1)
    cases = tuple(one.case_id for one in found if _visit_day(one) == day)
    names = (calendar.holiday_name(today + timedelta(days=n)) for n in range(1, (day - today).days))
    return GapOffer((day - today).days, day - _ONE_DAY, next(filter(None, names), ""), cases)


def _visit_day(one: Booked) -> date:
    assert one.facts.visit_at is not None
    return one.facts.visit_at.date()


def _undecided(one: Booked, today: date, calendar: WorkCalendar) -> bool:
    visit, text = one.facts.visit_at, one.text("courtesy")
    if visit is None or one.facts.attended_at is not None or not gap_days(visit, calendar):
        return False
    asked = text is not None and (text.state != "withdrawn" or text.failure == DECLINED)
    return calendar.previous(visit.date()) == today < visit.date() - _ONE_DAY and not asked
