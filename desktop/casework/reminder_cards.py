"""Lays booked visits out as the cards of the reminders board: one pure pass, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.casework.board_rows import LANES, TO_DO, Board, BoardCard, DayTally, DoneToday, GapOffer, NextBatch
from desktop.casework.composing_texts import consequence_of
from desktop.casework.hospital_names import HospitalNames
from desktop.casework.masking import masked_name
from desktop.casework.message_rows import DECLINED, SENT, STATES, UNDER_WAY, VISIT_TEXTS
from desktop.casework.suiting_texts import untold
from desktop.handbook.facts import Facts
from desktop.handbook.moments import closing_day
from desktop.handbook.vocabulary import ClockReading, Kind, Record, Unit
from desktop.handbook.workdays import WorkCalendar
from desktop.models.types import FAR_FUTURE as _FAR

LONG_GAP = 3
"""Calendar days (GC-09): a longer gap between reminder and visit offers a courtesy reminder on the eve."""

SHOWN = 200
"""Cards of one lane; more are counted."""

_BEFORE = timedelta(minutes=30)
_ONE_DAY = timedelta(days=1)
_FAILED_FOR = timedelta(days=7)


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
    """A case of the board with everything its cards are made of; `booking` is the record that made the present visit.

    Without a visit ahead it is here for its texts alone, and `readings` may be empty.
    """

    case_id: int
    number: str
    name: str
    hospital: str
    department: str
    facts: Facts
    readings: Mapping[str, ClockReading]
    records: tuple[Record, ...]
    booking: int
    texts: tuple[MessageState, ...]

    def text(self, purpose: str) -> MessageState | None:
        """The newest text of a purpose, of a visit's for the present booking, whose record, if any, still holds."""
        if not self.texts:
            return None
        found = [one for one in self.texts if one.purpose == purpose and self._fits(one)]
        return found[-1] if found and found[-1].record_seq not in self.facts.voided else None

    def _fits(self, text: MessageState) -> bool:
        return text.purpose not in VISIT_TEXTS or text.booking == self.booking


class _Slot(NamedTuple):
    """A card that is still to be made: most of a long lane are only counted."""

    lane: str
    due: datetime
    visit: datetime
    case_id: int
    purpose: str
    one: Booked
    reading: ClockReading
    gap: int = 0
    text: MessageState | None = None


def lay_out(
    booked: Sequence[Booked], now: datetime, calendar: WorkCalendar, names: HospitalNames,
    following: NextBatch | None,
) -> Board:  # fmt: skip
    """The board of these visits at `now`: the first `SHOWN` of each lane as cards, the others counted."""
    slots: dict[str, list[_Slot]] = {name: [] for name in LANES}
    for one in booked:
        for slot in (*_visit_slots(one, now, calendar), *_text_slots(one, now)):
            slots[slot.lane].append(slot)
    lanes = {name: tuple(_card(slot, now, names) for slot in sorted(some)[:SHOWN]) for name, some in slots.items()}
    more = {name: len(some) - SHOWN for name, some in slots.items() if len(some) > SHOWN}
    today = now.date()
    return Board(
        now, lanes, _newest(_calls_done(booked, today)), _newest(_texts_done(booked, today)),
        _tally(booked, today, calendar), _gap_offer(booked, today, calendar), following, more,
        sum(slot.reading.due is not None and slot.due < now for name in TO_DO for slot in slots[name]),
    )  # fmt: skip


def _is_ahead(facts: Facts) -> bool:
    return facts.visit_at is not None and facts.over_at is None and facts.attended_at is None


def _visit_slots(one: Booked, now: datetime, calendar: WorkCalendar) -> Iterator[_Slot]:
    facts, today = one.facts, now.date()
    visit = facts.visit_at
    if visit is None or visit <= now or not _is_ahead(facts):
        return
    if facts.notified_at is None:
        yield _slot(one, "notice", "notice", one.readings["gc.notice"], 0)
    gap = gap_days(visit, calendar)
    reminder, call = one.readings["gc.reminder"], one.readings["gc.escort_call"]
    if facts.reminded_at is None and _due_by(reminder, today):
        yield _slot(one, "reminder", "reminder", reminder, gap)
    if facts.escort_called_at is None and _due_by(call, today):
        yield _slot(one, "call", "escort_call", call, gap)
    if gap and today == visit.date() - _ONE_DAY and not _courtesy_done(one, calendar):
        yield _slot(one, "reminder", "courtesy", _until_evening(now), 0)
    if untold(facts):
        yield _slot(one, "notice", "escort_changed", _BEFORE_VISIT, 0)


def _text_slots(one: Booked, now: datetime) -> Iterator[_Slot]:
    """Every other text on its way, and those of the last days that failed and were not sent again."""
    for purpose in dict.fromkeys(text.purpose for text in one.texts):
        text = one.text(purpose)
        if text is None or purpose in VISIT_TEXTS or (purpose == "escort_changed" and untold(one.facts)):
            continue
        moot = purpose == "escort_changed" or (purpose == "lost_contact" and one.facts.lost_at is None)
        recent = text.settled is not None and now - text.settled < _FAILED_FOR
        if text.state in UNDER_WAY or (text.state == "failed" and recent and not moot):
            yield _slot(one, "sent", purpose, _UNTIMED, 0)


def _due_by(reading: ClockReading, today: date) -> bool:
    """Due today or before, or running already: booked at short notice after closing it is due tomorrow morning."""
    if reading.due is None:
        return False
    return reading.state in ("running", "missed") or closing_day(reading.due) <= today


def _slot(one: Booked, lane: str, purpose: str, reading: ClockReading, gap: int) -> _Slot:
    """A card's place, in the lane its own text has brought it to."""
    text = one.text(purpose) if purpose != "escort_call" else None
    if text is not None and text.state in (*UNDER_WAY, "failed"):
        lane = "failed" if text.state == "failed" else "sent"
    else:
        text = None
    visit = one.facts.visit_at or (text.since if text and text.since else _FAR)
    return _Slot(lane, reading.due or visit, visit, one.case_id, purpose, one, reading, gap, text)


def _card(slot: _Slot, now: datetime, names: HospitalNames) -> BoardCard:
    one, text = slot.one, slot.text
    facts, visit = one.facts, one.facts.visit_at
    hospital = names.usual(one.hospital)
    place = "·".join(part for part in (hospital, one.department) if part)
    spot = str(facts.booking.get("place") or hospital)
    card = BoardCard(
        one.case_id, one.number, slot.lane, slot.purpose, facts.item, masked_name(one.name), visit, place,
        f"会合 {visit - _BEFORE:%H:%M} {spot}" if visit else "", facts.escort, slot.reading, slot.gap,
        consequence=consequence_of(facts, slot.purpose), missed=_missed(one, now.date()), call_back=facts.call_back_at,
        why=untold(facts) if slot.purpose == "escort_changed" else "",
    )  # fmt: skip
    if text is None:
        return card
    failed = text.state == "failed"
    return card._replace(
        message_id=text.id, state=text.state, failure=text.failure, since=text.settled if failed else text.since,
        segments=text.segments, exported=text.exported,
    )  # fmt: skip


def gap_days(visit: datetime, calendar: WorkCalendar) -> int:
    """Calendar days from the reminder's day to the visit when they are more than three (GC-09), else 0."""
    gap = (visit.date() - calendar.previous(visit.date())).days
    return gap if gap > LONG_GAP else 0


def _untimed(name: str, title: str, note: str) -> ClockReading:
    """What is to be told without a promise: a waiting clock without a deadline of its own."""
    return ClockReading(name, title, Kind.TARGET, Unit.HOURS, "waiting", None, None, None, False, note, "GC-08", title)


_BEFORE_VISIT = _untimed("gc.tell_escort", "告知客户陪诊人员", "就诊前告知")
_UNTIMED = _untimed("text", "短信", "")


def _until_evening(now: datetime) -> ClockReading:
    """The courtesy reminder is offered, not promised (GC-09)."""
    note = f"{now.month}月{now.day}日 20:00 前"
    return _untimed("gc.courtesy", "前日提醒", note)._replace(rule="GC-09")


def _courtesy_done(one: Booked, calendar: WorkCalendar) -> bool:
    text, visit = one.text("courtesy"), one.facts.visit_at
    if text is not None and (text.state in SENT or text.failure == DECLINED):
        return True
    day = calendar.previous(visit.date()) if visit else date.min
    return any(moment.date() > day for moment in one.facts.reminders)


def _missed(one: Booked, today: date) -> int:
    return sum(
        record.verb == "call" and record.details["outcome"] in ("no_answer", "refused")
        and record.happened.date() == today
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
    visits = [
        one for one in booked
        if one.facts.visit_at and one.facts.attended_at is None
        and calendar.previous(one.facts.visit_at.date()) == today
    ]  # fmt: skip
    if not visits:
        return None
    days = [_visit_day(one) for one in visits]
    reminded = sum(one.facts.reminded_at is not None for one in visits)
    on_the_way = sum(one.facts.reminded_at is None and _on_the_way(one) for one in visits)
    called = sum(one.facts.escort_called_at is not None for one in visits)
    return DayTally(
        max(days), len(visits), reminded, on_the_way, len(visits) - reminded - on_the_way, len(visits) - called
    )


def _on_the_way(one: Booked) -> bool:
    text = one.text("reminder")
    return text is not None and text.state in UNDER_WAY


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
