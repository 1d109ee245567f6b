"""The way out by gateway: each text's one dispatch, the templates a gateway knows, parcels on the road, and mails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, partial_index, reference


class TextDispatch(Base):
    """The one way of a text through a gateway: whoever adds or claims this row sends it, and nobody else.

    `key` names case, purpose and time, so that no second text of the same goes while this one lives; `out_id` goes
    with the text and comes back with its receipt; `number` is the gateway's own.
    """

    __tablename__ = "text_dispatch"
    __table_args__ = (
        CheckConstraint("state IN ('claimed', 'waiting', 'unknown', 'accepted', 'settled')", name="state"),
        partial_index("ix_text_dispatch_open", "next_at", "id", where="state <> 'settled'"),
    )
    id: Mapped[Id]
    message_id: Mapped[int] = mapped_column(reference("message"), unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    out_id: Mapped[str] = mapped_column(unique=True)
    gateway: Mapped[str]
    state: Mapped[str] = mapped_column(default="claimed")
    number: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=1)
    claimed_at: Mapped[datetime]
    next_at: Mapped[datetime]


class GatewayTemplate(Base):
    """A text template as a gateway knows it; `words_sha256` is of the words that were handed in for approval."""

    __tablename__ = "gateway_template"
    __table_args__ = (
        UniqueConstraint("gateway", "code"),
        CheckConstraint("state IN ('pending', 'approved', 'rejected')", name="state"),
    )
    id: Mapped[Id]
    gateway: Mapped[str]
    code: Mapped[str]
    provider_id: Mapped[str]
    words_sha256: Mapped[str]
    state: Mapped[str] = mapped_column(default="pending")
    reason: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime | None]


class Parcel(Base):
    """What the courier last said of a parcel of a case; it moves no clock and locks nothing (ND-08)."""

    __tablename__ = "parcel"
    __table_args__ = (
        UniqueConstraint("case_id", "courier", "number"),
        CheckConstraint("way IN ('in', 'out')", name="way"),
        CheckConstraint("state IN ('new', 'moving', 'delivered', 'trouble', 'returned', 'unknown')", name="state"),
        partial_index("ix_parcel_open", "next_at", "id", where="settled_at IS NULL"),
    )
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    courier: Mapped[str]
    number: Mapped[str]
    way: Mapped[str]
    state: Mapped[str] = mapped_column(default="new")
    words: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class MailDelivery(Base):
    """A document that went by e-mail as a locked file: to whom, which file, when; the password is never kept."""

    __tablename__ = "mail_delivery"
    __table_args__ = (
        CheckConstraint("state IN ('sending', 'sent', 'failed', 'unknown')", name="state"),
        partial_index("uq_mail_delivery_live", "document_id", "address", unique=True,
                      where="state IN ('sending', 'unknown')"),
    )  # fmt: skip
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    document_id: Mapped[int] = mapped_column(reference("document"))
    address: Mapped[str]
    message_no: Mapped[str] = mapped_column(unique=True)
    file_sha256: Mapped[str]
    sent_sha256: Mapped[str]
    state: Mapped[str] = mapped_column(default="sending")
    failure: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    person: Mapped[str]
    record_seq: Mapped[int | None]
