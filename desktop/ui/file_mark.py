"""The mark of an entry that has files: a paper clip and how many."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from desktop.ui import fonts, icons, text


def draw(painter: QPainter, right: float, y: float, count: int) -> float:
    """Draw it ending at `right`, 18 pixels high; the width it takes, 0 without files."""
    if not count:
        return 0.0
    words = str(count)
    wide = 16 + fonts.width(words, "caption", 500)
    icons.draw(painter, right - wide, y + 2, "paperclip", "text3", 14)
    text.draw_right(painter, right, y, 18, words, "caption", "text2", 500)
    return wide + 8
