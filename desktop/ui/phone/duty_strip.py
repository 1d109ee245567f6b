"""The strip at the foot of the page: who is on duty from noon to noon, who talks, and where somebody is missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.lanes import Block, gap_sentence, lanes_of, merged
from desktop.casework.phone.rows import DutyRow, Roster
from desktop.ui import cards, fonts, glyphs, text, theme
from desktop.ui.buttons import Button
from desktop.ui.phone.duty_lanes import Span, paint_block

_HEAD, _AXIS, _LANE, _LABEL = 36, 22, 29, 108
_TWO_HOURS = timedelta(hours=2)


class DutyStrip(QWidget):
    """180 px high, less in a low window; `wanted` asks for the roster's page."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roster: Roster | None = None
        self.busy: frozenset[int] = frozenset()
        self.now: datetime | None = None
        self.setFixedHeight(180)
        self.button = Button("补排班", "E", height=30, role="dense", parent=self)
        self.button.clicked.connect(self.wanted)

    def show_roster(self, roster: Roster, busy: frozenset[int], now: datetime) -> None:
        """Show a day's roster at `now`."""
        self.roster, self.busy, self.now = roster, busy, now
        self._say()

    def tick(self, now: datetime) -> None:
        """Move the line."""
        self.now = now
        self._say()

    def warning(self) -> str:
        """The sentence on the first gap ahead."""
        return gap_sentence(self.roster.gaps, self.now) if self.roster and self.now else ""

    def on_duty(self) -> tuple[DutyRow, ...]:
        """Who is on duty now."""
        now, roster = self.now, self.roster
        return tuple(one for one in roster.duties if one.start <= now < one.end) if roster and now else ()

    def _say(self) -> None:
        there = "、".join(f"{one.department} {one.doctor}" for one in self.on_duty())
        self.setAccessibleName(f"值班：{there or '没有人'}。{self.warning()}")
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Keep the button in its corner."""
        wide = self.button.sizeHint().width()
        self.button.setGeometry(self.width() - wide - 16, 5, wide, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint head, axis, lanes and the line of now."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if self.roster is None or self.now is None:
            return
        used = 16 + text.draw(painter, 16, 5, 30, "值班", "section") + 12
        span = f"{self.roster.start:%m-%d} 12:00 – {self.roster.end:%m-%d} 12:00"
        used += text.draw(painter, used, 6, 30, span, "caption", "text3") + 24
        warning = self.warning()
        if warning:
            glyphs.draw(painter, used, 14, "breach", theme.colour("soon_fg"))
            room = self.button.x() - used - 32
            text.draw(painter, used + 18, 6, 30, warning, "dense", "soon_fg", 600, room=room)
        self._paint_lanes(painter, Span(self.roster.start, self.roster.end, 16 + _LABEL, self.width() - 32 - _LABEL))

    def _paint_lanes(self, painter: QPainter, span: Span) -> None:
        assert self.roster is not None
        assert self.now is not None
        at = span.start
        while at <= span.end:
            x = span.x(at)
            label = f"{at:%H:%M}"
            shift = {span.start: 0.0, span.end: 1.0}.get(at, 0.5) * fonts.width(label, "caption")
            if abs(x - span.x(self.now)) > 48:
                text.draw(painter, x - shift, _HEAD, 18, label, "caption", "text3")
            cards.upright(painter, x, _HEAD + _AXIS - 2, self.height() - 8)
            at += _TWO_HOURS
        room = (self.height() - _HEAD - _AXIS - 4) // _LANE
        lanes = merged(lanes_of(self.roster), room)[:room]
        for place, lane in enumerate(lanes):
            y = _HEAD + _AXIS + place * _LANE
            text.draw(painter, 16, y, 24, lane.department, "dense", "text2")
            for block in lane.blocks:
                paint_block(painter, span.box(block, y, 24), block, *self._state(block), named="·" in lane.department)
        self._paint_now(painter, span)

    def _state(self, block: Block) -> tuple[str, str]:
        if not isinstance(block, DutyRow) or self.now is None or not block.start <= self.now < block.end:
            return "", ""
        return ("talk", "通话中") if block.doctor_id in self.busy else ("now", "空闲")

    def _paint_now(self, painter: QPainter, span: Span) -> None:
        assert self.now is not None
        if not span.start <= self.now <= span.end:
            return
        x = span.x(self.now)
        painter.fillRect(QRectF(x - 1, _HEAD + 16, 2, self.height() - _HEAD - 22), theme.colour("crit_bar"))
        cards.rounded(painter, QRectF(x - 23, _HEAD - 1, 46, 20), 4, "crit_bg")
        text.draw_centred(painter, x - 23, _HEAD - 1, 46, 20, f"{self.now:%H:%M}", "caption", "crit_fg", 600)
