"""Texts to one customer by key over a real desk: M, Enter, Ctrl+Enter, and what is on record afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.casework import green_channel, jobs, reviewing
from desktop.casework.applying import Application, apply
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Message, Record
from desktop.ui.chips import Chip
from desktop.ui.composing import Composition, make_shell
from desktop.ui.screens import settle
from tests.casework.booked import add_customer, add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.ui.conftest import put_away

Key, CTRL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
VISIT = "2026-09-29 09:30"


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk_url, clock, tmp_path, monkeypatch):
    """A visit whose customer was told of 何敏 and now gets 唐佳, on SQLite and on PostgreSQL."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    desk = scratch_desk(desk_url, clock)
    add_escort(desk)
    add_escort(desk, "唐佳", "13800004472")
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def told(desk, clock):
    """The case."""
    case = book_visit(desk, clock, VISIT, escort="何敏")
    green_channel.notify(desk, case, MANAGER, by="sms")
    start = parse_moment(VISIT)
    jobs.assign_escort(desk, case, MANAGER, escort="唐佳", from_=start, to=start.replace(hour=12))
    return case


@pytest.fixture
def wanted(desk):
    """A case whose review wants material."""
    case = apply(desk, add_customer(desk, "P-9", "李燕"), Application(Item.OUTPATIENT), MANAGER).case_id
    reviewing.review(desk, case, MANAGER, outcome="more_material", missing=["身份证", "病理报告"])
    return case


@pytest.fixture
def open_case(qtbot, desk):
    """Opens a case on its page in a window of its own."""
    shells = []

    def _open(case):
        shell = make_shell(WindowDesk(desk, "林管家"))
        shells.append(shell)
        shell.resize(1440, 900)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow, timeout=5000)
        shell.begin()
        settle(shell, 2)
        whole = shell.findChild(Composition)
        whole.open_case(case)
        qtbot.waitUntil(whole.case_page.isVisible, timeout=5000)
        return whole

    yield _open
    for shell in shells:
        put_away(shell)


def strike(whole, key, modifier=NONE):
    QTest.keyClick(whole.shell.focusWidget() or whole.shell, key, modifier)
    QApplication.processEvents()


def open_sheet(qtbot, whole):
    whole.shell.activateWindow()
    whole.case_page.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)
    strike(whole, Key.Key_M)
    sheet = whole.texts.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and sheet.shown is not None, timeout=5000)
    return sheet


def states(desk):
    with desk.reading() as session:
        return list(session.scalars(select(Message.state).order_by(Message.id)))


def texts_on_record(desk):
    with desk.reading() as session:
        return [one.details["about"] for one in session.scalars(select(Record).where(Record.verb == "send_text"))]


@pytest.mark.rule("GC-08")
def test_the_new_escort_is_told_of_by_three_keys_and_proved_by_two(qtbot, desk, told, open_case):
    whole = open_case(told)
    sheet = open_sheet(qtbot, whole)
    assert (sheet.text.purpose, sheet.text.why) == ("escort_changed", "已改派唐佳，客户还不知道")
    assert "陪诊员变更为唐佳，电话13800004472" in sheet.shown.body
    strike(whole, Key.Key_Return)
    assert sheet.buttons["send"].hasFocus()
    strike(whole, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: states(desk) == ["submitted"], timeout=5000)
    assert texts_on_record(desk) == []
    sheet = open_sheet(qtbot, whole)
    assert [button.text() for button in sheet.buttons.shown(sheet.text)] == ["人工已发", "撤回", "复制"]
    strike(whole, Key.Key_Y)
    qtbot.waitUntil(lambda: states(desk) == ["manual"], timeout=5000)
    assert texts_on_record(desk) == ["escort_changed"]
    qtbot.waitUntil(lambda: whole.case_page.view.timeline[0].verb == "send_text", timeout=5000)


def test_ctrl_z_pulls_a_text_back_while_nobody_has_sent_it(qtbot, desk, told, open_case):
    whole = open_case(told)
    open_sheet(qtbot, whole)
    strike(whole, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: whole.shell.desk.situation.undoable == "撤回王*·陪诊变更", timeout=5000)
    strike(whole, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: states(desk) == ["withdrawn"], timeout=5000)
    assert whole.shell.desk.situation.undoable == ""


@pytest.mark.rule("GC-02")
def test_what_is_wanted_can_be_worded_and_an_illness_word_is_refused_at_once(qtbot, desk, wanted, open_case):
    whole = open_case(wanted)
    sheet = open_sheet(qtbot, whole)
    assert "还需补充：身份证、诊断所依据的检查报告。" in sheet.shown.body
    strike(whole, Key.Key_Return)
    field = sheet.focusWidget()
    assert field.accessibleName() == "材料，最多 35 字"
    field.selectAll()
    QTest.keyClicks(field, "x")
    field.setText("病理切片")
    field.textEdited.emit("病理切片")
    qtbot.waitUntil(lambda: "疾病字样「病理」" in sheet.shown.problem, timeout=5000)
    assert not sheet.buttons["send"].isEnabled()
    field.setText("身份证正反面")
    field.textEdited.emit("身份证正反面")
    qtbot.waitUntil(lambda: sheet.shown.problem == "", timeout=5000)
    strike(whole, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: states(desk) == ["submitted"], timeout=5000)
    with desk.reading() as session:
        assert "身份证正反面" in session.scalar(select(Message.body))


def test_the_text_is_copied_and_the_phone_is_masked(qtbot, told, open_case):
    whole = open_case(told)
    sheet = open_sheet(qtbot, whole)
    strike(whole, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == sheet.shown.body
    assert sheet.choice.phone == "138****2046"
    assert "13800002046" not in sheet.accessibleName()
    strike(whole, Key.Key_Escape)
    assert not sheet.isVisible()
    assert whole.case_page.isVisible()


@pytest.mark.rule("D-04", "GC-14")
def test_a_notice_from_the_case_waits_in_the_outbox(qtbot, desk, clock, open_case):
    whole = open_case(book_visit(desk, clock, VISIT, escort="何敏"))
    sheet = open_sheet(qtbot, whole)
    assert sheet.text.purpose == "notice"
    assert "三（七）6" in sheet.shown.consequence
    strike(whole, Key.Key_Return, CTRL)
    assert (whole.runner.outbox.waiting(), states(desk)) == (1, [])
    assert whole.runner.pull_back()


def test_a_case_without_a_text_says_so_and_the_chip_opens_the_sheet(qtbot, desk, clock, open_case):
    case = book_visit(desk, clock, VISIT, escort="何敏")
    green_channel.notify(desk, case, MANAGER, by="sms")
    whole = open_case(case)
    whole.case_page.timeline.findChild(Chip, "text").click()
    qtbot.waitUntil(whole.texts.sheet.isVisible, timeout=5000)
    assert whole.texts.sheet.choice.texts == ()
    assert whole.texts.sheet.buttons.shown(whole.texts.sheet.text) == []


def test_at_night_the_sheet_says_when_it_goes(qtbot, desk, told, clock, open_case):
    clock.to("2026-09-23 20:30")
    whole = open_case(told)
    sheet = open_sheet(qtbot, whole)
    assert sheet.shown.waits == "20:00 后暂存，明天 08:00 发"
    strike(whole, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: states(desk) == ["queued"], timeout=5000)
