"""The list on its card, together with what it says when empty, its total, and the line of a running query."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import QueueRow
from desktop.ui import cards, queue_states, text
from desktop.ui.empty import EmptyState
from desktop.ui.pages import QueueSpec
from desktop.ui.queue_model import QueueModel
from desktop.ui.queue_view import HEAD, QueueView
from desktop.ui.queue_wish import Answer, Wish, spell_total
from desktop.ui.source import Source
from desktop.ui.worker import Worker

_FOOT = 40
_BUSY_AFTER_MS = 150


class ProgressLine(QWidget):
    """The 2-pixel line of something under way; it shows itself only when that takes longer than 150 ms."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._step = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_BUSY_AFTER_MS)
        self._wait.timeout.connect(self._begin)
        self._move = QTimer(self)
        self._move.setInterval(60)
        self._move.timeout.connect(self._go_on)
        self.setAccessibleName("正在读取")
        self.hide()

    def set_busy(self, busy: bool) -> None:
        """Begin to wait, or stop."""
        if busy and not self._wait.isActive() and self.isHidden():
            self._wait.start()
        elif not busy:
            self._wait.stop()
            self._move.stop()
            self.hide()

    def _begin(self) -> None:
        self.show()
        self.raise_()
        self._move.start()

    def _go_on(self) -> None:
        self._step = (self._step + 1) % 25
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a stretch of accent that wanders to the right."""
        wide = self.width()
        QPainter(self).fillRect(QRectF(wide * (self._step - 5) / 20, 0, wide / 4, 2), cards.shade_of("accent"))


class QueueTable(QWidget):
    """Card, list, empty state and total; the card is as high as its rows while they fit.

    The list keeps the keyboard even when it is empty, so the keys of the place go on working.
    """

    def __init__(self, spec: QueueSpec, source: Source, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.total = ""
        self._answered = False
        self._open_next = False
        self.model = QueueModel(source, worker, spec.columns, self)
        self.view = QueueView(self.model, self)
        self.empty = EmptyState(self)
        self.empty.hide()
        self._line = ProgressLine(self)
        self.setFocusProxy(self.view)
        self.view.picked.connect(self._rows_came)

    def show_answer(self, answer: Answer, wish: Wish) -> None:
        """Show the rows of an answer, or why there are none."""
        self._answered = True
        self.model.show(answer.ids)
        self.total = spell_total(len(answer.ids), answer.counts, bool(wish.narrowed))
        nothing = not answer.ids
        if nothing:
            queue_states.say_empty(self.empty, self._spec, wish, answer)
        self.empty.setVisible(nothing)
        self._arrange()
        self.update()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the line of a running query."""
        self._line.set_busy(busy)

    def tick(self, now: datetime) -> None:
        """Move the clocks of the rows in sight."""
        self.model.tick(now, *self.view.visible_places())

    def open_when_loaded(self) -> None:
        """Open the current row as soon as its page is there."""
        self._open_next = True
        self._rows_came(self.view.current_row())

    def _rows_came(self, row: QueueRow | None) -> None:
        if self._open_next and row is not None:
            self._open_next = False
            self.view.open_current()

    def toggle_compact(self) -> None:
        """Rows of one line, or two."""
        self.view.set_compact(not self.view.compact)
        self._arrange()
        self.update()

    def _card(self) -> QRectF:
        room = self.height() - _FOOT
        rows = len(self.model.ids)
        wanted = HEAD + rows * self.view.verticalHeader().defaultSectionSize() + 8
        fits = self._answered and rows and wanted < room
        return QRectF(0, 0, self.width(), wanted if fits else room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep list and empty state inside the card."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        card = self._card().toRect()
        self.view.setGeometry(card.adjusted(1, 1, -1, -4))
        self.empty.setGeometry(card.adjusted(8, HEAD + 8, -8, -8))
        self._line.setGeometry(1, HEAD, self.width() - 2, 2)
        self.empty.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and the total under it."""
        painter = QPainter(self)
        card = self._card()
        cards.rounded(painter, card, 8, "bg_surface", "border")
        if self._answered:
            text.draw(painter, 12, card.bottom() + 8, 24, self.total, "caption", "text2")
