"""Where and by whom the service is done: hospitals, departments, experts, escorts and their jobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, reference
from desktop.models.tables.cases import Case
from desktop.models.types import Json

_NO_NAMES = text("'[]'")


class Hospital(Base):
    """A hospital; its buffers are the minutes an escort is blocked before and after a job (D-01).

    `name_key` holds pinyin and initials of the name and of every alias. `verified` is false for the samples that ship
    with the program; `active` is false for those that the desk's own list has replaced.
    """

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
    aliases: Mapped[list[str]] = mapped_column(Json, default=list, server_default=_NO_NAMES)
    name_key: Mapped[str] = mapped_column(default="", server_default="")
    district: Mapped[str] = mapped_column(default="", server_default="")
    address: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str] = mapped_column(default="", server_default="")
    verified: Mapped[bool] = mapped_column(default=False, server_default=false())
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Department(Base):
    """A subject of the national list, or a name in common use for part of one (`common`), below its `parent`."""

    __tablename__ = "department"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent: Mapped[str] = mapped_column(default="", server_default="")
    aliases: Mapped[list[str]] = mapped_column(Json, default=list, server_default=_NO_NAMES)
    name_key: Mapped[str] = mapped_column(default="", server_default="")
    common: Mapped[bool] = mapped_column(default=False, server_default=false())


class Expert(Base):
    """A physician who reads, consults or sees patients.

    `hours` are the usual free hours as an escort's are; `name_key` holds pinyin and initials of name and specialty.
    """

    __tablename__ = "expert"
    __table_args__ = (Index("uq_expert_name_hospital_id", "name", "hospital_id", unique=True),)
    id: Mapped[Id]
    name: Mapped[str]
    hospital_id: Mapped[int] = mapped_column(reference("hospital"), index=True)
    title: Mapped[str] = mapped_column(default="")
    specialty: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    hours: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict, server_default=text("'{}'"))
    name_key: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    hospital: Mapped[Hospital] = relationship()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ExpertAbsence(Base):
    """A span in which an expert can neither read nor consult."""

    __tablename__ = "expert_absence"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="span"),)
    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(reference("expert"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")


class Escort(Base):
    """A person who accompanies customers.

    `hours` are the usual working hours: `{"every": ["08:00", "18:00"]}`, or one pair per weekday, "0" for Monday;
    empty means no hours are set. A `reserve` escort steps in when the others are taken.
    """

    __tablename__ = "escort"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    cities: Mapped[list[str]] = mapped_column(Json, default=list)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    sex: Mapped[str] = mapped_column(default="", server_default=text("''"))
    languages: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    hours: Mapped[dict[str, list[str]]] = mapped_column(Json, default=dict, server_default=text("'{}'"))
    reserve: Mapped[bool] = mapped_column(default=False, server_default=false())
    note: Mapped[str] = mapped_column(default="", server_default=text("''"))
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Job(Base):
    """An escort's job; the database lets no two of one escort overlap unless forced or cancelled (D-01)."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("occasion IN ('outpatient', 'admission', 'discharge', 'visit')", name="occasion"),
        CheckConstraint("blocked_from <= starts_at AND starts_at < ends_at AND ends_at <= blocked_to", name="span"),
        CheckConstraint("NOT forced OR reason <> ''", name="forced_reason"),
        Index("ix_job_escort_id_blocked_from", "escort_id", "blocked_from"),
        Index("ix_job_starts_at", "starts_at"),
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
