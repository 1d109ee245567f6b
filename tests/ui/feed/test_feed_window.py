"""The carrier's feed in the real window: what came in is on the list, what was sent back waits for a person."""

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.casework.catalogue import furnished_carrier
from desktop.casework.feed.settings import FeedSettings, keep_settings
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.moments import parse_moment
from desktop.ui.composing import make_shell
from desktop.ui.feed.joining import FeedRoom
from desktop.ui.feed.words import spoke
from desktop.ui.screens import put_away, settle
from tests.casework.desks import HandClock, scratch_desk
from tests.exchange.carrier.feeding import Office, take, wire
from tests.exchange.partners import serving


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    monkeypatch.setenv("CAREDESK_CARRIER_TOKEN", "s3cret")
    made = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", HandClock("2026-09-23 14:20"))
    with made.store.writing() as session:
        furnished_carrier(session)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def opened():
    windows = []

    def _open(desk):
        shell = make_shell(WindowDesk(desk, "林悦"))
        windows.append(shell)
        shell.resize(1440, 900)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        shell.worker.wait_idle()
        settle(shell, 2)
        return shell, shell.findChild(FeedRoom)

    yield _open
    for shell in windows:
        put_away(shell)


def look(qtbot, room):
    with qtbot.waitSignal(room.poller.turned, timeout=10_000) as found:
        room.poller.look()
    return found.args[0]


def test_nothing_is_asked_or_said_while_nothing_is_set_up(desk, opened, qtbot):
    shell, room = opened(desk)
    assert look(qtbot, room).state is None
    assert not room.strip.isVisible()
    shell.desk.trigger("carrier")
    shell.worker.wait_idle()
    assert "没有设置承保对接" in room.page.empty.accessibleName()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Escape)
    assert shell.book.over is None


def test_applications_come_into_the_list_and_the_strip_leads_to_the_rest(desk, opened, qtbot):
    office = Office([wire(1), wire(2, plan="没有的计划"), wire(3, phone=5)])
    shell, room = opened(desk)
    with serving(office.answer) as base:
        keep_settings(desk, FeedSettings(url=base))
        turn = look(qtbot, room)
    assert (turn.opened, turn.refused, turn.state.rejected) == (1, 2, 2)
    assert office.tokens == {"Bearer s3cret"}
    assert "已登记" in shell.toast.accessibleName()
    shell.show_page("all")
    qtbot.waitUntil(lambda: shell.queue.table.view.count == 1, timeout=3000)
    shell.show_page("today")
    assert room.strip.isVisible()
    assert "2 份待人处理" in room.strip.title
    assert "上次连通 14:20" in room.strip.detail
    room.strip.acted.emit("carrier")
    shell.worker.wait_idle()
    found = {room.page.model.data(room.page.model.index(row, 3)) for row in range(room.page.model.rowCount())}
    assert found == {"计划", "手机号"}


def test_a_row_is_tried_again_with_r_and_settled_with_words(desk, opened):
    take(desk, wire(1, plan="没有的计划"), wire(2, plan="没有的计划"))
    shell, room = opened(desk)
    shell.desk.trigger("carrier")
    shell.worker.wait_idle()
    page = room.page
    assert [row.request_no for row in page.rows] == ["EJ2026000002", "EJ2026000001"]
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_R)
    shell.worker.wait_idle()
    assert len(page.rows) == 2
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.note.control.hasFocus(), "how it was dealt with has to be said"
    QTest.keyClicks(shell.focusWidget(), "r told by phone")
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shell.worker.wait_idle()
    assert [row.request_no for row in page.rows] == ["EJ2026000001"]
    assert page.current is page.rows[0]


def test_a_carrier_out_of_reach_is_said_and_a_wrong_address_too(desk, opened, qtbot):
    _, room = opened(desk)
    keep_settings(desk, FeedSettings(url="http://127.0.0.1:9"))
    look(qtbot, room)
    assert "1 次没有连通" in room.strip.title
    assert "连不上保险公司" in room.strip.detail
    keep_settings(desk, FeedSettings(url="http://carrier.example"))
    with qtbot.waitSignal(room.poller.failed, timeout=5000):
        room.poller.look()
    assert "没有加密" in room.strip.detail


def test_a_folder_that_is_gone_is_said(desk, opened, qtbot, tmp_path):
    _, room = opened(desk)
    keep_settings(desk, FeedSettings(folder=str(tmp_path / "gone")))
    look(qtbot, room)
    assert "文件夹读不了" in room.strip.title


def test_a_slow_carrier_keeps_neither_the_window_nor_its_closing(desk, opened):
    asked, release = threading.Event(), threading.Event()

    def slow(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        asked.set()
        while not release.wait(0.05):
            request.wfile.write(b" ")
            request.wfile.flush()

    shell, room = opened(desk)
    with serving(slow) as base:
        keep_settings(desk, FeedSettings(url=base))
        room.poller.look()
        assert asked.wait(5)
        shell.desk.trigger("carrier")
        assert shell.worker.wait_idle(2000)
        assert room.poller.busy()
        begun = time.monotonic()
        shell.close()
        assert time.monotonic() - begun < 3
        release.set()


@pytest.mark.parametrize(
    ("at", "words"),
    [("2026-09-23 09:05", "上次连通 09:05"), ("2026-09-22 18:00", "上次连通 9-22"), (None, "还没有连通过")],
)
def test_when_it_last_spoke_is_said_with_its_day_when_that_is_not_today(at, words):
    assert spoke(at and parse_moment(at), parse_moment("2026-09-23 14:20")).startswith(words[:6])
