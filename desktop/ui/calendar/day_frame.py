"""Where everything of a day lies: hours across, lanes down, jobs that overlap in rows of their lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QRectF

from desktop.casework.schedule_rows import Block, Lane
from desktop.handbook.workdays import SHANGHAI
from desktop.ui.calendar.agenda import WAITING, Agenda, rows_of
from desktop.ui.calendar.moving import Move, snapped

FIRST, LAST = 7, 19
LEAST_HOUR = 64.0
_INSET, _GAP = 10, 6
_RIGHT = 8


class Band(NamedTuple):
    """A lane: where it begins, how high it is, how many rows its jobs need, and whose it is (None: waiting)."""

    escort_id: int
    top: float
    height: float
    rows: int
    lane: Lane | None

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True)
class DayFrame:
    """The geometry of one day; x and y are the content's pixels, right of the names and below the head."""

    day: date
    first: int
    last: int
    hour: float
    bands: tuple[Band, ...]

    @property
    def width(self) -> float:
        """Of all hours."""
        return self.hour * (self.last - self.first) + _RIGHT

    @property
    def height(self) -> float:
        """Of all lanes."""
        return self.bands[-1].bottom

    @cached_property
    def start(self) -> datetime:
        """Midnight of the day."""
        return datetime.combine(self.day, time.min, tzinfo=SHANGHAI)

    def x(self, moment: datetime) -> float:
        """Where a moment lies; moments of other days lie at the edges."""
        hours = (moment - self.start).total_seconds() / 3600
        return (min(max(hours, self.first), self.last) - self.first) * self.hour

    def now_x(self, now: datetime) -> float | None:
        """Where the present moment lies; None on other days and outside the hours."""
        return self.x(now) if now.date() == self.day and self.first <= now.hour < self.last else None

    def moment(self, x: float) -> datetime:
        """The moment at x, to the quarter of an hour."""
        return snapped(self.start + timedelta(hours=self.first + x / self.hour))

    def band(self, escort_id: int) -> Band | None:
        """The lane of an escort."""
        return next((band for band in self.bands if band.escort_id == escort_id), None)

    def band_at(self, y: float) -> Band | None:
        """The lane at y."""
        return next((band for band in self.bands if band.top <= y < band.bottom), None)

    def box(self, band: Band, start: datetime, end: datetime, row: int = 0) -> QRectF:
        """The plate of a job in a row of a lane."""
        room = (band.height - 2 * _INSET - _GAP * (band.rows - 1)) / band.rows
        left = self.x(start)
        return QRectF(left, band.top + _INSET + row * (room + _GAP), max(8.0, self.x(end) - left), room)

    def box_of(self, move: Move) -> QRectF | None:
        """Where a move would put its block."""
        band = self.band(move.escort_id)
        if band is None or move.starts_at.date() != self.day:
            return None
        return self.box(band, move.starts_at, move.ends_at)


def frame(agenda: Agenda, day: date, room: float) -> DayFrame:
    """Lay a day out in so many pixels of width; hours before 7 and after 19 appear when something lies there."""
    first, last = _hours(agenda, day)
    hour = max(LEAST_HOUR, (room - _RIGHT) / (last - first))
    return DayFrame(day, first, last, hour, tuple(_bands(agenda, day)))


def _hours(agenda: Agenda, day: date) -> tuple[int, int]:
    blocks = [block for escort_id in agenda.lane_ids() for block in agenda.cell(escort_id, day)]
    first = min((block.starts_at.hour for block in blocks), default=FIRST)
    ends = (block.ends_at.hour + (block.ends_at.minute > 0) for block in blocks if block.ends_at.date() == day)
    return min(first, FIRST), max(max(ends, default=LAST), LAST)


def _bands(agenda: Agenda, day: date):
    top = 0.0
    lanes: list[Lane | None] = [None, *agenda.schedule.lanes]
    for lane in lanes:
        escort_id = lane.escort_id if lane else WAITING
        rows = max(rows_of(agenda.cell(escort_id, day)), default=0) + 1
        usual = 80 if lane else 96
        height = usual if rows == 1 else 2 * _INSET + rows * 46 + (rows - 1) * _GAP
        yield Band(escort_id, top, height, rows, lane)
        top += height


def rows_in(agenda: Agenda, band: Band, day: date) -> list[tuple[Block, int]]:
    """The jobs of a lane, each with its row."""
    blocks = agenda.cell(band.escort_id, day)
    return list(zip(blocks, rows_of(blocks), strict=True))
