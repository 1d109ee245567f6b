"""The list of a roster: three lines each; marks for papers that lapse, and grey for who is out of service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.casework.roster_rows import EscortCard
from desktop.ui import cards, chips, fonts, text
from desktop.ui.painted_list import Index, PaintedList, PaintedRows
from desktop.ui.roster.wording import hours_words, known_words, next_leave_words, paper_marks, spoken

ROW = 76


class Lines(NamedTuple):
    """Whose list it is: its name, what a screen reader says of a card, and how its three lines are painted."""

    name: str
    spoken: Callable[[Any, datetime], str]
    paint: Callable[[QPainter, Any, QRectF, datetime], None]


class _Line(QStyledItemDelegate):
    """Paints a card's lines."""

    def __init__(self, lines: Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As wide as the list."""
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and words."""
        view = option.widget
        assert isinstance(view, PaintedList)
        card, box, now = view.shown.rows[index.row()], QRectF(option.rect), view.shown.now()
        chosen = index.row() == view.currentIndex().row()
        painter.save()
        if chosen:
            cards.rounded(painter, box.adjusted(4, 2, -4, -2), 6, "bg_selected")
            cards.rounded(painter, QRectF(box.x() + 4, box.y() + 14, 3, ROW - 28), 1.5, "accent")
            if view.hasFocus():
                cards.focus_ring(painter, box.adjusted(4, 2, -4, -2))
        else:
            cards.hairline(painter, box.x() + 16, box.right() - 16, box.bottom() - 1)
        self._lines.paint(painter, card, box, now)
        painter.restore()


def _paint_words(painter: QPainter, card: EscortCard, box: QRectF, now: datetime) -> None:
    """Name with its marks, phone and hours, hospitals and leave."""
    ink, soft = ("text", "text2") if card.active else ("text_disabled", "text_disabled")
    x, y, right = box.x() + 20, box.y() + 8, box.right() - 16
    at = x + text.draw(painter, x, y, 22, card.name, "body", ink, 600, keep=True) + 8
    for words in (*(("候补",) if card.reserve else ()), *(() if card.active else ("已停用",))):
        at += chips.draw_tag(painter, at, y + 2, words, "plain", 18) + 6
    _paint_marks(painter, card, at, right, y, now)
    at = x + text.draw(painter, x, y + 22, 20, card.phone or "没有电话", "dense", soft, keep=True) + 16
    where = f"{'、'.join(card.cities) or '没有城市'} · {hours_words(card.hours)}"
    text.draw(painter, at, y + 22, 20, where, "dense", soft, room=round(right - at))
    leave = next_leave_words(card, now)
    wide = fonts.width(leave, "caption") + 12 if leave else 0
    text.draw_right(painter, right, y + 42, 20, leave, "caption", soft)
    text.draw(painter, x, y + 42, 20, known_words(card) or "还没有去过的医院", "caption",
              "text3" if card.active else soft, room=round(right - x - wide))  # fmt: skip


def _paint_marks(painter: QPainter, card: EscortCard, left: float, right: float, y: float, now: datetime) -> None:
    marks = paper_marks(card, now.date()) if card.active else []
    for place, mark in enumerate(marks):
        wide = chips.tag_width(mark.words)
        if right - wide < left + (40 if place + 1 < len(marks) else 0):
            text.draw_right(painter, right, y, 22, f"另 {len(marks) - place} 项", "caption", "text2")
            return
        right -= wide
        chips.draw_tag(painter, right, y + 2, mark.words, mark.tone, 18)
        right -= 6


ESCORTS = Lines("陪诊人员名单", spoken, _paint_words)


def roster_list(now: Callable[[], datetime], parent: QWidget, lines: Lines = ESCORTS) -> PaintedList:
    """The list of one roster, still empty."""
    return PaintedList(lines.name, PaintedRows(now, lines.spoken, parent), _Line(lines, parent), parent)
