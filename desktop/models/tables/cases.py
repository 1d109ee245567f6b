"""Cases: the case file with its derived columns, its records, and what hangs on a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, JsonObject, partial_index, reference
from desktop.models.tables.carriers import Carrier, PlanVersion, Policy
from desktop.models.tables.people import Person, User
from desktop.models.types import FAR_FUTURE, Json

# Counting, filtering and sorting a queue read these from the index alone.
_DUE = ("due_key", "id")
_NOTHING, _EMPTY = text("0"), text("'{}'")
_COUNTED = ("holder", "stage", "hospital", "next_kind", "next_due_at", "number", "opened_at")


def _open_index(name: str, *columns: str) -> Index:
    return partial_index(name, *columns, where="is_open", sqlite_where="is_open = 1")


class Case(Base):
    """A case: what was applied for, and columns derived from its records for speed (`caredesk verify` recomputes them).

    `due_key` is `next_due_at`, or FAR_FUTURE without one, so that queues sort alike on both engines.
    Queues filter with `where(Case.is_open)`: other spellings miss the partial indexes on SQLite.
    `follow_ups` names what waits beyond the service, "" when nothing does; NULL on a case that has had no record since
    the column was added.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("right_state IN ('none', 'reserved', 'used', 'returned')", name="right_state"),
        partial_index("uq_case_file_request", "carrier_id", "request_no", where="request_no IS NOT NULL", unique=True),
        partial_index(
            "uq_case_file_open_item", "policy_id", "item", unique=True,
            where="is_open AND limited", sqlite_where="is_open = 1 AND limited = 1",
        ),
        _open_index("ix_case_file_service_due", "service", *_DUE, "owner_id", *_COUNTED),
        _open_index("ix_case_file_owner_due", "owner_id", *_DUE, "service", *_COUNTED),
        _open_index("ix_case_file_due", *_DUE, "service", "owner_id", *_COUNTED),
        Index("ix_case_file_service_all", "service", *_DUE, "owner_id"),
        partial_index(
            "ix_case_file_visit", "holder_until", "stage", "owner_id", "id",
            where="is_open AND holder_until IS NOT NULL", sqlite_where="is_open = 1 AND holder_until IS NOT NULL",
        ),
        partial_index("ix_case_file_follow_ups", "owner_id", "service", *_DUE, where="follow_ups <> ''"),
        partial_index(
            "ix_case_file_service_done", "service", *_DUE, "owner_id", "stage",
            where="NOT is_open", sqlite_where="is_open = 0",
        ),
    )  # fmt: skip
    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    policy_id: Mapped[int] = mapped_column(reference("policy"), index=True)
    person_id: Mapped[int] = mapped_column(reference("person"), index=True)
    item: Mapped[str]
    service: Mapped[str]
    limited: Mapped[bool]
    plan_version_id: Mapped[int] = mapped_column(reference("plan_version"))
    entrance: Mapped[str] = mapped_column(default="")
    request_no: Mapped[str | None]
    stay_id: Mapped[int | None] = mapped_column(reference("case_file"), index=True)
    opened_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    details: Mapped[JsonObject]
    delivered_by: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(reference("desk_user"))
    owned_since: Mapped[datetime | None]

    is_open: Mapped[bool] = mapped_column(default=True)
    stage: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_clock: Mapped[str] = mapped_column(default="")
    next_state_done: Mapped[bool | None]
    next_started_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None]
    due_key: Mapped[datetime] = mapped_column(default=FAR_FUTURE)
    next_kind: Mapped[str] = mapped_column(default="")
    next_unit: Mapped[str] = mapped_column(default="")
    next_provisional: Mapped[bool] = mapped_column(default=False)
    next_note: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="desk")
    holder_since: Mapped[datetime | None]
    holder_until: Mapped[datetime | None]
    locked: Mapped[bool] = mapped_column(default=False)
    right_state: Mapped[str] = mapped_column(default="none")
    request_text: Mapped[str] = mapped_column(default="")
    hospital: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    finished: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    follow_ups: Mapped[str | None]

    carrier: Mapped[Carrier] = relationship()
    policy: Mapped[Policy] = relationship()
    person: Mapped[Person] = relationship()
    plan_version: Mapped[PlanVersion] = relationship()
    owner: Mapped[User | None] = relationship()
    stay: Mapped[Case | None] = relationship(remote_side="Case.id")
    records: Mapped[list[Record]] = relationship(order_by="Record.seq", back_populates="case")
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Record(Base):
    """One thing that happened in a case; never changed, never erased (D-09): triggers refuse it."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"))
    seq: Mapped[int]
    verb: Mapped[str]
    happened_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(reference("desk_user"))
    person: Mapped[str] = mapped_column(default="")
    details: Mapped[JsonObject]
    text: Mapped[str] = mapped_column(default="")
    rules: Mapped[str] = mapped_column(default="")
    command_id: Mapped[str | None] = mapped_column(unique=True)
    case: Mapped[Case] = relationship(back_populates="records")


class Note(Base):
    """A remark on a case that moves no clock."""

    __tablename__ = "note"
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    at: Mapped[datetime]
    person: Mapped[str]
    text: Mapped[str]


class Attachment(Base):
    """A file kept by the hash of its content.

    It hangs on its case while the record that brought it (`record_seq`) stands and the one that took it off
    (`removed_seq`) does not. An instance of a DICOM series says which and where in it; `thumbnail` is a content too.
    """

    __tablename__ = "attachment"
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    media: Mapped[str] = mapped_column(default="", server_default="")
    record_seq: Mapped[int | None]
    removed_seq: Mapped[int | None]
    study: Mapped[str] = mapped_column(default="", server_default="")
    series: Mapped[str] = mapped_column(default="", server_default="")
    instance: Mapped[int | None]
    modality: Mapped[str] = mapped_column(default="", server_default="")
    taken_on: Mapped[date | None]
    pages: Mapped[int] = mapped_column(default=0, server_default=_NOTHING)
    width: Mapped[int] = mapped_column(default=0, server_default=_NOTHING)
    height: Mapped[int] = mapped_column(default=0, server_default=_NOTHING)
    thumbnail: Mapped[str] = mapped_column(default="", server_default="")
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default=_EMPTY)


class Message(Base):
    """A text to the customer about a case, and what became of it; nothing of it locks before `record_seq` is set.

    `booking` is the number of the record that made the visit it speaks of: one text of a purpose for one visit.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'queued', 'submitted', 'delivered', 'manual', 'failed', 'withdrawn')", name="state"
        ),
        partial_index(
            "uq_message_purpose", "case_id", "purpose", "booking", unique=True,
            where="booking IS NOT NULL AND state NOT IN ('failed', 'withdrawn')",
        ),
        partial_index("ix_message_waiting", "state", "id", where="state IN ('queued', 'submitted')"),
    )  # fmt: skip
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    purpose: Mapped[str]
    booking: Mapped[int | None]
    visit_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(default="sms")
    template: Mapped[str] = mapped_column(default="")
    variables: Mapped[JsonObject]
    body: Mapped[str]
    to_phone: Mapped[str] = mapped_column(default="")
    segments: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    failure: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    gateway_no: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")
    record_seq: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    case: Mapped[Case] = relationship()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
