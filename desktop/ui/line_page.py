"""A page over the queue with lines in a table, a strip for faults, and keys of its own."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.import_tables import Heading, LineModel, make_table
from desktop.ui.page_head import PageHead
from desktop.ui.strip import Strip
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker


class LinePage(WholePage):
    """`rows` stand in the table as lines; Esc leads back. `told` carries a line for the toast.

    A page adds its parts to `box`, below head and strip, and says what its plain keys do.
    """

    back_wanted = Signal()
    told = Signal(str)
    faulted = Signal(object)

    def __init__(
        self, title: str, headings: Sequence[Heading], lines: str, worker: Worker, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._worker, self._busy = worker, False
        self.rows: tuple[Any, ...] = ()
        self.head, self.strip = PageHead(title, self), Strip("warning", self)
        self.model = LineModel(headings, self)
        self.table = make_table(self.model, headings, lines)
        self.setFocusProxy(self.table)
        self.setAccessibleName(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 10, 16, 12)
        self.box.setSpacing(12)
        self.box.addWidget(self.head)
        self.box.addWidget(self.strip)

    @abstractmethod
    def own_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """What the page's keys without modifier do, as things stand."""

    def submit(self) -> None:
        """Ctrl+Enter."""

    def show_lines(self, rows: Sequence[Any], lines: Sequence[tuple[str, ...]]) -> None:
        """Show other rows; the place in the list stays."""
        place = max(0, self.table.currentIndex().row())
        self.rows = tuple(rows)
        self.model.show_lines(lines)
        if rows:
            self.table.selectRow(min(place, len(rows) - 1))

    @property
    def current(self) -> Any:
        """The row in front; None without one."""
        place = self.table.currentIndex().row()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        if not self.strip.tell_fault(fault):
            self.faulted.emit(fault)

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent):
            mine = event.key() == Key.Key_Escape or keys.is_plain(event, self.own_keys())
            if keys.claim(event, mine or keys.is_submit(event)):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, Ctrl+Enter, and the page's own."""
        own = self.own_keys()
        if event.key() == Key.Key_Escape:
            self.back_wanted.emit()
        elif keys.is_submit(event):
            self.submit()
        elif keys.is_plain(event, own):
            own[Key(event.key())]()
        else:
            super().keyPressEvent(event)
