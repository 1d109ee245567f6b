"""Who sends a text: one desk, once; and what became of its try is written where every desk sees it.

A text goes only after its row in `text_dispatch` was won by a conditional update, so that two desks never send the
same one. A try whose end nobody knows is never repeated: the gateway is asked what it knows, else a person decides.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from desktop.casework import handing_over, messages
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.gateways.rows import Asked, Claimed, GatewayState
from desktop.casework.message_rows import UNDER_WAY, OutgoingText
from desktop.models.errors import Conflict
from desktop.models.tables import Message, TextDispatch

HELD = timedelta(minutes=10)
"""A try that is older and never ended was killed: whether the gateway has the text is unknown."""

TRACELESS, SILENT = timedelta(hours=2), timedelta(hours=72)
"""After how long a person has to decide: about a text without any trace, and about one without a receipt."""

NO_TRACE = "不知是否发出：网关没有回答，也查不到；请先向客户核实，再决定要不要重发"
NO_RECEIPT = "三天没有回执，不能算送达；请向客户核实"
_OPEN = ("claimed", "waiting", "unknown", "accepted")


def claim(desk: Desk, gateway: str, text: OutgoingText) -> Claimed | None:
    """The text for this desk alone, or None when it is not to be sent now: another desk has it, or it must wait."""

    def work(session: Session) -> Claimed | None:
        now = desk.clock()
        message = session.get(Message, text.id, populate_existing=True)
        if message is None:
            return None
        row = session.scalars(select(TextDispatch).where(TextDispatch.message_id == text.id)).first()
        if row is None and _is_taken(session, _key(message)):
            return None
        won = _win(session, row, now) if row else _add(session, message, gateway, now)
        if won is None or not _take(session, won, text.id):
            session.rollback()
            return None
        return Claimed(won.id, text._replace(out_id=won.out_id), won.tries)

    try:
        return desk.store.run(work)
    except Conflict:
        return None


def _key(message: Message) -> str:
    """Case, purpose and time: the visit's own record, else the moment it was put on its way."""
    when = f"v{message.booking}" if message.booking is not None else f"{message.queued_at:%Y%m%dT%H%M%S.%f}"
    return f"{message.case_id}/{message.purpose}/{when}"


def _is_taken(session: Session, key: str) -> bool:
    return session.scalar(select(TextDispatch.id).where(TextDispatch.key == key)) is not None


def _add(session: Session, message: Message, gateway: str, now: datetime) -> TextDispatch:
    row = TextDispatch(message_id=message.id, key=_key(message), out_id=secrets.token_hex(8), gateway=gateway,
                       claimed_at=now, next_at=now)  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _win(session: Session, row: TextDispatch, now: datetime) -> TextDispatch | None:
    due = update(TextDispatch).where(
        TextDispatch.id == row.id, TextDispatch.state == "waiting", TextDispatch.next_at <= now
    ).values(state="claimed", claimed_at=now, tries=TextDispatch.tries + 1)  # fmt: skip
    if not _changed(session, due):
        return None
    session.refresh(row)
    return row


def _take(session: Session, row: TextDispatch, message_id: int) -> bool:
    """The text is the gateway's from here on: nobody pulls it back or exports it."""
    return _changed(session, update(Message).where(
        Message.id == message_id, Message.state == "queued", Message.gateway_no == ""
    ).values(gateway_no=row.out_id, version=Message.version + 1))  # fmt: skip


def _changed(session: Session, statement: Any) -> bool:
    done = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount == 1


def accepted(desk: Desk, out_id: str, number: str = "") -> bool:
    """The gateway has the text; that is not its delivery, and nothing is locked by it (GC-14)."""

    def work(session: Session) -> bool:
        row = _open_row(session, out_id, ("claimed", "unknown"))
        if row is None:
            return False
        now = desk.clock()
        row.state, row.number, row.failure, row.next_at = "accepted", number, "", now + _pause(now - row.claimed_at)
        message = session.get(Message, row.message_id, with_for_update=True, populate_existing=True)
        if message is not None and message.state == "queued":
            message.state, message.submitted_at = "submitted", row.claimed_at
        return True

    return desk.store.run(work)


def not_taken(desk: Desk, out_id: str, wait: float, reason: str) -> None:
    """The gateway surely has not got the text: it may be tried again in `wait` seconds."""

    def work(session: Session) -> None:
        row = _open_row(session, out_id, ("claimed",))
        if row is None:
            return
        row.state, row.failure, row.next_at = "waiting", reason, desk.clock() + timedelta(seconds=wait)
        message = session.get(Message, row.message_id, with_for_update=True, populate_existing=True)
        if message is not None and message.state == "queued":
            message.gateway_no = ""

    desk.store.run(work)


def unknown(desk: Desk, out_id: str, reason: str) -> None:
    """Nobody knows whether the gateway has the text: it is asked for, and never sent again by itself."""

    def work(session: Session) -> None:
        row = _open_row(session, out_id, ("claimed",))
        if row is not None:
            row.state, row.failure, row.next_at = "unknown", reason, desk.clock() + timedelta(seconds=30)

    desk.store.run(work)


def refused(desk: Desk, message_id: int, person: str, reason: str) -> None:
    """The gateway will never send it: a person sees why. A text that was settled meanwhile stays as it is."""
    try:
        messages.record_failed(desk, message_id, person, reason=reason)
    except BadInput:
        return


def _open_row(session: Session, out_id: str, states: tuple[str, ...]) -> TextDispatch | None:
    wanted = select(TextDispatch).where(TextDispatch.out_id == out_id, TextDispatch.state.in_(states))
    return session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).first()


def tidy(desk: Desk, gateway: str, person: str) -> tuple[int, ...]:
    """Before a round: killed tries count as unknown, settled texts give their key free, and what has been silent
    for too long goes to a person. Returns the cases of the latter."""

    def work(session: Session) -> list[tuple[int, int, str]]:
        now = desk.clock()
        found = session.execute(select(TextDispatch, Message).join(Message, Message.id == TextDispatch.message_id)
                                .where(TextDispatch.state.in_(_OPEN), TextDispatch.gateway == gateway))  # fmt: skip
        silent = []
        for row, message in found:
            if message.state not in UNDER_WAY:
                row.state = "settled"
                row.key = row.key if message.state in ("delivered", "manual") else f"{row.key}#{message.id}"
            elif row.state == "claimed" and now - row.claimed_at > HELD:
                row.state, row.failure, row.next_at = "unknown", "发送时程序中断", now
            elif why := _silence(row, now):
                silent.append((message.id, message.case_id, why))
        return silent

    silent = desk.store.run(work)
    for message_id, _case, why in silent:
        refused(desk, message_id, person, why)
    return tuple(case for _message, case, _why in silent)


def _silence(row: TextDispatch, now: datetime) -> str:
    age = now - row.claimed_at
    if row.state == "unknown" and age > TRACELESS:
        return NO_TRACE
    return NO_RECEIPT if row.state == "accepted" and age > SILENT else ""


def to_ask(desk: Desk, gateway: str, limit: int = 100) -> tuple[Asked, ...]:
    """The texts whose fate is due to be asked for, longest waiting first; they are put off, so no other desk asks."""

    def work(session: Session) -> tuple[Asked, ...]:
        now = desk.clock()
        wanted = (
            select(TextDispatch, Message.to_phone).join(Message, Message.id == TextDispatch.message_id)
            .where(TextDispatch.state.in_(("unknown", "accepted")), TextDispatch.gateway == gateway,
                   TextDispatch.next_at <= now)
            .order_by(TextDispatch.next_at, TextDispatch.id).limit(limit).with_for_update(of=TextDispatch)
        )  # fmt: skip
        found = session.execute(wanted).all()
        for row, _phone in found:
            row.next_at = now + _pause(now - row.claimed_at)
        return tuple(Asked(row.message_id, row.out_id, row.number, phone, row.claimed_at, row.state == "accepted")
                     for row, phone in found)  # fmt: skip

    return desk.store.run(work)


def messages_of(desk: Desk, out_ids: Sequence[str]) -> Mapping[str, int]:
    """The desk's own texts among the ids that a gateway names."""
    with desk.reading() as session:
        wanted = select(TextDispatch.out_id, TextDispatch.message_id).where(TextDispatch.out_id.in_(out_ids))
        return dict(session.execute(wanted).all())


def _pause(age: timedelta) -> timedelta:
    """Often at first, then ever more rarely: receipts come within minutes or not soon."""
    return min(max(timedelta(seconds=20), age / 4), timedelta(hours=1))


def outgoing(desk: Desk, person: str) -> list[OutgoingText]:
    """The queued texts that may go at this hour, oldest first; an urgent one goes at night too."""
    return handing_over.outgoing(desk, person=person, urgent=True)


def state_of(desk: Desk, gateway: str) -> GatewayState:
    """How the gateway's texts stand now."""
    with desk.reading() as session:
        counted = dict(session.execute(
            select(TextDispatch.state, func.count()).where(TextDispatch.gateway == gateway)
            .group_by(TextDispatch.state)).all())  # fmt: skip
        queued = session.scalar(select(func.count()).where(Message.state == "queued", Message.gateway_no == ""))
        failure = session.scalar(
            select(TextDispatch.failure).where(TextDispatch.failure != "", TextDispatch.state.in_(_OPEN))
            .order_by(TextDispatch.claimed_at.desc()).limit(1))  # fmt: skip
    return GatewayState(gateway, queued or 0, counted.get("waiting", 0), counted.get("unknown", 0),
                        counted.get("accepted", 0), failure or "")  # fmt: skip
