"""Painting one row of a queue, cell by cell, from the rows of the model."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui import cards, icons, theme
from desktop.ui.queue_model import QueueModel

ROOMY, COMPACT = 52, 36
_EDGE = 12
_SKELETON = {"case": (48, 84), "customer": (0, 120), "stage": (0, 72), "owner": (0, 40), "sla": (26, 128)}


class QueueDelegate(QStyledItemDelegate):
    """Paints rows 52 px high with two lines, or 36 px with one.

    `current` and `hovered` are places set by the view; `marked` are ids picked with X; `active` says whether
    the list has the keyboard.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.current, self.hovered = -1, -1
        self.flashed = 0
        self.marked: set[int] = set()
        self.active = True

    @property
    def height(self) -> int:
        """The height of every row."""
        return COMPACT if self.compact else ROOMY

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for every cell."""
        return QSize(100, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, hairline and the column's own words."""
        model = cast(QueueModel, index.model())
        cell, place, at = option.rect, index.row(), index.column()
        row = model.row(place)
        column = model.columns[at]
        painter.save()
        painter.setClipRect(cell)
        marked = row is not None and row.id in self.marked
        self._paint_ground(painter, cell, place, row.id if row else 0, marked)
        self._paint_edges(painter, cell, place, at == 0, at == len(model.columns) - 1)
        if row is None:
            self._paint_skeleton(painter, cell, column.name)
        else:
            column.paint(painter, cell, row, model.face(row), self.compact)
            if marked and at == 0:
                self._paint_mark(painter, cell)
        painter.restore()

    def _paint_ground(self, painter: QPainter, cell: QRect, place: int, case: int, marked: bool) -> None:
        if case and case == self.flashed:
            painter.fillRect(cell, theme.colour("soon_bg"))
        elif place == self.current or marked:
            painter.fillRect(cell, theme.colour("bg_selected"))
        elif place == self.hovered:
            painter.fillRect(cell, theme.colour("bg_hover"))

    def _paint_edges(self, painter: QPainter, cell: QRect, place: int, first: bool, last: bool) -> None:
        left = cell.left() + (_EDGE if first else 0)
        right = cell.right() + 1 - (_EDGE if last else 0)
        cards.hairline(painter, left, right, cell.bottom())
        if first and place == self.current:
            bar = theme.colour("accent" if self.active else "border_strong")
            painter.fillRect(QRectF(cell.left(), cell.top(), 3, cell.height()), bar)

    def _paint_mark(self, painter: QPainter, cell: QRect) -> None:
        size = 20 if self.compact else 24
        box = QRectF(cell.x() + 12, cell.y() + (cell.height() - size) / 2, size, size)
        cards.rounded(painter, box, 6, "accent")
        icons.draw(painter, box.x() + (size - 16) / 2, box.y() + (size - 16) / 2, "check", "on_accent")

    def _paint_skeleton(self, painter: QPainter, cell: QRect, name: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        inset, wide = _SKELETON.get(name, (0, 80))
        x, middle = cell.x() + inset, cell.y() + cell.height() / 2
        if name == "case":
            cards.rounded(painter, QRectF(cell.x() + 12, middle - 12, 24, 24), 6, "bg_subtle")
        if self.compact:
            cards.rounded(painter, QRectF(x, middle - 6, wide, 12), 4, "bg_subtle")
            return
        cards.rounded(painter, QRectF(x, cell.y() + 9, wide, 12), 4, "bg_subtle")
        cards.rounded(painter, QRectF(x, cell.y() + 31, wide * 0.7, 10), 4, "bg_subtle")
