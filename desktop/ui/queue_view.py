"""The list itself: a table without grid and row numbers, a hand-made head, and rows that follow the keys."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.casework.rows import QueueRow
from desktop.ui import cards, fonts, icons, queue_columns, text
from desktop.ui.queue_delegate import QueueDelegate
from desktop.ui.queue_model import Index, QueueModel

HEAD = 32


class QueueHead(QHeaderView):
    """The head of the list: titles, and at the right the truth about the order. A click sorts."""

    def __init__(self, model: QueueModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model.columns
        self.sort, self.descending = "due", False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(HEAD)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)

    def set_order(self, sort: str, descending: bool) -> None:
        """Show another order."""
        self.sort, self.descending = sort, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(100, HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title; the last section carries the order."""
        column = self._columns[section]
        painter.save()
        sorted_by = column.sort == self.sort
        tint, weight = ("text2", 500) if sorted_by else ("text3", 0)
        text.draw(painter, rect.x() + column.inset, rect.y(), HEAD - 1, column.title, "caption", tint, weight)
        if section == len(self._columns) - 1:
            self._paint_order(painter, rect)
        cards.hairline(painter, rect.left(), rect.right() + 1, HEAD - 1)
        painter.restore()

    def _paint_order(self, painter: QPainter, rect: QRect) -> None:
        words = queue_columns.order_words(self._columns, self.sort, self.descending)
        right = rect.right() - 11
        icons.draw(painter, right - 12, 10, "arrow-down" if self.descending else "arrow-up", "text2", 12)
        text.draw(painter, right - 16 - fonts.width(words, "caption"), 0, HEAD - 1, words, "caption", "text2")


class QueueView(QTableView):
    """A list of cases. `picked` follows the current row, `opened` is Enter or a double click.

    The model stays windowed; what is current survives a new list of ids by the case, not by the place.
    """

    picked = Signal(object)
    opened = Signal(object)
    sorted_by = Signal(str)

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._case = 0
        self._painter = QueueDelegate(self)
        self._head = QueueHead(model, self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(self._head)
        self._look()
        self._head.sectionClicked.connect(self._sort_by)
        model.modelReset.connect(self._find_again)
        model.rows_arrived.connect(self._announce)
        self.doubleClicked.connect(self._open)

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(self._painter.height)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setAccessibleName("案件列表")

    @property
    def marked(self) -> tuple[int, ...]:
        """The ids picked with X, in the order of the list as far as it is loaded."""
        return tuple(sorted(self._painter.marked))

    @property
    def count(self) -> int:
        """How many rows the list has."""
        return len(self._model.ids)

    def current_row(self) -> QueueRow | None:
        """The row under the bar, when there is one and it is loaded."""
        place = self._painter.current
        return self._model.row(place) if 0 <= place < len(self._model.ids) else None

    def visible_places(self) -> tuple[int, int]:
        """The first and last place in sight; (0, -1) when the list is empty."""
        count = len(self._model.ids)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, (last if last >= 0 else count - 1)

    def go_to(self, place: int) -> None:
        """Move the bar to a place, kept inside the list, and into sight."""
        count = len(self._model.ids)
        if count:
            index = self._model.index(min(max(place, 0), count - 1), 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, places: int) -> None:
        """Move the bar by so many rows."""
        self.go_to(max(self._painter.current, 0) + places if self._painter.current >= 0 else 0)

    def mark(self, extend: int = 0) -> None:
        """Mark or unmark the current row; with `extend` mark it, move that far and mark there too."""
        row = self.current_row()
        if row is None:
            return
        self._painter.marked ^= {row.id}
        if extend:
            self._painter.marked.add(row.id)
            self.step(extend)
            self._painter.marked |= {after.id for after in (self.current_row(),) if after}
        self.viewport().update()

    def unmark(self) -> bool:
        """Drop all marks; says whether there were any."""
        had = bool(self._painter.marked)
        self._painter.marked.clear()
        self.viewport().update()
        return had

    @property
    def compact(self) -> bool:
        """Whether rows have one line only."""
        return self._painter.compact

    def set_compact(self, compact: bool) -> None:
        """Show rows of one line, or of two."""
        self._painter.compact = compact
        self.verticalHeader().setDefaultSectionSize(self._painter.height)
        self.viewport().update()

    def flash(self, case_id: int) -> None:
        """Light up a case's row until the next call with 0."""
        self._painter.flashed = case_id
        self.viewport().update()

    def set_order(self, sort: str, descending: bool) -> None:
        """Show the order in the head."""
        self._head.set_order(sort, descending)

    def open_current(self) -> None:
        """Say that the current case is to be opened."""
        if row := self.current_row():
            self.opened.emit(row)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are verbs here, not a search for rows that begin with them."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the current row."""
        super().currentChanged(current, previous)
        self._painter.current = current.row()
        ids: array = self._model.ids
        self._case = ids[current.row()] if 0 <= current.row() < len(ids) else 0
        self._repaint_row(previous.row())
        self._repaint_row(current.row())
        self._announce()

    def _announce(self) -> None:
        self.picked.emit(self.current_row())

    def _find_again(self) -> None:
        before = self._case
        place = self._model.place_of(before) if before else -1
        self._painter.current = -1
        self._painter.hovered = -1
        if self._model.ids:
            self.go_to(max(place, 0))
        else:
            self._case = 0
            self._announce()

    def _open(self, _index: QModelIndex) -> None:
        self.open_current()

    def _sort_by(self, section: int) -> None:
        self.sorted_by.emit(self._model.columns[section].sort)

    def _repaint_row(self, place: int) -> None:
        if place >= 0:
            y = self.rowViewportPosition(place)
            self.viewport().update(0, y, self.viewport().width(), self._painter.height)

    def _hover(self, place: int) -> None:
        before, self._painter.hovered = self._painter.hovered, place
        if before != place:
            self._repaint_row(before)
            self._repaint_row(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the whole row under the pointer."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._hover(-1)
        super().leaveEvent(event)

    def _set_active(self, active: bool) -> None:
        self._painter.active = active
        self._repaint_row(self._painter.current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The bar turns blue."""
        super().focusInEvent(event)
        self._set_active(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The bar turns grey."""
        super().focusOutEvent(event)
        self._set_active(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out over the columns."""
        super().resizeEvent(event)
        shared = queue_columns.widths(self._model.columns, self.viewport().width())
        for section, wide in enumerate(shared):
            self._head.resizeSection(section, wide)
