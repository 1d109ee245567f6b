"""The plans that the desk knows from the start, and which of them a list means (G-03)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.plans import HANDBOOK_PLAN, extend, house_carrier, save_plan
from desktop.models.tables import Carrier, PlanVersion

SELECT_PLAN = extend(
    HANDBOOK_PLAN, "i-wuyou-3.0-jing", {"offers": ["OC", "PD", "GC"]}, title="i 无忧 3.0 精选"
)
SPECIAL_PLAN = extend(
    HANDBOOK_PLAN, "zhuanxiang-2.0", {"quotas": {"MD": 2}, "mild_counts": True}, title="专享保障 2.0"
)
CATALOGUE = (HANDBOOK_PLAN, SELECT_PLAN, SPECIAL_PLAN)


def save_catalogue(session: Session, carrier: Carrier) -> tuple[PlanVersion, ...]:
    """Add the plans of the catalogue that the carrier lacks; the ones added."""
    known = set(session.scalars(select(PlanVersion.name).where(PlanVersion.carrier_id == carrier.id)))
    return tuple(save_plan(session, carrier, plan) for plan in CATALOGUE if plan.name not in known)


def furnished_carrier(session: Session) -> Carrier:
    """The carrier of the handbook with every plan of the catalogue."""
    carrier = house_carrier(session)
    save_catalogue(session, carrier)
    return carrier


def plan_names(versions: Iterable[PlanVersion]) -> dict[str, str]:
    """What lists may call each plan (its name or its title, written in any width or spacing) -> its name."""
    return {plan_key(text): row.name for row in versions for text in (row.title, row.name) if text}


def plan_key(text: str) -> str:
    """A plan's name or title for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
