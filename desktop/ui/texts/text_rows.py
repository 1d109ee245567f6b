"""The texts that suit a case, as rows with a digit each: what, why, and how one that went stands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.message_rows import TextChoice
from desktop.ui import cards, fonts, keycap, text
from desktop.ui.texts import text_words

ROW, MOST = 34, 7


def shown_from(choice: TextChoice, at: int) -> int:
    """The place of the first row in sight, so that the chosen one is."""
    return min(max(0, at - MOST + 1), max(0, len(choice.texts) - MOST))


def high(choice: TextChoice) -> int:
    """Pixels of all rows in sight."""
    return ROW * min(len(choice.texts), MOST)


def draw_rows(painter: QPainter, box: QRectF, choice: TextChoice, at: int, now: datetime) -> None:
    """Paint the rows; the title is never cut, why it suits gives way first."""
    first = shown_from(choice, at)
    for line, one in enumerate(choice.texts[first : first + MOST]):
        place = first + line
        row = QRectF(box.x(), box.y() + line * ROW, box.width(), ROW - 2)
        mine = place == at
        if mine:
            cards.rounded(painter, row, 6, "bg_selected", "accent", 1.5)
        x = row.x() + 8
        x += keycap.draw(painter, x, row.y() + 7, str(place + 1), "surface") + 10
        x += text.draw(painter, x, row.y(), row.height(), one.title, "dense", "text", 600 if mine else 500) + 12
        state = text_words.state_words(one, now)
        right = row.right() - 10
        if state:
            text.draw_right(painter, right, row.y(), row.height(), state, "caption", "text2")
            right -= fonts.width(state, "caption") + 12
        text.draw(painter, x, row.y(), row.height(), one.why, "caption", "text3", room=round(right - x))


def row_at(box: QRectF, choice: TextChoice, at: int, x: float, y: float) -> int:
    """The place of the row under a spot, -1 for none."""
    if not box.contains(x, y):
        return -1
    place = shown_from(choice, at) + int((y - box.y()) // ROW)
    return place if place < len(choice.texts) else -1
