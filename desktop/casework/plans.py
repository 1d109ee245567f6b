"""Plans as the catalogue keeps them: terms to and from plain JSON, and the version in force on a day (G-03)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.handbook.vocabulary import Plan
from desktop.models.tables import Carrier, PlanVersion

HANDBOOK_PLAN = Plan(name="i-wuyou-3.0", title="i 无忧 3.0")
FIRST_DAY = date(2000, 1, 1)
HOUSE_CARRIER = "PICC"


def write_terms(plan: Plan) -> dict[str, Any]:
    """The plan's terms as plain JSON."""
    return {
        "offers": sorted(plan.offers), "quotas": dict(plan.quotas), "limits": dict(plan.limits),
        "starts": dict(plan.starts), "ends": dict(plan.ends), "lock_on": plan.lock_on,
        "mild_counts": plan.mild_counts, "illnesses": list(plan.illnesses),
    }  # fmt: skip


def read_plan(row: PlanVersion) -> Plan:
    """A stored plan version as the rules see it."""
    return extend(HANDBOOK_PLAN, row.name, row.terms, title=row.title)


def extend(base: Plan, name: str, terms: Mapping[str, Any], *, title: str = "") -> Plan:
    """A plan that differs from `base` in the given terms; quotas and limits are merged key by key."""
    return Plan(
        name=name,
        title=title or terms.get("title") or name,
        offers=frozenset(terms.get("offers", base.offers)),
        quotas={**base.quotas, **(terms.get("quotas") or {})},
        limits={**base.limits, **(terms.get("limits") or {})},
        starts={**base.starts, **(terms.get("starts") or {})},
        ends={**base.ends, **(terms.get("ends") or {})},
        lock_on=terms.get("lock_on") or base.lock_on,
        mild_counts=bool(terms.get("mild_counts", base.mild_counts)),
        illnesses=tuple(terms.get("illnesses") or base.illnesses),
    )


def save_plan(session: Session, carrier: Carrier, plan: Plan, effective_from: date = FIRST_DAY) -> PlanVersion:
    """Add one version of a plan to the catalogue; an earlier version ends where this one begins."""
    row = PlanVersion(
        carrier_id=carrier.id, name=plan.name, title=plan.title,
        effective_from=effective_from, effective_to=None, terms=write_terms(plan),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def plan_on(session: Session, carrier_id: int, name: str, day: date) -> PlanVersion | None:
    """The version of a plan in force on a day, or None when the catalogue has none."""
    versions = select(PlanVersion).where(
        PlanVersion.carrier_id == carrier_id, PlanVersion.name == name, PlanVersion.effective_from <= day
    )
    return session.scalars(versions.order_by(PlanVersion.effective_from.desc()).limit(1)).first()


def house_carrier(session: Session) -> Carrier:
    """The carrier of the handbook, added when the database is new, together with its plan."""
    carrier = session.scalars(select(Carrier).where(Carrier.code == HOUSE_CARRIER)).first()
    if carrier is None:
        carrier = Carrier(code=HOUSE_CARRIER, name="中国人民人寿保险股份有限公司", column_mapping={})
        session.add(carrier)
        session.flush()
        save_plan(session, carrier, HANDBOOK_PLAN)
    return carrier
