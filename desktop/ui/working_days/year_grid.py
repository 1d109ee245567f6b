"""The year grid: twelve months with days off, make-up days and today, and a cursor on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.calendars.rows import Month
from desktop.handbook.workdays import DayFact, DayKind
from desktop.handbook.year_notice import WEEKDAYS
from desktop.ui import cards, text
from desktop.ui.working_days.words import day_words, kind_token

COLUMNS, WEEKS, _HEAD, _NAMES, _GAP, _LEAST = 4, 6, 22, 18, 28, 17
_BAR = 20


class Place(NamedTuple):
    """Where a month lies: its upper left corner, and the size of a day's cell."""

    x: float
    y: float
    wide: float
    high: float


class YearGrid(QWidget):
    """`moved` carries the day under the cursor, `turned` the day to change (double click)."""

    moved = Signal(object)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months: tuple[Month, ...] = ()
        self.today = self.cursor_day = date.min
        self.changed: frozenset[date] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(560, 3 * (_HEAD + _NAMES + WEEKS * _LEAST) + 16)

    def sizeHint(self) -> QSize:
        """Room for cells of 22 x 21."""
        return QSize(740, 3 * (_HEAD + _NAMES + WEEKS * 21) + 32)

    def show_year(self, months: tuple[Month, ...], today: date, changed: frozenset[date] = frozenset()) -> None:
        """Show a year; `changed` are the days a draft would turn. The cursor stays on its day of the year."""
        self.months, self.today, self.changed = months, today, changed
        year = months[0].days[0].date.year
        if self.cursor_day == date.min:
            self.cursor_day = today
        if self.cursor_day.year != year:
            own = today if today.year == year else date(year, self.cursor_day.month, min(self.cursor_day.day, 28))
            self.cursor_day = own
        self._say()

    @property
    def fact(self) -> DayFact | None:
        """The day under the cursor."""
        if not self.months:
            return None
        return self.months[self.cursor_day.month - 1].days[self.cursor_day.day - 1]

    def step(self, days: int) -> None:
        """Move the cursor by days, within the year."""
        self.go_to(self.cursor_day + timedelta(days=days))

    def go_to(self, day: date) -> None:
        """Put the cursor on a day of this year; any other is left alone."""
        if self.months and day.year == self.months[0].days[0].date.year:
            self.cursor_day = day
            self._say()

    def _say(self) -> None:
        fact = self.fact
        if fact is not None:
            self.setAccessibleName(day_words(fact))
            self.moved.emit(fact)
        self.update()

    def _places(self) -> Iterator[tuple[Month, Place]]:
        wide = (self.width() - (COLUMNS - 1) * _GAP) / COLUMNS
        high = self.height() / 3
        cell = min(22.0, max(_LEAST, (high - _HEAD - _NAMES - 4) / WEEKS))
        for place, month in enumerate(self.months):
            column, row = place % COLUMNS, place // COLUMNS
            yield month, Place(column * (wide + _GAP), row * high, wide / 7, cell)

    @staticmethod
    def _box(place: Place, month: Month, number: int) -> QRectF:
        """The cell of a day, `number` from 1."""
        at = month.days[0].date.weekday() + number - 1
        top = place.y + _HEAD + _NAMES
        return QRectF(place.x + at % 7 * place.wide, top + at // 7 * place.high, place.wide, place.high)

    def day_at(self, x: float, y: float) -> date | None:
        """The day under a point."""
        for month, place in self._places():
            for fact in month.days:
                if self._box(place, month, fact.date.day).contains(x, y):
                    return fact.date
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor on the day."""
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None:
            self.go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change the day."""
        if self.day_at(event.position().x(), event.position().y()) is not None:
            self.turned.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor's ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the months."""
        painter = QPainter(self)
        for month, place in self._places():
            self._paint_month(painter, month, place)

    def _paint_month(self, painter: QPainter, month: Month, place: Place) -> None:
        right = place.x + 7 * place.wide
        text.draw(painter, place.x + 2, place.y, _HEAD, f"{month.number} 月", "dense", "text", 600)
        text.draw_right(painter, right - 2, place.y, _HEAD, f"{month.workdays} 工作日", "caption", "text2")
        for column, name in enumerate(WEEKDAYS):
            x = place.x + column * place.wide
            text.draw_centred(painter, x, place.y + _HEAD, place.wide, _NAMES, name, "caption", "text3")
        self._paint_runs(painter, month, place)
        for fact in month.days:
            self._paint_day(painter, fact, self._box(place, month, fact.date.day))

    def _paint_runs(self, painter: QPainter, month: Month, place: Place) -> None:
        """Days off that follow each other in a week are one bar."""
        run: QRectF | None = None
        for fact in (*month.days, None):
            box = self._box(place, month, fact.date.day) if fact else QRectF()
            off = fact is not None and fact.kind is DayKind.HOLIDAY
            if run is not None and off and box.top() == run.top():
                run.setRight(box.right())
                continue
            if run is not None:
                cards.rounded(painter, _inset(run), 5, "ok_bg")
            run = QRectF(box) if off else None

    def _paint_day(self, painter: QPainter, fact: DayFact, box: QRectF) -> None:
        tint, weight = kind_token(fact)
        square = QRectF(box.center().x() - _BAR / 2 - 1, box.top() + 1, _BAR + 2, box.height() - 2)
        if fact.kind is DayKind.MAKEUP:
            cards.rounded(painter, square, 5, "soon_bg", "soon_bar")
        if fact.date == self.today:
            cards.rounded(painter, square, 5, "accent")
            tint, weight = "on_accent", 600
        if fact.date in self.changed:
            cards.rounded(painter, square, 5, None, "accent", 1.5)
        number = str(fact.date.day)
        text.draw_centred(painter, box.x(), box.y(), box.width(), box.height(), number, "caption", tint, weight)
        if fact.date == self.cursor_day and self.hasFocus():
            cards.focus_ring(painter, square.adjusted(-2, -2, 2, 2), 7)


def _inset(box: QRectF) -> QRectF:
    return box.adjusted(1, 1, -1, -1)
