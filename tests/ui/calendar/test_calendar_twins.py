"""Every drag has keys that do the same, and Ctrl+Z takes either back."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF

from desktop.ui.calendar.page import CalendarPage
from tests.ui.calendar.pointing import drag, drag_by, lane_middle, spot
from tests.ui.calendar.sample_calendar import at

DAY, FRIDAY, SATURDAY = date(2026, 9, 23), date(2026, 10, 9), date(2026, 10, 10)
TAO_XIN, ZHANG_LEI, MA_XIAOWEN = 5, 6, 3
DEEDS = {
    "assign": ("周*", {"lane": ZHANG_LEI}, ("E", "Return"), (ZHANG_LEI, "15:30", "17:30")),
    "to another lane": ("龚*", {"lane": ZHANG_LEI}, ("V", "Down", "Return"), (ZHANG_LEI, "15:45", "17:45")),
    "to another time": ("龚*", {"hours": -0.5}, ("V", "Left", "Left", "Return"), (TAO_XIN, "15:15", "17:15")),
    "a later end": (
        "龚*", {"hours": 0.26, "grip": "end"}, ("V", "Shift+Right", "Return"), (TAO_XIN, "15:45", "18:00"),
    ),
    "an earlier end": (
        "龚*", {"hours": -0.5, "grip": "end"}, ("V", "Shift+Left", "Shift+Left", "Return"), (TAO_XIN, "15:45", "17:15"),
    ),
    "a later start": (
        "龚*", {"hours": 0.25, "grip": "start"}, ("V", "Ctrl+Right", "Return"), (TAO_XIN, "16:00", "17:45"),
    ),
    "an earlier start": (
        "龚*", {"hours": -0.25, "grip": "start"}, ("V", "Ctrl+Left", "Return"), (TAO_XIN, "15:30", "17:45"),
    ),
    "back to those who wait": ("龚*", {"lane": 0}, ("U",), (0, "15:45", "17:45")),
    "back by moving": ("龚*", {"lane": 0}, ("V", *["Up"] * 5, "Return"), (0, "15:45", "17:45")),
}  # fmt: skip


def lies(escorts, name, day=DAY):
    """To whom and when the desk itself has a customer's job of a day."""
    block = next(one for one in escorts.blocks.values() if one.name == name and one.starts_at.date() == day)
    return block.escort_id, block.starts_at, block.ends_at


def choose(page, name):
    """Put the cursor on a customer's block."""
    page.pick(next(block for block in page.agenda.every() if block.name == name))


@pytest.mark.parametrize("by", ["pointer", "keys"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_drag_and_its_keys_end_alike_and_are_undone(page: CalendarPage, keyboard, rest, escorts, deed, by):
    name, pull, keys, (lane, start, end) = DEEDS[deed]
    before = lies(escorts, name)
    if by == "pointer":
        drag_by(page.views.day, name, **pull)
    else:
        choose(page, name)
        keyboard(*keys)
    rest()
    assert lies(escorts, name) == (lane, at(DAY, start), at(DAY, end)) != before
    keyboard("Ctrl+Z")
    rest()
    assert lies(escorts, name) == before
    shown = next(block for block in page.agenda.every() if block.name == name)
    assert (shown.escort_id, shown.starts_at, shown.ends_at) == before
    assert keyboard.shell.desk.situation.undoable == ""


@pytest.fixture
def week(page, rest):
    """The week after National Day."""
    page.show_days(page.shown.turned(16))
    rest()
    page.choose_view("week")
    rest()
    return page.views.week


@pytest.mark.parametrize("by", ["pointer", "keys"])
def test_in_the_week_a_job_goes_to_another_day_and_back(week, page, keyboard, rest, escorts, by):
    before = lies(escorts, "鲁*珍", FRIDAY)
    if by == "pointer":
        start = spot(week, "鲁*珍").center()
        saturday = next(column for column in week.frame.columns if column.day == SATURDAY)
        drag(week, start, QPointF(start.x() + saturday.width, start.y()))
    else:
        choose(page, "鲁*珍")
        keyboard("V", "Right", "Return")
    rest()
    assert lies(escorts, "鲁*珍", SATURDAY) == (1, at(SATURDAY, "14:00"), at(SATURDAY, "17:00"))
    keyboard("Ctrl+Z")
    rest()
    assert lies(escorts, "鲁*珍", FRIDAY) == before


@pytest.mark.parametrize("by", ["pointer", "keys"])
def test_in_the_week_waiting_work_is_given_out_and_waits_again(week, page, keyboard, rest, escorts, by):
    if by == "pointer":
        start = spot(week, "钱*林").center()
        drag(week, start, QPointF(start.x(), lane_middle(week, MA_XIAOWEN)))
    else:
        choose(page, "钱*林")
        keyboard("V", *["Down"] * 3, "Return")
    rest()
    assert lies(escorts, "钱*林", FRIDAY)[0] == MA_XIAOWEN
    keyboard("Ctrl+Z")
    rest()
    assert lies(escorts, "钱*林", FRIDAY)[0] == 0


def test_in_the_week_the_arrows_keep_to_its_days_and_the_hints_say_so(week, page, keyboard):
    choose(page, "邹*")
    keyboard("V")
    assert page.hints.hints()[0] == (("Left", "Right"), "换一天")
    keyboard(*["Right"] * 5)
    assert page.giving.move.starts_at == at(date(2026, 10, 11), "13:30")
    keyboard("Ctrl+Right", "Shift+Right")
    assert page.giving.move.ends_at == at(date(2026, 10, 11), "16:15")
    keyboard("Esc")
    assert week.move_shown is None
