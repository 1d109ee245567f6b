"""The week of the roster: a row a day, lanes by department, gaps dashed, one block with the cursor."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.lanes import DAY, Block, Lane, days_of, lanes_of, merged, of_day
from desktop.casework.phone.rows import DutyRow, Roster
from desktop.handbook.duty import Gap
from desktop.ui import cards, fonts, text, theme
from desktop.ui.date_inputs import spell_day
from desktop.ui.phone.duty_lanes import Span, paint_block, spoken

_LANE, _PAD, _LABEL, _NAMES, _AXIS, _MOST = 24, 6, 108, 100, 24, 4


class DutyGrid(QWidget):
    """`opened` tells of a double click, `moved` carries where the cursor's day is: its middle and half its height."""

    opened = Signal()
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roster: Roster | None = None
        self.now: datetime | None = None
        self.blocks: tuple[Block, ...] = ()
        self.at = 0
        self._days: list[tuple[datetime, list[Lane]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_roster(self, roster: Roster, now: datetime) -> None:
        """Show another week or its changes; the cursor stays where it was in time."""
        before = self.current
        self.roster, self.now = roster, now
        self.blocks = tuple(sorted((*roster.duties, *roster.gaps), key=lambda one: (one.start, one.department)))
        self.at = self._place_of(before)
        self._days = [(day, merged(lanes_of(of_day(roster, day)), _MOST)) for day in days_of(roster)]
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self._say()

    def _place_of(self, before: Block | None) -> int:
        """Where that stretch stands now, else what comes at its time, else what comes next."""
        own = before.id if isinstance(before, DutyRow) else 0
        same = (place for place, one in enumerate(self.blocks) if isinstance(one, DutyRow) and one.id == own)
        first, last = self.blocks[0].start if self.blocks else None, max(0, len(self.blocks) - 1)
        wanted = before.start if before is not None and first is not None and before.start >= first else self.now
        later = (place for place, one in enumerate(self.blocks) if wanted is not None and one.start >= wanted)
        return next(same, next(later, last))

    @property
    def current(self) -> Block | None:
        """The block with the cursor."""
        return self.blocks[self.at] if self.at < len(self.blocks) else None

    def step(self, places: int) -> None:
        """The next or the previous block in time."""
        self.at = min(max(self.at + places, 0), max(0, len(self.blocks) - 1))
        self._say()

    def step_day(self, days: int) -> None:
        """The first block of the next day, or of the one before."""
        one = self.current
        if one is None:
            return
        day = one.start.date() + timedelta(days=days)
        found = [place for place, block in enumerate(self.blocks) if block.start.date() == day]
        if found:
            self.at = found[0]
        self._say()

    def _say(self) -> None:
        one = self.current
        self.setAccessibleName(f"值班表：{spoken(one)}" if one else "值班表：这一周还没有排班")
        for y, day, lanes in self._rows():
            if one is not None and day <= one.start < day + DAY:
                self.moved.emit(int(y) + _high(lanes) // 2, _high(lanes) // 2 + _AXIS)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the lanes of all days."""
        return QSize(600, _AXIS + sum(_high(lanes) for _, lanes in self._days))

    def _rows(self) -> list[tuple[float, datetime, list[Lane]]]:
        rows, y = [], float(_AXIS)
        for day, lanes in self._days:
            rows.append((y, day, lanes))
            y += _high(lanes)
        return rows

    def _span(self, day: datetime) -> Span:
        return Span(day, day + DAY, _LABEL + _NAMES, self.width() - _LABEL - _NAMES - 12)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor on a block."""
        for y, day, lanes in self._rows():
            span = self._span(day)
            for place, lane in enumerate(lanes):
                for block in lane.blocks:
                    if span.box(block, y + _PAD + place * _LANE, _LANE - 3).contains(event.position()):
                        self.at = self.blocks.index(_whole(self.blocks, block))
        self._say()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens it."""
        self.mousePressEvent(event)
        self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axis and days."""
        painter = QPainter(self)
        if self.roster is None:
            return
        axis = self._span(self.roster.start)
        for hour in range(0, 25, 2):
            x = axis.x(self.roster.start + timedelta(hours=hour))
            text.draw(painter, x - fonts.width(f"{hour:02d}", "caption") / 2, 0, 20, f"{hour:02d}", "caption", "text3")
            cards.upright(painter, x, _AXIS - 4, self.height())
        for y, day, lanes in self._rows():
            self._paint_day(painter, y, day, lanes)

    def _paint_day(self, painter: QPainter, y: float, day: datetime, lanes: list[Lane]) -> None:
        today = self.now is not None and self.now.date() == day.date()
        cards.hairline(painter, 0, self.width(), y)
        text.draw(painter, 12, y + 4, 22, spell_day(day.date()), "dense", "accent" if today else "text", 600)
        if today:
            text.draw(painter, 12, y + 24, 18, "今天", "caption", "text3")
        span, focus = self._span(day), self.current
        for place, lane in enumerate(lanes):
            top = y + _PAD + place * _LANE
            text.draw(painter, _LABEL, top, _LANE - 3, lane.department, "caption", "text2")
            for block in lane.blocks:
                state = "focus" if focus is not None and _whole(self.blocks, block) == focus else ""
                if not state and self.now is not None and block.start <= self.now < block.end:
                    state = "now"
                paint_block(painter, span.box(block, top, _LANE - 3), block, state, named="·" in lane.department)
        if today and self.now is not None:
            painter.fillRect(QRectF(span.x(self.now) - 1, y, 2, _high(lanes)), theme.colour("crit_bar"))


def _high(lanes: list[Lane]) -> int:
    return max(46, 2 * _PAD + len(lanes) * _LANE)


def _whole(blocks: tuple[Block, ...], part: Block) -> Block:
    """The block of the week that this one is, or is a part of."""
    if isinstance(part, DutyRow):
        return part
    return next(one for one in blocks if isinstance(one, Gap) and one == part)
