"""The messages that go back to a carrier: what waits, in its order, and what became of what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import log
from desktop.casework.feed.rows import Exchange, Outgoing, Verdict
from desktop.models.tables import Carrier, FeedApplication, FeedMessage


def outgoing(desk: Desk, carrier_code: str, limit: int) -> tuple[Outgoing, ...]:
    """The oldest messages that wait; those of one case follow its records."""
    with desk.reading() as session:
        wanted = select(FeedMessage).join(Carrier, Carrier.id == FeedMessage.carrier_id)
        waiting = wanted.where(Carrier.code == carrier_code, FeedMessage.state == "waiting")
        return tuple(_outgoing(row) for row in session.scalars(waiting.order_by(FeedMessage.id).limit(limit)))


def _outgoing(row: FeedMessage) -> Outgoing:
    details = row.body.get("details") or {}
    document = str(details.get("pdf_sha256", "")) if row.kind == "document" else ""
    return Outgoing(row.id, row.key, row.kind, row.body, document)


def mark(desk: Desk, verdicts: Sequence[Verdict], exchanges: Sequence[Exchange]) -> None:
    """Keep what the carrier said of messages, together with the exchanges; what is marked before stays as it is."""
    said = {verdict.id: verdict for verdict in verdicts}

    def work(session: Session) -> None:
        now = desk.clock()
        wanted = select(FeedMessage).where(FeedMessage.id.in_(said), FeedMessage.state == "waiting").with_for_update()
        carrier_id = session.scalar(select(FeedMessage.carrier_id).where(FeedMessage.id.in_(said)).limit(1))
        for row in session.scalars(wanted):
            verdict = said[row.id]
            row.state, row.failure, row.sent_at = "refused" if verdict.refused else "sent", verdict.reason, now
        if carrier_id is not None:
            for exchange in exchanges:
                log(session, carrier_id, exchange, now, len(said) if exchange is exchanges[-1] else 0)

    desk.store.run(work)


def send_again(desk: Desk, message_id: int) -> None:
    """Let a message that the carrier refused wait anew; BadInput when it is none."""
    _turn(desk, message_id, "waiting")


def let_go(desk: Desk, message_id: int) -> None:
    """A person has dealt with a message that the carrier refused."""
    _turn(desk, message_id, "settled")


def _turn(desk: Desk, message_id: int, state: str) -> None:
    def work(session: Session) -> None:
        row = session.get(FeedMessage, message_id, with_for_update=True)
        if row is None or row.state != "refused":
            raise BadInput("这条消息已经处理过了")
        row.state = state

    desk.store.run(work)


def payloads(desk: Desk, carrier_code: str, *ids: int, limit: int = 200) -> tuple[str, ...]:
    """The content of applications that wait for another, or of the given ones, to be judged again."""
    with desk.reading() as session:
        wanted = select(FeedApplication.payload).join(Carrier, Carrier.id == FeedApplication.carrier_id)
        chosen = FeedApplication.id.in_(ids) if ids else FeedApplication.outcome == "waiting"
        found = wanted.where(Carrier.code == carrier_code, chosen, FeedApplication.payload != "")
        return tuple(session.scalars(found.order_by(FeedApplication.id).limit(limit)))
