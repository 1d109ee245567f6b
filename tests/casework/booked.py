"""Booked visits for tests of texts and reminders: a case by its customer, with a phone, an escort and a visit."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.casework import green_channel, jobs, reviewing
from desktop.casework.applying import Application, apply
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort, Person, Policy
from tests.casework.desks import CANCER, MANAGER

PHONE = "13800002046"


def add_customer(desk, number: str, name: str, phone: str = PHONE) -> int:
    """A policy of 2026 with an invented insured person who has a phone; its id."""
    with desk.store.writing() as session:
        policy = Policy(
            carrier_id=house_carrier(session).id, number=number, plan_name=HANDBOOK_PLAN.name, start=date(2026, 1, 1),
            end=date(2026, 12, 31), relation="本人",
            insured=Person(name=name, sex="女", birth_date=date(1974, 5, 6), phone=phone),
        )  # fmt: skip
        session.add(policy)
        session.flush()
        return policy.id


def add_escort(desk, name: str = "何敏", phone: str = "13800004471") -> None:
    """An escort with a phone."""
    with desk.store.writing() as session:
        session.add(Escort(name=name, phone=phone, cities=["北京"]))


def book_visit(
    desk, clock, visit: str, name: str = "王芳", at: str = "", *, escort: str = "", place: str = "门诊楼3层",
    hospital: str = "北京协和医院", department: str = "乳腺外科", phone: str = PHONE, policy: int = 0,
) -> int:  # fmt: skip
    """A case booked at `at` (the clock's own time without one) for a visit; its id."""
    if at:
        clock.to(at)
    number = f"P-{name}-{visit}"
    case = apply(desk, policy or add_customer(desk, number, name, phone), Application(Item.OUTPATIENT), MANAGER).case_id
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised=department)
    start = parse_moment(visit)
    green_channel.book(desk, case, MANAGER, visit_at=start, title="主任医师", place=place, hospital=hospital,
                       department=department)  # fmt: skip
    if escort:
        jobs.assign_escort(desk, case, MANAGER, escort=escort, from_=start - timedelta(hours=1),
                           to=start + timedelta(hours=2))  # fmt: skip
    return case
