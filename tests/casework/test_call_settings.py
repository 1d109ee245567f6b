"""How the desk tries to reach a customer is a setting that takes effect at once, whichever desk changed it."""

from argparse import Namespace

import pytest

from desktop.casework import files
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.call_settings import set_calls as set_calls_of
from desktop.casework.desk import CALLS, open_desk
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.verification import verify
from desktop.commands.calls import run
from desktop.commands.failing import UsageFault
from desktop.handbook.calls import CallPlan
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


def test_changing_the_attempts_computes_the_stored_steps_again(desk, clock, case):
    for at in ("09:20", "11:30"):
        clock.to(f"2026-03-02 {at}")
        files.call(desk, case, MANAGER, outcome="no_answer")
    assert step(desk, case) == "再拨 3日 09:00"
    assert set_calls_of(desk, MANAGER, attempts=2).changed == (case,)
    assert step(desk, case) == "客户失联，发短信"
    assert verify(desk).differences == ()
    set_calls_of(desk, MANAGER, attempts=3, second_after_minutes=30)
    assert step(desk, case) == "再拨 3日 09:00"
    assert verify(desk).differences == ()


@pytest.mark.parametrize("given", [{"attempts": 1}, {"attempts": 10}, {"second_after_minutes": 4}])
def test_a_setting_out_of_range_changes_nothing(desk, given):
    with pytest.raises(BadInput, match="应在"):
        set_calls_of(desk, MANAGER, **given)
    assert desk.office.calls == CallPlan()


def test_the_command_shows_and_changes_it(desk, capsys):
    assert run(Namespace(db="", attempts=2, minutes=0), desk) == 0
    assert "120 分钟再拨，2 次未接算客户失联，重算 0 件" in capsys.readouterr().out
    with pytest.raises(UsageFault, match="2 到 9"):
        run(Namespace(db="", attempts=99, minutes=0), desk)


def test_fewer_attempts_make_a_customer_lost_at_the_next_call(desk, case):
    set_calls(desk, attempts=2)
    files.call(desk, case, MANAGER, outcome="no_answer")
    files.call(desk, case, MANAGER, outcome="no_answer")
    assert step(desk, case) == "客户失联，发短信"
    assert verify(desk).differences == ()
