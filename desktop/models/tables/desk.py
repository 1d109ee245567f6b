"""The desk itself: exemptions, calendar days, the audit trail, settings, counters and answered commands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, JsonObject, reference
from desktop.models.types import Json


class ExemptionRow(Base):
    """A declaration under GC-17, asked for by one person and approved by another (D-05).

    `state` is waiting, approved or refused; `origin_id` is the case in which it was asked for, if any.
    """

    __tablename__ = "exemption"
    __table_args__ = (CheckConstraint("asked_by <> approved_by", name="two_people"),)
    id: Mapped[Id]
    reason: Mapped[str]
    asked_by: Mapped[str]
    approved_by: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(reference("case_file"), index=True)
    hospital: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None]
    end: Mapped[date | None]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="approved", server_default="approved")
    decided_by: Mapped[str] = mapped_column(default="", server_default="")
    decided_at: Mapped[datetime | None]
    opinion: Mapped[str] = mapped_column(default="", server_default="")
    origin_id: Mapped[int | None]


class CalendarDay(Base):
    """A day of one publication of a year's notice; earlier publications of the year are kept (T-05)."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        UniqueConstraint("day", "published_at"),
        CheckConstraint("kind IN ('holiday', 'workday')", name="kind"),
    )
    id: Mapped[Id]
    day: Mapped[date]
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    year: Mapped[int] = mapped_column(index=True)
    published_at: Mapped[datetime]


class CalendarVersion(Base):
    """Who let which version of a year's calendar take effect, when and from what; its days are `CalendarDay` (T-05).

    `number` counts from 1 within the year. `origin` is notice, file, day or restored; `estimated` marks a version that
    is the statute's again. A year's days without a version were published before versions were kept.
    """

    __tablename__ = "calendar_version"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        UniqueConstraint("year", "published_at"),
        CheckConstraint("origin IN ('notice', 'file', 'day', 'restored')", name="origin"),
    )
    id: Mapped[Id]
    year: Mapped[int]
    number: Mapped[int]
    published_at: Mapped[datetime]
    person: Mapped[str]
    origin: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    estimated: Mapped[bool] = mapped_column(default=False)


class AuditEntry(Base):
    """Who did what to what, chained by digests; never changed, never erased."""

    __tablename__ = "audit_entry"
    id: Mapped[Id]
    at: Mapped[datetime]
    person: Mapped[str]
    action: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(reference("case_file"), index=True)
    subject: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    digest: Mapped[str] = mapped_column(default="")
    previous_digest: Mapped[str] = mapped_column(default="")


class Setting(Base):
    """A setting of the desk, as plain JSON."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Counter(Base):
    """A running number, such as that of the cases of one service and day."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class Command(Base):
    """A command that was carried out, with its answer: repeating it acts once."""

    __tablename__ = "command"
    command_id: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[JsonObject]
    at: Mapped[datetime]
