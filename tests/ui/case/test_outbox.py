"""What cannot be undone waits, and can be pulled back until then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.case.outbox import SECONDS, Outbox, Parcel
from tests.ui.case.sample_case import OUTPATIENT
from tests.ui.case.sample_parts import LOCKS

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sent():
    return []


@pytest.fixture
def outbox(window):
    return Outbox(window, 300)


def parcel(sent, name="一"):
    return Parcel(f"冯* · 通知 {name}", ("短信", "明天"), LOCKS, lambda: sent.append(name))


def test_ten_seconds_are_the_usual_time(window):
    assert SECONDS == 10
    assert Outbox(window).span == 10_000


def test_it_is_sent_when_the_time_is_up_and_not_before(outbox, sent, qtbot):
    outbox.hold(parcel(sent))
    qtbot.wait(100)
    assert not sent
    qtbot.waitUntil(lambda: sent == ["一"], timeout=2000)
    assert outbox.isHidden()


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_Z, CTRL)])
def test_esc_and_undo_pull_it_back(outbox, sent, qtbot, press, key, held):
    outbox.hold(parcel(sent))
    press(key, held)
    qtbot.wait(500)
    assert not sent
    assert outbox.isHidden()


def test_enter_sends_at_once(outbox, sent, press):
    outbox.hold(parcel(sent))
    press(Key.Key_Return)
    assert sent == ["一"]


def test_two_parcels_wait_side_by_side_and_the_newest_is_pulled_back(outbox, sent, qtbot, press):
    outbox.hold(parcel(sent))
    outbox.hold(parcel(sent, "二"))
    assert outbox.waiting() == 2
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: sent == ["一"], timeout=2000)
    assert sent == ["一"]


def test_esc_in_a_text_that_is_being_typed_does_not_pull_back(outbox, sent, window, press):
    line = QLineEdit(window)
    line.show()
    outbox.hold(parcel(sent))
    line.setFocus()
    press(Key.Key_Escape)
    assert outbox.waiting() == 1
    outbox.pull_back()


def test_keys_meant_for_an_open_form_neither_send_nor_pull_back(outbox, sent, runner, settle, press):
    outbox.span = 10_000
    outbox.hold(parcel(sent))
    runner.begin("book", OUTPATIENT)
    settle()
    sheet = runner.sheet
    for key, held in ((Key.Key_Return, CTRL), (Key.Key_Z, CTRL), (Key.Key_Escape, Qt.KeyboardModifier.NoModifier)):
        assert sheet.isVisible()
        sheet.foot.cancel.setFocus()
        press(key, held)
    assert (sent, outbox.waiting(), sheet.isVisible()) == ([], 1, False)
    outbox.pull_back()


def test_closing_the_window_sends_what_waits(outbox, sent):
    outbox.hold(parcel(sent))
    outbox.hold(parcel(sent, "二"))
    outbox.send_all()
    assert sorted(sent) == ["一", "二"]


def test_pulling_back_with_nothing_waiting_says_so(outbox):
    assert outbox.pull_back() is False


def test_the_card_tells_the_consequence_and_the_seconds(outbox, sent):
    outbox.hold(parcel(sent))
    assert outbox.accessibleDescription() == LOCKS
    assert "Esc 撤回" in outbox.accessibleName()
    outbox.pull_back()


def test_the_card_follows_its_window(outbox, sent, window):
    outbox.hold(parcel(sent))
    window.resize(1206, 700)
    QApplication.processEvents()
    assert outbox.geometry().right() <= 1206 + 16
    assert outbox.geometry().bottom() <= 700 + 16
    outbox.pull_back()


@pytest.mark.rule("D-04", "GC-14")
def test_a_notice_is_confirmed_by_a_second_key_waits_and_then_runs(runner, settle, cases, press, qtbot):
    runner.begin("notify", OUTPATIENT)
    settle()
    press(Key.Key_Return)
    assert runner.sheet.armed
    assert "确认" in runner.sheet.foot.submit.text()
    assert runner.outbox.waiting() == 0
    press(Key.Key_Return)
    assert runner.outbox.waiting() == 1
    assert not cases.performed
    qtbot.waitUntil(lambda: bool(cases.performed), timeout=3000)
    assert cases.performed[0][:3] == ("notify", OUTPATIENT.id, {"by": "sms"})


def test_a_notice_pulled_back_never_reaches_the_desk(runner, settle, cases, press, qtbot):
    told = []
    runner.told.connect(told.append)
    runner.begin("notify", OUTPATIENT)
    settle()
    press(Key.Key_Return)
    press(Key.Key_Return)
    press(Key.Key_Escape)
    qtbot.wait(600)
    assert not cases.performed
    assert told == ["已撤回：冯* · 发就诊时间通知，没有发出"]


def test_editing_after_the_first_key_asks_for_the_second_one_again(runner, settle, press):
    runner.begin("notify", OUTPATIENT)
    settle()
    press(Key.Key_Return)
    runner.sheet.panel.fields["by"].edited()
    assert not runner.sheet.armed


def test_the_consequence_is_said_before_anything_is_pressed(runner, settle):
    runner.begin("notify", OUTPATIENT)
    settle()
    assert runner.sheet.foot.consequence.words == LOCKS
