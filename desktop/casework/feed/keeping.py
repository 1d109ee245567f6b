"""The feed's own rows: the carrier's place in its list, when it may be asked again, and the log of exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.catalogue import furnished_carrier
from desktop.casework.desk import Desk
from desktop.casework.feed.rows import REFUSED, WAITING, Exchange, FeedState, Page, Reason, RejectedRow
from desktop.casework.intake import insist
from desktop.casework.plans import HOUSE_CARRIER
from desktop.models.tables import Carrier, CarrierFeed, FeedApplication, FeedExchange, FeedMessage

HELD = timedelta(minutes=10)
"""How long a round that was begun keeps other desks from beginning one; a killed one is over then at the latest."""


def held_feed(session: Session, carrier_code: str) -> CarrierFeed:
    """The carrier's feed, held until the transaction ends; added when it speaks for the first time."""
    carrier = furnished_carrier(session) if carrier_code == HOUSE_CARRIER else _carrier(session, carrier_code)
    wanted = select(CarrierFeed).where(CarrierFeed.carrier_id == carrier.id).with_for_update()
    feed = session.scalars(wanted.execution_options(populate_existing=True)).first()
    if feed is None:
        feed = CarrierFeed(carrier_id=carrier.id)
        session.add(feed)
        session.flush()
    return feed


def _carrier(session: Session, code: str) -> Carrier:
    carrier = session.scalars(select(Carrier).where(Carrier.code == code)).first()
    if carrier is None:
        raise BadInput(f"没有代码为「{code}」的保险公司")
    return carrier


def begin_round(desk: Desk, carrier_code: str, *, force: bool = False) -> bool:
    """Whether this desk is to speak with the carrier now: one desk at a time, not before the wait is over.

    A wait longer than HELD and the longest wait together can only come from a clock that was set back.
    """

    if not force and _is_early(_feed(desk, carrier_code).next_at, desk.clock()):
        return False

    def work(session: Session) -> bool:
        feed, now = held_feed(session, carrier_code), desk.clock()
        if not force and _is_early(feed.next_at, now):
            return False
        feed.tried_at, feed.next_at = now, now + HELD
        return True

    return insist(desk, work)


def _is_early(next_at: datetime | None, now: datetime) -> bool:
    return next_at is not None and now < next_at < now + 7 * HELD


def end_round(
    desk: Desk, carrier_code: str, wait: float, failure: str = "", exchanges: Sequence[Exchange] = ()
) -> None:
    """The round is over: when the next may begin (in `wait` seconds), and why this one came to nothing."""

    def work(session: Session) -> None:
        feed, now = held_feed(session, carrier_code), desk.clock()
        feed.failures = feed.failures + 1 if failure else 0
        feed.failure = failure
        feed.spoke_at = feed.spoke_at if failure else now
        feed.next_at = now + timedelta(seconds=wait)
        for exchange in exchanges:
            log(session, feed.carrier_id, exchange, now)

    insist(desk, work)


def forget_cursor(desk: Desk, carrier_code: str, exchange: Exchange) -> None:
    """The carrier does not know the cursor any more: read from its beginning; what is known opens nothing twice."""

    def work(session: Session) -> None:
        feed = held_feed(session, carrier_code)
        feed.cursor = ""
        log(session, feed.carrier_id, exchange, desk.clock())

    insist(desk, work)


def log(session: Session, carrier_id: int, exchange: Exchange, at: datetime, pieces: int = 0) -> None:
    """Add an exchange to the log, in the transaction of what it brought."""
    session.add(FeedExchange(
        carrier_id=carrier_id, at=at, what=exchange.what, status=exchange.status, sent_sha256=exchange.sent_sha256,
        answer_sha256=exchange.answer_sha256, pieces=pieces, milliseconds=exchange.milliseconds,
        failure=exchange.failure,
    ))  # fmt: skip


def failures_of(desk: Desk, carrier_code: str) -> int:
    """How many rounds in a row came to nothing."""
    return _feed(desk, carrier_code).failures


def cursor_of(desk: Desk, carrier_code: str) -> str:
    """How far the carrier's list was read."""
    return _feed(desk, carrier_code).cursor


def _feed(desk: Desk, carrier_code: str) -> CarrierFeed:
    """The feed as it is, or as a new one begins; never written back."""
    with desk.reading() as session:
        wanted = select(CarrierFeed).join(Carrier, Carrier.id == CarrierFeed.carrier_id)
        found = session.scalars(wanted.where(Carrier.code == carrier_code)).first()
        return found or CarrierFeed(cursor="", failures=0, failure="")


def state_of(desk: Desk, carrier_code: str, *, whole: bool = True) -> FeedState:
    """How the feed stands now; `taken` is counted for the `whole` alone, because that reads every application."""
    feed = _feed(desk, carrier_code)
    with desk.reading() as session:
        carrier = select(Carrier.id).where(Carrier.code == carrier_code).scalar_subquery()
        applications = select(func.count(FeedApplication.id)).where(FeedApplication.carrier_id == carrier)
        messages = select(func.count(FeedMessage.id)).where(FeedMessage.carrier_id == carrier)
        waiting = session.scalar(messages.where(FeedMessage.state == "waiting")) or 0
        rejected = session.scalar(applications.where(FeedApplication.outcome.in_((REFUSED, WAITING)))) or 0
        rejected += session.scalar(messages.where(FeedMessage.state == "refused")) or 0
        taken = (session.scalar(applications) or 0) if whole else 0
    return FeedState(
        carrier_code, feed.spoke_at, feed.tried_at, feed.next_at, feed.failures, feed.failure, waiting, rejected, taken
    )


def rejected(desk: Desk, carrier_code: str, limit: int = 200) -> tuple[RejectedRow, ...]:
    """What a person has to look at, newest first: refused and waiting applications, messages the carrier refused."""
    with desk.reading() as session:
        carrier_id = session.scalar(select(Carrier.id).where(Carrier.code == carrier_code))
        applications = select(FeedApplication).where(
            FeedApplication.carrier_id == carrier_id, FeedApplication.outcome.in_((REFUSED, WAITING))
        )
        messages = select(FeedMessage).where(FeedMessage.carrier_id == carrier_id, FeedMessage.state == "refused")
        found = [_application(row) for row in session.scalars(applications.order_by(-FeedApplication.id).limit(limit))]
        found += [_message(row) for row in session.scalars(messages.order_by(-FeedMessage.id).limit(limit))]
    return tuple(sorted(found, key=lambda row: row.received, reverse=True)[:limit])


def _application(row: FeedApplication) -> RejectedRow:
    return RejectedRow(
        row.id, "application", row.request_no, row.received_at, row.source, read_reasons(row), row.outcome == WAITING
    )


def _message(row: FeedMessage) -> RejectedRow:
    reasons = (Reason("", "", f"对方没有接受「{row.body.get('event') or row.kind}」：{row.failure}"),)
    return RejectedRow(row.id, "message", str(row.body.get("request_no", "")), row.created_at, "", reasons, False)


def reasons_of(desk: Desk, page: Page) -> dict[str, tuple[Reason, ...]]:
    """Why applications of a page are refused or wait, by the hash of their content."""
    with desk.reading() as session:
        wanted = select(FeedApplication).join(Carrier, Carrier.id == FeedApplication.carrier_id)
        open_ = wanted.where(Carrier.code == page.carrier, FeedApplication.outcome.in_((REFUSED, WAITING)))
        found = open_.where(FeedApplication.sha256.in_({each.sha256 for each in page.arrivals}))
        return {row.sha256: read_reasons(row) for row in session.scalars(found)}


def read_reasons(row: FeedApplication) -> tuple[Reason, ...]:
    """Why an application was refused."""
    return tuple(Reason(*each) for each in row.reasons.get("reasons", ()))
