"""A fault nobody caught is logged in full and shown once, in plain words and without data."""

import logging
import sys

import pytest
from PySide6.QtTest import QTest

from desktop.casework.acting import BadInput
from desktop.faults import InputFault
from desktop.models.errors import Unreachable
from desktop.ui import errors
from desktop.ui.errors import ErrorNet
from desktop.ui.screens import settle


def fault_of(kind, words):
    """A raised exception with its trace."""
    try:
        raise kind(words)
    except kind as fault:
        return fault


def test_the_same_place_is_told_once_but_logged_each_time(caplog):
    net, told = ErrorNet(), []
    net.caught.connect(lambda *words: told.append(words))
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            net.take(fault_of(ValueError, "冯某某 138"))
    assert len(told) == 1
    assert caplog.text.count("uncaught UI-") == 3


def test_a_bug_shows_no_data_and_an_environment_fault_its_own_sentence():
    assert "冯" not in errors.sentence_of(fault_of(ValueError, "冯某某"))
    assert errors.sentence_of(fault_of(OSError, "磁盘满了")) == "磁盘满了"


def test_the_code_names_the_place_and_not_the_words():
    first, second = fault_of(ValueError, "甲"), fault_of(ValueError, "乙")
    assert errors.code_of(first) == errors.code_of(second)
    assert errors.code_of(first).startswith("UI-")


def test_the_hook_is_installed_and_given_back():
    before, net = sys.excepthook, ErrorNet()
    net.install()
    assert sys.excepthook == net.hook
    net.uninstall()
    assert sys.excepthook is before


def test_ctrl_c_still_ends_the_program(monkeypatch):
    passed = []
    monkeypatch.setattr(sys, "excepthook", lambda *words: passed.append(words))
    net = ErrorNet()
    net.install()
    net.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(passed) == 1


def test_a_bug_is_shown_above_the_page_and_can_be_put_away(shell):
    shell.errors.take(fault_of(ValueError, "x"))
    assert shell.body.strip.isVisible()
    shell.body.strip.acted.emit("dismiss")
    assert not shell.body.strip.isVisible()


@pytest.mark.parametrize("words", ["共享库 30 秒没有回应"])
def test_a_desk_out_of_reach_keeps_the_old_rows_and_says_from_when(shell, desk, words):
    desk.fault = OSError(words)
    QTest.keyClicks(shell.queue.view, "f")
    shell.refresh()
    settle(shell, 2)
    assert words in shell.queue.strip.title
    assert "14:20 的数据" in shell.queue.strip.detail
    assert len(shell.queue.table.model.ids) == 12
    assert not shell.body.strip.isVisible()
    desk.fault = None
    shell.queue.take_offer("refresh")
    settle(shell, 2)
    assert not shell.queue.strip.isVisible()


def test_what_the_desk_knows_as_no_bug_is_told_by_its_kind_and_not_by_a_name():
    assert errors.is_environment(Unreachable())
    assert errors.sentence_of(Unreachable()) == Unreachable.sentence
    assert isinstance(BadInput("x"), InputFault)
    assert not errors.is_environment(BadInput("x"))
