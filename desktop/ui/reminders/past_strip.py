"""The strip above the lanes that names the visits whose time has come without a result on record."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.board_rows import Board
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.reminders.board_words import past_words
from desktop.ui.strip import Offer, Strip

_OFFER = Offer("past", "打开最早的一件", "I")


class PastStrip(Strip):
    """Hidden while there is none. `opened` carries the case to go on with, `told` why there is nothing to open."""

    opened = Signal(int)
    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("warning", parent, gap=12)
        self._first = 0
        self.acted.connect(self.open_first)

    def show_board(self, board: Board, calendar: WorkCalendar) -> None:
        """Name those of another board."""
        self._first = board.passed[0].case_id if board.passed else 0
        title, detail = past_words(board, calendar)
        if title:
            self.tell(title, detail, (_OFFER,))
        else:
            self.clear()

    @Slot()
    def open_first(self) -> None:
        """I: open the case whose visit has been without a result for longest."""
        if self._first:
            self.opened.emit(self._first)
        else:
            self.told.emit("没有已过而未登记的就诊")
