"""Scratch desks with escorts and booked visits, for tests of the calendar."""

from __future__ import annotations

from datetime import date

from desktop.casework import green_channel, reviewing, roster
from desktop.casework.desk import Desk, Entry
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.casework.roster_rows import EscortDraft
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Hospital, Person, Policy
from tests.casework.desks import CANCER, MANAGER, open_case

CHEST, CANCER_HOUSE, HUASHAN = "上海市胸科医院", "复旦大学附属肿瘤医院", "华山医院"
COORDINATOR = Entry("孟佳")


def add_hospitals(desk: Desk) -> None:
    """Three hospitals of one city and one elsewhere."""
    with desk.store.writing() as session:
        session.add_all(Hospital(name=name, city="上海") for name in (CHEST, CANCER_HOUSE, HUASHAN))
        session.add(Hospital(name="北京协和医院", city="北京"))


def add_escort(desk: Desk, name: str, **more) -> int:
    """An escort of Shanghai; its id."""
    known = {"phone": "13800004471", "cities": ("上海",), **more}
    return roster.add_escort(desk, COORDINATOR, EscortDraft(name, **known)).case_id


def add_person(desk: Desk, number: str, name: str = "王芳") -> int:
    """A policy of its own for one more customer."""
    with desk.store.writing() as session:
        policy = Policy(
            carrier_id=house_carrier(session).id, number=number, plan_name=HANDBOOK_PLAN.name, start=date(2026, 1, 1),
            end=date(2026, 12, 31), insured=Person(name=name), relation="本人",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        return policy.id


def booked(desk: Desk, number: str, visit: str, hospital: str = CHEST, name: str = "王芳", **wish) -> int:
    """An outpatient case with its visit booked."""
    case = open_case(desk, add_person(desk, number, name), **({"wish": wish} if wish else {}))
    _decided(desk, case, hospital)
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment(visit), title="主任医师", place="门诊三层")
    return case


def admitted(desk: Desk, number: str, hospital: str = CHEST) -> int:
    """An inpatient case whose customer is in hospital now."""
    today = desk.clock().date().isoformat()
    certificate = {"hospital": hospital, "issued_on": today}
    case = open_case(desk, add_person(desk, number), Item.INPATIENT, certificate=certificate)
    _decided(desk, case, hospital)
    green_channel.book(desk, case, MANAGER, visit_at=desk.clock(), title="主任医师")
    green_channel.admit(desk, case, MANAGER)
    return case


def _decided(desk: Desk, case: int, hospital: str) -> None:
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised="胸外科")
    green_channel.settle(desk, case, MANAGER, hospital=hospital, department="胸外科")
