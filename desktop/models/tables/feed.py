"""The carrier's feed: where it was read to, what it brought, what goes back, and every exchange with its hashes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, JsonObject, partial_index, reference


class CarrierFeed(Base):
    """How far a carrier's applications were read: the cursor is written together with what it brought.

    `next_at` is when some desk may ask again; `failures` in a row decide how long that is put off.
    """

    __tablename__ = "carrier_feed"
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"), unique=True)
    cursor: Mapped[str] = mapped_column(default="")
    next_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    spoke_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")


class FeedApplication(Base):
    """One application that a carrier sent; `key` is its request number, or its hash when it has no usable one.

    `payload` is kept only while a person or a later page may still need it: for refused and waiting ones.
    """

    __tablename__ = "feed_application"
    __table_args__ = (
        UniqueConstraint("carrier_id", "key"),
        CheckConstraint("outcome IN ('opened', 'present', 'refused', 'waiting', 'settled')", name="outcome"),
        partial_index("ix_feed_application_open", "carrier_id", "id", where="outcome IN ('refused', 'waiting')"),
    )
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    key: Mapped[str]
    request_no: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(reference("case_file"), index=True)
    reasons: Mapped[JsonObject]
    payload: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class FeedMessage(Base):
    """What the carrier is told: written with the record it speaks of, sent in the order of its ids until it is taken.

    `seq` is the number of that record in its case, 0 for the refusal of an application.
    """

    __tablename__ = "feed_message"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        CheckConstraint("kind IN ('answer', 'status', 'document')", name="kind"),
        CheckConstraint("state IN ('waiting', 'sent', 'refused', 'settled')", name="state"),
        partial_index("ix_feed_message_waiting", "carrier_id", "id", where="state = 'waiting'"),
        partial_index("ix_feed_message_refused", "carrier_id", "id", where="state = 'refused'"),
    )
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    case_id: Mapped[int | None] = mapped_column(reference("case_file"))
    seq: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    body: Mapped[JsonObject]
    state: Mapped[str] = mapped_column(default="waiting")
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class FeedExchange(Base):
    """One exchange with a carrier: what was asked, how it ended, and the hashes of both sides; never changed."""

    __tablename__ = "feed_exchange"
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    at: Mapped[datetime]
    what: Mapped[str]
    status: Mapped[int] = mapped_column(default=0)
    sent_sha256: Mapped[str] = mapped_column(default="")
    answer_sha256: Mapped[str] = mapped_column(default="")
    pieces: Mapped[int] = mapped_column(default=0)
    milliseconds: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
