"""The ledger of a policy's rights: total, reserved, used, left (G-08)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.plans import HANDBOOK_PLAN, plan_on, read_plan
from desktop.handbook.vocabulary import LIMITED
from desktop.models.tables import Case, Policy


class LedgerLine(NamedTuple):
    """One right of a policy; `cases` are the (id, number) of the cases that reserve or use it."""

    name: str
    total: int
    used: int
    reserved: int
    left: int
    cases: tuple[tuple[int, str], ...]


def ledger(session: Session, policy_id: int, day: date) -> tuple[LedgerLine, ...]:
    """The rights of a policy under the plan version of `day`, in the handbook's order."""
    policy = session.get_one(Policy, policy_id)
    version = plan_on(session, policy.carrier_id, policy.plan_name, day)
    plan = read_plan(version) if version else HANDBOOK_PLAN
    rows = session.execute(
        select(Case.item, Case.right_state, Case.id, Case.number)
        .where(Case.policy_id == policy_id, Case.right_state.in_(("reserved", "used")))
        .order_by(Case.id)
    ).all()
    counts = Counter((row.item, row.right_state) for row in rows)
    return tuple(
        _line(item.value, plan.quotas.get(item.value, 0), counts,
              tuple((row.id, row.number) for row in rows if row.item == item.value))
        for item in LIMITED
    )  # fmt: skip


def _line(name: str, total: int, counts: Counter[tuple[str, str]], cases: tuple[tuple[int, str], ...]) -> LedgerLine:
    used, reserved = counts[name, "used"], counts[name, "reserved"]
    return LedgerLine(name, total, used, reserved, total - used - reserved, cases)
