"""Documents that go by e-mail: which one, to whom, whether it went; what went stands on the case's timeline."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput, attempt, begin, finish, write
from desktop.casework.acting import ask as asked
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.documents import FORMS
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Conflict
from desktop.models.tables import Document, MailDelivery

STATES: Mapping[str, str] = {
    "sending": "发送中", "sent": "已交邮件服务器", "failed": "没有发出", "unknown": "不知是否发出",
}  # fmt: skip
HELD = timedelta(minutes=10)
"""A sending that is older and never ended was killed: whether it went is unknown."""

_AGAIN = "这份文书正在发往这个地址，或不知上次是否发出；请先向客户核实，再用 caredesk mail lost 记为没有收到"


class Letter(NamedTuple):
    """An issued document that may go: `number` is the document's own, `file_sha256` what was issued."""

    document_id: int
    case_id: int
    number: str
    version: int
    title: str
    file_sha256: str


class MailRow(NamedTuple):
    """One delivery; the address masked."""

    id: int
    document_id: int
    address: str
    state: str
    failure: str
    begun_at: datetime
    person: str


def letter(desk: Desk, document_id: int) -> Letter:
    """The document as it was issued; BadInput for a draft, an unknown one, or one that was issued without a file."""
    with desk.reading() as session:
        row = session.get(Document, document_id)
        if row is None:
            raise BadInput(f"没有编号为 {document_id} 的文书")
        if row.state != "issued":
            raise BadInput("只有已签发的文书才能寄出")
        if not row.pdf_sha256:
            raise BadInput("这份文书签发时没有留下文件")
        return Letter(row.id, row.case_id, row.number, row.version, FORMS[row.kind].title, row.pdf_sha256)


def checked_address(address: str) -> str:
    """One plain address; BadInput for anything that could become another header or another receiver."""
    found = address.strip()
    name, at, host = found.partition("@")
    plain = found.isascii() and found.isprintable() and not set(found) & set(" ,;:<>()[]\\\"'")
    if not (plain and at and name and "." in host and "@" not in host and ".." not in found and len(found) <= 254):
        raise BadInput(f"「{address}」不是一个邮箱地址")
    return found


def masked_address(address: str) -> str:
    """`w***@example.com`: enough to tell addresses apart."""
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"


def begin_mail(desk: Desk, sent: Letter, address: str, locked: bytes, person: str) -> tuple[int, str]:
    """The delivery's id and the message's own number, for this desk alone; BadInput while one is on its way."""
    number = secrets.token_hex(12)

    def work(session: Session) -> int:
        row = MailDelivery(
            case_id=sent.case_id, document_id=sent.document_id, address=address, message_no=number,
            file_sha256=sent.file_sha256, sent_sha256=sha256(locked).hexdigest(), begun_at=desk.clock(), person=person,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(session, at=desk.clock(), person=person, action="mail_document", case_id=sent.case_id,
                     subject=f"{sent.number} 第 {sent.version} 版", after={"to": masked_address(address)})  # fmt: skip
        return row.id

    try:
        return desk.store.run(work), number
    except Conflict as fault:
        raise BadInput(_AGAIN) from fault


def mail_sent(desk: Desk, delivery_id: int, entry: Entry, sent: Letter) -> Outcome:
    """The server has it: delivery and remark on the timeline are one transaction. Nothing is locked by it."""

    def work(session: Session) -> Outcome:
        row = _held(session, delivery_id, ("sending",))
        under_way = begin(session, desk, row.case_id, entry)
        text = f"{sent.title}（{sent.number} 第 {sent.version} 版）以加密邮件发往 {masked_address(row.address)}"
        given = {"text": text}
        warned = asked(under_way, "note", given)
        row.record_seq = write(under_way, "note", given, warned).seq
        row.state, row.settled_at = "sent", desk.clock()
        return finish(under_way, "note", warned)

    outcome = attempt(desk, work)
    if isinstance(outcome, Refusal):
        _settle(desk, delivery_id, ("sending",), "sent", "")
    return outcome


def mail_failed(desk: Desk, delivery_id: int, reason: str, *, unsure: bool = False) -> None:
    """It did not go, or (`unsure`) nobody knows: then it is not sent again before a person has asked the customer."""
    _settle(desk, delivery_id, ("sending",), "unknown" if unsure else "failed", reason)


def mail_lost(desk: Desk, delivery_id: int, person: str) -> None:
    """A person has asked: it did not arrive. It may be sent again. BadInput when that was not in question."""
    _settle(desk, delivery_id, ("unknown", "sent"), "failed", f"{person} 核实：客户没有收到")


def _settle(desk: Desk, delivery_id: int, states: tuple[str, ...], state: str, failure: str) -> None:
    def work(session: Session) -> None:
        row = _held(session, delivery_id, states)
        row.state, row.failure, row.settled_at = state, failure, desk.clock()

    desk.store.run(work)


def _held(session: Session, delivery_id: int, states: tuple[str, ...]) -> MailDelivery:
    row = session.get(MailDelivery, delivery_id, with_for_update=True, populate_existing=True)
    if row is None or row.state not in states:
        raise BadInput("没有这封邮件，或它的状态已变")
    return row


def mails(desk: Desk, limit: int = 100) -> tuple[MailRow, ...]:
    """The newest deliveries first; one whose desk was killed meanwhile counts as unknown from now on."""

    def work(session: Session) -> tuple[MailRow, ...]:
        now = desk.clock()
        found = session.scalars(select(MailDelivery).order_by(MailDelivery.id.desc()).limit(limit)).all()
        for row in found:
            if row.state == "sending" and now - row.begun_at > HELD:
                row.state, row.failure = "unknown", "发送时程序中断"
        return tuple(MailRow(row.id, row.document_id, masked_address(row.address), row.state, row.failure,
                             row.begun_at, row.person) for row in found)  # fmt: skip

    return desk.store.run(work)
