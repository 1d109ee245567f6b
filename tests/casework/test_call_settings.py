"""How the desk tries to reach a customer is a setting that takes effect at once, whichever desk changed it."""

import pytest

from desktop.casework import files
from desktop.casework.applying import Application, apply
from desktop.casework.desk import CALLS, open_desk
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.verification import verify
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Setting
from tests.casework.booked import add_customer
from tests.casework.desks import CALENDAR, MANAGER


@pytest.fixture
def case(desk):
    """A case that was just applied for, on 2 March 2026 at 09:10."""
    return apply(desk, add_customer(desk, "P-9", "李燕"), Application(Item.OUTPATIENT), MANAGER).case_id


def set_calls(desk, **value):
    with desk.store.writing() as session:
        session.merge(Setting(key=CALLS, value=value))


def seen(desk, case):
    return ScreenDesk(desk, "林管家").case_view(case, desk.clock()).next_call


def step(desk, case):
    with desk.reading() as session:
        return session.get(Case, case).next_step


def test_a_changed_delay_moves_the_next_call_on_every_desk(desk, clock, case):
    other = open_desk(desk.store, clock, CALENDAR, desk.hours)
    files.call(desk, case, MANAGER, outcome="no_answer")
    assert "3月2日 周一 11:10 再拨" in seen(other, case)
    set_calls(desk, second_after_minutes=30)
    assert "3月2日 周一 09:40 再拨" in seen(desk, case)
    assert "3月2日 周一 09:40 再拨" in seen(other, case)


def test_fewer_attempts_make_a_customer_lost_at_the_next_call(desk, case):
    set_calls(desk, attempts=2)
    files.call(desk, case, MANAGER, outcome="no_answer")
    files.call(desk, case, MANAGER, outcome="no_answer")
    assert step(desk, case) == "客户失联，发短信"
    assert verify(desk).differences == ()
