"""Loads a case as the rules see it: its timeline, policy, plan and the policy's other cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.casework.desk import Desk, declared_exemptions
from desktop.casework.plans import read_plan
from desktop.handbook.facts import Facts
from desktop.handbook.fold import fold
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Exemption, Item, PolicyTerms, Sibling
from desktop.handbook.vocabulary import Record as Milestone
from desktop.models.tables import Case, Policy, Record


class NoSuchCase(LookupError):
    """There is no case with this id."""


def milestones(records: Iterable[Record]) -> tuple[Milestone, ...]:
    """Stored records as the rules read them, in entry order."""
    return tuple(
        Milestone(row.seq, row.verb, row.happened_at, row.entered_at, row.person, row.details)
        for row in sorted(records, key=lambda row: row.seq)
    )


def load_case(session: Session, case_id: int, *, lock: bool = False) -> Case:
    """The case with everything a rule needs; `lock` holds it and its policy until the transaction ends."""
    wanted = select(Case).where(Case.id == case_id).options(
        joinedload(Case.policy).joinedload(Policy.insured), joinedload(Case.plan_version),
        selectinload(Case.records), joinedload(Case.owner),
    )  # fmt: skip
    if lock:
        policy_id = session.scalar(select(Case.policy_id).where(Case.id == case_id))
        session.scalar(select(Policy.id).where(Policy.id == policy_id).with_for_update())
        wanted = wanted.execution_options(populate_existing=True)
    case = session.scalars(wanted).unique().first()
    if case is None:
        raise NoSuchCase(f"没有编号为 {case_id} 的案件")
    return case


def facts_without(desk: Desk, records: Iterable[Record], facts: Facts, seq: int) -> Facts:
    """What would be known of the case if the record `seq` were void (D-09)."""
    kept = [milestone for milestone in milestones(records) if milestone.seq != seq]
    return fold(facts.item, kept, desk.office.calendar, lock_on=facts.lock_on, attempts=facts.attempts)


def unlocks(desk: Desk, records: Iterable[Record], facts: Facts, seq: int) -> bool:
    """D-09: whether the service would not count as rendered any more if the record `seq` were void."""
    return facts.rendered and seq not in facts.voided and not facts_without(desk, records, facts, seq).rendered


def policy_terms(policy: Policy) -> PolicyTerms:
    """A stored policy as the rules see it."""
    return PolicyTerms(policy.number, policy.start, policy.end, policy.status, policy.insured.name)


def siblings(session: Session, desk: Desk, policy_id: int, *, besides: int | None = None) -> tuple[Sibling, ...]:
    """The policy's cases but one, oldest first."""
    wanted = select(Case).where(Case.policy_id == policy_id).order_by(Case.id)
    rows = session.scalars(wanted.options(selectinload(Case.records), joinedload(Case.plan_version)))
    return tuple(_sibling(desk, row) for row in rows if row.id != besides)


def siblings_by_policy(session: Session, desk: Desk, policy_ids: Sequence[int]) -> dict[int, list[Sibling]]:
    """The cases of many policies at once, oldest first."""
    found: dict[int, list[Sibling]] = {policy_id: [] for policy_id in policy_ids}
    wanted = select(Case).where(Case.policy_id.in_(policy_ids)).order_by(Case.id)
    for row in session.scalars(wanted.options(selectinload(Case.records), joinedload(Case.plan_version))):
        found[row.policy_id].append(_sibling(desk, row))
    return found


def _sibling(desk: Desk, row: Case) -> Sibling:
    needs_timeline = row.item in (Item.OUTPATIENT, Item.INPATIENT)
    facts = fold(Item(row.item), milestones(row.records) if needs_timeline else (), desk.office.calendar)
    return Sibling(
        case_id=row.id, number=row.number, item=Item(row.item), open=row.is_open and row.limited,
        right=row.right_state, ordered_hospital=facts.hospital if facts.ordered_admission else "",
        admitted=facts.admitted_at is not None, discharged=facts.discharged_at is not None,
        settled_hospital=facts.hospital, accepted=facts.accepted, stay_id=row.stay_id,
    )  # fmt: skip


def situation(
    session: Session, desk: Desk, case: Case, now: datetime, person: str = "",
    others: Sequence[Sibling] | None = None,
) -> Situation:  # fmt: skip
    """The case as rules see it at `now`, with `person` acting; `others` are the policy's other cases, if known."""
    if others is None:
        others = siblings(session, desk, case.policy_id, besides=case.id)
    return compose(desk, case, others, now, person,
                   declared=declared_exemptions(session) if case.service == "GC" else ())  # fmt: skip


def compose(
    desk: Desk, case: Case, others: Sequence[Sibling], now: datetime, person: str = "", *,
    declared: Sequence[Exemption] = (),
) -> Situation:
    """A situation from a case whose records, policy and plan are loaded already."""
    plan = read_plan(case.plan_version)
    facts = fold(Item(case.item), milestones(case.records), desk.office.calendar, lock_on=plan.lock_on,
                 attempts=desk.office.calls.attempts)  # fmt: skip
    return Situation(
        facts, plan, policy_terms(case.policy), desk.office, now, person,
        case_id=case.id, number=case.number, siblings=others, exemptions=declared,
        stay_id=case.stay_id,
    )  # fmt: skip
