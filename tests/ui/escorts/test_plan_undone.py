"""An automatic plan in the real window: one Ctrl+Z takes all of it back, one redo gives it out again."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework.desk import Desk
from desktop.commands.window_desk import WindowDesk
from desktop.models.tables import Job
from desktop.ui.shell import Shell
from tests.casework.escort_desks import CHEST, booked
from tests.ui.escorts.conftest import rest
from tests.ui.hands import Keyboard

DAY = date(2026, 9, 24)


@pytest.fixture
def planned(window: Shell, window_desk: WindowDesk, press: Keyboard) -> Desk:
    """Two visits of Thursday, given out by the plan."""
    for number, hour in ((8, "09:00"), (9, "09:30")):
        booked(window_desk.desk, f"P{number}", f"2026-09-24 {hour}", CHEST, "冯珊")
    page = window.whole
    page.show_days(page.shown.turned(1))
    rest(window)
    press("G")
    rest(window)
    press("Return")
    rest(window)
    return window_desk.desk


def live(desk: Desk) -> list[int]:
    """The cases of Thursday's live jobs."""
    with desk.reading() as session:
        jobs = session.scalars(select(Job).where(Job.cancelled.is_(False)).order_by(Job.case_id))
        return [job.case_id for job in jobs if job.starts_at.date() == DAY]


def test_one_undo_takes_the_whole_plan_back_and_one_redo_gives_it_out_again(window, planned, press):
    both = live(planned)
    assert len(both) == 2
    assert window.desk.situation.undoable == "自动排班：采用 2 处"
    press("Ctrl+Z")
    rest(window)
    assert live(planned) == []
    assert len(window.whole.agenda.schedule.waiting) == 2
    window.undo.redo()
    rest(window)
    assert live(planned) == both
