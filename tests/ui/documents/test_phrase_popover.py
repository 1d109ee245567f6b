"""Phrases are found by characters or initials and chosen with the arrows; Enter or a click writes one."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import Block
from desktop.ui.documents.phrase_popover import PhrasePopover
from desktop.ui.popover import SHADOW
from tests.ui.picture import shown

TITLES = ("定期复查", "戒烟限酒", "心理支持")
BLOCKS = tuple(Block("mdt", "follow_up", title, f"{title}的原文", own=title != "定期复查") for title in TITLES)


@pytest.fixture
def asked(qtbot):
    """An open list and what was written."""
    window = QWidget()
    window.resize(800, 500)
    qtbot.addWidget(window)
    window.show()
    written: list[str] = []
    target = SimpleNamespace(insert=written.append, setFocus=window.setFocus, cursorRect=lambda: QRect(40, 40, 1, 16),
                             mapTo=lambda _host, point: QPoint(point))  # fmt: skip
    popover = PhrasePopover(window)
    popover.ask(BLOCKS, target)
    return popover, written


def test_initials_narrow_the_list_and_enter_writes_what_is_chosen(asked):
    popover, written = asked
    QTest.keyClicks(popover.search, "jyxj")
    assert [row.title for row in popover.rows] == ["戒烟限酒"]
    QTest.keyClick(popover.search, Qt.Key.Key_Return)
    assert (written, popover.isVisible()) == (["戒烟限酒的原文"], False)


def test_arrows_go_round_and_what_is_chosen_is_read_aloud(asked):
    popover, written = asked
    QTest.keyClick(popover.search, Qt.Key.Key_Up)
    assert popover.accessibleDescription() == "心理支持"
    QTest.keyClick(popover.search, Qt.Key.Key_Down)
    assert popover.accessibleDescription() == "定期复查"
    assert written == []


def test_nothing_that_fits_is_said_and_enter_writes_nothing(asked):
    popover, written = asked
    full = shown(popover)
    QTest.keyClicks(popover.search, "zzz")
    assert popover.accessibleDescription() == "没有符合的常用语"
    QTest.keyClick(popover.search, Qt.Key.Key_Return)
    assert (written, popover.isVisible()) == ([], True)
    assert shown(popover) != full


def test_a_click_writes_the_phrase_below_it(asked):
    popover, written = asked
    place = QPoint(SHADOW + 60, SHADOW + popover.look.head + popover.look.row + 10)
    QTest.mouseClick(popover, Qt.MouseButton.LeftButton, pos=place)
    assert written == ["戒烟限酒的原文"]


def test_a_second_slash_writes_the_sign(asked):
    popover, written = asked
    QTest.keyClicks(popover.search, "/")
    assert (written, popover.isVisible()) == (["/"], False)
