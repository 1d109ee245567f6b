"""A verb's sheet: fields, keys, refusals, and what cannot be undone."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.casework.rows import Done
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Finding
from desktop.ui.case.call_back import ASK, read_call_back
from desktop.ui.case.runner import step_of
from tests.ui.case.sample_case import LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import at, refused
from tests.ui.sample_desk import NOW

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def begin(runner, settle):
    """Begin a verb on a case and wait for its form."""

    def _begin(verb, view=OUTPATIENT):
        runner.begin(verb, view)
        settle()
        return runner.sheet

    return _begin


def test_a_prefilled_step_needs_its_key_and_enter(begin, cases, press, settle):
    begin("assign_escort")
    press(Key.Key_Return)
    settle()
    verb, case_id, values, late = cases.performed[0]
    assert (verb, case_id, late) == ("assign_escort", OUTPATIENT.id, None)
    assert values["escort"] == "何敏"
    assert values["from_"].isoformat() == "2026-09-29T08:30:00+08:00"


def test_the_first_field_has_the_keyboard(begin):
    sheet = begin("book")
    assert sheet.panel.fields["visit_at"].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_tab_goes_round_inside_the_sheet_and_never_out_of_it(begin, press, window, held):
    outside = QLineEdit(window)
    outside.show()
    sheet = begin("book")
    first, seen = QApplication.focusWidget(), []
    for _ in range(20):
        press(Key.Key_Tab, held)
        seen.append(QApplication.focusWidget())
    assert all(sheet.isAncestorOf(one) for one in seen)
    assert {first, sheet.foot.submit, sheet.foot.cancel, sheet.panel.happened.control} <= set(seen)
    assert seen.count(first) > 1


def test_f8_walks_the_gaps_in_the_order_of_tab_and_wraps(begin, press):
    sheet = begin("book")
    sheet.panel.fields["hospital"].set_value("")
    press(Key.Key_F8)
    assert QApplication.focusWidget() is sheet.panel.fields["hospital"].control
    press(Key.Key_F8)
    assert QApplication.focusWidget() is sheet.panel.fields["visit_at"].control


def test_the_foot_says_what_is_missing(begin):
    sheet = begin("book")
    assert sheet.foot.words == "还差 1 项：就诊时间"


def test_what_cannot_be_read_is_not_called_missing(begin):
    sheet = begin("book")
    sheet.panel.fields["visit_at"].edit.setText("9-24 25:30")
    sheet.panel.fields["visit_at"].edited()
    assert sheet.foot.words == "看不懂：就诊时间"


def test_submitting_with_a_gap_marks_it_and_runs_nothing(begin, cases, press, settle):
    sheet = begin("book")
    press(Key.Key_Return, CTRL)
    settle()
    assert sheet.panel.fields["visit_at"].fault
    assert not cases.performed


def test_enter_in_long_text_is_a_new_line_and_ctrl_enter_submits(begin, cases, press, settle):
    sheet = begin("cancel")
    sheet.panel.fields["by"].set_value("customer")
    sheet.panel.fields["reason"].setFocus()
    press(Key.Key_Return)
    settle()
    assert not cases.performed
    press(Key.Key_Return, CTRL)
    settle()
    assert cases.performed[0][2]["by"] == "customer"


def test_esc_closes_and_what_was_typed_comes_back_until_the_case_changes(begin, press, runner):
    sheet = begin("book")
    sheet.panel.fields["place"].set_value("门诊楼 3 层")
    press(Key.Key_Escape)
    assert sheet.isHidden()
    assert begin("book").panel.fields["place"].value() == "门诊楼 3 层"
    runner.case_changed(LOCKED)
    assert begin("book").panel.fields["place"].value() == ""


def test_a_case_that_moved_on_gets_a_fresh_form(begin):
    begin("book").panel.fields["place"].set_value("门诊楼 3 层")
    assert begin("book", replace(OUTPATIENT, version=6)).panel.fields["place"].value() == ""


def test_the_keyboard_goes_back_where_it_came_from(begin, press, window):
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()
    begin("book")
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is window


@pytest.mark.rule("D-01")
def test_a_refusal_shows_every_sentence_the_clause_and_the_rule(begin, cases, press, settle):
    sheet = begin("assign_escort")
    cases.answers.append(refused(("D-01", "何敏已有安排"), ("GC-14", "已锁定")))
    press(Key.Key_Return)
    settle()
    said = sheet.refusal.accessibleName()
    assert "何敏已有安排（D-01）" in said
    assert "已锁定（GC-14）" in said
    assert "客户将不能再取消或更改服务" in said
    assert not sheet.isHidden()


@pytest.mark.rule("D-06")
def test_a_late_entry_asks_for_its_reason_and_takes_it_along(begin, cases, press, settle):
    sheet = begin("assign_escort")
    sheet.panel.happened.edit.setText("9-18 10:00")
    cases.answers.append(refused(("D-06", "晚于次一工作日录入，须写明理由")))
    press(Key.Key_Return)
    settle()
    assert QApplication.focusWidget() is sheet.panel.late_reason.control
    sheet.panel.late_reason.set_value("18 日外出，今天补")
    press(Key.Key_Return, CTRL)
    settle()
    happened, reason = cases.performed[-1][3]
    assert (happened.day, reason) == (18, "18 日外出，今天补")


def test_bad_input_is_a_strip_with_the_sentence(begin, cases, press, settle):
    sheet = begin("assign_escort")
    cases.answers.append(InputFault("结束时间须晚于开始时间"))
    press(Key.Key_Return)
    settle()
    assert sheet.strip.detail == "结束时间须晚于开始时间"
    assert sheet.panel.fields["escort"].value() == "何敏"


@pytest.mark.parametrize(
    ("fault", "title", "field"),
    [
        (InputFault("结束时间须晚于开始时间"), "请核对「结束」", "to"),
        (InputFault("起止要写明", "from_"), "请核对「开始」", "from_"),
        (InputFault("别的都不对"), "请核对", "escort"),
    ],
)
def test_after_a_refusal_the_keyboard_is_in_the_field_it_is_about(begin, cases, press, settle, fault, title, field):
    sheet = begin("assign_escort")
    cases.answers.append(fault)
    sheet.foot.submit.setFocus()
    press(Key.Key_Return, CTRL)
    settle()
    control = sheet.panel.fields[field].control
    assert (sheet.strip.title, QApplication.focusWidget(), control.selectedText()) == (title, control, control.text())


def test_an_unreadable_first_date_keeps_the_keyboard_however_many_gaps_follow(begin, cases, press, settle):
    sheet = begin("assign_escort")
    sheet.panel.fields["to"].edit.clear()
    start = sheet.panel.fields["from_"].edit
    start.setText("昨儿")
    start.setFocus()
    press(Key.Key_Return, CTRL)
    settle()
    assert (QApplication.focusWidget(), cases.performed) == (start, [])
    assert "看不懂这个时间" in sheet.panel.fields["from_"].fault


def test_a_fault_of_the_environment_can_be_tried_again_under_the_same_command(begin, cases, press, settle):
    ids = []
    perform = cases.perform

    def watched(verb, case_id, values, late, command_id=""):
        ids.append(command_id)
        return perform(verb, case_id, values, late, command_id)

    cases.perform = watched
    sheet = begin("assign_escort")
    cases.answers.append(OSError("共享库没有回应"))
    press(Key.Key_Return)
    settle()
    assert sheet.strip.title == "没有办成"
    press(Key.Key_Return, CTRL)
    settle()
    assert len(ids) == 2
    assert ids[0] == ids[1]


def test_a_warning_is_told_with_its_rule(begin, cases, press, settle, runner):
    told = []
    runner.told.connect(told.append)
    cases.answers.append(Done(2, 12, "GT-260917-002", (Finding("GC-12", "陪诊超过 4 小时"),), (2,)))
    begin("assign_escort")
    press(Key.Key_Return)
    settle()
    assert told == ["冯* · 派陪诊 已记录；陪诊超过 4 小时（GC-12）"]


def test_a_step_without_fields_runs_at_once(runner, cases, settle):
    free = replace(OUTPATIENT, steps=tuple(step._replace(findings=()) for step in OUTPATIENT.steps))
    runner.begin("take", free)
    settle()
    assert cases.performed[0][0] == "take"
    assert runner.sheet.isHidden()


@pytest.mark.rule("D-02")
def test_a_refused_step_is_explained_and_asks_nothing(begin, cases):
    sheet = begin("take")
    assert "现在不能接单" in sheet.refusal.title
    assert sheet.foot.submit.isHidden()
    assert not cases.calls["form"]


def test_the_work_is_done_outside_the_windows_thread(begin, cases, press, settle):
    begin("assign_escort")
    press(Key.Key_Return)
    settle()
    assert threading.get_ident() not in cases.threads


@pytest.mark.rule("D-09")
def test_voiding_asks_for_an_approver_only_when_the_rule_wants_one(runner, settle, cases, press):
    locking = next(entry for entry in LOCKED.timeline if entry.locking)
    runner.void(LOCKED, locking)
    settle()
    assert set(runner.sheet.panel.fields) == {"reason", "approved_by"}
    runner.void(LOCKED, LOCKED.timeline[0]._replace(seq=90, verb="issue_report", supervised=True))
    settle()
    assert "approved_by" in runner.sheet.panel.fields
    runner.void(LOCKED, LOCKED.timeline[0])
    settle()
    assert set(runner.sheet.panel.fields) == {"reason"}
    first = LOCKED.timeline[0]
    assert f"第 {first.seq} 条" in runner.sheet.accessibleName()
    assert first.title in runner.sheet.accessibleName()
    runner.sheet.panel.fields["reason"].set_value("记错了人")
    press(Key.Key_Return, CTRL)
    settle()
    assert cases.performed[0][2] == {"record": LOCKED.timeline[0].seq, "reason": "记错了人"}


def test_a_hospital_is_looked_for_while_it_is_typed(begin, settle, qtbot):
    sheet = begin("book")
    field = sheet.panel.fields["hospital"]
    field.edit.clear()
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "zs")
    qtbot.waitUntil(lambda: bool(field.offered()))
    settle()
    assert field.offered() == ["复旦大学附属中山医院", "中山大学附属第一医院"]


def test_a_call_and_a_note_are_taken_down_in_the_composer(runner, settle, cases):
    wanted = []
    runner.composer_wanted.connect(wanted.append)
    runner.begin("call", OUTPATIENT)
    runner.begin("note", OUTPATIENT)
    settle()
    assert wanted == ["call", "note"]
    assert not cases.calls


def test_a_call_back_is_read_from_the_words_and_asked_for_when_there_is_no_time(runner, cases, settle):
    told = []
    runner.told.connect(told.append)
    runner.log_call(OUTPATIENT, "later", "客户在开会")
    settle()
    assert (cases.performed, told) == ([], [ASK])
    runner.log_call(OUTPATIENT, "later", "明天 10:00 客户在开会")
    settle()
    assert cases.performed[0][2] == {"outcome": "later", "again_at": at("9-24 10:00"), "note": "客户在开会"}


@pytest.mark.parametrize(("words", "when", "rest"), [
    ("15:30", "9-23 15:30", ""), ("9-28 9:00，打老伴手机", "9-28 09:00", "打老伴手机"),
    ("周五 14点 不在家", "9-25 14:00", "不在家"),
])  # fmt: skip
def test_when_to_call_back_is_read_from_what_people_write(words, when, rest):
    assert read_call_back(words, NOW) == (at(when), rest)


def test_a_refused_call_from_the_composer_opens_a_sheet_with_the_reason(runner, cases, settle):
    cases.answers.append(refused(("D-08", "这件已结案")))
    runner.log_call(OUTPATIENT, "reached", "客户确认")
    settle()
    assert not runner.sheet.isHidden()
    assert "这件已结案" in runner.sheet.refusal.accessibleName()


def test_the_step_of_a_verb_is_found_or_none():
    assert step_of(OUTPATIENT, "notify").primary
    assert step_of(OUTPATIENT, "publish") is None
