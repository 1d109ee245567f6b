"""What a desk must know of its escorts beyond a name: their papers, their leave, and the ways between hospitals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, reference


class EscortQualification(Base):
    """A paper an escort holds; without `valid_until` it never lapses."""

    __tablename__ = "escort_qualification"
    __table_args__ = (
        UniqueConstraint("escort_id", "kind"),
        CheckConstraint(
            "kind IN ('id_check', 'health_certificate', 'first_aid', 'training', 'insurance', 'no_record')", name="kind"
        ),
    )
    id: Mapped[Id]
    escort_id: Mapped[int] = mapped_column(reference("escort"))
    kind: Mapped[str]
    valid_until: Mapped[date | None]


class EscortLeave(Base):
    """A span in which an escort cannot be assigned."""

    __tablename__ = "escort_leave"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="span"),)
    id: Mapped[Id]
    escort_id: Mapped[int] = mapped_column(reference("escort"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")


class Travel(Base):
    """Minutes from one hospital to another, the same in both directions; without a row the usual buffers count."""

    __tablename__ = "travel"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("from_id < to_id", name="direction"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )
    id: Mapped[Id]
    from_id: Mapped[int] = mapped_column(reference("hospital"))
    to_id: Mapped[int] = mapped_column(reference("hospital"))
    minutes: Mapped[int]
