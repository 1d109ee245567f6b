"""Reads conversations from the records of their cases: whose turn it is, what was said, and the words in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from statistics import median

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.casework.attachment_rows import AttachmentEntry, entries
from desktop.casework.attachments import kept
from desktop.casework.desk import Desk
from desktop.casework.dossier import compose, load_case
from desktop.casework.emergency_words import red_flags
from desktop.casework.masking import masked_name, person_words
from desktop.casework.online.rows import Alarm, Link, Talk, TalkRow, Talks, Trigger
from desktop.casework.online.saying import customers_words, said
from desktop.casework.online.words import illness_of, illnesses_in
from desktop.casework.views import case_view
from desktop.handbook.deskhours import at_time
from desktop.handbook.facts import Facts
from desktop.handbook.progress import clocks_of
from desktop.handbook.red_flags import read_flags, signs_of, words_of
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES, ClockReading, Item
from desktop.models.tables import Case, Policy, Record

Key = tuple[int, int, date]
_ORDER = {"first": 0, "again": 1, "customer": 2}


AT_ONCE = 500
"""How many conversations one question reads anew at most; the next question goes on with the others."""


class TalkMemory:
    """What was read of conversations, by case: their lines, and today's waits for a first answer.

    A line holds as long as the case's version, its newest record and the day stay the same.
    """

    def __init__(self) -> None:
        self.rows: dict[int, tuple[Key, TalkRow]] = {}
        self.waits: dict[int, tuple[Key, float | None]] = {}


def talks(session: Session, desk: Desk, now: datetime, memory: TalkMemory | None = None) -> Talks:
    """The open conversations: first answers by when they are due, then those who wait longest, then the customers'.

    At most AT_ONCE are read anew, the most urgent first; `more` says that others are still to be read.
    """
    memory = memory or TalkMemory()
    keys = _keys(session, now, Case.is_open)
    stale = [case_id for case_id, key in keys.items() if memory.rows.get(case_id, (None,))[0] != key]
    for row in _loaded(session, stale[:AT_ONCE]):
        memory.rows[row.id] = keys[row.id], talk_row(desk, row, now)
    memory.rows = {case_id: kept for case_id, kept in memory.rows.items() if case_id in keys}
    rows = sorted((row for _, row in memory.rows.values()), key=_place)
    return Talks(tuple(rows), median_today(session, desk, now, memory), now, len(stale) > AT_ONCE)


def _keys(session: Session, now: datetime, *wanted: SQLColumnExpression[bool]) -> dict[int, Key]:
    """What tells whether a conversation changed, the most urgent first; one light row each."""
    newest = select(func.max(Record.seq)).where(Record.case_id == Case.id).scalar_subquery()
    found = select(Case.id, Case.version, newest).where(Case.service == "OC", *wanted)
    ordered = found.order_by(Case.due_key, Case.holder_since, Case.id)
    return {one: (version, seq or 0, now.date()) for one, version, seq in session.execute(ordered)}


def _loaded(session: Session, ids: Sequence[int]) -> Sequence[Case]:
    if not ids:
        return ()
    chosen = select(Case).where(Case.id.in_(ids)).order_by(Case.id).options(
        joinedload(Case.policy).joinedload(Policy.insured), joinedload(Case.plan_version),
        selectinload(Case.records), joinedload(Case.owner),
    )  # fmt: skip
    return session.scalars(chosen).unique().all()


def _place(row: TalkRow) -> tuple[int, float, int]:
    """An emergency comes first; the customers' own turns newest first, what is oldest there is least likely to come."""
    moment = (row.due or row.since).timestamp()
    if row.flagged:
        return -1, row.last_at.timestamp(), row.case_id
    return _ORDER[row.turn], -moment if row.turn == "customer" else moment, row.case_id


def talk_row(desk: Desk, row: Case, now: datetime) -> TalkRow:
    """A conversation as a line of the list."""
    case = compose(desk, row, (), now)
    facts, clock = case.facts, _clock(case)
    turn = turn_of(facts)
    last = max((one for one in (facts.wrote_at, facts.applied_at) if one), default=row.opened_at)
    since = facts.to_answer_since or facts.asked_at or facts.last_answered_at or last
    person = row.policy.insured
    return TalkRow(
        row.id, masked_name(person.name), person_words(person.sex, person.birth_date, now.date()), turn, since,
        clock.due if clock and facts.answered_at is None else None, _in_time(clock),
        since if turn == "customer" else last, _snippet(row, facts, turn),
        tuple(word for alarm in alarms(row, facts) for word in alarm.words), facts.owner,
        "、".join(_asked(row, facts)),
    )  # fmt: skip


def turn_of(facts: Facts) -> str:
    """first, again or customer: whose words are waited for, and which of the desk's."""
    if facts.asked_material or facts.to_answer_since is None:
        return "customer"
    return "first" if facts.answered_at is None else "again"


def _clock(case: Situation) -> ClockReading | None:
    return next((one for one in clocks_of(case) if one.name == "oc.answer"), None)


def _in_time(clock: ClockReading | None) -> bool | None:
    return None if clock is None or clock.ended_at is None else clock.state == "met"


def _snippet(row: Case, facts: Facts, turn: str) -> str:
    """The beginning of the customer's newest words; what is waited for when it is their turn."""
    if turn == "customer":
        asked = _asked(row, facts)
        return f"等客户补{'、'.join(asked)}" if asked and facts.asked_material else "已答，等客户回复"
    newest = next((one for one in reversed(_standing(row, facts)) if one.verb == "message"), None)
    if newest is None:
        return customers_words(row, facts) or "没有留言"
    words, count = str(newest.details.get("text", "")), int(newest.details.get("count", 0))
    return " · ".join(part for part in (f"照片 {count} 张" if count else "", words) if part)


def _asked(row: Case, facts: Facts) -> list[str]:
    newest = next((one for one in reversed(_standing(row, facts)) if one.verb == "ask_more"), None)
    return list(newest.details["asked"]) if newest is not None else []


def _standing(row: Case, facts: Facts) -> list[Record]:
    return [one for one in sorted(row.records, key=lambda one: one.seq) if one.seq not in facts.voided]


def alarms(row: Case, facts: Facts) -> tuple[Alarm, ...]:
    """The emergencies the customer's words tell of since somebody settled such words last; none when it is over."""
    if not facts.is_open:
        return ()
    settled = max((one.seq for one in _standing(row, facts) if one.verb == "settle_sign"), default=0)
    flags = red_flags()
    found = read_flags(customers_words(row, facts, after=settled), flags)
    return tuple(Alarm(sign.title, words_of(found, sign), sign.say, sign.steps) for sign in signs_of(found, flags))


def trigger(row: Case, facts: Facts) -> Trigger | None:
    """The first word of a critical illness, unless the conversation led to the green channel already."""
    led = any(one.verb == "turn_into" and str(one.details["item"]).startswith("GC") for one in _standing(row, facts))
    found = () if led or not facts.is_open else illnesses_in(customers_words(row, facts))
    return Trigger(found[0].word, illness_of(found[0])) if found else None


def links(row: Case, facts: Facts) -> tuple[Link, ...]:
    """The cases it was turned into, and the one it came from."""
    return tuple(_links(_standing(row, facts)))


def _links(records: Sequence[Record]) -> Iterator[Link]:
    for one in records:
        given = one.details
        if one.verb == "turn_into":
            yield Link(given["to_id"], given["to"], ITEM_TITLES[Item(given["item"])], one.seq, True)
        elif one.verb == "came_from":
            yield Link(given["from_id"], given["from"], "", one.seq, False)


def talk(session: Session, desk: Desk, case_id: int, now: datetime, person: str) -> Talk:
    """One conversation with everything its page shows."""
    desk.keep_current(session)
    row = load_case(session, case_id)
    facts = compose(desk, row, (), now).facts
    rows = kept(session, case_id)
    by_record: dict[int, tuple[AttachmentEntry, ...]] = {
        seq: entries([one for one in rows if one.record_seq == seq]) for seq in {one.record_seq or 0 for one in rows}
    }
    return Talk(
        talk_row(desk, row, now), case_view(session, desk, case_id, now, person),
        tuple(said(_standing(row, facts), by_record, row.entrance)), entries(rows), alarms(row, facts),
        trigger(row, facts), links(row, facts), facts.doctor,
    )  # fmt: skip


def median_today(session: Session, desk: Desk, now: datetime, memory: TalkMemory) -> float | None:
    """The median of the first answers given since midnight, in minutes; None while there is none."""
    start = at_time(now.date(), time(0))
    answered = select(Record.case_id).where(Record.verb == "answer", Record.happened_at >= start)
    keys = _keys(session, now, Case.id.in_(answered))
    stale = [case_id for case_id, key in keys.items() if memory.waits.get(case_id, (None,))[0] != key]
    for row in _loaded(session, stale[:AT_ONCE]):
        memory.waits[row.id] = keys[row.id], _waited(compose(desk, row, (), now).facts, start)
    memory.waits = {case_id: kept for case_id, kept in memory.waits.items() if case_id in keys}
    waits = [wait for _, wait in memory.waits.values() if wait is not None]
    return median(waits) if waits else None


def _waited(facts: Facts, start: datetime) -> float | None:
    """Minutes until the first answer, when that was given since `start`."""
    if facts.answered_at is None or facts.applied_at is None or facts.answered_at < start:
        return None
    return (facts.answered_at - facts.applied_at).total_seconds() / 60
