"""What the desk knows before it judges a stretch of a list, asked for all its rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, and_, column, or_, select, values
from sqlalchemy.orm import Session, joinedload

from desktop.casework.acting import BadInput, user_id
from desktop.casework.catalogue import furnished_carrier, plan_names
from desktop.casework.desk import Desk, declared_exemptions
from desktop.casework.dossier import siblings_by_policy
from desktop.casework.insuring import Cover
from desktop.casework.intake_rows import InsuredRow, ListRow
from desktop.casework.plans import HOUSE_CARRIER, read_plan
from desktop.handbook.vocabulary import Exemption, Item, Plan
from desktop.models.tables import Carrier, Case, EntitlementUse, Person, PlanVersion, Policy

Document = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A carrier with its plans: `names` finds a plan by what lists call it, `versions` are newest first."""

    carrier: Carrier
    names: Mapping[str, str]
    versions: Mapping[str, Sequence[tuple[PlanVersion, Plan]]]
    exemptions: Sequence[Exemption]
    user_id: int

    def on(self, plan: str, day: date) -> tuple[PlanVersion, Plan] | None:
        """The version of a plan in force on a day (G-03)."""
        return next((pair for pair in self.versions.get(plan, ()) if pair[0].effective_from <= day), None)


@dataclass(slots=True)
class Known:
    """People, policies, request numbers and stays that a stretch of rows speaks of; new ones are added to it."""

    people: dict[Document, Person]
    covers: dict[str, Cover]
    present: dict[str, tuple[int, str]]
    stays: dict[str, int]


def open_shelf(session: Session, code: str, person: str) -> Shelf:
    """The carrier and its plans; BadInput for a carrier that the desk does not know."""
    carrier = furnished_carrier(session) if code == HOUSE_CARRIER else _carrier(session, code)
    rows = session.scalars(
        select(PlanVersion).where(PlanVersion.carrier_id == carrier.id).order_by(PlanVersion.effective_from.desc())
    ).all()
    versions: dict[str, list[tuple[PlanVersion, Plan]]] = {}
    for row in rows:
        versions.setdefault(row.name, []).append((row, read_plan(row)))
    return Shelf(carrier, plan_names(rows), versions, declared_exemptions(session), user_id(session, person))


def _carrier(session: Session, code: str) -> Carrier:
    known = session.scalars(select(Carrier).where(Carrier.code == code)).first()
    if known is None:
        names = "、".join(session.scalars(select(Carrier.code).order_by(Carrier.code))) or HOUSE_CARRIER
        raise BadInput(f"没有代码为「{code}」的保险公司，已有：{names}")
    return known


def look_up(session: Session, desk: Desk, carrier: Carrier, rows: Sequence[ListRow]) -> Known:
    """Everything known about these rows; the policies of those not present yet are held until the transaction ends."""
    present = dict(_requests(session, carrier, [row.application.request_no for row in rows]))
    rows = [row for row in rows if row.application.request_no not in present]
    people = dict(_people(session, [row.insured for row in rows]))
    covers = _covers(session, desk, carrier, {row.policy.number for row in rows})
    for cover in covers.values():
        # One object per person, whether met by document or by policy.
        people.setdefault((cover.insured.id_type, cover.insured.id_number or ""), cover.insured)
    return Known(people, covers, present, dict(_stays(session, carrier, {row.stay for row in rows if row.stay})))


def _people(session: Session, insured: Sequence[InsuredRow]) -> Iterator[tuple[Document, Person]]:
    """Kind, number and "is not null" together are what the index of documents is made of."""
    kinds, numbers = {row.id_type for row in insured}, {row.id_number for row in insured}
    named = (Person.id_type.in_(kinds), Person.id_number.in_(numbers), Person.id_number.is_not(None))
    for person in session.scalars(select(Person).where(*named)):
        yield (person.id_type, person.id_number or ""), person


def _covers(session: Session, desk: Desk, carrier: Carrier, numbers: set[str]) -> dict[str, Cover]:
    wanted = select(Policy).where(Policy.carrier_id == carrier.id, Policy.number.in_(numbers)).order_by(Policy.id)
    held = wanted.options(joinedload(Policy.insured)).with_for_update(of=Policy)
    policies = session.scalars(held.execution_options(populate_existing=True)).all()
    ids = [policy.id for policy in policies]
    others = siblings_by_policy(session, desk, ids) if ids else {}
    covers = {policy.id: Cover(policy, policy.insured, None, others[policy.id]) for policy in policies}
    live = EntitlementUse.state.in_(("reserved", "used"))
    for use in session.scalars(select(EntitlementUse).where(EntitlementUse.policy_id.in_(ids), live)):
        covers[use.policy_id].uses.setdefault(use.quota, set()).add(use.use_no)
    return {cover.policy.number: cover for cover in covers.values()}


def _requests(session: Session, carrier: Carrier, numbers: Sequence[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Joined from the list to the cases, so that either engine looks each number up in the index of requests.

    PostgreSQL without statistics compares a long IN list with every case, and SQLite an inner join the wrong way round.
    """
    if not numbers:
        return
    listed = values(column("request_no", Text), name="listed").data([(number,) for number in numbers]).cte("listed")
    same = and_(
        Case.carrier_id == carrier.id, Case.request_no == listed.c.request_no, Case.request_no.is_not(None)
    )
    wanted = select(listed.c.request_no, Case.id, Case.number).select_from(listed).outerjoin(Case, same)
    for row in session.execute(wanted):
        if row.id is not None:
            yield row.request_no, (row.id, row.number)


def _stays(session: Session, carrier: Carrier, names: set[str]) -> Iterator[tuple[str, int]]:
    if not names:
        return
    named = or_(Case.number.in_(names), Case.request_no.in_(names))
    wanted = select(Case.id, Case.number, Case.request_no)
    inpatient = Case.item == Item.INPATIENT.value
    for row in session.execute(wanted.where(Case.carrier_id == carrier.id, inpatient, named)):
        yield row.number, row.id
        if row.request_no:
            yield row.request_no, row.id
