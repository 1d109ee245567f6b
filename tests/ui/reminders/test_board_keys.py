"""The reminders board by key over a real desk: how many keys each task takes, and what is on record afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.casework import green_channel, messages
from desktop.commands.window_desk import WindowDesk
from desktop.models.tables import Case, Message, Record
from desktop.ui.composing import Composition, make_shell
from desktop.ui.reminders.board_room import BoardRoom
from tests.casework.booked import add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.ui.conftest import put_away

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NAMES = ("何山", "范琳", "崔民", "汪琴")


class Keys:
    """Strikes keys where the keyboard is, and counts them."""

    def __init__(self, shell):
        self.shell, self.struck = shell, 0

    def __call__(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """One key."""
        self.struck += 1
        QTest.keyClick(self.shell.focusWidget() or self.shell, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def clock():
    """The afternoon before National Day."""
    return HandClock("2026-09-28 09:10")


@pytest.fixture
def desk(tmp_path, clock, monkeypatch):
    """Four visits on 8 October that were notified, and one booked today that waits for its notice."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    add_escort(desk)
    for place, name in enumerate(NAMES):
        case = book_visit(desk, clock, f"2026-10-08 {9 + place:02}:00", name, escort="" if place else "何敏")
        green_channel.notify(desk, case, MANAGER, by="sms")
    book_visit(desk, clock, "2026-10-09 10:20", "潘红", "2026-09-30 13:00")
    clock.to("2026-09-30 14:20")
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def shell(qtbot, desk):
    """The window with the board on."""
    shell = make_shell(WindowDesk(desk, "林管家"))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.show_page("reminders")
    page = board(shell)
    qtbot.waitUntil(lambda: page.view.board is not None and page.view.card() is not None, timeout=20000)
    yield shell
    put_away(shell)


@pytest.fixture
def keys(shell):
    """Counts what is struck."""
    return Keys(shell)


def past(shell):
    return board(shell).past


def board(shell):
    return shell.findChild(BoardRoom).page


def outbox(shell):
    return shell.findChild(Composition).runner.outbox


def texts(desk, purpose="reminder"):
    with desk.reading() as session:
        wanted = select(Message.state).where(Message.purpose == purpose).order_by(Message.id)
        return list(session.scalars(wanted))


def verbs(desk):
    with desk.reading() as session:
        return list(session.scalars(select(Record.verb)))


def lanes(shell):
    return {name: len(lane.content.cards) for name, lane in board(shell).view.lanes.items()}


def open_preview(qtbot, shell):
    qtbot.waitUntil(lambda: board(shell).deeds.sheet.isVisible(), timeout=5000)


def go_to(shell, lane):
    view = board(shell).view
    view.lane = lane
    view.restand()


def test_the_board_opens_on_todays_reminders(shell):
    assert lanes(shell) == {"notice": 1, "reminder": 4, "call": 4, "sent": 0, "failed": 0}
    assert board(shell).view.card().name == "何*"
    assert "10月8日 周四 就诊 4 件" in board(shell).line.accessibleName()


@pytest.mark.rule("GC-09")
def test_one_reminder_takes_two_keys(qtbot, shell, keys, desk):
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk) == ["submitted"], timeout=5000)
    assert keys.struck == 2
    qtbot.waitUntil(lambda: lanes(shell)["sent"] == 1, timeout=5000)
    assert outbox(shell).waiting() == 0
    assert (board(shell).view.lane, board(shell).view.card().name) == ("reminder", "范*")


@pytest.mark.rule("GC-09")
def test_all_of_today_take_three_keys(qtbot, shell, keys, desk):
    keys(Key.Key_A, CTRL)
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk) == ["submitted"] * 4, timeout=5000)
    assert keys.struck == 3
    qtbot.waitUntil(lambda: lanes(shell)["reminder"] == 0, timeout=5000)
    keys(Key.Key_R)
    assert (board(shell).view.lane, board(shell).view.card()) == ("reminder", None)
    assert not board(shell).deeds.sheet.isVisible()


@pytest.mark.rule("D-04", "GC-14")
def test_a_notice_waits_in_the_outbox_while_the_work_goes_on_and_esc_pulls_it_back(qtbot, shell, keys, desk):
    go_to(shell, "notice")
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    assert "三（七）6" in board(shell).deeds.sheet.question.consequence
    keys(Key.Key_Return)
    assert outbox(shell).waiting() == 1
    assert board(shell).view.hasFocus()
    assert list(board(shell).deeds.in_outbox().values()) == [10]
    keys(Key.Key_Escape)
    assert outbox(shell).waiting() == 0
    assert board(shell).deeds.in_outbox() == {}
    assert texts(desk, "notice") == []


@pytest.mark.rule("GC-14")
def test_a_notice_sent_at_once_is_submitted_and_locks_only_when_it_is_recorded(qtbot, shell, keys, desk):
    go_to(shell, "notice")
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    keys(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: texts(desk, "notice") == ["submitted"], timeout=5000)
    assert not locked(desk)
    qtbot.waitUntil(lambda: lanes(shell)["sent"] == 1, timeout=5000)
    go_to(shell, "sent")
    keys(Key.Key_Y)
    assert board(shell).deeds.sheet.isVisible()
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk, "notice") == ["manual"], timeout=5000)
    assert locked(desk)
    qtbot.waitUntil(lambda: lanes(shell)["sent"] == 0, timeout=5000)


def locked(desk):
    with desk.reading() as session:
        return session.scalar(select(Case.locked).join(Message, Message.case_id == Case.id))


@pytest.mark.rule("GC-09")
def test_the_escorts_call_takes_two_keys_and_one_that_was_missed_too(qtbot, shell, keys, desk):
    go_to(shell, "call")
    keys(Key.Key_C)
    keys(Key.Key_2)
    qtbot.waitUntil(lambda: "call" in verbs(desk), timeout=5000)
    qtbot.waitUntil(lambda: board(shell).view.card().missed == 1, timeout=5000)
    keys(Key.Key_C)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: "escort_call" in verbs(desk), timeout=5000)
    assert keys.struck == 4
    qtbot.waitUntil(lambda: lanes(shell)["call"] == 3, timeout=5000)
    with desk.reading() as session:
        call = session.scalars(select(Record).where(Record.verb == "escort_call")).one()
    assert call.details == {"meeting_at": "2026-10-08 08:30", "place": "门诊楼3层"}


@pytest.mark.rule("D-09", "GC-09")
def test_a_call_logged_by_mistake_is_taken_back_by_ctrl_z(qtbot, shell, keys, desk):
    go_to(shell, "call")
    keys(Key.Key_C)
    keys(Key.Key_2)
    qtbot.waitUntil(lambda: shell.desk.situation.undoable == "来电未接", timeout=5000)
    qtbot.waitUntil(lambda: board(shell).view.card().missed == 1, timeout=5000)
    keys(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "void" in verbs(desk), timeout=5000)
    qtbot.waitUntil(lambda: board(shell).view.card().missed == 0, timeout=5000)
    assert shell.desk.situation.redoable == "来电未接"


def test_a_failed_text_is_told_by_phone_instead(qtbot, shell, keys, desk):
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk) == ["submitted"], timeout=5000)
    messages.record_failed(desk, 1, "林管家", reason="空号")
    shell.look_again()
    qtbot.waitUntil(lambda: lanes(shell)["failed"] == 1, timeout=5000)
    go_to(shell, "failed")
    keys(Key.Key_C)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: "remind" in verbs(desk), timeout=5000)
    qtbot.waitUntil(lambda: lanes(shell)["failed"] == 0, timeout=5000)


def test_ctrl_z_pulls_the_last_texts_back(qtbot, shell, keys, desk):
    keys(Key.Key_A, CTRL)
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk) == ["submitted"] * 4 and lanes(shell)["sent"] == 4, timeout=5000)
    keys(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: texts(desk) == ["withdrawn"] * 4, timeout=5000)
    qtbot.waitUntil(lambda: lanes(shell)["reminder"] == 4, timeout=5000)


@pytest.mark.rule("GC-09")
def test_the_holiday_card_is_answered_by_enter(qtbot, shell, keys, desk):
    keys(Key.Key_K)
    assert board(shell).view.on_gap()
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: texts(desk, "courtesy") == ["draft"] * 4, timeout=5000)
    qtbot.waitUntil(lambda: board(shell).view.lanes["reminder"].content.gap is None, timeout=5000)


def test_arrows_lead_through_the_lanes_and_cards(shell, keys):
    keys(Key.Key_Right)
    assert board(shell).view.lane == "call"
    keys(Key.Key_Left)
    keys(Key.Key_Left)
    assert board(shell).view.lane == "notice"
    keys(Key.Key_Left)
    assert board(shell).view.lane == "notice"
    keys(Key.Key_Right)
    keys(Key.Key_J)
    assert board(shell).view.card().name == "范*"


def test_the_text_can_be_copied(qtbot, shell, keys):
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_C, CTRL)
    assert "何山您好" in QGuiApplication.clipboard().text()
    keys(Key.Key_Escape)
    assert not board(shell).deeds.sheet.isVisible()
    assert board(shell).view.hasFocus()


def test_the_preview_names_text_parts_and_a_masked_phone(qtbot, shell, keys):
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    question = board(shell).deeds.sheet.question
    assert question.title == "何*·就诊提醒"
    assert "10月8日周四09:00" in question.body
    assert question.foot.startswith("短信 1 段")
    assert question.foot.endswith("138****2046")
    assert "13800002046" not in f"{question.lines}{question.foot}{board(shell).deeds.sheet.accessibleName()}"


def test_enter_opens_the_case_and_esc_comes_back(qtbot, shell, keys):
    keys(Key.Key_Return)
    page = shell.findChild(Composition).case_page
    qtbot.waitUntil(page.isVisible, timeout=5000)
    shell.back()
    assert shell.whole is board(shell)


def test_e_asks_for_the_escort(qtbot, shell, keys):
    keys(Key.Key_E)
    sheet = shell.findChild(Composition).runner.sheet
    qtbot.waitUntil(sheet.isVisible, timeout=5000)
    assert sheet.errand.form.verb == "assign_escort"


@pytest.mark.rule("T-04")
def test_w_shows_the_days_between_reminder_and_visit(shell, keys):
    keys(Key.Key_W)
    assert shell.trace.isVisible()
    assert "10/8 就诊 → 国庆休 10/1–7 → 前一个工作日 9/30 18:00 前" in shell.trace.accessibleName()
    assert "就诊前 1 个工作日，当天 18:00 前" in shell.trace.accessibleName()


def test_f_narrows_to_ones_own_cases_and_esc_widens_again(qtbot, shell, keys):
    keys(Key.Key_F)
    qtbot.waitUntil(lambda: lanes(shell)["reminder"] == 0, timeout=5000)
    shell.back()
    qtbot.waitUntil(lambda: lanes(shell)["reminder"] == 4, timeout=5000)


def test_the_waiting_texts_are_exported_by_key(qtbot, shell, keys, tmp_path):
    keys(Key.Key_R)
    open_preview(qtbot, shell)
    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: lanes(shell)["sent"] == 1, timeout=5000)
    keys(Key.Key_B, CTRL)
    folder = tmp_path / "短信批次"
    qtbot.waitUntil(lambda: folder.exists() and len(list(folder.iterdir())) == 1, timeout=5000)


def test_the_navigation_counts_what_is_to_do(qtbot, shell):
    row = next(row for row in shell.nav.findChildren(object) if row.objectName() == "reminders")
    qtbot.waitUntil(lambda: row.accessibleDescription() == "9 件", timeout=5000)


def test_visits_of_the_past_are_named_and_i_opens_the_longest_past(qtbot, shell, keys, clock):
    assert past(shell).isHidden()
    clock.to("2026-10-08 09:30")
    board(shell).load()
    qtbot.waitUntil(past(shell).isVisible, timeout=5000)
    assert past(shell).title == "另有 1 位就诊时间已过，还没有登记结果"
    assert past(shell).detail == "何* 10月8日 周四 09:00"
    keys(Key.Key_I)
    page = shell.findChild(Composition).case_page
    qtbot.waitUntil(page.isVisible, timeout=5000)
    assert page.view.name == "何*"
