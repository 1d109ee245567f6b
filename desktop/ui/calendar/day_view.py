"""The day: a lane per escort from seven to nineteen, ways and leaves hatched, and the line of the moment."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from desktop.ui import cards, text, theme
from desktop.ui.calendar import day_names
from desktop.ui.calendar.day_frame import DayFrame, frame, rows_in
from desktop.ui.calendar.day_lanes import DayLanes
from desktop.ui.calendar.lane_canvas import LaneCanvas
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import SIDE, Spot

_GRIP = 7


class DayView(LaneCanvas):
    """One day, painted. `day` is set before `show_agenda`."""

    head = 36

    def __init__(self, calendar, now, parent=None) -> None:
        super().__init__(calendar, now, parent)
        self.day: date = now().date()
        self.frame: DayFrame | None = None
        self.setAccessibleName("陪诊日历 日视图")

    def _lay_out(self) -> QSize:
        assert self.agenda is not None
        room = self.viewport().width() - SIDE - 1
        laid = self.frame = frame(self.agenda, self.day, room)
        spots = [
            Spot(block, laid.box(band, block.starts_at, block.ends_at, row))
            for band in laid.bands for block, row in rows_in(self.agenda, band, self.day)
        ]  # fmt: skip
        wide = max(laid.width, room + 1)
        self._place(DayLanes(laid, self.agenda, self.now, wide), laid.bands, spots, wide)
        return QSize(round(laid.width), round(laid.height))

    def box_of(self, move: Move) -> QRectF | None:
        """Where a move would put its block."""
        return self.frame.box_of(move) if self.frame else None

    def drop_place(self, move: Move, grip: str, place: QPointF, grabbed: float) -> Move:
        """The move once its block has been dragged to a point: whole, or by its start or end."""
        assert self.frame is not None
        at = self.content_at(place)
        if grip == "end":
            return move.ending(self.frame.moment(at.x()))
        if grip == "start":
            return move.starting(self.frame.moment(at.x()))
        band = self.frame.band_at(at.y())
        return (move.to(band.escort_id) if band else move).at(self.frame.moment(at.x() - grabbed))

    def grip_at(self, box: QRectF, x: float) -> str:
        """What a press at x of a plate takes hold of: its start, its end, or all of it."""
        if box.width() < 4 * _GRIP:
            return "body"
        if x < box.left() + _GRIP:
            return "start"
        return "end" if x > box.right() - _GRIP else "body"

    def _paint_head(self, painter: QPainter) -> None:
        laid, wide = self.frame, self.viewport().width()
        assert laid is not None
        painter.fillRect(QRectF(1, 1, wide - 2, self.head - 1), theme.colour("bg_surface"))
        painter.setClipRect(QRectF(SIDE + 1, 0, wide - SIDE - 2, self.head + 1))
        shift = SIDE - self.horizontalScrollBar().value()
        for hour in range(laid.first, laid.last + 1):
            x = shift + (hour - laid.first) * laid.hour
            if hour < laid.last:
                text.draw(painter, x + 5, 0, self.head, f"{hour:02}:00", "caption", "text2")
            self._paint_ticks(painter, x)
        present = laid.now_x(self.now)
        if present is not None:
            box = QRectF(shift + present - 22, 8, 44, 20)
            cards.rounded(painter, box, 10, "crit_bg")
            text.draw_centred(painter, box.x(), 8, 44, 20, f"{self.now:%H:%M}", "caption", "crit_fg", 600)
        painter.setClipping(False)
        day_names.paint_heading(painter, self.head)
        cards.hairline(painter, 0, wide, self.head - 1)

    def _paint_ticks(self, painter: QPainter, x: float) -> None:
        assert self.frame is not None
        for quarter, high, tint in ((1, 3, "border"), (2, 5, "border_strong"), (3, 3, "border")):
            at = round(x + quarter * self.frame.hour / 4)
            cards.upright(painter, at, self.head - 1 - high, self.head - 1, tint)
