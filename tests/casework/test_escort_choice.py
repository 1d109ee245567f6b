"""Whom a screen may send: escorts of the roster with phone and city, and nobody whom a slip of the keyboard named."""

from datetime import date

import pytest
from sqlalchemy import func, select

from desktop.casework import jobs
from desktop.casework.acting import BadInput
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.undo_desk import UndoDesk
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Escort, Job
from tests.casework.desks import MANAGER, HandClock
from tests.casework.escort_desks import add_escort, add_hospitals, booked

DAY = date(2026, 9, 23)
SPAN = {"from_": parse_moment("2026-09-23 08:30"), "to": parse_moment("2026-09-23 11:30")}


@pytest.fixture
def clock():
    """Monday morning before the day that is planned."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def case(desk):
    """A visit booked for Wednesday."""
    add_hospitals(desk)
    return booked(desk, "P1", "2026-09-23 09:00")


def count(desk, table):
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_slip_of_the_keyboard_makes_nobody_an_escort(desk, case):
    screen = ScreenDesk(desk, "林管家")
    with pytest.raises(BadInput, match=r"陪诊名册里没有「i」"):
        screen.perform("assign_escort", case, {"escort": "i", **SPAN}, None, "c1")
    assert (count(desk, Escort), count(desk, Job)) == (0, 0)


@pytest.mark.rule("GC-08")
@pytest.mark.parametrize(("more", "gap"), [({"phone": ""}, "没有电话"), ({"cities": ()}, "没有城市"),
                                           ({"phone": "", "cities": ()}, "没有电话、城市")])  # fmt: skip
def test_whose_file_lacks_phone_or_city_is_neither_offered_nor_planned_nor_sent(desk, case, more, gap):
    escort = add_escort(desk, "何敏", **more)
    calendar, screen = CalendarDesk(desk, "孟佳"), ScreenDesk(desk, "林管家")
    (block,) = calendar.schedule(DAY, DAY).waiting
    assert [(one.name, one.hindrance) for one in calendar.candidates(block)] == [("何敏", f"档案不全：{gap}")]
    assert calendar.propose(DAY, DAY).changes == ()
    assert gap in calendar.trial(block, escort, **_moments())
    assert screen.directory.look_up("escort", "何") == []
    with pytest.raises(BadInput, match=gap):
        calendar.assign(block, escort, **_moments())
    with pytest.raises(BadInput, match=gap):
        screen.perform("assign_escort", case, {"escort": "何敏", **SPAN}, None)
    assert count(desk, Job) == 0


def _moments():
    return {"starts_at": SPAN["from_"], "ends_at": SPAN["to"]}


def test_an_escort_of_the_roster_is_sent_and_the_undo_leaves_nothing(desk, case):
    add_escort(desk, "何敏")
    screen = ScreenDesk(desk, "林管家")
    done = screen.perform("assign_escort", case, {"escort": " 何敏 ", **SPAN}, None, "c1")
    UndoDesk(desk, "林管家").take_back(case, done.seq, "c2")
    with desk.reading() as session:
        assert session.scalars(select(Job.id).where(Job.cancelled.is_(False))).all() == []
        assert session.scalars(select(Escort.name)).all() == ["何敏"]


def test_a_job_of_an_escort_whose_phone_was_taken_off_can_still_change_its_hours(desk, case):
    jobs.assign_escort(desk, case, MANAGER, escort="何敏", **SPAN)
    calendar = CalendarDesk(desk, "孟佳")
    (block,) = calendar.schedule(DAY, DAY).blocks
    assert calendar.trial(block, block.escort_id, parse_moment("2026-09-23 08:00"), SPAN["to"]) == ""
    calendar.assign(block, block.escort_id, parse_moment("2026-09-23 08:00"), SPAN["to"])
    (block,) = calendar.schedule(DAY, DAY).blocks
    assert f"{block.starts_at:%H:%M}" == "08:00"
