"""The pointer drags blocks between lanes and by their ends; a refused place sends them back with the reason."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from desktop.ui.calendar.wording import key_of
from tests.ui.calendar.pointing import LEFT, PLAIN, drag, lane_middle, point, spot
from tests.ui.calendar.sample_calendar import at

DAY = date(2026, 9, 23)


def test_waiting_work_is_dragged_to_an_escort(page, rest, escorts):
    view = page.views.day
    start = spot(view, "周*").center()
    drag(view, start, QPointF(start.x(), lane_middle(view, 6)))
    assert page.agenda.name(page.block.escort_id) == "张蕾（候补）"
    rest()
    assert escorts.deeds == ["派 周* 给张蕾（候补）"]


@pytest.mark.rule("D-01")
def test_the_ghost_turns_crimson_with_the_reason_and_the_block_goes_back(page, rest, escorts, told):
    view = page.views.day
    start = spot(view, "周*").center()
    target = QPointF(start.x(), lane_middle(view, 5))
    drag(view, start, target, drop=False)
    assert view.move_shown.refusal.startswith("时间重叠：陶欣")
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, point(target))
    assert view.move_shown is None
    rest()
    assert told == ["放不下，已放回原处：时间重叠：陶欣 15:45–17:45 在复旦大学附属肿瘤医院"]
    assert page.agenda.find(page.cursor_key).escort_id == 0
    assert escorts.deeds == []


def test_an_end_is_dragged_by_quarters(page, rest):
    view = page.views.day
    box = spot(view, "龚*")
    y = box.center().y()
    drag(view, QPointF(box.right() - 2, y), QPointF(box.right() + view.frame.hour * 0.27, y))
    rest()
    block = next(block for block in page.agenda.every() if block.name == "龚*")
    assert (block.starts_at, block.ends_at) == (at(DAY, "15:45"), at(DAY, "18:00"))


def test_a_start_is_dragged_by_quarters(page, rest):
    view = page.views.day
    box = spot(view, "龚*")
    drag(view, QPointF(box.left() + 2, box.center().y()), QPointF(box.left() - view.frame.hour * 0.5, box.center().y()))
    rest()
    block = next(block for block in page.agenda.every() if block.name == "龚*")
    assert (block.starts_at, block.ends_at) == (at(DAY, "15:15"), at(DAY, "17:45"))


def test_a_job_dragged_to_the_top_waits_again(page, rest, escorts):
    view = page.views.day
    start = spot(view, "石*").center()
    drag(view, start, QPointF(start.x(), view.head + 40))
    rest()
    assert escorts.deeds == ["退回 石*"]


def test_esc_lets_go_of_what_is_dragged(page, calendar_shell, escorts):
    view = page.views.day
    start = spot(view, "石*").center()
    target = QPointF(start.x() - 200, start.y())
    drag(view, start, target, drop=False)
    assert view.move_shown is not None
    calendar_shell.back()
    assert view.move_shown is None
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, point(target))
    assert escorts.deeds == []


def test_what_has_begun_stays_where_it_is(page, told, escorts):
    view = page.views.day
    start = spot(view, "朱*").center()
    drag(view, start, QPointF(start.x() + 200, start.y()))
    assert told == ["已经开始或做完的陪诊不能移动"]
    assert escorts.deeds == []


def test_a_press_without_going_only_chooses(page, escorts):
    view = page.views.day
    drag(view, spot(view, "石*").center(), spot(view, "石*").center() + QPointF(2, 1))
    assert page.block.name == "石*"
    assert escorts.deeds == []


def test_a_double_click_opens_the_case(page, qtbot):
    view = page.views.day
    with qtbot.waitSignal(page.case_wanted) as opened:
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, point(spot(view, "石*").center()))
    assert opened.args == [next(block for block in page.agenda.every() if block.name == "石*").case_id]


def test_in_the_week_a_chip_is_dragged_to_another_escort(page, rest, escorts):
    page.show_days(page.shown.turned(16))
    rest()
    page.choose_view("week")
    rest()
    view = page.views.week
    start = spot(view, "钱*林").center()
    row = next(row for row in view.frame.rows if row.escort_id == 3)
    drag(view, start, QPointF(start.x(), view.head + row.top + 40))
    rest()
    block = next(block for block in page.agenda.every() if block.name == "钱*林")
    assert page.agenda.name(block.escort_id) == "马晓雯"
    assert block.starts_at == at(date(2026, 10, 9), "13:30")
    assert escorts.blocks[key_of(block)].escort_id == 3
