"""Where and by whom the service is done: hospitals, departments, experts, escorts and their jobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, reference
from desktop.models.tables.cases import Case
from desktop.models.types import Json


class Hospital(Base):
    """A hospital; its buffers are the minutes an escort is blocked before and after a job (D-01)."""

    __tablename__ = "hospital"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    city: Mapped[str] = mapped_column(default="")
    grade: Mapped[str] = mapped_column(default="")
    public: Mapped[bool] = mapped_column(default=True)
    buffer_before_min: Mapped[int] = mapped_column(default=30)
    buffer_after_min: Mapped[int] = mapped_column(default=30)
    needs_original_id: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Department(Base):
    """A department as hospitals name it."""

    __tablename__ = "department"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Expert(Base):
    """A physician who reads, consults or sees patients."""

    __tablename__ = "expert"
    id: Mapped[Id]
    name: Mapped[str]
    hospital_id: Mapped[int] = mapped_column(reference("hospital"), index=True)
    title: Mapped[str] = mapped_column(default="")
    specialty: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    hospital: Mapped[Hospital] = relationship()


class Escort(Base):
    """A person who accompanies customers."""

    __tablename__ = "escort"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    cities: Mapped[list[str]] = mapped_column(Json, default=list)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Job(Base):
    """An escort's job; the database lets no two of one escort overlap unless forced or cancelled (D-01)."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("occasion IN ('outpatient', 'admission', 'discharge', 'visit')", name="occasion"),
        CheckConstraint("blocked_from <= starts_at AND starts_at < ends_at AND ends_at <= blocked_to", name="span"),
        CheckConstraint("NOT forced OR reason <> ''", name="forced_reason"),
        Index("ix_job_escort_id_blocked_from", "escort_id", "blocked_from"),
    )
    id: Mapped[Id]
    escort_id: Mapped[int] = mapped_column(reference("escort"))
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    occasion: Mapped[str] = mapped_column(default="outpatient")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    blocked_from: Mapped[datetime]
    blocked_to: Mapped[datetime]
    forced: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    cancelled: Mapped[bool] = mapped_column(default=False)
    actual_from: Mapped[datetime | None]
    actual_to: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    escort: Mapped[Escort] = relationship()
    case: Mapped[Case] = relationship()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
