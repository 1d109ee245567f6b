"""The "why" popover (W): the days between start and deadline, the rule and its place in the handbook."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.handbook.vocabulary import ClockReading
from desktop.ui import cards, chips, day_strip, keycap, text
from desktop.ui.popover import Popover
from desktop.ui.source import Source
from desktop.ui.trace_words import Why, why

WIDTH, HEIGHT = 600, 200
_ROOM_BELOW = 208
_TONES = {"承诺": "ok", "内部目标": "plain", "关注": "plain"}


class TracePopover(Popover):
    """600 x 200, four pixels under its row, above it when there is no room; W or Esc closes it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH, HEIGHT)
        self._why: Why | None = None
        self._today = date.min

    def toggle(
        self, reading: ClockReading, source: Source, view: QTableView, visit: datetime | None = None
    ) -> None:  # fmt: skip
        """Explain the clock of a list's current row, or close; a clock that waits has no reason yet.

        With the `visit` ahead, a reminder's days run back from it.
        """
        if self.isVisible():
            self.dismiss()
            return
        answer = why(reading, source.now(), source.calendar, source.hours, visit)
        if answer is not None:
            box = view.visualRect(view.currentIndex())
            corner = view.viewport().mapTo(self.host, QPoint(0, box.y()))
            right = view.mapTo(self.host, QPoint(view.width(), 0)).x() + 1
            self.tell(answer, source.now().date(), QRect(corner, box.size()), right)

    def tell(self, why: Why, today: date, row: QRect, right: int) -> None:
        """Explain a deadline beside a row, given in the window's coordinates; `right` is the table's edge."""
        self._why, self._today = why, today
        self.setAccessibleName(why.spoken)
        below = self.host.height() - row.bottom() - 1
        y = row.bottom() + 5 if below >= _ROOM_BELOW else row.top() - HEIGHT - 4
        self.open_at(QPoint(right - WIDTH, y))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """W closes as it opened."""
        if event.text().lower() == "w":
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, sentence, strip and source."""
        super().paintEvent(event)
        if self._why is None:
            return
        painter, card, why = QPainter(self), self.card(), self._why
        left, top, right = card.x() + 16, card.y(), card.right() - 15
        room = right - left
        text.draw(painter, left, top + 12, 24, why.title, "section", keep=True)
        cap = keycap.width("W")
        keycap.draw(painter, right - cap, top + 15, "W", "surface")
        if why.kind:
            wide = chips.tag_width(why.kind)
            chips.draw_tag(painter, right - cap - 8 - wide, top + 15, why.kind, _TONES[why.kind], 18)
        text.draw(painter, left, top + 39, 18, why.sentence, "caption", "text2", room=room)
        day_strip.draw(painter, left, top + 66, room, why.trace, self._today)
        cards.hairline(painter, left, right, top + 140)
        text.draw(painter, left, top + 148, 18, why.left, "caption", "text2", room=room)
        text.draw(painter, left, top + 170, 18, why.source, "caption", "text3", room=room)
