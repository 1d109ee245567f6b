"""The day: a lane per escort from seven to nineteen, ways and leaves hatched, and the line of the moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from desktop.casework.schedule_rows import Block
from desktop.ui import cards, fonts, text, theme
from desktop.ui.calendar import day_names, paint
from desktop.ui.calendar.agenda import Key, absences_on, is_away
from desktop.ui.calendar.canvas import Canvas
from desktop.ui.calendar.day_frame import Band, DayFrame, frame, rows_in
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import SIDE, Spot
from desktop.ui.calendar.wording import (
    clock,
    hours,
    key_of,
    minutes_of,
    short_where,
    state_line,
    state_of,
    where,
)  # fmt: skip

_GRIP = 7


class Face(NamedTuple):
    """The words on a block: how it looks, where (long and short), when (long and short), and the third line."""

    look: str
    places: tuple[str, str]
    times: tuple[str, str]
    line: str


class DayView(Canvas):
    """One day, painted. `day` is set before `show_agenda`."""

    head = 36

    def __init__(self, calendar, now, parent=None) -> None:
        super().__init__(calendar, now, parent)
        self.day: date = now().date()
        self.frame: DayFrame | None = None
        self._faces: dict[Key, Face] = {}
        self.setAccessibleName("陪诊日历 日视图")

    def _lay_out(self) -> QSize:
        assert self.agenda is not None
        view = self.viewport().size()
        self._faces.clear()
        laid = self.frame = frame(self.agenda, self.day, view.width() - SIDE - 1)
        self.spots = [
            Spot(block, laid.box(band, block.starts_at, block.ends_at, row))
            for band in laid.bands for block, row in rows_in(self.agenda, band, self.day)
        ]  # fmt: skip
        waiting = laid.bands[0].height
        self.pinned = waiting if waiting < 0.4 * view.height() else 0.0
        return QSize(round(laid.width), round(laid.height))

    def box_of(self, move: Move) -> QRectF | None:
        """Where a move would put its block."""
        return self.frame.box_of(move) if self.frame else None

    def content_at(self, place: QPointF) -> QPointF:
        """A point of the view in the content's pixels."""
        down = place.y() - self.head
        if not self.pinned or down >= self.pinned:
            down += self.verticalScrollBar().value()
        return QPointF(place.x() - SIDE + self.horizontalScrollBar().value(), down)

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

    def _paint_still(self, painter: QPainter) -> None:
        assert self.frame is not None
        painter.setClipRect(self.lanes_area())
        for band in self.frame.bands[1 if self.pinned else 0 :]:
            self._paint_lane(painter, band)
        self._paint_grid(painter, self.lanes_area())
        self._paint_now(painter, self.lanes_area())
        self._paint_blocks(painter, waiting=not self.pinned)
        if self.pinned:
            area = QRectF(SIDE, self.head, self.lanes_area().width(), self.pinned)
            painter.setClipRect(area)
            self._paint_lane(painter, self.frame.bands[0])
            self._paint_grid(painter, area)
            self._paint_now(painter, area)
            self._paint_blocks(painter, waiting=True, lanes=False)
        painter.setClipping(False)
        day_names.paint_names(painter, self, self.frame)
        self._paint_head(painter)

    def _band_box(self, band: Band) -> QRectF:
        assert self.frame is not None
        box = self.seen(QRectF(0, band.top, self.frame.width, band.height), band.lane is None)
        return box.adjusted(0, 0, max(0.0, self.viewport().width() - box.right()), 0)

    def _paint_lane(self, painter: QPainter, band: Band) -> None:
        box = self._band_box(band)
        if not box.intersects(self.body_area()):
            return
        if band.lane is None:
            painter.fillRect(box, theme.colour("info_bg"))
        else:
            self._paint_off_hours(painter, band)
            self._paint_absences(painter, band)
        cards.hairline(painter, SIDE, box.right(), box.bottom() - 1)

    def _paint_off_hours(self, painter: QPainter, band: Band) -> None:
        assert self.frame is not None
        assert band.lane is not None
        shade = theme.faded("bg_subtle", 0.55)
        start = self.frame.start
        for since, until in (
            (timedelta(hours=self.frame.first), _since(band.lane.starts)),
            (_since(band.lane.ends), timedelta(hours=self.frame.last)),
        ):
            left, right = self.frame.x(start + since), self.frame.x(start + until)
            if right > left:
                painter.fillRect(self.seen(QRectF(left, band.top, right - left, band.height), False), shade)

    def _paint_absences(self, painter: QPainter, band: Band) -> None:
        assert self.frame is not None
        assert band.lane is not None
        for away in absences_on(band.lane, self.day):
            left, right = self.frame.x(away.start), self.frame.x(away.end)
            place = self.seen(QRectF(left, band.top, right - left, band.height), False)
            if is_away(band.lane, self.day):
                place = self._band_box(band)
            paint.hatch(painter, place, "border", 7)
            words = f"{away.reason}·不可派"
            if place.width() > fonts.width(words, "caption") + 28:
                paint.pill(painter, place.center(), words)

    def _paint_grid(self, painter: QPainter, area: QRectF) -> None:
        assert self.frame is not None
        end = min(area.bottom(), self.seen(QRectF(0, self.frame.height, 1, 1), False).y())
        for hour in range(self.frame.first, self.frame.last + 1):
            x = self.seen(QRectF((hour - self.frame.first) * self.frame.hour, 0, 1, 1), False).x()
            cards.upright(painter, round(x), area.top(), end)

    def _paint_now(self, painter: QPainter, area: QRectF) -> None:
        x = self._now_x()
        if x is not None:
            painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), theme.colour("crit_bar"))

    def _now_x(self) -> float | None:
        assert self.frame is not None
        now = self.now
        if now.date() != self.day or not self.frame.first <= now.hour < self.frame.last:
            return None
        return self.seen(QRectF(self.frame.x(now), 0, 1, 1), False).x()

    def _paint_blocks(self, painter: QPainter, waiting: bool, lanes: bool = True) -> None:
        area = self.body_area()
        for spot in self.spots:
            if (waiting if not spot.block.escort_id else lanes) and self.seen_spot(spot).intersects(area):
                self._paint_block(painter, spot.block, self.seen_spot(spot))

    def _paint_block(self, painter: QPainter, block: Block, box: QRectF) -> None:
        self._paint_ways(painter, block, box)
        face = self._faces.get(key_of(block)) or self._faces.setdefault(key_of(block), face_of(block, self.now))
        look = paint.LOOKS[face.look]
        paint.ground(painter, box, look)
        x, room = box.x() + 12, int(box.width()) - 20
        if room < 16:
            return
        used = paint.sign(painter, x, box.y() + 5, face.look)
        used += text.draw(painter, x + used, box.y() + 4, 20, block.name, "dense", "text", 600, room=room - used) + 8
        if room - used > 24:
            place = _fitting(room - used, "dense", face.places)
            text.draw(painter, x + used, box.y() + 4, 20, place, "dense", "text", room=room - used)
        times = _fitting(room, "caption", face.times)
        text.draw(painter, x, box.y() + 23, 17, times, "caption", "text2", room=room)
        if box.height() >= 58:
            text.draw(painter, x, box.y() + 40, 17, face.line, "caption", look.ink, look.weight, room=room)

    def _paint_ways(self, painter: QPainter, block: Block, box: QRectF) -> None:
        assert self.frame is not None
        if not block.escort_id:
            return
        pixels = self.frame.hour / 60
        for wide, left in ((block.before * pixels, True), (block.after * pixels, False)):
            x = box.left() - wide if left else box.right()
            way = QRectF(x, box.y() + 6, wide, box.height() - 12).adjusted(1, 0, -1, 0)
            paint.hatch(painter, way, "border_strong", 6)

    def _paint_head(self, painter: QPainter) -> None:
        assert self.frame is not None
        wide = self.viewport().width()
        painter.fillRect(QRectF(SIDE + 1, 1, wide - SIDE - 2, self.head - 1), theme.colour("bg_surface"))
        painter.setClipRect(QRectF(SIDE + 1, 0, wide - SIDE - 2, self.head + 1))
        for hour in range(self.frame.first, self.frame.last + 1):
            x = self.seen(QRectF((hour - self.frame.first) * self.frame.hour, 0, 1, 1), False).x()
            if hour < self.frame.last:
                text.draw(painter, x + 5, 0, self.head, f"{hour:02}:00", "caption", "text2")
            cards.upright(painter, round(x + self.frame.hour / 2), self.head - 5, self.head - 1)
        present = self._now_x()
        if present is not None:
            x = present
            cards.rounded(painter, QRectF(x - 22, 8, 44, 20), 10, "crit_bg")
            text.draw_centred(painter, x - 22, 8, 44, 20, f"{self.now:%H:%M}", "caption", "crit_fg", 600)
        painter.setClipping(False)
        cards.hairline(painter, 0, wide, self.head - 1)


def face_of(block: Block, now: datetime) -> Face:
    """Make the words of a block at a moment."""
    state = state_of(block, now)
    look = "conflict" if block.conflict and state != "done" else state
    times = clock(block)
    long = f"{times}·{hours(minutes_of(block))} 小时"
    return Face(look, (where(block), short_where(block)), (long, times), state_line(block, now))


def _fitting(room: int, role: str, words: tuple[str, str]) -> str:
    return words[0] if fonts.width(words[0], role) <= room else words[1]


def _since(moment) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)
