"""A demo's invented customers: a person with a policy of the handbook's plan, who applies for a service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import NamedTuple

from sqlalchemy import select

from desktop.casework.applying import Application, apply
from desktop.casework.desk import Desk, Entry
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.casework.rehearsing import Cast
from desktop.casework.rows import Done
from desktop.models.tables import Hospital, Person, Policy


class Insured(NamedTuple):
    """Name, sex, day of birth, telephone, number and first day of the policy; it lasts a year."""

    name: str
    sex: str
    born: date
    phone: str
    policy: str
    start: date = date(2026, 1, 1)

    @property
    def end(self) -> date:
        """The policy's last day."""
        return date.fromordinal(self.start.replace(year=self.start.year + 1).toordinal() - 1)


def applied(desk: Desk, one: Insured, application: Application, entry: Entry) -> Done:
    """Insure an invented customer and take the application in; RuntimeError when the desk refuses it."""
    with desk.store.writing() as session:
        person = Person(name=one.name, sex=one.sex, birth_date=one.born, phone=one.phone)
        policy = Policy(
            carrier_id=house_carrier(session).id, number=one.policy, plan_name=HANDBOOK_PLAN.name,
            start=one.start, end=one.end, insured=person, relation="本人",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        policy_id = policy.id
    return accepted(apply(desk, policy_id, application, entry))


def accepted(outcome: object) -> Done:
    """What was done; RuntimeError when a demo's own deed was refused."""
    if not isinstance(outcome, Done):
        raise RuntimeError(f"rehearsal refused: {outcome}")
    return outcome


def cast(desk: Desk, one: Insured, application: Application, entry: Entry) -> Cast:
    """The customer as one of the rehearsal's cast."""
    done = applied(desk, one, application, entry)
    return Cast(done.case_id, done.number, application.item, desk.clock(), {}, Random(done.number))


def open_hospitals(desk: Desk, houses: Mapping[str, tuple[str, str]]) -> None:
    """Enter the hospitals that the desk does not know yet: name to (city, grade)."""
    with desk.store.writing() as session:
        known = set(session.scalars(select(Hospital.name).where(Hospital.name.in_(houses))))
        session.add_all(
            Hospital(name=name, city=city, grade=grade)
            for name, (city, grade) in houses.items() if name not in known
        )  # fmt: skip
