"""The tables of the import page: the first rows of a list, and the rows that cannot come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.exchange.list_preview import FirstRow
from desktop.exchange.row_reader import Problem
from desktop.ui import cards

ROW = 36
_DISPLAY, _HORIZONTAL = Qt.ItemDataRole.DisplayRole, Qt.Orientation.Horizontal
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_OUTCOMES = {"opened": "可登记", "present": "已在本台", "refused": "未通过", "touched": "在办"}
Index = QModelIndex | QPersistentModelIndex


class Heading(NamedTuple):
    """A column's title and its width; 0 takes what is over."""

    title: str
    width: int


PROBLEM_HEADINGS = (
    Heading("行", 64), Heading("", 160), Heading("列", 140), Heading("要改什么", 0), Heading("规则", 84),
)  # fmt: skip
FIRST_HEADINGS = (
    Heading("行", 64), Heading("申请编号", 180), Heading("客户", 100), Heading("项目", 140), Heading("意愿", 0),
    Heading("结果", 110),
)  # fmt: skip


class LineModel(QAbstractTableModel):
    """Lines of words under headings; the whole of a cell is its tool tip."""

    def __init__(self, headings: Sequence[Heading], parent: QWidget) -> None:
        super().__init__(parent)
        self._titles = [heading.title for heading in headings]
        self._lines: list[tuple[str, ...]] = []

    def show_lines(self, lines: Sequence[tuple[str, ...]], title: str = "") -> None:
        """Show other lines; `title` is that of the second column, where lists differ."""
        self.beginResetModel()
        self._lines = list(lines)
        if title:
            self._titles[1] = title
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are headings."""
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles."""
        return self._titles[section] if orientation == _HORIZONTAL and role == _DISPLAY else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The cell's words."""
        return self._lines[index.row()][index.column()] if role in (_DISPLAY, _TOOLTIP) else None


def problem_line(found: Problem) -> tuple[str, ...]:
    """A faulty row as a line."""
    return str(found.row), found.request_no, found.column, found.message, found.rule


def first_line(row: FirstRow) -> tuple[str, ...]:
    """One of the first rows as a line."""
    return str(row.row), row.request_no, row.customer, row.item, row.wish, _OUTCOMES[row.outcome]


class _Cells(QStyledItemDelegate):
    """Cells whose words keep off their row's edges; a hairline below each row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The words' height and room above and below."""
        return super().sizeHint(option, index) + QSize(0, 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, then the row's line."""
        super().paint(painter, option, index)
        box = QRect(option.rect)
        cards.hairline(painter, box.left(), box.right() + 1, box.bottom())


class LineTable(QTableView):
    """Letters, digits and Delete are keys of the page around it, no search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the page its keys; arrows and the like move the cursor."""
        if event.key() == Qt.Key.Key_Delete or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)


def make_table(model: LineModel, headings: Sequence[Heading], name: str) -> QTableView:
    """A table without grid and row numbers that wraps its words; it is read, not written in."""
    table = LineTable()
    table.setModel(model)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    table.verticalHeader().setMinimumSectionSize(ROW)
    table.setWordWrap(True)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setItemDelegate(_Cells(table))
    table.setAccessibleName(name)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, (_, width) in enumerate(headings):
        if width:
            table.setColumnWidth(place, width)
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    return table
