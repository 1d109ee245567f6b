"""Texts on their way out and their receipts back in: what a gateway may take, what it took, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework import audit, messages
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import milestones
from desktop.casework.message_rows import SENT, UNDER_WAY, Handed, OutgoingText, Receipt
from desktop.casework.stale_texts import withdraw_wrong, wrong_now
from desktop.casework.texts import text_set
from desktop.handbook.fold import fold
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Case, Message

TOO_SOON = timedelta(hours=2)
"""A text of a visit that begins within this after the gateways open is urgent: the morning would be too late."""


class Collected(NamedTuple):
    """What receipts did: how many arrived, failed, were known before; unknown ids; the cases that changed."""

    delivered: int = 0
    failed: int = 0
    known: int = 0
    unknown: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


def outgoing(
    desk: Desk, ids: Sequence[int] | None = None, *, by_hand: bool = False, person: str = "", urgent: bool = False
) -> list[OutgoingText]:
    """The queued texts in their order (only `ids` when given); with `by_hand` also those a person was to send.

    None at an hour at which gateways take no texts: they wait for the morning, except with `urgent` those of a visit
    that begins too soon after it. A text that would tell the customer wrong by now is withdrawn on the way.
    """
    now = desk.clock()
    closed = not text_set().may_send(now)
    if closed and not urgent:
        return []

    def work(session: Session) -> list[OutgoingText]:
        states = UNDER_WAY if by_hand else ("queued",)
        wanted = select(Message).where(Message.state.in_(states), Message.gateway_no == "").order_by(Message.id)
        if closed:
            wanted = wanted.where(Message.visit_at > now, Message.visit_at < text_set().opening_after(now) + TOO_SOON)
        found = session.scalars(wanted if ids is None else wanted.where(Message.id.in_(ids))).all()
        return [_outgoing(message) for message in found if _still_right(session, desk, message, person)]

    return desk.store.run(work)


def waiting(desk: Desk) -> int:
    """How many texts wait to be sent or exported."""
    with desk.reading() as session:
        wanted = select(func.count()).where(Message.state.in_(UNDER_WAY), Message.gateway_no == "")
        return session.scalar(wanted) or 0


def _outgoing(message: Message) -> OutgoingText:
    return OutgoingText(message.id, message.case.number, message.to_phone, message.body, message.template,
                        message.variables, message.segments)  # fmt: skip


def _still_right(session: Session, desk: Desk, message: Message, person: str) -> bool:
    case: Case = message.case
    facts = fold(Item(case.item), milestones(case.records), desk.office.calendar)
    why = wrong_now(message, facts, case.records)
    if why:
        withdraw_wrong(session, message, why, at=desk.clock(), person=person)
    return not why


def handed(desk: Desk, results: Sequence[Handed], *, person: str = "", batch: str = "") -> None:
    """Keep what a gateway did with texts; one that was settled meanwhile stays as it is.

    A `batch` is a file with unmasked phones: that `person` made it goes into the audit trail.
    """
    at = desk.clock()

    def work(session: Session) -> None:
        if batch:
            audit.record(session, at=at, person=person, action="export_texts", subject=batch,
                         after={"texts": [result.id for result in results]})  # fmt: skip
        for result in results:
            message = session.get(Message, result.id, with_for_update=True, populate_existing=True)
            if message is None or message.state not in UNDER_WAY:
                continue
            message.state, message.gateway_no = result.state, result.number
            message.submitted_at = message.submitted_at or at
            if result.state == "failed":
                message.failure, message.settled_at = result.reason or "网关未说明原因", at

    desk.store.run(work)


def collect(desk: Desk, receipts: Iterable[Receipt], person: str) -> Collected:
    """Take receipts in, each in its own transaction; an arrived notice locks its case now (GC-14).

    A receipt for a text that is settled already changes nothing, so a file may be taken in twice.
    """
    delivered = failed = known = 0
    unknown, changed = [], []
    for receipt in receipts:
        with desk.reading() as session:
            found = session.get(Message, receipt.id)
        if found is None:
            unknown.append(receipt.id)
        elif found.state in SENT or (found.state == receipt.state and receipt.state == "failed"):
            known += 1
        elif _take(desk, receipt, person, found.queued_at):
            changed.append(found.case_id)
            delivered, failed = delivered + (receipt.state == "delivered"), failed + (receipt.state == "failed")
        else:
            known += 1
    return Collected(delivered, failed, known, tuple(unknown), tuple(changed))


def _take(desk: Desk, receipt: Receipt, person: str, queued: datetime | None) -> bool:
    now = desk.clock()
    at = min(max(receipt.at or now, queued or now), now)
    try:
        if receipt.state == "failed":
            messages.record_failed(desk, receipt.id, person, reason=receipt.reason, at=at)
            return True
        late = "导入回执" if now.date() > desk.office.calendar.next(at.date()) else ""
        entry = Entry(person, at if at != now else None, late)
        outcome = messages.record_sent(desk, receipt.id, entry, state="delivered", proof="网关回执")
    except BadInput:
        return False
    return not isinstance(outcome, Refusal)
