"""The columns of the day's results: how wide each is, and what stands over it."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, text


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    NAME = 1
    HOSPITAL = 2
    ESCORT = 3
    OUTCOME = 4
    HOURS = 5
    LENGTH = 6
    ORDERED = 7


_TITLES = ("计划时间", "客户", "医院 · 事项", "陪诊", "结果", "实际起止", "实际时长", "住院")
_WIDTHS = (92, 56, 140, 64, 276, 146, 130, 86)
_SHARES = (0, 0, 3, 1, 0, 0, 1, 0)
_LEFT, _GAP, _HEAD = 20, 12, 32


class _Columns:
    """Shares the width out; what is over goes to the columns that can use it."""

    def places(self, width: int) -> dict[Column, QRectF]:
        """The box of each column."""
        over = max(0, width - 2 * _LEFT - sum(_WIDTHS) - _GAP * (len(_WIDTHS) - 1))
        x, found = float(_LEFT), {}
        for column, (usual, share) in zip(Column, zip(_WIDTHS, _SHARES, strict=True), strict=True):
            wide = usual + over * share / sum(_SHARES)
            found[column] = QRectF(x, 0, wide, 52)
            x += wide + _GAP
        return found


COLUMNS = _Columns()


class ColumnHeads(QWidget):
    """The titles in small print over a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        for column, box in COLUMNS.places(self.width()).items():
            text.draw(painter, box.x(), 0, _HEAD, _TITLES[column], "caption", "text3")
        cards.hairline(painter, 8, self.width() - 8, _HEAD - 1)
