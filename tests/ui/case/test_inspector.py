"""The inspector: one case at a glance, its clocks by the clock alone, its steps one key away."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import text
from desktop.ui.case.inspector import Inspector, together
from desktop.ui.case.inspector_parts import as_fits
from desktop.ui.case.rows_painted import note_of, shown_rights
from tests.ui.case.sample_case import CONSULTATION, LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import LOCKS, rights

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(cases, window) -> Callable[..., Inspector]:
    """An inspector as wide as the pane gives it, showing a case."""

    def _place(view=OUTPATIENT, wide=370, high=874) -> Inspector:
        made = Inspector(cases, window)
        made.setGeometry(0, 0, wide, high)
        made.show_case(view)
        made.show()
        QApplication.processEvents()
        return made

    return _place


def test_a_call_is_logged_with_three_keys(place, press):
    inspector = place()
    logged = []
    inspector.call_logged.connect(lambda *what: logged.append(what))
    inspector.begin("call")  # C, which the table of actions takes to the composer
    press(Key.Key_1)
    press(Key.Key_Return, CTRL)
    assert logged == [("reached", "", False)]


def test_words_typed_after_the_digit_go_along(place, press, qtbot):
    inspector = place()
    logged = []
    inspector.call_logged.connect(lambda *what: logged.append(what))
    inspector.begin("call")
    press(Key.Key_2)
    assert QApplication.focusWidget() is inspector.composer.edit
    qtbot.keyClicks(inspector.composer.edit, "15:30 again")
    press(Key.Key_Return, CTRL)
    assert logged == [("no_answer", "15:30 again", False)]


def test_letters_after_c_are_words_and_never_shortcuts(place, press, qtbot):
    inspector = place()
    inspector.begin("call")
    assert QApplication.focusWidget() is inspector.composer.edit
    qtbot.keyClicks(inspector.composer.edit, "a3")
    assert (inspector.composer.draft().words, inspector.composer.draft().outcome) == ("a3", "")
    press(Key.Key_Return, CTRL)
    chips = QApplication.focusWidget()
    claimed = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_B, Qt.KeyboardModifier.NoModifier, "b")
    claimed.ignore()
    chips.event(claimed)
    assert claimed.isAccepted()
    qtbot.keyClick(chips, "b")
    assert inspector.composer.draft().words == "a3b"
    qtbot.keyClick(chips, "2")
    assert inspector.composer.draft().outcome == "no_answer"


def test_the_last_call_is_told_with_its_words_on_one_line(place):
    said = OUTPATIENT.timeline[0]._replace(verb="call", title="记电话", detail="接通，周二上午可以\n请先短信")
    inspector = place(replace(OUTPATIENT, timeline=(said,)))
    assert inspector.overview.entries.accessibleDescription().endswith("记电话 · 接通，周二上午可以 请先短信")


def test_a_call_without_outcome_is_asked_for_it_and_not_logged(place, press):
    inspector = place()
    logged = []
    inspector.call_logged.connect(lambda *what: logged.append(what))
    inspector.begin("call")
    press(Key.Key_Return, CTRL)
    assert not logged
    assert "先选" in inspector.composer.chips.accessibleDescription()


def test_a_note_is_taken_down_with_q_words_and_ctrl_enter(place, press, qtbot):
    inspector = place()
    noted = []
    inspector.note_logged.connect(noted.append)
    inspector.begin("note")
    qtbot.keyClicks(inspector.composer.edit, "ward 12")
    press(Key.Key_Return, CTRL)
    assert noted == ["ward 12"]


@pytest.mark.rule("MD-06")
def test_only_a_consultations_call_can_take_the_request_down(place, press):
    inspector = place(CONSULTATION)
    logged = []
    inspector.call_logged.connect(lambda *what: logged.append(what))
    inspector.composer.request.setChecked(True)
    inspector.begin("call")
    press(Key.Key_1)
    press(Key.Key_Return, CTRL)
    assert logged == [("reached", "", True)]
    inspector.show_case(OUTPATIENT)
    assert not inspector.composer.request_recorded()


def test_esc_in_the_composer_asks_for_the_list(place, press):
    inspector = place()
    left = []
    inspector.left.connect(lambda: left.append(1))
    inspector.begin("call")
    press(Key.Key_1)
    press(Key.Key_Escape)
    assert left == [1]


def test_what_is_typed_for_a_case_waits_for_it(place):
    inspector = place()
    inspector.composer.edit.setPlainText("周二上午")
    inspector.show_case(LOCKED)
    assert inspector.composer.draft().words == ""
    inspector.show_case(OUTPATIENT)
    assert inspector.composer.draft().words == "周二上午"
    inspector.composer.clear(OUTPATIENT.id)
    assert inspector.composer.draft().words == ""


def test_the_clocks_move_without_asking_the_desk(place, cases):
    inspector = place()
    cases.calls.clear()
    cases.pass_time(minutes=30)
    inspector.tick(cases.now())
    assert inspector.banner.accessibleName().startswith("时间通知，剩40分")
    cases.pass_time(hours=1)
    inspector.tick(cases.now())
    assert "已超时" in inspector.banner.accessibleName()
    assert not cases.calls


def test_the_consequence_of_the_next_step_stands_above_the_buttons(place):
    assert place().consequence.words == LOCKS
    assert place(LOCKED).consequence.words == ""


def test_the_next_step_is_the_first_button_then_the_call(place):
    buttons = place().steps.buttons()
    assert [button.step.verb for button in buttons[:2]] == ["notify", "call"]
    assert buttons[0].kind == "primary"


@pytest.mark.parametrize("view", [OUTPATIENT, LOCKED, CONSULTATION], ids=lambda view: view.number)
def test_every_step_is_a_button_or_in_the_menu(place, view):
    bar = place(view, wide=326).steps
    menu = [action.data() for action in bar.fill_menu().actions()]
    shown = [button.step.verb for button in bar.buttons()]
    assert sorted(menu + shown) == sorted(step.verb for step in view.steps if step.verb != "void")
    assert bar.reachable() == set(menu + shown)


def test_menu_entries_show_their_keys_and_refused_ones_their_rule(place):
    actions = {action.data(): action for action in place().steps.fill_menu().actions()}
    assert actions["hand_over"].text().endswith("\tT")
    assert not actions["take"].isEnabled()
    assert actions["take"].text().endswith("本台\tA")


@pytest.mark.rule("MD-02")
def test_a_refused_button_keeps_the_focus_and_says_why(place):
    inspector = place(CONSULTATION)
    button = next(one for one in inspector.steps.buttons() if one.step.findings)
    barred, wanted = [], []
    inspector.barred.connect(barred.append)
    inspector.step_wanted.connect(wanted.append)
    button.click()
    assert barred == [button.step]
    assert not wanted
    assert "MD-02" in button.toolTip()
    assert "还没有接通的电话" in button.accessibleDescription()


def test_a_click_on_a_button_asks_for_its_verb(place):
    inspector = place()
    wanted = []
    inspector.step_wanted.connect(wanted.append)
    inspector.steps.buttons()[0].click()
    assert wanted == ["notify"]


def test_the_banner_and_the_rail_ask_why(place, qtbot):
    inspector = place()
    asked = []
    inspector.why_wanted.connect(asked.append)
    qtbot.mouseClick(inspector.banner, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(inspector.overview.rail, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    assert asked == [OUTPATIENT.current, 3]


@pytest.mark.parametrize(("wide", "high"), [(370, 874), (326, 742)])
@pytest.mark.parametrize("view", [OUTPATIENT, LOCKED, CONSULTATION], ids=lambda view: view.number)
def test_deadline_name_and_phone_are_never_cut(place, view, wide, high):
    inspector = place(view, wide, high)
    with text.watching() as watch:
        inspector.grab()
    assert not watch.broken
    assert view.subtitle in watch.texts - watch.cut
    assert view.policy in watch.texts - watch.cut


def test_every_input_has_an_accessible_name(place):
    inspector = place(CONSULTATION)
    inputs = inspector.findChildren(QLineEdit) + inspector.findChildren(QPlainTextEdit)
    focusable = [one for one in inspector.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert inputs
    assert [one for one in (*inputs, *focusable) if not one.accessibleName() and one.isVisible()] == []


def test_the_pane_hands_the_keyboard_to_the_next_step(place):
    inspector = place()
    inspector.setFocus()
    assert QApplication.focusWidget() is inspector.steps.buttons()[0]


@pytest.mark.rule("G-08")
def test_the_hospital_visit_is_told_with_the_stay_unless_it_is_the_cases_own():
    names = [tile.name for tile in shown_rights(rights("GC.outpatient"))]
    assert names == ["GC.outpatient", "GC.inpatient", "MD", "ND"]
    assert shown_rights(rights("GC.outpatient"))[1].note == "含探视 1"
    assert "GC.visit" in [tile.name for tile in shown_rights(rights("GC.visit"))]


def test_another_cases_number_does_not_fit_a_tile_and_is_in_the_tool_tip(place):
    assert note_of(rights()[4]) == "他案已用"
    assert "JJ-260312-004" in place().overview.rights.toolTip()


def test_hospital_and_department_share_a_line_where_lines_are_few():
    facts = together(OUTPATIENT.groups[0].facts)
    assert [fact.label for fact in facts] == ["就诊", "医院", "号源", "陪诊"]
    assert facts[1].value == "复旦大学附属肿瘤医院 · 胃外科"


def test_a_line_of_facts_drops_whole_facts_and_never_half_a_number():
    words = "JJ-260916-001·女 27 岁·138****3690·3502**********4218"
    assert as_fits(words, 290) == "JJ-260916-001·女 27 岁·138****3690"
    assert as_fits(words, 1000) == words


@pytest.mark.parametrize("wide", [370, 326])
def test_a_long_overdue_clock_is_whole_in_banner_and_rail(place, cases, wide):
    inspector = place(OUTPATIENT, wide, 742)
    cases.pass_time(days=9, hours=3)
    inspector.tick(cases.now())
    with text.watching() as watch:
        inspector.grab()
    assert not watch.broken
    assert any(words.startswith("已超时") for words in watch.texts - watch.cut)


def test_a_case_is_shown_within_the_time_for_an_instant_answer(place):
    inspector = place()
    clock = QElapsedTimer()
    clock.start()
    for view in (LOCKED, CONSULTATION, OUTPATIENT, LOCKED):
        inspector.show_case(view)
        inspector.grab()
    assert clock.elapsed() / 4 <= 100
