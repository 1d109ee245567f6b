"""The window: pages, inspector, widths, counts, states, and what a screen reader is told."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import theme
from desktop.ui.pages import QUEUES
from desktop.ui.queue_model import face_of
from desktop.ui.screens import settle
from desktop.ui.shell import MINIMUM
from desktop.ui.whole_page import WholePage
from tests.ui.sample_desk import ME, NOW, SampleDesk


class Content(QWidget):
    """An inspector content that remembers."""

    def __init__(self):
        super().__init__()
        self.shown, self.ticks = [], []

    def show_case(self, view, row):
        """A case."""
        self.shown.append((view.number, row.id))

    def tick(self, now):
        """A tick."""
        self.ticks.append(now)


def test_the_window_has_its_name_icon_and_minimum(shell):
    assert shell.windowTitle() == "健管台 CareDesk"
    assert not shell.windowIcon().isNull()
    assert (shell.minimumWidth(), shell.minimumHeight()) == MINIMUM == (1206, 550)


@pytest.mark.parametrize(("width", "inspector"), [(1206, 0), (1280, 328), (1366, 328), (1440, 372), (1920, 372)])
def test_the_inspector_follows_the_width(open_shell, desk, width, inspector):
    shell = open_shell(desk, (width, 700))
    pane = shell.body.inspector
    assert (pane.width() if pane.isVisible() else 0) == inspector


def test_in_a_narrow_window_the_inspector_floats_on_demand_and_esc_takes_it_away(open_shell, desk):
    shell = open_shell(desk, (1206, 700))
    wide = shell.body.pages.width()
    shell.desk.trigger("inspector")
    assert shell.body.inspector.isVisible()
    assert shell.body.pages.width() == wide
    QTest.keyClick(shell.queue.view, Qt.Key.Key_Escape)
    assert not shell.body.inspector.isVisible()


def test_the_inspector_shows_the_row_the_bar_rests_on(shell):
    content = Content()
    shell.body.inspector.set_content(content)
    for _ in range(5):
        shell.desk.trigger("down")
    settle(shell, 2)
    assert content.shown == [("GT-260923-011", 6)]


def test_the_tick_reaches_the_inspector(shell):
    content = Content()
    shell.body.inspector.set_content(content)
    shell.desk.trigger("down")
    settle(shell, 2)
    later = NOW + timedelta(minutes=1)
    shell.tick(later)
    assert content.ticks == [later]


def test_steps_of_the_case_are_offered_once_it_is_loaded(shell):
    done = []
    shell.desk.perform_with(done.append)
    settle(shell, 2)
    QTest.keyClick(shell.queue.view, Qt.Key.Key_C)
    assert [step.verb for step in done] == ["log_call"]


def test_the_navigation_shows_each_page_with_its_count(shell):
    assert shell.nav.names() == tuple(spec.name for spec in QUEUES)
    row = next(row for row in shell.nav.findChildren(QAbstractButton) if row.objectName() == "today")
    assert row.accessibleDescription() == "12 件，1 件超时"


def test_the_head_counts_what_the_list_shows(shell):
    assert shell.queue.table.model.rowCount() == 12
    assert shell.queue.table.total == "共 12 件 · 承诺 9 · 内部目标 2 · 待计时 1"


def test_a_page_that_is_shown_stands_at_the_present_minute(shell, desk):
    shell.show_page("GC")
    settle(shell, 1)
    shell.show_page("today")
    settle(shell, 1)
    desk.set_now(NOW + timedelta(hours=2))
    shell.show_page("GC")
    settle(shell, 1)
    page = shell.queue
    assert "9月23日 周三 16:20" in page.head.accessibleDescription()
    row = next(row for row in map(page.table.model.row, range(6)) if row.reading.due and row.reading.due > desk.now())
    assert page.table.model.face(row) == face_of(row, desk, desk.now())


def test_a_page_over_the_queue_covers_it_and_esc_comes_back_to_the_same_row(shell):
    shell.desk.trigger("down")
    page = QWidget()
    shell.show_over(page)
    assert not shell.body.inspector.isVisible()
    assert shell.queue is None
    shell.back()
    assert shell.queue.view.currentIndex().row() == 1
    assert shell.body.inspector.isVisible()


def test_the_next_case_can_be_opened_from_its_page(shell, qtbot):
    shell.show_over(QWidget())
    with qtbot.waitSignal(shell.case_opened) as told:
        shell.step_case(1)
    assert told.args[0].id == 2


def test_ctrl_f_over_a_case_leads_to_the_list_with_the_keyboard_in_its_search(shell):
    shell.add_page("calendar", WholePage(), "陪诊日历", "calendar")
    for under, led_to in (("GC", "GC"), ("calendar", "all")):
        case = QWidget()
        case.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shell.show_page(under)
        shell.show_over(case)
        QTest.keyClick(case, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert (shell.book.name, shell.book.over) == (led_to, None)
        assert QApplication.focusWidget() is shell.queues[led_to].search


def test_a_filter_shows_its_chip_and_an_empty_answer_offers_to_clear(shell):
    page = shell.queue
    page.set_filter("stage", "待预约")
    settle(shell, 1)
    assert page.filters.isVisible()
    assert page.table.model.rowCount() == 2
    page.set_filter("hospital", "仁济")
    settle(shell, 1)
    assert page.table.empty.isVisible()
    assert page.table.empty.accessibleName().startswith("没有同时符合这 2 项的案件")
    page.take_offer("drop_one")
    settle(shell, 1)
    assert page.table.model.rowCount() == 2
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    settle(shell, 1)
    assert page.table.model.rowCount() == 12


def test_the_filters_are_offered_by_the_desk(shell):
    shell.show_page("GC")
    settle(shell, 1)
    shell.queue.open_filters()
    settle(shell, 1)
    combo = shell.queue.popover.findChildren(QComboBox)[0]
    assert combo.findText("待预约") > 0
    combo.setCurrentIndex(combo.findText("待预约"))
    combo.activated.emit(combo.currentIndex())
    settle(shell, 1)
    assert shell.queue.wish.filters == {"stage": "待预约"}


def test_an_empty_day_is_praised_and_leads_on(open_shell):
    shell = open_shell(SampleDesk([row for row in SampleDesk().rows.values() if row.owner != ME]))
    empty = shell.queue.table.empty
    assert empty.isVisible()
    assert empty.accessibleName() == "今日清零，未分派还有 6 件，可以先认领"
    shell.queue.take_offer("unassigned")
    settle(shell, 1)
    assert shell.queue.wish.view == "unassigned"
    assert shell.queue.table.model.rowCount() == 6


def test_old_rows_are_marked_while_they_are_read_anew(shell, desk):
    desk.set_now(NOW + timedelta(minutes=15))
    shell.queue.load()
    assert shell.queue.strip.title == "正在更新，显示的是 14:20 的数据"
    settle(shell, 1)
    assert not shell.queue.strip.isVisible()


def test_compact_rows_show_more_cases(shell):
    before = shell.queue.view.visible_places()
    shell.desk.trigger("compact")
    assert shell.queue.view.verticalHeader().defaultSectionSize() == 36
    assert shell.queue.view.visible_places()[1] >= before[1]


def test_the_theme_can_be_turned_by_key(shell, qtbot):
    with qtbot.waitSignal(shell.theme_changed) as told:
        shell.desk.trigger("theme")
    assert told.args == ["dark"]
    shell.desk.trigger("theme")
    assert theme.SWITCH.name == "light"


def test_everything_that_takes_the_keyboard_has_a_name(shell):
    shell.desk.trigger("keys")
    shell.desk.trigger("palette")
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    nameless = [
        widget for kind in kinds for widget in shell.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_a_screen_reader_hears_the_deadline_of_a_cell(shell):
    interface = QAccessible.queryAccessibleInterface(shell.queue.view)
    assert interface.role() == QAccessible.Role.Table
    assert interface.childCount() >= 12 * 4
    heard = {interface.child(place).text(QAccessible.Text.Name) for place in range(16)}
    assert "预约，已超时5小时20分，昨天 周二 18:00 已过" in heard


def test_targets_are_large_enough(shell):
    small = [
        button.accessibleName() for button in shell.findChildren(QAbstractButton)
        if button.isVisible() and min(button.width(), button.height()) < 24
    ]
    assert small == []


def test_closing_the_window_stops_the_worker(open_shell, desk):
    shell = open_shell(desk)
    told = []
    shell.closing.connect(lambda: told.append(True))
    shell.close()
    assert told == [True]
    assert not shell.worker.run(desk.now).wanted


def test_a_search_that_only_other_queues_answer_leads_there_by_enter(shell, desk):
    words = next(row for row in desk.rows.values() if row.owner != ME).number
    shell.queue.search.setText(words)
    shell.queue.seek(words)
    settle(shell, 1)
    assert shell.queue.table.empty.accessibleName() == f"没有找到「{words}」，全部队列里有 1 件"
    shell.queue.search.setFocus()
    QTest.keyClick(shell.queue.search, Qt.Key.Key_Return)
    settle(shell, 2)
    assert (shell.queue.spec.name, shell.queue.search.text()) == ("all", words)
    assert shell.queue.table.model.rowCount() == 1


def test_an_empty_desk_says_what_to_do_first(open_shell):
    shell = open_shell(SampleDesk([]))
    empty = shell.queue.table.empty
    assert empty.accessibleName().startswith("这个工作台还没有案件，登记第一件，或导入")
    assert [button.objectName() for button in empty.findChildren(QAbstractButton)] == ["new", "import"]
    asked = []
    shell.desk.handle("import", lambda: asked.append(True))
    shell.queue.take_offer("import")
    assert asked == [True]
