"""What people do with texts to the customer: preview, send, hand to a gateway, record the sending, pull back.

A text that is queued or submitted changes nothing in its case. Recording that it was sent writes the case's own
record (notify, remind) and the text's new state in one transaction: only that locks (GC-14).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import Act, BadInput, answered, ask, attempt, begin, finish, write
from desktop.casework.composing_texts import booking_of, compose_text, consequence_of, mobile_of, sketch_text
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.masking import masked_name, masked_phone
from desktop.casework.message_rows import DECLINED, PURPOSES, SENT, UNDER_WAY, Preview, Queued, SendOutcome
from desktop.casework.rows import Done, Outcome
from desktop.casework.stale_texts import REASONS
from desktop.casework.suiting_texts import occasion_of
from desktop.casework.texts import TextFault, text_set
from desktop.handbook import progress
from desktop.handbook.moments import spoken_moment, write_moment
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Case, Message

VERBS: Mapping[str, str] = {"notice": "notify", "reminder": "remind", "courtesy": "remind"}
"""The verb that records the sending of a text about the visit; every other text is recorded as `send_text`."""

RULES: Mapping[str, str] = {"notice": "GC-08", "reminder": "GC-09", "courtesy": "GC-09", "escort_changed": "GC-08"}
_ALREADY = "这条短信已在发送或已发出，不会重发"


def preview(
    desk: Desk, case_id: int, person: str, purpose: str, worded: Mapping[str, str] | None = None
) -> Preview | Refusal:
    """The text as it would go now, with what a person has worded, or the rules that refuse it.

    What keeps it from going is in `problem`; TextFault for an unknown purpose.
    """
    with desk.reading() as session:
        row = load_case(session, case_id)
        case = situation(session, desk, row, desk.clock(), person)
        given = _given(purpose, desk.clock())
        refusal = progress.refusal(case, _asked(purpose), given)
        if refusal is not None:
            return refusal
        text, problem, blanks = sketch_text(session, row, case, purpose, worded)
        facts, phone = case.facts, row.policy.insured.phone
        visit = f"{spoken_moment(facts.visit_at)} {facts.hospital} {facts.department}" if facts.visit_at else ""
        return Preview(
            case_id, purpose, PURPOSES[purpose], masked_name(row.policy.insured.name), masked_phone(phone), text.body,
            text.segments, visit.strip(), consequence_of(facts, purpose),
            progress.warnings(case, _asked(purpose), given), _unreachable(row) or problem, blanks,
            text_set().waiting_words(desk.clock()),
        )  # fmt: skip


def _unreachable(row: Case) -> str:
    try:
        mobile_of(row)
    except TextFault as fault:
        return str(fault)
    return ""


def send(
    desk: Desk, case_id: int, entry: Entry, *, purpose: str, worded: Mapping[str, str] | None = None
) -> SendOutcome:
    """Put a text on its way: queued with its words and phone as they are now. Nothing is locked by it (GC-14).

    Refused like the verb that will record it, and when a text of this purpose is on its way for this visit already.
    """

    def work(session: Session) -> Outcome:
        under_way = begin(session, desk, case_id, entry)
        warned = ask(under_way, _asked(purpose), _given(purpose, under_way.happened))
        message = _room_for(under_way, purpose)
        if message is None:
            return Refusal((Finding(RULES.get(purpose, "GC-08"), _ALREADY),))
        _write_text(under_way, message, worded)
        session.flush()
        _audit(under_way, message, "send_text")
        return Done(case_id, message.id, under_way.row.number, warned, (case_id,))

    outcome = attempt(desk, work)
    if isinstance(outcome, Refusal):
        return outcome
    return Queued(outcome.case_id, outcome.seq, outcome.number, outcome.warnings)


def _asked(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise BadInput(f"没有用途「{purpose}」的短信")
    return VERBS.get(purpose, "send_text")


def _given(purpose: str, now: datetime) -> Mapping[str, object]:
    return {"by": "sms", "happened": now, "entered": now, "late_reason": "", "about": purpose}


def _room_for(under_way: Act, purpose: str) -> Message | None:
    """The planned text of this purpose, or a new one; None while one is on its way for this visit or was sent."""
    facts = under_way.case.facts
    booking = occasion_of(purpose, under_way.row.records, facts.voided)
    live = _live(under_way.session, under_way.row.id, purpose, booking)
    if live is not None and live.record_seq in facts.voided:
        live.state, live.failure = "withdrawn", "记录已作废"
        under_way.session.flush()
        live = None
    if live is not None:
        return live if live.state == "draft" else None
    message = Message(
        case_id=under_way.row.id, purpose=purpose, booking=booking, visit_at=facts.visit_at,
        created_at=under_way.entered, created_by=under_way.entry.person, body="", variables={},
    )  # fmt: skip
    under_way.session.add(message)
    return message


def _live(session: Session, case_id: int, purpose: str, booking: int | None) -> Message | None:
    wanted = select(Message).where(
        Message.case_id == case_id, Message.purpose == purpose, Message.booking == booking,
        Message.state.not_in(("failed", "withdrawn") if booking is not None else ("failed", "withdrawn", *SENT)),
    )  # fmt: skip
    return session.scalars(wanted).first()


def _write_text(under_way: Act, message: Message, worded: Mapping[str, str] | None) -> None:
    text = compose_text(under_way.session, under_way.row, under_way.case, message.purpose, worded)
    message.to_phone = mobile_of(under_way.row)
    message.template, message.body, message.segments = text.code, text.body, text.segments
    message.variables = dict(text.variables)
    message.state, message.queued_at = "queued", under_way.entered


def queued(desk: Desk) -> list[int]:
    """The texts that wait for a gateway to take them, oldest first."""
    with desk.reading() as session:
        return list(session.scalars(select(Message.id).where(Message.state == "queued").order_by(Message.id)))


def record_sent(
    desk: Desk, message_id: int, entry: Entry, *, state: str = "manual", proof: str = ""
) -> Outcome:
    """The text was sent (`manual`, with the proof who, when, how) or arrived (`delivered`): write it into its case.

    Text and record are one transaction. A text of an earlier booking stays as proof and records nothing, and so does
    one whose sending is on record already, or whose case is over.
    """
    if state not in SENT:
        raise BadInput("状态应为已送达或人工已发")
    if state == "manual" and not proof.strip():
        raise BadInput("请写明怎样发出的，如手机短信")

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        message = _held(session, message_id, (*UNDER_WAY, "failed"), overtaken=True)
        under_way = begin(session, desk, message.case_id, entry)
        _settle(message, state, entry.person, under_way.happened, proof.strip())
        if not _moves_case(under_way, message):
            _audit(under_way, message, "text_sent")
            return Done(message.case_id, 0, under_way.row.number, (), (message.case_id,))
        verb = VERBS.get(message.purpose, "send_text")
        given = _recorded(under_way, message)
        warned = ask(under_way, verb, given)
        message.record_seq = write(under_way, verb, given, warned).seq
        return finish(under_way, verb, warned)

    return attempt(desk, work)


def _recorded(under_way: Act, message: Message) -> dict[str, object]:
    """What the record says of a text: which escort it named, when that is not who comes now (GC-08)."""
    named = message.variables.get("escort", "")
    if message.purpose == "notice":
        other = named != under_way.case.facts.escort
        return {"by": "sms", "notice": NOTICE, "names_escort": False if other else None}
    if message.purpose in VERBS:
        return {"by": "sms"}
    return {"by": "sms", "about": message.purpose, "escort": named}


def _moves_case(under_way: Act, message: Message) -> bool:
    facts = under_way.case.facts
    if not facts.is_open:
        return False
    if message.purpose not in VERBS:
        return True
    if message.booking != booking_of(under_way.row.records, facts.voided):
        return False
    known = {"notice": facts.notified_at, "reminder": facts.reminded_at}
    return known.get(message.purpose) is None


def _settle(message: Message, state: str, person: str, at: datetime, proof: str) -> None:
    message.state, message.settled_at, message.settled_by = state, at, person
    message.proof = f"{person} {write_moment(at)} {proof}".strip()
    message.failure = ""


def record_failed(desk: Desk, message_id: int, person: str, *, reason: str, at: datetime | None = None) -> int:
    """The text did not arrive: nothing is locked, the right is not used (GC-14). Returns its case."""

    def work(session: Session) -> int:
        message = _held(session, message_id, UNDER_WAY)
        message.state, message.failure = "failed", reason.strip() or "网关未说明原因"
        message.settled_at, message.settled_by = at or desk.clock(), person
        _audit_row(session, desk, message, person, "text_failed")
        return message.case_id

    return desk.store.run(work)


def withdraw(desk: Desk, message_id: int, person: str) -> int:
    """Pull back a text that nobody has sent yet; returns its case. BadInput when it was settled meanwhile."""

    def work(session: Session) -> int:
        message = _held(session, message_id, ("draft", *UNDER_WAY))
        if message.gateway_no:
            raise BadInput("这条短信已交给网关，不能撤回")
        message.state, message.settled_at, message.settled_by = "withdrawn", desk.clock(), person
        _audit_row(session, desk, message, person, "withdraw_text")
        return message.case_id

    return desk.store.run(work)


def plan_courtesy(desk: Desk, case_id: int, entry: Entry, *, wanted: bool) -> int:
    """Whether the customer is reminded once more on the eve of a visit after a long gap (GC-09); returns the case."""

    def work(session: Session) -> Outcome:
        under_way = begin(session, desk, case_id, entry)
        message = _room_for(under_way, "courtesy")
        if message is not None:
            message.state = "draft" if wanted else "withdrawn"
            message.failure = "" if wanted else DECLINED
            session.flush()
            _audit(under_way, message, "plan_courtesy")
        return Done(case_id, 0, under_way.row.number)

    attempt(desk, work)
    return case_id


def _held(session: Session, message_id: int, states: Sequence[str], *, overtaken: bool = False) -> Message:
    """The text, held; with `overtaken` also one withdrawn as out of date: it may have gone before."""
    message = session.get(Message, message_id, with_for_update=True, populate_existing=True)
    if message is None:
        raise BadInput(f"没有编号为 {message_id} 的短信")
    if message.state not in states and not (overtaken and message.failure in REASONS):
        raise BadInput("这条短信的状态已变，请刷新后再看")
    return message


def _audit(under_way: Act, message: Message, action: str) -> None:
    _audit_row(under_way.session, under_way.desk, message, under_way.entry.person, action)


def _audit_row(session: Session, desk: Desk, message: Message, person: str, action: str) -> None:
    audit.record(
        session, at=desk.clock(), person=person, action=action, case_id=message.case_id, subject=f"短信 {message.id}",
        after={"purpose": message.purpose, "state": message.state, "segments": message.segments},
    )  # fmt: skip
