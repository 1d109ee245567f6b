"""A list whose rows are painted: its model of rows, and a view that leaves letters to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QWidget

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class PaintedRows(QAbstractListModel):
    """Rows with a `name`, in the desk's order; `now` is the pure clock of the desk."""

    def __init__(self, now: Callable[[], datetime], spoken: Callable[[Any, datetime], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.now, self._spoken = now, spoken
        self.rows: tuple[Any, ...] = ()

    def show(self, some: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(some)
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """One for each."""
        return len(self.rows)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The name, and the whole line for a screen reader."""
        row = self.rows[index.row()]
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(row, self.now())
        return row.name if role == _ROLE.DisplayRole else None


class PaintedList(QListView):
    """The rows, painted by `line`; `picked` carries the place of the cursor, -1 for none."""

    picked = Signal(int)

    def __init__(self, title: str, shown: PaintedRows, line: QStyledItemDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setModel(shown)
        self.setItemDelegate(line)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(title)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are keys of the page, no search."""

    def step(self, places: int) -> None:
        """Move the cursor."""
        self.choose(self.currentIndex().row() + places)

    def choose(self, place: int) -> None:
        """Put the cursor on a row, the nearest there is."""
        if self.shown.rows:
            self.setCurrentIndex(self.shown.index(min(max(place, 0), len(self.shown.rows) - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is looked at."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.picked.emit(current.row())

    def focusInEvent(self, event: Any) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()
