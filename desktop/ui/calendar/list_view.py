"""The list twin: the same jobs as a plain table in the order of a printed day sheet, for keys and screen readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.casework.schedule_rows import Block
from desktop.ui import cards, fonts, text, theme
from desktop.ui.calendar.agenda import Agenda, Key
from desktop.ui.calendar.wording import (
    OCCASIONS,
    STATES,
    clock,
    day_words,
    hours,
    key_of,
    minutes_of,
    spoken,
    state_of,
)  # fmt: skip

HEADS = ("日期", "时间", "客户", "医院", "事项", "会合", "陪诊人员", "状态", "说明")
_WIDTHS = (104, 156, 76, 172, 48, 136, 104, 68)
_EDGE, _INSET = 16, 5
"""Before the words of the first column, and of the others."""
_NAME = HEADS.index("客户")
_ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel):
    """The blocks of an agenda by time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.blocks: tuple[Block, ...] = ()
        self._agenda: Agenda | None = None
        self._now: datetime | None = None

    def show(self, agenda: Agenda, now: datetime) -> None:
        """Show other blocks."""
        self.beginResetModel()
        self._agenda, self._now, self.blocks = agenda, now, agenda.every()
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """One row per block."""
        return len(self.blocks)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Nine."""
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The titles."""
        return HEADS[section] if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Words, colours, and what a screen reader says of the row."""
        if self._agenda is None or self._now is None:
            return None
        block = self.blocks[index.row()]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return fonts.dotted(self.cells(block)[index.column()])
        if role == _ROLE.AccessibleTextRole:
            return spoken(block, self._agenda.name(block.escort_id), self._now)
        if role == _ROLE.ForegroundRole and block.conflict:
            return theme.colour("breach_bar")
        return None

    def cells(self, block: Block) -> tuple[str, ...]:
        """The words of a row."""
        assert self._agenda is not None
        assert self._now is not None
        times = f"{clock(block)} · {hours(minutes_of(block))} 小时"
        return (
            day_words(block.starts_at.date()), times, block.name,
            " ".join(part for part in (block.hospital, block.department) if part),
            OCCASIONS.get(block.occasion, block.occasion), block.place, self._agenda.name(block.escort_id) or "待指派",
            STATES[state_of(block, self._now)], block.conflict or block.wish,
        )  # fmt: skip


class _Head(QHeaderView):
    """Titles in small print over a hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(32)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title."""
        text.draw(painter, rect.x() + _inset(section), rect.y(), 31, HEADS[section], "caption", "text3")
        cards.hairline(painter, rect.left(), rect.right() + 1, rect.bottom())


class _Cell(QStyledItemDelegate):
    """One line of words under its title; the chosen row is marked as in the queues."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and words."""
        box, inset = QRectF(option.rect), _inset(index.column())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("bg_selected"))
            if not index.column():
                painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), theme.colour("accent"))
        tint = index.data(_ROLE.ForegroundRole) or "text"
        room = int(box.width()) - inset - 4
        text.draw(painter, box.x() + inset, box.y(), box.height(), index.data(), "dense", tint, room=room,
                  keep=index.column() == _NAME)  # fmt: skip


def _inset(column: int) -> int:
    return _INSET if column else _EDGE


class ListView(QTableView):
    """The table; `picked` carries the block of the current row, `opened` a double-clicked one."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ListModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.font("dense"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(36)
        self.setHorizontalHeader(_Head(self))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        for place, wide in enumerate(_WIDTHS):
            self.setColumnWidth(place, wide)
        self.setAccessibleName("陪诊列表")
        self.doubleClicked.connect(self._open)

    def show_agenda(self, agenda: Agenda, cursor: Key | None, now: datetime) -> None:
        """Show an agenda; the row of the cursor stays."""
        self.rows.show(agenda, now)
        self.set_cursor(cursor)

    def set_cursor(self, key: Key | None) -> None:
        """Put the bar on a block."""
        at = next((place for place, block in enumerate(self.rows.blocks) if key_of(block) == key), -1)
        if at >= 0 and at != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(at, 0))

    def step(self, down: int) -> None:
        """Move the bar."""
        last = len(self.rows.blocks) - 1
        if last >= 0:
            self.setCurrentIndex(self.rows.index(min(max(self.currentIndex().row() + down, 0), last), 0))

    def keyboardSearch(self, _search: str) -> None:
        """Letters are verbs here."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of the block under the bar."""
        super().currentChanged(current, previous)
        if 0 <= current.row() < len(self.rows.blocks):
            self.picked.emit(self.rows.blocks[current.row()])

    def _open(self, index: Index) -> None:
        self.opened.emit(self.rows.blocks[index.row()])
