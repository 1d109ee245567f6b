"""One memory for the whole window: Ctrl+Z and the toast take back what was done last, wherever it was done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import select

from desktop.casework import files, green_channel, reviewing
from desktop.casework.desk import Entry
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Record
from desktop.ui.composing import Composition, make_shell
from desktop.ui.screens import settle
from desktop.ui.undo_stack import STEPS
from tests.casework.desks import CANCER, HandClock, add_policy, open_case, scratch_desk
from tests.ui.conftest import put_away
from tests.ui.hands import Keyboard

ME = Entry("林悦")


@pytest.fixture
def clock():
    return HandClock("2026-09-23 14:20")


@pytest.fixture
def desk(tmp_path, clock):
    """Two outpatient cases of mine, one of them booked."""
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    for number in ("P1", "P2"):
        files.take(desk, open_case(desk, add_policy(desk, number)), ME)
    reviewing.review(desk, 1, ME, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, 1, ME, advised="乳腺外科")
    green_channel.book(desk, 1, ME, visit_at=parse_moment("2026-09-29 09:30"), title="主任医师",
                       hospital="北京协和医院", department="乳腺外科")  # fmt: skip
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def shell(qtbot, desk):
    shell = make_shell(WindowDesk(desk, "林悦"))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    qtbot.waitUntil(lambda: shell.view is not None, timeout=5000)
    composition(shell).runner.outbox.span = 60
    yield shell
    put_away(shell)


@pytest.fixture
def press(shell):
    return Keyboard(shell)


def composition(shell) -> Composition:
    return shell.findChild(Composition)


def standing(desk, case):
    """The verbs of a case that count, in their order."""
    with desk.reading() as session:
        records = session.scalars(select(Record).where(Record.case_id == case).order_by(Record.seq)).all()
    gone = set()
    for record in reversed(records):
        if record.verb == "void" and record.seq not in gone:
            gone.add(record.details["record"])
    return [one.verb for one in records if one.seq not in gone and one.verb != "void"]


def rest(shell):
    settle(shell, 2)


def go_to(shell, case):
    """Stand on a case in the list."""
    view = shell.queue.view
    rows = {view.model().row(place).id: place for place in range(view.count)}
    view.go_to(rows[case])
    rest(shell)
    assert shell.view.id == case


def call(shell, press):
    press("C", "2", "Ctrl+Return")
    rest(shell)


def say(shell):
    return shell.toast.accessibleName()


@pytest.mark.rule("D-09")
def test_a_call_is_taken_back_by_ctrl_z_and_done_again_by_ctrl_shift_z(shell, desk, press):
    case = shell.view.id
    before = standing(desk, case)
    call(shell, press)
    assert standing(desk, case) == [*before, "call"]
    assert shell.desk.situation.undoable == "王* 记电话"
    press("Ctrl+Z")
    rest(shell)
    assert standing(desk, case) == before
    assert say(shell) == "已撤销：王* 记电话"
    assert not shell.toast.undo()
    press("Ctrl+Shift+Z")
    rest(shell)
    assert standing(desk, case) == [*before, "call"]
    assert say(shell) == "已重做：王* 记电话"
    press("Ctrl+Z", "Ctrl+Y")
    rest(shell)
    assert standing(desk, case) == [*before, "call"]


@pytest.mark.rule("D-09")
def test_the_toasts_button_says_redo_after_an_undo(shell, desk, press):
    case = shell.view.id
    before = standing(desk, case)
    call(shell, press)
    assert shell.toast.undo()
    rest(shell)
    assert standing(desk, case) == before
    assert shell.toast.redo()
    rest(shell)
    assert standing(desk, case) == [*before, "call"]


@pytest.mark.rule("D-09")
def test_acts_on_several_cases_are_taken_back_newest_first_from_any_page(shell, desk, press):
    before = {case: standing(desk, case) for case in (1, 2)}
    for case in (1, 2, 1):
        go_to(shell, case)
        call(shell, press)
    press("Return")
    rest(shell)
    assert composition(shell).case_page.isVisible()
    press("Ctrl+Z", "Ctrl+Z")
    rest(shell)
    assert standing(desk, 1) == [*before[1], "call"]
    assert standing(desk, 2) == before[2]
    shell.show_page("calendar")
    rest(shell)
    press("Ctrl+Z")
    rest(shell)
    assert standing(desk, 1) == before[1]
    assert shell.desk.situation.undoable == ""


@pytest.mark.rule("D-09")
def test_what_another_person_went_on_with_is_left_and_the_next_is_offered(shell, desk, clock, press):
    for case in (1, 2):
        go_to(shell, case)
        call(shell, press)
    clock.to("2026-09-23 15:02")
    files.note(desk, 2, Entry("王敏"), text="客户要换日期")
    press("Ctrl+Z")
    rest(shell)
    assert say(shell) == "没有撤销：王敏在 15:02 又做了「备注」，不能再撤销记电话"
    assert standing(desk, 2)[-2:] == ["call", "note"]
    press("Ctrl+Z")
    rest(shell)
    assert standing(desk, 1)[-1] == "book"


def test_ctrl_z_in_a_field_is_the_fields_own_while_it_has_something_to_undo(shell, desk, press):
    call(shell, press)
    case = shell.view.id
    press("Ctrl+F", "A")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    press("Ctrl+Z")
    assert field.text() == ""
    rest(shell)
    assert standing(desk, case)[-1] == "call"
    field.clear()
    press("Ctrl+Z")
    rest(shell)
    assert standing(desk, case)[-1] != "call"


@pytest.mark.rule("D-04", "GC-14")
def test_after_a_notice_went_out_by_itself_the_list_has_the_keyboard_and_nothing_can_be_undone(shell, desk, press):
    go_to(shell, 1)
    inspector = composition(shell).inspector
    send = next(button for button in inspector.steps.buttons() if button.step.verb == "notify")
    QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    rest(shell)
    sheet = composition(shell).runner.sheet
    assert sheet.isVisible()
    press("Ctrl+Return", "Ctrl+Return")
    assert sheet.isHidden()
    QTest.qWait(150)
    rest(shell)
    assert standing(desk, 1)[-1] == "notify"
    QTest.qWait(20)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert not shell.nav.isAncestorOf(focus)
    assert shell.desk.situation.undoable == ""
    call(shell, press)
    assert standing(desk, 1)[-1] == "call"


def test_after_a_call_in_a_searched_list_the_next_call_needs_no_click(shell, desk, press):
    press("Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), "wang")
    QTest.qWait(160)
    rest(shell)
    press("Return")
    rest(shell)
    press("Esc")
    rest(shell)
    case = shell.view.id
    before = standing(desk, case)
    call(shell, press)
    call(shell, press)
    assert standing(desk, case) == [*before, "call", "call"]
    focus = QApplication.focusWidget()
    assert focus is shell.queue.view


def test_the_stack_keeps_more_than_fifty_and_forgets_the_redo_after_something_new(shell):
    for number in range(STEPS + 5):
        shell.undo.did(f"第 {number} 步", ((1, number),))
    assert len(shell.undo.titles) == STEPS >= 50
    assert shell.desk.situation.undoable == f"第 {STEPS + 4} 步"
    taken = []
    shell.undo.did("档案", back=lambda: not taken.append(1))
    shell.undo.undo()
    assert taken == [1]
    assert shell.desk.situation.undoable == f"第 {STEPS + 4} 步"
    shell.undo.did("写着的档案", back=lambda: False)
    shell.undo.undo()
    assert shell.desk.situation.undoable == "写着的档案"


def test_a_form_in_front_has_the_key_before_the_stack(shell, press):
    call(shell, press)
    shell.desk.offer_undo("删去结节 2")
    assert shell.desk.situation.undoable == "删去结节 2"
    shell.desk.offer_undo("")
    assert shell.desk.situation.undoable == "王* 记电话"


@pytest.mark.rule("D-09")
def test_ctrl_z_in_an_open_form_takes_nothing_back_behind_it(shell, desk, press):
    go_to(shell, 1)
    call(shell, press)
    before, runner = standing(desk, 1), composition(shell).runner
    runner.begin("notify", shell.view)
    rest(shell)
    press("Ctrl+Z", "Tab", "Ctrl+Z", "Tab", "Ctrl+Z", "Ctrl+Y")
    rest(shell)
    assert (standing(desk, 1), runner.sheet.isVisible()) == (before, True)
    shell.desk.trigger("undo")
    assert say(shell) == "表单开着，不撤销别处的事；先提交，或按 Esc 收起"
    press("Esc")
    shell.queue.view.setFocus()
    press("Ctrl+Z")
    rest(shell)
    assert standing(desk, 1) == before[:-1]
    runner.begin("hand_over", shell.view)
    rest(shell)
    words = runner.sheet.panel.late_reason.edit
    runner.sheet.panel.ask_late_reason(True)
    words.setFocus()
    press("A", "Ctrl+Z")
    assert words.text() == ""
