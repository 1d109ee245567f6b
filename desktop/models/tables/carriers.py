"""Who pays and what was promised: carriers, versions of their plans, policies and the use of their rights."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, JsonObject, partial_index, reference
from desktop.models.tables.people import Person


class Carrier(Base):
    """An insurance company and how its lists name their columns."""

    __tablename__ = "carrier"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    column_mapping: Mapped[JsonObject]


class PlanVersion(Base):
    """One version of a carrier's plan with its dates of effect (G-03)."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("carrier_id", "name", "effective_from"),)
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    terms: Mapped[JsonObject]
    carrier: Mapped[Carrier] = relationship()


class Policy(Base):
    """A policy: in force from the start of `start` to the end of `end` (G-04); `changed_on` is the carrier's word."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("carrier_id", "number"),)
    id: Mapped[Id]
    carrier_id: Mapped[int] = mapped_column(reference("carrier"))
    number: Mapped[str] = mapped_column(index=True)
    plan_name: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    status: Mapped[str] = mapped_column(default="in_force")
    holder_id: Mapped[int | None] = mapped_column(reference("person"), index=True)
    insured_id: Mapped[int] = mapped_column(reference("person"), index=True)
    relation: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_on: Mapped[date | None]
    carrier: Mapped[Carrier] = relationship()
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])
    insured: Mapped[Person] = relationship(foreign_keys=[insured_id])
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class EntitlementUse(Base):
    """One use of a right (G-08): use number `use_no` of the policy's `quota` is live once at most."""

    __tablename__ = "entitlement_use"
    __table_args__ = (
        CheckConstraint("state IN ('reserved', 'used', 'returned')", name="state"),
        CheckConstraint("use_no >= 1", name="use_no"),
        partial_index(
            "uq_entitlement_use_live", "policy_id", "quota", "use_no",
            where="state IN ('reserved', 'used')", unique=True,
        ),
    )  # fmt: skip
    id: Mapped[Id]
    policy_id: Mapped[int] = mapped_column(reference("policy"), index=True)
    quota: Mapped[str]
    use_no: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    state: Mapped[str] = mapped_column(default="reserved")
