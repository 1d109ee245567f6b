"""A line of small print as a widget."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import text


class Caption(QWidget):
    """One line, 20 px high."""

    def __init__(self, words: str, parent: QWidget | None = None, role: str = "caption", tint: str = "text3") -> None:
        super().__init__(parent)
        self.words, self._role, self._tint = words, role, tint
        self.setFixedHeight(20)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        text.draw(QPainter(self), 0, 0, 20, self.words, self._role, self._tint, room=self.width())
