"""The line of the day above the lanes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, chips, icons, text


class DayStrip(QWidget):
    """The line of the day, 40 px high: whose reminders are due today, and how far they have come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words: tuple[str, str] = ("", "")
        self.setFixedHeight(40)

    def say(self, words: tuple[str, str]) -> None:
        """Show another line."""
        self.words = words
        self.setAccessibleName("".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, sentence and the keys for a whole lane."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "info_bg")
        icons.draw(painter, 16, 12, "calendar-clock", "info_fg")
        x = 42 + text.draw(painter, 42, 0, 40, self.words[0], "dense", "info_fg", 600)
        keys, right = ("Ctrl+A", "R"), self.width() - 12
        room = right - chips.hint_width(keys, "发整列") - 12 - x
        text.draw(painter, x, 0, 40, self.words[1], "dense", "info_fg", room=room)
        chips.draw_hint(painter, right - chips.hint_width(keys, "发整列"), 11, keys, "发整列", "surface")
