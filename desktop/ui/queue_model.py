"""The windowed model of a queue: an array of ids, and pages of rows fetched through the worker as they are seen."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from desktop.casework.rows import QueueRow
from desktop.handbook.countdown import Band, Face, countdown
from desktop.handbook.progress import HOLDER_TITLES
from desktop.ui.queue_columns import Column
from desktop.ui.source import Source
from desktop.ui.worker import Ticket, Worker

PAGE = 100
_KEPT_PAGES = 24
_UNDERWAY = 3
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_CLOCK = Face(Band.ENDED, "无时限", "", spoken="没有时限")
Index = QModelIndex | QPersistentModelIndex


class Page(NamedTuple):
    """Some rows of a queue as they came from the worker; `number` counts from 0, `edition` is the id list's."""

    edition: int
    number: int
    rows: list[QueueRow]


def fetch_page(source: Source, edition: int, number: int, ids: array) -> Page:
    """Read one page; runs in the worker."""
    return Page(edition, number, source.queue_rows(ids))


def face_of(row: QueueRow, source: Source, now: datetime) -> Face:
    """What a row's clock says now: pure arithmetic, no database."""
    if row.reading.due is None and row.reading.state == "ended":
        return _NO_CLOCK
    back = row.holder_until is not None and now >= row.holder_until
    away = row.holder not in ("", "desk") and not back
    days = (now.date() - row.holder_since.date()).days + 1 if away and row.holder_since else 0
    holder = HOLDER_TITLES.get(row.holder, row.holder) if away else ""
    return countdown(row.reading, now, source.calendar, source.hours, holder=holder, holder_days=days)


class QueueModel(QAbstractTableModel):
    """Rows of a queue by place. Never editable: an editable cell would switch the input method on.

    `show(ids)` takes a new list of ids; rows arrive page by page when `row(place)` is first asked for.
    """

    failed = Signal(object)
    rows_arrived = Signal()

    def __init__(
        self, source: Source, worker: Worker, columns: tuple[Column, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.ids = array("q")
        self._source, self._worker = source, worker
        self._edition = 0
        self._pages: OrderedDict[int, list[QueueRow | None]] = OrderedDict()
        self._stale: set[int] = set()
        self._underway: OrderedDict[int, Ticket] = OrderedDict()
        self._faces: dict[int, Face] = {}
        self._now = source.now()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows the queue has."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns the table shows."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable, never editable."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Words for screen readers and tool tips; the delegate paints from `row` and `face`."""
        if role not in (_DISPLAY, _SPOKEN, _TOOL_TIP):
            return None
        row = self.row(index.row())
        if row is None:
            return "正在读取"
        column, face = self.columns[index.column()], self.face(row)
        return self._hint(column, row, face) if role == _TOOL_TIP else column.spoken(row, face)

    def _hint(self, column: Column, row: QueueRow, face: Face) -> str:
        clause = f"（{row.reading.rule}，按 W 看原因）" if column.name == "sla" else ""
        return column.spoken(row, face) + clause

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles and hints."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        return {_DISPLAY: column.title, _SPOKEN: column.title, _TOOL_TIP: column.hint}.get(role)

    def show(self, ids: array) -> None:
        """Show another list of ids. The same list again only marks its rows as due for a fresh look."""
        if ids == self.ids and self._edition:
            self.refresh()
            return
        self.beginResetModel()
        self._edition += 1
        self.ids = ids
        self._pages.clear()
        self._forget_underway()
        self._faces.clear()
        self.endResetModel()

    def refresh(self, ids: Iterable[int] = ()) -> None:
        """Fetch rows anew while the old ones stay visible: those of `ids`, or all when none are named."""
        wanted = set(ids)
        for number, rows in self._pages.items():
            if not wanted or any(row is not None and row.id in wanted for row in rows):
                self._stale.add(number)
        self._touch_all()

    def row(self, place: int) -> QueueRow | None:
        """The row at a place; None while its page is on the way (it is asked for then)."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None or number in self._stale:
            self._want(number)
        if page is None:
            return None
        found = page[place - number * PAGE] if place - number * PAGE < len(page) else None
        return found

    def face(self, row: QueueRow) -> Face:
        """What a row's clock says at the last tick; computed once per row and tick."""
        face = self._faces.get(row.id)
        if face is None:
            face = self._faces[row.id] = face_of(row, self._source, self._now)
        return face

    def place_of(self, case_id: int) -> int:
        """Where a case stands, or -1."""
        try:
            return self.ids.index(case_id)
        except ValueError:
            return -1

    def tick(self, now: datetime, first: int, last: int) -> None:
        """Move all clocks to `now`; only the deadlines of the rows `first` to `last` are painted anew."""
        self._now = now
        self._faces.clear()
        if 0 <= first <= last < len(self.ids):
            sla = next(place for place, column in enumerate(self.columns) if column.name == "sla")
            self.dataChanged.emit(self.index(first, sla), self.index(last, sla), [_DISPLAY])

    def _want(self, number: int) -> None:
        if number in self._underway:
            return
        while len(self._underway) >= _UNDERWAY:
            self._underway.popitem(last=False)[1].drop()
        ids = self.ids[number * PAGE : (number + 1) * PAGE]
        job = partial(fetch_page, self._source, self._edition, number, ids)
        self._underway[number] = self._worker.run(job, self._arrived, self._lost, urgent=True)

    def _forget_underway(self) -> None:
        for ticket in self._underway.values():
            ticket.drop()
        self._underway.clear()
        self._stale.clear()

    @Slot(object)
    def _arrived(self, page: Page) -> None:
        if page.edition != self._edition:
            return
        self._underway.pop(page.number, None)
        self._stale.discard(page.number)
        by_id = {row.id: row for row in page.rows}
        first = page.number * PAGE
        self._pages[page.number] = [by_id.get(case) for case in self.ids[first : first + PAGE]]
        self._pages.move_to_end(page.number)
        if len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        for case in by_id:
            self._faces.pop(case, None)
        last = min(first + PAGE, len(self.ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1), [_DISPLAY])
        self.rows_arrived.emit()

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self._underway.clear()
        self.failed.emit(fault)

    def _touch_all(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1), [_DISPLAY])
