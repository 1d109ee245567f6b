"""A page that is no queue: it has its digit, its own keys and the whole width, and is asked anew with the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.casework.rows import QueueCount
from desktop.ui.action import Where
from desktop.ui.whole_page import WholePage


class Board(WholePage):
    """A page that remembers what it was asked."""

    where = Where.CALENDAR

    def __init__(self):
        super().__init__()
        self.loads, self.ticks, self.left, self.held = [], [], 0, 0

    def load(self, changed=()):
        """Asked anew."""
        self.loads.append(changed)

    def recount(self):
        """Three things wait."""
        self.counted.emit(QueueCount(3, 1))

    def tick(self, now):
        """The time."""
        self.ticks.append(now)

    def retreat(self):
        """One thing to put away, if any."""
        self.held, had = 0, bool(self.held)
        return had

    def leave(self):
        """Gone."""
        self.left += 1


@pytest.fixture
def board(shell):
    """The page, at the eighth digit."""
    page = Board()
    shell.add_page("board", page, "看板", "calendar", apart=True)
    shell.refresh()
    return page


def test_its_digit_opens_it_at_full_width(shell, board):
    QTest.keyClick(shell.queue.view, Qt.Key.Key_8)
    assert shell.whole is board
    assert shell.queue is None
    assert not shell.body.inspector.isVisible()
    assert board.hasFocus()
    assert board.loads == [()]


@pytest.mark.usefixtures("board")
def test_the_navigation_shows_its_count(shell):
    row = next(row for row in shell.nav.findChildren(QAbstractButton) if row.objectName() == "board")
    assert row.accessibleDescription() == "3 件，1 件超时"
    assert row.text() == "看板"


def test_digits_lead_away_and_it_is_told(shell, board):
    shell.show_page("board")
    QTest.keyClick(board, Qt.Key.Key_1)
    assert shell.queue.spec.name == "today"
    assert board.left == 1
    assert shell.body.inspector.isVisible()


def test_it_is_refreshed_and_ticks_while_it_is_on(shell, board, desk):
    shell.show_page("board")
    shell.desk.trigger("refresh")
    shell.tick(desk.now())
    assert board.loads == [(), ()]
    assert board.ticks == [desk.now()]
    shell.show_over(QWidget())
    shell.tick(desk.now())
    assert len(board.ticks) == 1


def test_esc_comes_back_to_it_from_a_page_over_it_and_then_puts_its_own_things_away(shell, board):
    shell.show_page("board")
    shell.show_over(QWidget())
    shell.back()
    assert shell.whole is board
    assert len(board.loads) > 1
    board.held = 1
    shell.back()
    assert board.held == 0
    assert shell.whole is board


def test_its_keys_are_those_of_its_place(shell, board):
    shell.show_page("board")
    assert "1" in shell.desk.bound_keys(board)
    shell.desk.trigger("keys")
    names = {action.name for _group, some in shell.key_sheet.groups() for action in some}
    assert "page_8" in names
    assert "mark" not in names
