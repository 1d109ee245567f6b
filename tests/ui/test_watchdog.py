"""The watchdog sees what keeps the window from answering."""

import logging
import time

import pytest
from PySide6.QtCore import QTimer

from desktop.ui.watchdog import Watchdog


@pytest.fixture
def watchdog():
    """A running watchdog."""
    dog = Watchdog()
    dog.start()
    yield dog
    dog.stop()


def test_a_stall_of_120_ms_is_seen_and_logged(watchdog, qtbot, caplog):
    with caplog.at_level(logging.WARNING):
        QTimer.singleShot(20, lambda: time.sleep(0.12))
        qtbot.wait(250)
    assert 100 < watchdog.longest < 400
    assert len(watchdog.stalls) >= 1
    assert "did not answer" in caplog.text


def test_an_idle_window_has_no_stalls_worth_a_word(watchdog, qtbot):
    qtbot.wait(150)
    assert watchdog.longest < 120


def test_starting_anew_forgets_the_past(watchdog, qtbot):
    QTimer.singleShot(10, lambda: time.sleep(0.12))
    qtbot.wait(200)
    watchdog.start()
    assert (watchdog.longest, watchdog.stalls) == (0.0, [])


def test_the_window_does_not_stall_while_the_desk_is_slow(open_shell, desk, qtbot, monkeypatch):
    shell = open_shell(desk)
    usual = desk.queue_ids

    def slowly(query):
        time.sleep(0.3)
        return usual(query)

    monkeypatch.setattr(desk, "queue_ids", slowly)
    shell.watchdog.start()
    shell.refresh()
    qtbot.wait(400)
    assert shell.watchdog.longest < 250
