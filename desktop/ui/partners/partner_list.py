"""The partners in a list: manual or set up, spoken with last, and what went wrong."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.gateways.partners import PartnerRow
from desktop.handbook.moments import spoken_moment
from desktop.ui import cards, chips, glyphs, icons, text, theme

HIGH = 92
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}
_ICONS = {"carrier": "link", "sms": "message-square-text", "courier": "truck", "mail": "mail"}


def last_words(row: PartnerRow, now: datetime) -> str:
    """`上次往来 今天 14:20`."""
    if row.last_at is None:
        return "还没有往来"
    at = row.last_at
    return f"上次往来 {f'今天 {at:%H:%M}' if at.date() == now.date() else spoken_moment(at)}"


class PartnerList(QWidget):
    """↑ ↓ choose; `chosen` carries the partner's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PartnerRow, ...] = ()
        self.at = 0
        self._now: datetime | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_rows(self, rows: tuple[PartnerRow, ...], now: datetime) -> None:
        """Show them; the cursor stays."""
        self.rows, self._now = rows, now
        self.setFixedHeight(max(1, len(rows)) * HIGH)
        self._say()

    @property
    def current(self) -> PartnerRow | None:
        """The partner at the cursor."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def choose(self, place: int) -> None:
        """Put the cursor on one."""
        self.at = min(max(place, 0), max(0, len(self.rows) - 1))
        self._say()
        if self.current is not None:
            self.chosen.emit(self.current.key)

    def _say(self) -> None:
        one = self.current
        if one is not None and self._now is not None:
            parts = [one.title, _state(one), one.how, last_words(one, self._now), one.failure or "没有问题"]
            self.setAccessibleName("，".join(parts))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, J and K."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.choose(self.at + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self.choose(int(event.position().y()) // HIGH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        for place, row in enumerate(self.rows):
            self._paint_row(painter, QRectF(0, place * HIGH, self.width(), HIGH), row, place == self.at)

    def _paint_row(self, painter: QPainter, box: QRectF, row: PartnerRow, on: bool) -> None:
        inner = box.adjusted(4, 2, -4, -2)
        if on:
            cards.rounded(painter, inner, 6, "bg_selected")
        x, y, room = box.x() + 44, box.y() + 10, round(box.width()) - 60
        icons.draw(painter, box.x() + 16, y + 3, _ICONS[row.key], "accent" if row.active else "text3")
        used = text.draw(painter, x, y, 24, row.title, "body", "text", 600, keep=True)
        chips.draw_tag(painter, x + used + 10, y + 3, _state(row), "plain", 18)
        text.draw(painter, x, y + 24, 20, row.how, "dense", "text2", room=room)
        if row.failure:
            glyphs.draw(painter, x, y + 49, "breach", theme.colour("breach_bar"))
            text.draw(painter, x + 18, y + 46, 20, row.failure, "caption", "breach_bar", room=room - 18)
        elif self._now is not None:
            text.draw(painter, x, y + 46, 20, last_words(row, self._now), "caption", "text3", room=room)
        if on and self.hasFocus():
            cards.focus_ring(painter, inner)
        cards.hairline(painter, 16, box.width() - 16, box.bottom() - 1)


def _state(row: PartnerRow) -> str:
    return "已配置" if row.active else "人工"
