"""The lanes of a day as they are painted: off hours, leaves, grid, the line of the moment, and jobs with their ways."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.hospital_names import brief
from desktop.casework.schedule_rows import Block
from desktop.ui import cards, fonts, text, theme
from desktop.ui.calendar import day_names, paint
from desktop.ui.calendar.agenda import Agenda, Key, absences_on, is_away
from desktop.ui.calendar.day_frame import DayFrame
from desktop.ui.calendar.lane_pictures import Part
from desktop.ui.calendar.spots import SIDE, Place, Spot
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


class Face(NamedTuple):
    """The words on a block: how it looks, where and when (the longest first), and the third line."""

    look: str
    places: tuple[str, ...]
    times: tuple[str, ...]
    line: str


class DayLanes:
    """Paints the lanes of a day at one moment; everything is in the content's pixels."""

    def __init__(self, laid: DayFrame, agenda: Agenda, now: datetime, wide: float) -> None:
        self._laid, self._agenda, self._now, self._wide = laid, agenda, now, wide
        self._faces: dict[Key, Face] = {}

    def look(self, part: Part) -> object:
        """Who, how much is taken, the hours, where the moment lies, and each job with its words and its row."""
        laid, lane = self._laid, part.place.lane
        jobs = tuple((spot.block, self._face(spot.block), spot.box.y() - part.top) for spot in part.spots)
        taken = self._taken(part)
        return lane, taken, laid.day, laid.first, laid.last, laid.hour, laid.now_x(self._now), jobs

    def _taken(self, part: Part) -> int:
        if part.waits:
            return len(self._agenda.cell(0, self._laid.day))
        return self._agenda.minutes(part.place.escort_id, self._laid.day)

    def paint(self, painter: QPainter, part: Part) -> None:
        """Paint a part of a lane, then the column of names beside it."""
        place = part.place
        box = QRectF(0, place.top, self._wide, place.height)
        painter.translate(0, -part.top)
        painter.save()
        painter.translate(SIDE, 0)
        painter.setClipRect(QRectF(0, part.top, self._wide, part.height))
        if part.waits:
            painter.fillRect(box, theme.colour("info_bg"))
        else:
            self._paint_off_hours(painter, place, box)
            self._paint_absences(painter, place, box)
        cards.hairline(painter, 0, box.right(), box.bottom() - 1)
        self._paint_grid(painter, box)
        for spot in part.spots:
            self._paint_block(painter, spot)
        painter.restore()
        day_names.paint_name(painter, QRectF(0, place.top, SIDE, place.height), place.lane, self._laid.day,
                             self._taken(part))  # fmt: skip

    def _paint_off_hours(self, painter: QPainter, place: Place, box: QRectF) -> None:
        assert place.lane is not None
        laid, shade = self._laid, theme.faded("bg_subtle", 0.55)
        for since, until in (
            (timedelta(hours=laid.first), _since(place.lane.starts)),
            (_since(place.lane.ends), timedelta(hours=laid.last)),
        ):
            left, right = laid.x(laid.start + since), laid.x(laid.start + until)
            if right > left:
                painter.fillRect(QRectF(left, box.y(), right - left, box.height()), shade)

    def _paint_absences(self, painter: QPainter, place: Place, box: QRectF) -> None:
        assert place.lane is not None
        for away in absences_on(place.lane, self._laid.day):
            left, right = self._laid.x(away.start), self._laid.x(away.end)
            span = box if is_away(place.lane, self._laid.day) else QRectF(left, box.y(), right - left, box.height())
            paint.hatch(painter, span, "border", 7)
            words = f"{away.reason}·不可派"
            if span.width() > fonts.width(words, "caption") + 28:
                paint.pill(painter, span.center(), words)

    def _paint_grid(self, painter: QPainter, box: QRectF) -> None:
        laid = self._laid
        for hour in range(laid.first, laid.last + 1):
            cards.upright(painter, round((hour - laid.first) * laid.hour), box.top(), box.bottom())
        present = laid.now_x(self._now)
        if present is not None:
            painter.fillRect(QRectF(present - 1, box.top(), 2, box.height()), theme.colour("crit_bar"))

    def _face(self, block: Block) -> Face:
        return self._faces.get(key_of(block)) or self._faces.setdefault(key_of(block), face_of(block, self._now))

    def _paint_block(self, painter: QPainter, spot: Spot) -> None:
        block, box = spot
        self._paint_ways(painter, block, box)
        face = self._face(block)
        look = paint.LOOKS[face.look]
        paint.ground(painter, box, look)
        x, room = box.x() + 12, int(box.width()) - 20
        if room < 16:
            return
        used = paint.sign(painter, x, box.y() + 3, face.look)
        used += text.draw(painter, x + used, box.y() + 2, 20, block.name, "dense", "text", 600, room=room - used) + 8
        if room - used > 24:
            place = _fitting(room - used, "dense", face.places)
            ink = "text2" if face.look == "done" else "text"
            text.draw(painter, x + used, box.y() + 2, 20, place, "dense", ink, room=room - used)
        times = _fitting(room, "caption", face.times)
        text.draw(painter, x, box.y() + 21, 17, times, "caption", "text2", room=room)
        if box.height() >= 58:
            text.draw(painter, x, box.y() + 38, 17, face.line, "caption", look.ink, look.weight, room=room)

    def _paint_ways(self, painter: QPainter, block: Block, box: QRectF) -> None:
        if not block.escort_id:
            return
        pixels = self._laid.hour / 60
        for wide, left in ((block.before * pixels, True), (block.after * pixels, False)):
            x = box.left() - wide if left else box.right()
            way = QRectF(x, box.y() + 6, wide, box.height() - 12).adjusted(1, 0, -1, 0)
            paint.hatch(painter, way, "border_strong", 6)


def face_of(block: Block, now: datetime) -> Face:
    """Make the words of a block at a moment."""
    state = state_of(block, now)
    look = "conflict" if block.conflict and state != "done" else state
    times = clock(block)
    long = f"{times}·{hours(minutes_of(block))} 小时"
    places = (where(block), short_where(block), brief(block.hospital))
    return Face(look, places, (long, times), state_line(block, now))


def _fitting(room: int, role: str, words: tuple[str, ...]) -> str:
    return next((some for some in words if fonts.width(some, role) <= room), words[-1])


def _since(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)
