"""The palette and the sheet of keys: what they find, what they refuse, and how they are walked."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.handbook.vocabulary import Finding
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.actions import ACTIONS
from desktop.ui.key_sheet import KeySheet
from desktop.ui.palette import Choice, Palette, choices_of, matches
from desktop.ui.popover import Popover
from tests.ui.case.sample_parts import step
from tests.ui.picture import shown
from tests.ui.sample_desk import sample_rows

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
REFUSED = step("cancel", "取消", findings=(Finding("GC-14", "就诊时间通知已发出，不能取消或更改"),))
FREE = step("serve", "登记就诊")
HANDLED = ("search", "theme", "refresh", "first", "last", "filter", "compact", "why", "keys")


@pytest.fixture
def done():
    """What was done, by name or verb."""
    return []


@pytest.fixture
def actions(done):
    """A desk of some actions, standing on a case with one free and one refused step."""
    made = ActionDesk("manager")
    for name in HANDLED:
        made.handle(name, lambda name=name: done.append(name))
    made.perform_with(lambda one: done.append(one.verb))
    made.look(sample_rows()[0], (FREE, REFUSED))
    return made


@pytest.fixture
def palette(window, actions):
    """The palette, open."""
    made = Palette(window, actions)
    made.open()
    return made


def titles(palette):
    return [choice.title for choice, _ in palette.in_sight()]


def chosen(palette):
    return next(choice.title for choice, on in palette.in_sight() if on)


def test_everything_possible_stands_before_what_is_refused(actions):
    refusals = [bool(choice.reason) for choice in choices_of(actions, Where.LIST)]
    assert refusals == sorted(refusals)
    assert any(refusals)
    assert not all(refusals)


@pytest.mark.rule("GC-14")
def test_a_refused_step_says_why_in_the_palette_and_is_told_and_not_done(palette, actions, done, qtbot):
    palette.input.insert("取消")
    reasons = {choice.title: choice.reason for choice, _ in palette.in_sight()}
    assert reasons["取消"] == "就诊时间通知已发出，不能取消或更改"
    assert "就诊时间通知已发出，不能取消或更改" in shown(palette)[1].texts
    with qtbot.waitSignal(actions.refused) as told:
        QTest.keyClick(palette.input, Key.Key_Return)
    assert told.args == ["取消：就诊时间通知已发出，不能取消或更改"]
    assert done == []


def test_tab_stays_in_the_palette_and_in_a_popover_that_takes_keys_itself(palette, window):
    outside, inside = QLineEdit(window), QLineEdit(palette)
    outside.show()
    for key in (Key.Key_Tab, Key.Key_Backtab):
        QTest.keyClick(palette.input, key)
        assert QApplication.focusWidget() is palette.input
    palette.dismiss()
    keyed = Popover(window, 200, 100)
    inside.setParent(keyed)
    inside.show()
    keyed.open_at(QPoint(10, 10), take_focus=True)
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [inside, keyed, inside]
    keyed.dismiss()


def case(title, done):
    return Choice(title, "GC20260312-0004 · 待预约", "folder-open", (), "", lambda: done.append(title))


def test_cases_stand_after_what_is_named_and_before_what_only_has_the_letters(palette, done):
    palette.finds_cases = True
    asked = []
    palette.sought.connect(asked.append)
    palette.input.insert("深")
    assert (asked, palette.waits) == (["深"], True)
    palette.offer_cases("别的", [case("别的", done)])
    palette.offer_cases("深", [case("深*", done), case("深**", done)])
    assert (titles(palette)[:3], palette.waits) == (["深色或浅色", "深*", "深**"], False)
    palette.input.clear()
    palette.input.insert("深浅")
    QTest.keyClick(palette.input, Key.Key_Return)
    assert (done, palette.isVisible()) == ([], True)
    palette.offer_cases("深浅", [case("深浅", done)])
    assert (done, palette.isVisible()) == (["深浅"], False)


def test_a_line_that_was_chosen_stays_chosen_when_the_cases_come(palette, done):
    palette.finds_cases = True
    palette.input.insert("搜索")
    palette.input.clear()
    palette.input.insert("刷新")
    QTest.keyClick(palette.input, Key.Key_Down)
    palette.offer_cases("刷新", [case("刷*", done)])
    assert chosen(palette) == "刷新"
    QTest.keyClick(palette.input, Key.Key_Down)
    assert chosen(palette) == "刷*"


def test_a_step_without_a_key_is_found_and_done(palette, done):
    palette.input.insert("登记就诊")
    QTest.keyClick(palette.input, Key.Key_Return)
    assert done == ["serve"]
    assert palette.isHidden()


def test_ctrl_enter_does_it_and_stays(palette, done):
    palette.input.insert("登记就诊")
    for _ in range(2):
        QTest.keyClick(palette.input, Key.Key_Return, CTRL)
    assert done == ["serve", "serve"]
    assert palette.isVisible()


def test_arrows_and_pages_walk_scroll_and_stop_at_the_ends(palette):
    first = titles(palette)
    QTest.keyClick(palette.input, Key.Key_Up)
    assert chosen(palette) == first[0]
    for _ in range(3):
        QTest.keyClick(palette.input, Key.Key_Down)
    assert (chosen(palette), titles(palette)) == (first[3], first)
    for _ in range(9):
        QTest.keyClick(palette.input, Key.Key_PageDown)
    assert chosen(palette) == titles(palette)[-1]
    assert len(titles(palette)) == 9
    for _ in range(9):
        QTest.keyClick(palette.input, Key.Key_PageUp)
    assert (chosen(palette), titles(palette)) == (first[0], first)


def test_what_is_not_found_says_so_and_enter_does_nothing(palette, done):
    palette.input.insert("qqq")
    assert palette.in_sight() == []
    assert "没有这样的命令或案件，换一个词试试" in shown(palette)[1].texts
    QTest.keyClick(palette.input, Key.Key_Down)
    QTest.keyClick(palette.input, Key.Key_Return)
    assert done == []
    assert palette.isVisible()


def test_the_pointer_chooses_and_a_click_does_it(palette, done):
    palette.input.insert("登记就诊")
    lines = next(child for child in palette.findChildren(QWidget) if child.height() == 40 * 9)
    QTest.mouseMove(lines, QPoint(200, 20))
    QTest.mouseClick(lines, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert done == ["serve"]


def test_opening_again_begins_anew(palette):
    everything = titles(palette)
    palette.input.insert("取消")
    palette.dismiss()
    palette.open()
    assert palette.input.text() == ""
    assert titles(palette) == everything
    assert QApplication.focusWidget() is palette.input


@pytest.mark.parametrize(
    ("words", "title", "found"),
    [("取", "取消", True), ("消取", "取消", False), ("登就", "登记就诊", True), ("登 就", "登记就诊", True),
     ("办理", "登记就诊", True), ("", "取消", True), ("诊登", "登记就诊", False)],
)  # fmt: skip
def test_letters_match_in_their_order(actions, words, title, found):
    choice = next(choice for choice in choices_of(actions, Where.LIST) if choice.title == title)
    assert matches(words, choice) is found


def test_an_action_is_found_by_its_key_in_any_case(actions):
    keyed = next(choice for choice in choices_of(actions, Where.LIST) if choice.keys)
    assert matches(keyed.keys[0].upper(), keyed)
    assert matches(keyed.keys[0].lower(), keyed)


@pytest.mark.parametrize("high", [550, 700, 1000])
def test_the_sheet_shows_every_key_of_its_place_inside_the_window(window, actions, high):
    window.resize(1206, high)
    sheet = KeySheet(window, actions)
    sheet.open(Where.LIST)
    assert window.rect().contains(sheet.card().translated(sheet.pos()))
    _, watch = shown(sheet)
    wanted = {actions.title(action) for _, some in sheet.groups() for action in some}
    assert wanted <= watch.texts
    assert len(wanted) >= len(HANDLED) - 1


def test_typing_narrows_the_sheet_and_each_group_stands_once(window, actions):
    sheet = KeySheet(window, actions)
    sheet.open(Where.LIST)
    groups = [title for title, _ in sheet.groups()]
    assert len(groups) == len(set(groups))
    everything = sum(len(some) for _, some in sheet.groups())
    QApplication.focusWidget().insert("主题")
    narrowed = [action for _, some in sheet.groups() for action in some]
    assert len(narrowed) < everything
    QApplication.focusWidget().insert("qqq")
    assert sheet.groups() == []


def test_a_step_of_the_case_is_taken_by_its_verb_or_not_at_all(actions, done):
    assert actions.take_verb("serve")
    assert not actions.take_verb("book")
    assert done == ["serve"]


def test_without_anybody_to_perform_no_step_is_offered():
    lonely = ActionDesk()
    lonely.look(sample_rows()[0], (FREE,))
    assert lonely.keyless_steps() == ()
    assert not [action for action in lonely.known() if action.verb]
    assert not lonely.trigger(ACTIONS[0].name)
    lonely.take(FREE)
    assert lonely.known() == []


def test_an_action_of_another_role_does_not_exist():
    limited = [action for action in ACTIONS if action.roles]
    for action in limited:
        nobody = ActionDesk("stranger")
        nobody.handle(action.name, lambda: None)
        assert not nobody.exists(action)
    nobody = ActionDesk("stranger")
    nobody.handle("search", lambda: None)
    assert [action.name for action in nobody.known()] == ["search"]


def test_what_can_be_undone_outlives_a_look_at_another_row(actions):
    actions.offer_undo("接单")
    actions.look(sample_rows()[1])
    assert actions.situation.undoable == "接单"
    assert actions.situation.steps == ()
