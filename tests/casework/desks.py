"""Scratch desks for tests: a real database, the real calendar, and a clock that is set by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.casework.applying import Application, apply
from desktop.casework.desk import Desk, Entry, open_desk
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.engines import open_engine
from desktop.models.revisions import is_current
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from desktop.models.tables import Person, Policy, User

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CALENDAR = load_calendar(RESOURCES / "calendars")
KEY = bytes(range(32))
MANAGER = Entry("林管家")
CANCER = {"name": "恶性肿瘤——重度", "icd10": "C50.9", "icdo3": 3, "pathology": True}


class HandClock:
    """Stands where the test puts it."""

    def __init__(self, text: str = "2026-03-02 09:10") -> None:
        self.now = parse_moment(text)

    def __call__(self):
        """The moment it stands at."""
        return self.now

    def to(self, text: str) -> None:
        """Stand somewhere else."""
        self.now = parse_moment(text)


def scratch_desk(url: str = "sqlite://", clock: HandClock | None = None) -> Desk:
    """A desk on an empty database, whose tables are made when it has none, with one supervisor."""
    engine = open_engine(url, key=None if url == "sqlite://" else KEY)
    if not is_current(engine):
        create_scratch(engine)
    store = Store(engine)
    with store.writing() as session:
        house_carrier(session)
        session.add(User(login="meng", name="孟主管", role="supervisor"))
    return open_desk(store, clock or HandClock(), CALENDAR, DeskHours())


def add_policy(desk: Desk, number: str = "P1", plan: str = HANDBOOK_PLAN.name) -> int:
    """A policy of 2026 with an invented insured person; its id."""
    with desk.store.writing() as session:
        policy = Policy(
            carrier_id=house_carrier(session).id, number=number, plan_name=plan, start=date(2026, 1, 1),
            end=date(2026, 12, 31), insured=Person(name="王芳", sex="女", birth_date=date(1974, 5, 6)), relation="本人",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        return policy.id


def open_case(desk: Desk, policy_id: int, item: Item = Item.OUTPATIENT, **more) -> int:
    """An open case's id; `more` are fields of the application."""
    done = apply(desk, policy_id, Application(item=item, **more), MANAGER)
    return done.case_id
