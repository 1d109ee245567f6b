"""The phone doctors and their duty roster (PD-02, PD-03)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, reference
from desktop.models.types import Json


class PhoneDoctor(Base):
    """A doctor who answers calls, with what PD-03 asks for; `clinical_months` were worked in public hospitals."""

    __tablename__ = "phone_doctor"
    __table_args__ = (UniqueConstraint("name", "hospital"), CheckConstraint("clinical_months >= 0", name="months"))
    id: Mapped[Id]
    name: Mapped[str]
    title: Mapped[str]
    hospital: Mapped[str]
    hospital_grade: Mapped[str]
    public: Mapped[bool]
    general_practitioner: Mapped[bool]
    clinical_months: Mapped[int]
    departments: Mapped[list[str]] = mapped_column(Json, default=list)
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PhoneDuty(Base):
    """A stretch of the roster: a doctor answers, or is on call and calls back within so many minutes."""

    __tablename__ = "phone_duty"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="span"),
        CheckConstraint("kind IN ('duty', 'on_call')", name="kind"),
        CheckConstraint("(kind = 'on_call') = (call_back_minutes > 0)", name="minutes"),
        Index("ix_phone_duty_starts_at", "starts_at", "ends_at"),
    )
    id: Mapped[Id]
    doctor_id: Mapped[int] = mapped_column(reference("phone_doctor"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    department: Mapped[str]
    kind: Mapped[str] = mapped_column(default="duty")
    call_back_minutes: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
