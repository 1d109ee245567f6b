"""The week: a cell per escort and day with its jobs as chips and its load; days off narrow and hatched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from desktop.casework.schedule_rows import Block
from desktop.handbook.daytrace import WEEKDAYS
from desktop.ui import cards, chips, fonts, icons, text, theme
from desktop.ui.calendar import paint
from desktop.ui.calendar.agenda import Key, absences_on, is_away
from desktop.ui.calendar.canvas import Canvas
from desktop.ui.calendar.day_names import paint_load, paint_waiting
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import SIDE, Spot
from desktop.ui.calendar.week_frame import OFF, PITCH, Column, Row, WeekFrame, frame
from desktop.ui.calendar.wording import (
    OCCASIONS,
    absence_words,
    is_off,
    key_of,
    load,
    mark_of,
    short_hospital,
    short_where,
    skill,
    skills,
    state_of,
)  # fmt: skip

_TITLES = {"holiday": "text2", "weekend": "text2"}


class WeekView(Canvas):
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
        self.refresh()

    def _lay_out(self) -> QSize:
        assert self.agenda is not None
        view = self.viewport().size()
        laid = self.frame = frame(self.agenda, view.width() - SIDE - 1)
        self.spots = [
            Spot(block, laid.chip(column, row, place))
            for row in laid.rows for column in laid.columns
            for place, block in enumerate(self.agenda.cell(row.escort_id, column.day))
        ]  # fmt: skip
        waiting = laid.rows[0].height
        self.pinned = waiting if waiting < 0.4 * view.height() else 0.0
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
        down = place.y() - self.head
        down += 0 if self.pinned and down < self.pinned else self.verticalScrollBar().value()
        found = self.frame.at(place.x() - SIDE + self.horizontalScrollBar().value(), down)
        if found is None:
            return move
        column, row = found
        there = move.starts_at.replace(year=column.day.year, month=column.day.month, day=column.day.day)
        return move.to(row.escort_id).at(there)

    def grip_at(self, _box: QRectF, _x: float) -> str:
        """Chips are moved whole."""
        return "body"

    def _paint_still(self, painter: QPainter) -> None:
        assert self.frame is not None
        rows = self.frame.rows
        painter.setClipRect(self._with_names(self.lanes_area()))
        for row in rows[1 if self.pinned else 0 :]:
            self._paint_row(painter, row)
        if self.pinned:
            painter.setClipRect(QRectF(1, self.head, self.viewport().width() - 2, self.pinned))
            self._paint_row(painter, rows[0])
        painter.setClipping(False)
        cards.upright(painter, SIDE, 1, self.viewport().height() - 1)
        self._paint_head(painter)

    def _with_names(self, area: QRectF) -> QRectF:
        return area.adjusted(1 - SIDE, 0, 0, 0)

    def _paint_row(self, painter: QPainter, row: Row) -> None:
        assert self.frame is not None
        box = self.seen(QRectF(0, row.top, self.frame.width, row.height), row.lane is None)
        if not box.intersects(self.body_area()):
            return
        if row.lane is None:
            painter.fillRect(QRectF(SIDE, box.y(), self.viewport().width() - SIDE, row.height), theme.colour("info_bg"))
        for column in self.frame.columns:
            self._paint_cell(painter, column, row)
        self._paint_name(painter, row, QRectF(0, box.y(), SIDE, row.height))
        cards.hairline(painter, 1, self.viewport().width(), box.bottom() - 1)

    def _paint_cell(self, painter: QPainter, column: Column, row: Row) -> None:
        assert self.frame is not None
        assert self.agenda is not None
        box = self.seen(self.frame.cell(column, row), row.lane is None)
        blocks = self.agenda.cell(row.escort_id, column.day)
        if is_off(column.head):
            paint.hatch(painter, box, "border", 9, "bg_subtle")
        elif row.lane is not None and absences_on(row.lane, column.day):
            paint.hatch(painter, box, "border", 7)
        cards.upright(painter, box.right() - 1, box.top(), box.bottom())
        for place, block in enumerate(blocks):
            self._paint_chip(painter, block, self.seen(self.frame.chip(column, row, place), row.lane is None))
        self._paint_rest(painter, column, row, box, blocks)

    def _paint_rest(
        self, painter: QPainter, column: Column, row: Row, box: QRectF, blocks: tuple[Block, ...]
    ) -> None:
        if row.lane is None:
            self._paint_advice(painter, column, box, blocks)
        elif row.lane and is_away(row.lane, column.day) and not blocks:
            paint.pill(painter, box.center(), absences_on(row.lane, column.day)[0].reason)
        elif blocks and box.width() > OFF:
            self._paint_day_load(painter, column, row, box)
        elif not blocks and not is_off(column.head):
            text.draw_centred(painter, box.x(), box.y(), box.width(), box.height(), "空闲", "caption", "text3")

    def _paint_advice(self, painter: QPainter, column: Column, box: QRectF, blocks: tuple[Block, ...]) -> None:
        if not blocks and not is_off(column.head):
            text.draw_centred(painter, box.x(), box.y(), box.width(), box.height(), "都已派出", "caption", "info_fg")
        elif len(blocks) == 1 and (words := self.advice.get(key_of(blocks[0]), "")):
            y = box.y() + 8 + PITCH + 4
            text.draw(painter, box.x() + 8, y, 20, words, "caption", "info_fg", room=int(box.width()) - 14)

    def _paint_day_load(self, painter: QPainter, column: Column, row: Row, box: QRectF) -> None:
        assert self.agenda is not None
        assert row.lane is not None
        minutes = self.agenda.minutes(row.escort_id, column.day)
        limit = self.agenda.daily_limit(row.lane)
        over = minutes > limit
        words = load(minutes, limit)
        y = box.bottom() - 19
        paint.bar(painter, box.x() + 6, y, box.width() - 24 - fonts.width(words, "caption"), 4, minutes / limit,
                  "breach_bar" if over else "border_strong")  # fmt: skip
        text.draw_right(painter, box.right() - 7, y - 8, 20, words, "caption", "breach_bar" if over else "text2")

    def _paint_chip(self, painter: QPainter, block: Block, box: QRectF) -> None:
        state = state_of(block, self.now)
        conflict = bool(block.conflict) and state != "done"
        look = paint.LOOKS["conflict" if conflict else state]
        calm = state == "planned" and not conflict
        cards.rounded(painter, box, 5, look.ground, None if calm else look.edge, look.width, look.dashed)
        if calm:
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), theme.colour("accent"))
        x, right = box.x() + 10, box.right() - 6
        if conflict:
            right -= 18
            icons.draw(painter, right + 2, box.y() + 6, "triangle-alert", "breach_bar", 14)
        if box.width() > OFF:
            x += text.draw(painter, x, box.y(), box.height(), f"{block.starts_at:%H:%M}", "caption", "text2", 500) + 8
        ink = "text2" if state == "done" else "text"
        x += text.draw(painter, x, box.y(), box.height(), block.name, "dense", ink, 600, room=int(right - x)) + 8
        place = _fitting(int(right - x), block)
        text.draw(painter, x, box.y(), box.height(), place, "caption", "text2")

    def _paint_name(self, painter: QPainter, row: Row, box: QRectF) -> None:
        if row.lane is None:
            count = len(self.agenda.schedule.waiting) if self.agenda else 0
            paint_waiting(painter, box, count, "拖到格内，或")
            return
        lane = row.lane
        painter.fillRect(box.adjusted(1, 0, 0, 0), theme.colour("bg_surface"))
        text.draw(painter, 16, box.y() + 11, 20, lane.name, "body", "text", 600, room=SIDE - 28, keep=True)
        away = next((some for some in lane.absences), None)
        line = f"{away.reason} {absence_words(away.start, away.end)}" if away and row.height > 110 else skills(lane)
        if lane.lapsed:
            line = f"{'、'.join(lane.lapsed)} 已过期"
        text.draw(painter, 16, box.y() + 32, 18, line, "caption", "soon_fg" if lane.lapsed else "text2", room=SIDE - 28)
        minutes = sum(self.agenda.minutes(lane.escort_id, head.day) for head in self.agenda.days) if self.agenda else 0
        paint_load(painter, 16, box.y() + 62, 96, minutes, lane.limit)

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
        left = self.seen(QRectF(column.left, 0, 1, 1), False).x()
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


def _fitting(room: int, block: Block) -> str:
    occasion = OCCASIONS.get(block.occasion, "")
    longest = f"{short_hospital(block.hospital)} {occasion}"
    longest_first = (longest, short_where(block), skill(block.hospital), occasion)
    return next((words for words in longest_first if fonts.width(words, "caption") <= room), "")
