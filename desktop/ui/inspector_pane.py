"""The pane at the right that shows the current case; beside the list, or over it in a narrow window."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.casework.rows import CaseView, QueueRow
from desktop.ui import cards
from desktop.ui.empty import EmptyState

WIDE, NARROW = 372, 328
NARROW_BELOW, OVERLAY_BELOW = 1440, 1280


class InspectorContent(Protocol):
    """What the pane holds: a widget that shows a case and moves its clocks by the minute, without the database."""

    def show_case(self, view: CaseView, row: QueueRow) -> None:
        """Show a case."""

    def tick(self, now: datetime) -> None:
        """Move the clocks to `now`."""


class InspectorPane(QWidget):
    """Frame, empty state and, once `set_content` was called, the content of the current case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.floating = False
        self._content: Any = None
        self._shown = 0
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._empty = EmptyState(self)
        self._empty.tell("clipboard-list", "没有选中的案件", ("用 J、K 选一行，这里就显示它",))
        self._stack.addWidget(self._empty)
        self.setAccessibleName("案件摘要")

    def set_content(self, content: QWidget) -> None:
        """Put the content in: a widget with `show_case(view, row)` and `tick(now)`."""
        self._content = content
        self._stack.addWidget(content)

    @property
    def content(self) -> Any:
        """The content, when it has been set."""
        return self._content

    @property
    def case_id(self) -> int:
        """The case shown, or 0."""
        return self._shown

    def show_case(self, view: CaseView, row: QueueRow) -> None:
        """Show a case; nothing changes as long as there is no content."""
        if self._content is not None:
            self._shown = view.id
            self._content.show_case(view, row)
            self._stack.setCurrentWidget(self._content)

    def show_nothing(self) -> None:
        """Show that no case is current."""
        self._shown = 0
        self._stack.setCurrentWidget(self._empty)

    def take_focus(self) -> None:
        """Give the keyboard to the content."""
        (self._content or self).setFocus()

    def tick(self, now: datetime) -> None:
        """Move the clocks of what is shown."""
        if self._content is not None and self._shown:
            self._content.tick(now)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        edge = "border_strong" if self.floating else "border"
        cards.rounded(QPainter(self), QRectF(self.rect()), 8, "bg_surface", edge)
