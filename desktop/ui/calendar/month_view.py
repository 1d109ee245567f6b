"""The month: per day how many jobs, how much of the escorts' time is taken, and what still waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from desktop.casework.schedule_rows import DayHead
from desktop.handbook.daytrace import WEEKDAYS
from desktop.ui import cards, chips, fonts, icons, text, theme
from desktop.ui.calendar import paint
from desktop.ui.calendar.agenda import Agenda, is_away
from desktop.ui.calendar.canvas import Canvas
from desktop.ui.calendar.wording import day_words, is_off, mark_of

_HEAD, _LEAST = 32, 84
_FULL_DAY = 480


class DayLoad(NamedTuple):
    """One day in figures: jobs, minutes taken and possible, work that waits, conflicts."""

    jobs: int
    minutes: int
    possible: int
    waiting: int
    conflicts: int

    @property
    def share(self) -> float:
        """How much of the possible time is taken."""
        return self.minutes / self.possible if self.possible else 0.0

    @property
    def words(self) -> str:
        """For screen readers."""
        parts = [f"陪诊 {self.jobs} 件", f"已排 {self.share:.0%}", f"待指派 {self.waiting} 件" if self.waiting else "",
                 f"冲突 {self.conflicts} 件" if self.conflicts else ""]  # fmt: skip
        return "，".join(part for part in parts if part)


def load_of(agenda: Agenda, head: DayHead) -> DayLoad:
    """A day's figures."""
    blocks = [block for lane in agenda.schedule.lanes for block in agenda.cell(lane.escort_id, head.day)]
    there = [] if is_off(head) else [lane for lane in agenda.schedule.lanes if not is_away(lane, head.day)]
    minutes = sum(agenda.minutes(lane.escort_id, head.day) for lane in agenda.schedule.lanes)
    conflicts = sum(bool(block.conflict) for block in blocks)
    return DayLoad(len(blocks), minutes, len(there) * _FULL_DAY, len(agenda.cell(0, head.day)), conflicts)


class MonthView(Canvas):
    """Whole weeks around a month, painted; the cursor is a day. `day_opened` carries the day to open."""

    head = _HEAD
    day_opened = Signal(object)
    day_picked = Signal(object)

    def __init__(self, calendar, now, parent=None) -> None:
        super().__init__(calendar, now, parent)
        self.day: date = now().date()
        self._loads: dict[date, DayLoad] = {}
        self.setAccessibleName("陪诊日历 月视图")
        self.viewport().installEventFilter(self)

    def set_day(self, day: date) -> None:
        """Move the cursor to a day."""
        self.day = day
        self._tell_readers()
        self.viewport().update()

    def _tell_readers(self) -> None:
        load = self._loads.get(self.day)
        self.setAccessibleDescription(f"{day_words(self.day)}，{load.words}" if load else day_words(self.day))

    def _lay_out(self) -> QSize:
        assert self.agenda is not None
        self._loads = {head.day: load_of(self.agenda, head) for head in self.agenda.days}
        return QSize(0, round(self._row_height() * self._weeks()))

    def _weeks(self) -> int:
        return max(1, len(self.agenda.days) // 7) if self.agenda else 1

    def _row_height(self) -> float:
        return max(float(_LEAST), (self.viewport().height() - _HEAD - 1) / self._weeks())

    def _cell(self, place: int) -> QRectF:
        wide, high = self.viewport().width() / 7, self._row_height()
        down = self.verticalScrollBar().value()
        return QRectF(place % 7 * wide, _HEAD + place // 7 * high - down, wide, high)

    def _paint_scene(self, painter: QPainter, _exposed: QRect) -> None:
        assert self.agenda is not None
        for place, head in enumerate(self.agenda.days):
            self._paint_day(painter, self._cell(place), head)
        wide = self.viewport().width()
        painter.fillRect(QRectF(1, 1, wide - 2, _HEAD - 1), theme.colour("bg_surface"))
        for place, name in enumerate(WEEKDAYS):
            text.draw(painter, place * wide / 7 + 12, 0, _HEAD, f"周{name}", "caption", "text2", 500)
        cards.hairline(painter, 0, wide, _HEAD - 1)

    def _paint_day(self, painter: QPainter, box: QRectF, head: DayHead) -> None:
        load, off = self._loads[head.day], is_off(head)
        if off:
            paint.hatch(painter, box, "border", 9, "bg_subtle")
        if head.kind == "makeup":
            painter.fillRect(QRectF(box.x(), box.y(), box.width(), 3), theme.colour("soon_bar"))
        cards.hairline(painter, box.x(), box.right(), box.bottom() - 1)
        if box.right() < self.viewport().width() - 2:
            cards.upright(painter, box.right() - 1, box.top(), box.bottom())
        self._paint_date(painter, box, head)
        if load.jobs:
            self._paint_load(painter, box, load)
        if load.waiting:
            self._paint_waiting(painter, box, load)

    def _paint_date(self, painter: QPainter, box: QRectF, head: DayHead) -> None:
        own = head.day.month == self.day.month
        caption = str(head.day.day) if head.day.day > 1 else f"{head.day.month}月1日"
        x, y, wide = box.x() + 10, box.y() + 8, fonts.width(caption, "dense", 600)
        tint = "text" if own else "text3"
        if head.day == self.now.date():
            cards.rounded(painter, QRectF(x - 6, y, wide + 12, 22), 11, "accent")
            tint = "on_accent"
        text.draw(painter, x, y, 22, caption, "dense", tint, 600)
        mark = mark_of(head, self.calendar)
        if mark.words and is_off(head):
            text.draw(painter, x + wide + 10, y, 22, mark.words, "caption", "text2")
        elif mark.words:
            chips.draw_tag(painter, x + wide + 10, y + 1, mark.words, mark.tone, 20)

    def _paint_load(self, painter: QPainter, box: QRectF, load: DayLoad) -> None:
        y = box.bottom() - 32
        x = box.x() + 10
        x += text.draw(painter, x, y, 20, str(load.jobs), "dense", "text", 600) + 4
        x += text.draw(painter, x, y, 20, "件", "caption", "text2") + 8
        if load.conflicts:
            icons.draw(painter, x, y + 3, "triangle-alert", "breach_bar", 14)
        over = load.share > 1
        tint = "breach_bar" if over else "text2"
        if load.possible:
            text.draw_right(painter, box.right() - 11, y, 20, f"{load.share:.0%}", "caption", tint)
        ink = tint if over else "border_strong"
        paint.bar(painter, box.x() + 10, box.bottom() - 11, box.width() - 21, 4, load.share, ink)

    def _paint_waiting(self, painter: QPainter, box: QRectF, load: DayLoad) -> None:
        words = f"待指派 {load.waiting}"
        room = box.height() - 70
        if room >= 0:
            plate = QRectF(box.x() + 8, box.y() + 34, fonts.width(words, "caption", 500) + 14, 20)
            cards.rounded(painter, plate, 5, "bg_surface", "accent", 1, dashed=True)
            text.draw(painter, box.x() + 15, box.y() + 34, 20, words, "caption", "info_fg", 500)
        else:
            text.draw_right(painter, box.right() - 10, box.y() + 8, 22, words, "caption", "info_fg", 500)

    def _paint_above(self, painter: QPainter) -> None:
        places = [head.day for head in self.agenda.days] if self.agenda else []
        if self.day in places:
            painter.setClipRect(QRectF(0, _HEAD, self.viewport().width(), self.viewport().height() - _HEAD))
            box = self._cell(places.index(self.day)).adjusted(2, 2, -3, -3)
            cards.rounded(painter, box, 6, None, "focus" if self.hasFocus() else "border_strong", 2)

    def step(self, across: int, down: int) -> date:
        """The day so many days and weeks away."""
        return self.day + timedelta(days=across + 7 * down)

    def day_at(self, place: QPointF) -> date | None:
        """The day at a point."""
        days = self.agenda.days if self.agenda else ()
        return next((head.day for at, head in enumerate(days) if self._cell(at).contains(place)), None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A press chooses a day, a double click opens it."""
        kinds = {QEvent.Type.MouseButtonPress: self.day_picked, QEvent.Type.MouseButtonDblClick: self.day_opened}
        told = kinds.get(event.type())
        if told is not None and isinstance(event, QMouseEvent):
            day = self.day_at(event.position())
            if day is not None:
                told.emit(day)
        return False
