"""The week: a cell per escort and day with its jobs as chips and its load; days off narrow and hatched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from desktop.handbook.daytrace import WEEKDAYS
from desktop.ui import cards, chips, text, theme
from desktop.ui.calendar.agenda import Key
from desktop.ui.calendar.lane_canvas import LaneCanvas
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import SIDE, Spot
from desktop.ui.calendar.week_frame import OFF, Column, WeekFrame, frame
from desktop.ui.calendar.week_lanes import WeekLanes
from desktop.ui.calendar.wording import is_off, key_of, mark_of

_TITLES = {"holiday": "text2", "weekend": "text2"}


class WeekView(LaneCanvas):
    """One week, painted; `advice` says under a waiting job who would be best."""

    head = 56

    def __init__(self, calendar, now, parent=None) -> None:
        super().__init__(calendar, now, parent)
        self.frame: WeekFrame | None = None
        self.advice: Mapping[Key, str] = {}
        self.setAccessibleName("陪诊日历 周视图")

    def show_advice(self, advice: Mapping[Key, str]) -> None:
        """Show the best escort under each waiting job."""
        self.advice = advice
        self.relay()

    def _lay_out(self) -> QSize:
        assert self.agenda is not None
        room = self.viewport().width() - SIDE - 1
        laid = self.frame = frame(self.agenda, room)
        spots = [
            Spot(block, laid.chip(column, row, place))
            for row in laid.rows for column in laid.columns
            for place, block in enumerate(self.agenda.cell(row.escort_id, column.day))
        ]  # fmt: skip
        wide = max(laid.width, room + 1)
        self._place(WeekLanes(laid, self.agenda, self.now, wide, self.advice), laid.rows, spots, wide)
        return QSize(round(laid.width), round(laid.height))

    def box_of(self, move: Move) -> QRectF | None:
        """Where a move would put its block: under what the cell holds already."""
        found = self.frame.find(move.starts_at, move.escort_id) if self.frame and self.agenda else None
        if found is None or self.frame is None or self.agenda is None:
            return None
        column, row = found
        others = [block for block in self.agenda.cell(row.escort_id, column.day) if key_of(block) != key_of(move.block)]
        return self.frame.chip(column, row, len(others))

    def drop_place(self, move: Move, _grip: str, place: QPointF, _grabbed: float) -> Move:
        """The move once its block has been dragged to a cell: the escort and the day, at the same time."""
        assert self.frame is not None
        at = self.content_at(place)
        found = self.frame.at(at.x(), at.y())
        if found is None:
            return move
        column, row = found
        return move.to(row.escort_id).on(column.day)

    def grip_at(self, _box: QRectF, _x: float) -> str:
        """Chips are moved whole."""
        return "body"

    def _paint_head(self, painter: QPainter) -> None:
        assert self.frame is not None
        assert self.agenda is not None
        wide = self.viewport().width()
        painter.fillRect(QRectF(1, 1, wide - 2, self.head - 2), theme.colour("bg_surface"))
        painter.setClipRect(QRectF(SIDE + 1, 0, wide - SIDE - 2, self.head))
        for column in self.frame.columns:
            self._paint_day(painter, column)
        painter.setClipping(False)
        workdays = sum(not is_off(head) for head in self.agenda.days)
        text.draw(painter, 16, 10, 20, f"陪诊人员 {len(self.agenda.schedule.lanes)}", "dense", "text", 600)
        text.draw(painter, 16, 30, 18, f"本周负荷·上限 {workdays * 8} 小时", "caption", "text2")
        cards.upright(painter, SIDE, 1, self.head)
        cards.hairline(painter, 0, wide, self.head - 1)

    def _paint_day(self, painter: QPainter, column: Column) -> None:
        left = SIDE + column.left - self.horizontalScrollBar().value()
        head, off = column.head, is_off(column.head)
        if off:
            painter.fillRect(QRectF(left, 1, column.width, self.head - 2), theme.colour("bg_subtle"))
        if head.kind == "makeup":
            painter.fillRect(QRectF(left, 0, column.width, 3), theme.colour("soon_bar"))
        today = head.day == self.now.date()
        tint = "accent" if today else _TITLES.get(head.kind, "text")
        x = left + 10
        x += text.draw(painter, x, 8, 20, f"周{WEEKDAYS[head.day.weekday()]}", "dense", tint, 600)
        mark = mark_of(head, self.calendar)
        if mark.words and off:
            text.draw(painter, x + 4, 8, 20, mark.words, "caption", "text2", room=int(left + column.width - x - 6))
        elif mark.words:
            chips.draw_tag(painter, x + 10, 8, mark.words, mark.tone, 20)
        text.draw(painter, left + 10, 29, 18, f"{head.day.month}月{head.day.day}日", "caption", "text2")
        if column.width > OFF and head.jobs:
            text.draw_right(painter, left + column.width - 10, 29, 18, f"{head.jobs} 件陪诊", "caption", "text2")
        cards.upright(painter, left + column.width - 1, 1, self.head)
