"""The case page: timeline, facts, clocks, and every step within reach."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.casework.rows import ChecklistItem, TaskRow
from desktop.ui import text
from desktop.ui.case.case_columns import spell_checklist, spell_tasks
from desktop.ui.case.case_page import CasePage
from desktop.ui.case.timeline_list import spell_entered, spell_source
from tests.ui.case.sample_case import CONSULTATION, LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import at, step
from tests.ui.sample_desk import NOW

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(cases, window) -> Callable[..., CasePage]:
    """A case page of the window's width without the navigation."""

    def _place(view=LOCKED, wide=1244, high=900) -> CasePage:
        page = CasePage(cases, None, window)
        page.setGeometry(0, 0, wide, high)
        page.show_case(view)
        page.show()
        QApplication.processEvents()
        return page

    return _place


def test_the_timeline_has_the_keyboard_first(place):
    page = place()
    page.setFocus()
    assert QApplication.focusWidget() is page.timeline.list


def test_tab_opens_the_current_entry_and_a_second_tab_moves_on(place, press):
    page = place()
    page.setFocus()
    before = page.timeline.list.height()
    press(Key.Key_Tab)
    assert page.timeline.list.open
    assert page.timeline.list.height() > before
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is not page.timeline.list


def test_the_arrows_walk_and_the_entry_is_read_out(place, press):
    page = place()
    page.setFocus()
    press(Key.Key_Down)
    assert page.timeline.list.entry().seq == LOCKED.timeline[1].seq
    assert "会合时间改为 09:00" in page.timeline.list.accessibleDescription()
    press(Key.Key_End)
    assert page.timeline.list.entry().verb == "apply"


@pytest.mark.rule("D-09")
def test_delete_asks_to_void_the_current_entry_but_not_a_voided_one_or_the_application(place, press):
    page = place()
    wanted = []
    page.void_wanted.connect(wanted.append)
    page.setFocus()
    press(Key.Key_Delete)
    voided = next(number for number, entry in enumerate(LOCKED.timeline) if entry.voided)
    page.timeline.list.go_to(voided)
    press(Key.Key_Delete)
    press(Key.Key_End)
    press(Key.Key_Delete)
    assert wanted == [LOCKED.timeline[0]]


@pytest.mark.rule("D-09")
def test_without_the_step_no_entry_can_be_voided(place, press):
    kept = tuple(one for one in LOCKED.steps if one.verb != "void")
    page = place(replace(LOCKED, steps=kept))
    wanted = []
    page.void_wanted.connect(wanted.append)
    page.setFocus()
    press(Key.Key_Delete)
    assert not wanted


@pytest.mark.rule("GC-14")
def test_the_lock_is_told_with_its_clause_and_what_is_still_possible(place):
    banner = place().banner
    assert banner.line == LOCKED.lock
    assert "三（七）6「" in banner.accessibleName()
    assert banner.button.text() == "医院原因改期"
    assert place(OUTPATIENT).banner.isHidden()


@pytest.mark.rule("D-08")
def test_a_closed_case_is_read_only_and_offers_to_reopen(place):
    closed = replace(LOCKED, state="closed", steps=(step("reopen", "重新打开", primary=True), step("void", "作废记录")))
    page = place(closed)
    wanted = []
    page.step_wanted.connect(wanted.append)
    assert page.banner.line == "已结案，只读"
    page.banner.button.click()
    assert wanted == ["reopen"]
    assert not page.timeline.composer.isEnabled()


@pytest.mark.parametrize("view", [OUTPATIENT, LOCKED, CONSULTATION], ids=lambda view: view.number)
@pytest.mark.parametrize("wide", [1010, 1244])
def test_every_step_is_within_reach_on_the_page(place, view, wide):
    assert place(view, wide).clocks.steps.reachable() == {step.verb for step in view.steps if step.verb != "void"}


def test_the_clocks_move_without_asking_the_desk(place, cases):
    page = place()
    cases.calls.clear()
    cases.pass_time(hours=2)
    page.tick(cases.now())
    assert "剩40分" in page.clocks.rows.accessibleDescription()
    assert not cases.calls


def test_a_station_whose_clock_ran_out_bears_the_sign_of_overdue(place, cases):
    page = place()
    now = next(stage for stage in page.view.stages if stage.state == "now")
    assert page.stepper.sign_of(now)[0] == "soon"
    cases.pass_time(hours=24 * 30)
    page.tick(cases.now())
    assert page.stepper.sign_of(now)[0] == "breach"
    assert f"{now.title} 当前，已超时" in page.stepper.accessibleName()


def test_closing_waits_in_the_menu_until_it_is_the_next_step(place):
    page = place()
    page.clocks.steps.resize(1200, 36)
    assert "close" not in {button.step.verb for button in page.clocks.steps.buttons()}
    assert "close" in page.clocks.steps.reachable()


def test_choosing_a_clock_explains_it_day_by_day(place, press):
    page = place()
    asked = []
    page.why_wanted.connect(asked.append)
    page.clocks.rows.setFocus()
    for _ in range(3):
        press(Key.Key_Up)
    assert asked == [3, 2, 1]
    said = page.clocks.trace.accessibleName()
    assert "为什么是 9月23日 周三 18:00" in said
    assert "②9/20 补班" in said
    assert "GC-05" in said


def test_w_puts_the_keyboard_on_the_clocks_and_then_goes_round(place):
    page = place()
    page.explain_next()
    assert page.clocks.rows.hasFocus()
    page.explain_next()
    assert page.clocks.rows.at == 5
    page.explain_next()
    assert page.clocks.rows.at == 0


def test_w_explains_the_current_clock_whatever_was_looked_at_before(place):
    page = place()
    page.clocks.explain(0)
    page.timeline.list.setFocus()
    page.explain_next()
    assert page.clocks.rows.at == page.view.current


def test_a_clock_that_has_ended_makes_way_for_the_current_one(place):
    page = place()
    at, moment = page.view.current, NOW
    ended = page.view.readings[at]._replace(state="met", ended_at=moment)
    readings = (*page.view.readings[:at], ended, *page.view.readings[at + 1 :])
    page.show_case(replace(page.view, readings=readings, current=at + 1))
    assert page.clocks.rows.at == at + 1


def test_a_waiting_clock_has_no_trace(place):
    page = place(CONSULTATION)
    page.clocks.explain(1)
    assert page.clocks.trace.isHidden()


def test_the_neighbours_and_the_way_back_are_buttons(place):
    page = place()
    asked = []
    page.back_wanted.connect(lambda: asked.append("back"))
    page.next_wanted.connect(lambda: asked.append("next"))
    page.previous_wanted.connect(lambda: asked.append("previous"))
    page.header.back.click()
    page.header.next.click()
    page.header.previous.click()
    assert asked == ["back", "next", "previous"]


def test_a_call_on_the_page_takes_three_keys(place, press):
    page = place()
    logged = []
    page.call_logged.connect(lambda *what: logged.append(what))
    page.begin("call")
    press(Key.Key_3)
    press(Key.Key_Return, CTRL)
    assert logged == [("refused", "", False)]


def test_esc_in_the_composer_goes_to_the_timeline(place, press):
    page = place()
    page.begin("note")
    press(Key.Key_Escape)
    assert page.timeline.list.hasFocus()


def test_the_second_case_shows_nothing_of_the_first(place):
    page = place()
    page.show_case(CONSULTATION)
    QApplication.processEvents()
    with text.watching() as watch:
        page.grab()
    assert not any("许*兰" in words or "乳腺外科" in words for words in watch.texts)


@pytest.mark.parametrize(("wide", "high"), [(1010, 700), (1170, 768), (1244, 900)])
@pytest.mark.parametrize("view", [OUTPATIENT, LOCKED, CONSULTATION], ids=lambda view: view.number)
def test_deadline_name_and_phone_are_never_cut(place, view, wide, high):
    page = place(view, wide, high)
    with text.watching() as watch:
        page.grab()
    assert not watch.broken


def test_every_input_has_an_accessible_name(place):
    page = place()
    inputs = page.findChildren(QLineEdit) + page.findChildren(QPlainTextEdit)
    focusable = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one for one in (*inputs, *focusable) if not one.accessibleName() and one.isVisible()] == []


@pytest.mark.rule("D-06")
def test_a_late_entry_says_when_it_was_entered():
    late = next(entry for entry in LOCKED.timeline if entry.entered != entry.happened)
    assert spell_entered(late) == "9月18日 09:12 补录"
    assert spell_entered(LOCKED.timeline[0]) == ""


def test_a_voided_entry_and_its_rules_are_named():
    voided = next(entry for entry in LOCKED.timeline if entry.voided)._replace(rules=("GC-08",))
    assert spell_source(voided) == "林悦 · 第 6 条 · 提示 GC-08 · 已作废"


def test_the_checklist_names_what_is_left():
    assert spell_checklist(LOCKED) == "结案清单 4/7，还差 提醒、来电、就诊"
    done = replace(LOCKED, checklist=(ChecklistItem("reviewed", "审核", True),))
    assert spell_checklist(done) == "结案清单 1/1，可以结案"
    assert spell_checklist(replace(LOCKED, checklist=())) == ""


def test_open_tasks_are_told_with_their_time():
    tasks = (
        TaskRow("tell_escort", "告知客户陪诊人员", None, None, False, "GC-08"),
        TaskRow("reminder", "发就诊提醒", at("9-23").date(), at("9-23 18:00"), False, "GC-09"),
        TaskRow("notice", "发就诊时间通知", None, None, True, "GC-08"),
    )
    assert spell_tasks(replace(LOCKED, tasks=tasks), NOW) == "待办 告知客户陪诊人员 · 发就诊提醒 今天 18:00 前"
