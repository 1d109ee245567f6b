"""Keys belong to the list: they act there, stay letters in the search, and Esc climbs down step by step."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.screens import settle
from tests.ui.sample_desk import SampleDesk, many_rows

KEY = Qt.Key


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    """One key stroke."""
    QTest.keyClick(widget, key, modifier)


def place(shell):
    """Where the bar stands."""
    return shell.queue.view.currentIndex().row()


def test_the_list_has_the_keyboard_first(shell):
    assert QApplication.focusWidget() is shell.queue.view


def test_j_and_k_and_the_arrows_move_the_bar(shell):
    view = shell.queue.view
    for key, expected in ((KEY.Key_J, 1), (KEY.Key_Down, 2), (KEY.Key_K, 1), (KEY.Key_Up, 0), (KEY.Key_End, 11)):
        press(view, key)
        assert place(shell) == expected


def test_letters_typed_into_the_search_stay_letters(shell):
    view = shell.queue.view
    press(shell, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(shell.queue.search, "jjx2")
    assert shell.queue.search.text() == "jjx2"
    assert place(shell) == 0
    assert view.marked == ()
    assert shell.queue.spec.name == "today"


def test_typing_a_letter_without_a_verb_does_not_jump_to_a_row(shell):
    press(shell.queue.view, KEY.Key_G)
    assert place(shell) == 0


def test_down_leaves_the_search_and_enter_opens_the_first_hit(shell, qtbot):
    press(shell, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(shell.queue.search, KEY.Key_Down)
    assert QApplication.focusWidget() is shell.queue.view
    press(shell, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    shell.queue.search.setText("孙")
    with qtbot.waitSignal(shell.case_opened) as opened:
        press(shell.queue.search, KEY.Key_Return)
    assert opened.args[0].name == "孙*国"


def test_enter_opens_the_current_case(shell, qtbot):
    press(shell.queue.view, KEY.Key_J)
    with qtbot.waitSignal(shell.case_opened) as opened:
        press(shell.queue.view, KEY.Key_Return)
    assert opened.args[0].number == "GT-260917-002"


def test_digits_turn_the_page(shell):
    press(shell.queue.view, KEY.Key_4)
    assert shell.queue.spec.name == "MD"
    assert QApplication.focusWidget() is shell.queue.view


def test_x_marks_and_shift_j_extends(shell):
    view = shell.queue.view
    press(view, KEY.Key_X)
    assert view.marked == (1,)
    press(view, KEY.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert view.marked == (1, 2)


def test_escape_drops_marks_first_and_filters_next(shell):
    view = shell.queue.view
    shell.queue.seek("专家")
    settle(shell, 1)
    press(view, KEY.Key_X)
    press(view, KEY.Key_Escape)
    assert view.marked == ()
    assert shell.queue.wish.search == "专家"
    press(view, KEY.Key_Escape)
    assert shell.queue.wish.search == ""


def test_escape_closes_a_popover_before_anything_else(shell):
    press(shell.queue.view, KEY.Key_W)
    assert shell.trace.isVisible()
    press(shell.queue.view, KEY.Key_Escape)
    assert not shell.trace.isVisible()


def test_w_closes_what_w_opened(shell):
    press(shell.queue.view, KEY.Key_W)
    press(shell.queue.view, KEY.Key_W)
    assert not shell.trace.isVisible()


def test_f6_walks_through_the_panes(shell):
    press(shell.queue.view, KEY.Key_F6)
    assert shell.nav.isAncestorOf(QApplication.focusWidget())
    press(QApplication.focusWidget(), KEY.Key_F6)
    assert QApplication.focusWidget() is shell.queue.view


def test_ctrl_tab_shows_the_next_view(shell):
    press(shell.queue.view, KEY.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert shell.queue.wish.view == "today"


def test_the_most_urgent_comes_with_n_whatever_the_order(shell):
    page = shell.queue
    page.sort_by_column("name")
    settle(shell, 1)
    press(page.view, KEY.Key_N)
    settle(shell, 1)
    assert (page.wish.sort, page.wish.descending) == ("due", False)


@pytest.mark.parametrize("keys", ["jkxnwf123"])
def test_keys_do_not_write_to_the_desk(shell, desk, keys):
    for key in keys:
        QTest.keyClicks(shell.queue.view, key)
    settle(shell, 1)
    assert set(desk.calls) <= {"queue_ids", "queue_rows", "tab_counts", "queue_counts", "case_view", "queue_choices"}


def test_a_click_on_a_head_sorts_and_says_so(shell, desk):
    view = shell.queue.view
    head = view.horizontalHeader()
    spot = head.sectionViewportPosition(1) + 20
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 10))
    settle(shell, 1)
    assert shell.queue.wish.sort == "name"
    assert head.sort == "name"
    names = [desk.rows[case].name for case in shell.queue.table.model.ids]
    assert names == sorted(names)


def test_the_bar_stays_on_its_case_when_the_order_turns(shell):
    press(shell.queue.view, KEY.Key_J)
    before = shell.row.id
    shell.queue.sort_by_column("due")
    settle(shell, 1)
    assert shell.row.id == before
    assert place(shell) != 1


def test_keys_work_in_a_list_of_a_hundred_thousand(open_shell):
    shell = open_shell(SampleDesk(many_rows(100_000)))
    shell.show_page("all")
    settle(shell, 2)
    press(shell.queue.view, KEY.Key_End)
    settle(shell, 1)
    assert place(shell) == 99_999
    assert shell.row.id == shell.queue.table.model.ids[99_999]
