"""Where everything of a week lies: days across, days off narrow, lanes down, as high as their fullest day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF

from desktop.casework.schedule_rows import DayHead, Lane
from desktop.ui.calendar.agenda import WAITING, Agenda
from desktop.ui.calendar.spots import Place
from desktop.ui.calendar.wording import is_off

OFF, OFF_BUSY, LEAST = 76.0, 150.0, 104.0
CHIP, PITCH = 26, 30
_TOP = 8


class Column(NamedTuple):
    """A day: where it begins and how wide it is."""

    head: DayHead
    left: float
    width: float

    @property
    def day(self) -> date:
        """Its date."""
        return self.head.day


class Row(NamedTuple):
    """A lane: where it begins and how high it is; None is the work that waits."""

    escort_id: int
    top: float
    height: float
    lane: Lane | None


@dataclass(frozen=True)
class WeekFrame:
    """The geometry of a week; x and y are the content's pixels, right of the names and below the head."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> float:
        """Of all days."""
        return self.columns[-1].left + self.columns[-1].width

    @property
    def height(self) -> float:
        """Of all lanes."""
        return self.rows[-1].top + self.rows[-1].height

    def cell(self, column: Column, row: Place) -> QRectF:
        """The box of a day of a lane."""
        return QRectF(column.left, row.top, column.width, row.height)

    def chip(self, column: Column, row: Row, place: int) -> QRectF:
        """The box of the n-th job of a cell; narrow days keep less room at the sides."""
        side = 6 if column.width > OFF else 3
        return QRectF(column.left + side, row.top + _TOP + place * PITCH, column.width - 2 * side, CHIP)

    def at(self, x: float, y: float) -> tuple[Column, Row] | None:
        """The cell at a point."""
        column = next((some for some in self.columns if some.left <= x < some.left + some.width), None)
        row = next((some for some in self.rows if some.top <= y < some.top + some.height), None)
        return (column, row) if column and row else None

    def find(self, moment: datetime, escort_id: int) -> tuple[Column, Row] | None:
        """The cell of a moment and an escort."""
        column = next((some for some in self.columns if some.day == moment.date()), None)
        row = next((some for some in self.rows if some.escort_id == escort_id), None)
        return (column, row) if column and row else None


def frame(agenda: Agenda, room: float) -> WeekFrame:
    """Lay a week out in so many pixels of width."""
    return WeekFrame(tuple(_columns(agenda, room)), tuple(_rows(agenda)))


def _columns(agenda: Agenda, room: float):
    wide = {head.day: _off_width(head) for head in agenda.days if is_off(head)}
    share = max(LEAST, (room - sum(wide.values())) / max(1, len(agenda.days) - len(wide)))
    left = 0.0
    for head in agenda.days:
        width = wide.get(head.day, share)
        yield Column(head, left, width)
        left += width


def _off_width(head: DayHead) -> float:
    return OFF_BUSY if head.jobs else OFF


def _rows(agenda: Agenda):
    top = 0.0
    lanes: list[Lane | None] = [None, *agenda.schedule.lanes]
    for lane in lanes:
        escort_id = lane.escort_id if lane else WAITING
        most = max((len(agenda.cell(escort_id, head.day)) for head in agenda.days), default=0)
        below = 30 if lane else 22
        height = max(98.0 if lane else 88.0, float(_TOP + most * PITCH + below))
        yield Row(escort_id, top, height, lane)
        top += height
