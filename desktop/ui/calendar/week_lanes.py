"""The lanes of a week as they are painted: days off hatched, jobs as chips, what is taken of each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.hospital_names import brief
from desktop.casework.schedule_rows import Block
from desktop.ui import cards, fonts, icons, text, theme
from desktop.ui.calendar import paint
from desktop.ui.calendar.agenda import Agenda, Key, absences_on, is_away
from desktop.ui.calendar.day_names import paint_load, paint_waiting
from desktop.ui.calendar.lane_pictures import Part
from desktop.ui.calendar.spots import SIDE, Place, Spot
from desktop.ui.calendar.week_frame import OFF, PITCH, Column, WeekFrame
from desktop.ui.calendar.wording import (
    OCCASIONS,
    absence_words,
    is_off,
    key_of,
    load,
    minutes_of,
    short_where,
    skills,
    state_of,
)  # fmt: skip


class WeekLanes:
    """Paints the lanes of a week at one moment; everything is in the content's pixels."""

    def __init__(self, laid: WeekFrame, agenda: Agenda, now: datetime, wide: float, advice: Mapping[Key, str]) -> None:
        self._laid, self._agenda, self._now, self._wide = laid, agenda, now, wide
        self._advice = advice

    def look(self, part: Part) -> object:
        """Whose it is, how much of each day is taken, and each job with its state and its place."""
        days = tuple((*column, len(blocks), self._taken(blocks)) for column, blocks in self._cells(part))
        jobs = tuple((spot.block, state_of(spot.block, self._now), spot.box.y() - part.top) for spot in part.spots)
        advice = tuple(self._advice.get(key_of(spot.block), "") for spot in part.spots) if part.waits else ()
        return part.place.lane, days, jobs, advice

    def _cells(self, part: Part):
        return [(column, self._agenda.cell(part.place.escort_id, column.day)) for column in self._laid.columns]

    def _taken(self, blocks: tuple[Block, ...]) -> int:
        return sum(minutes_of(block) for block in blocks)

    def paint(self, painter: QPainter, part: Part) -> None:
        """Paint a part of a lane, then the column of names beside it."""
        row = part.place
        painter.translate(0, -part.top)
        painter.save()
        painter.translate(SIDE, 0)
        painter.setClipRect(QRectF(0, part.top, self._wide, part.height))
        if part.waits:
            painter.fillRect(QRectF(0, row.top, self._wide, row.height), theme.colour("info_bg"))
        for column, blocks in self._cells(part):
            self._paint_cell(painter, column, row, blocks)
        for spot in part.spots:
            self._paint_chip(painter, spot)
        painter.restore()
        self._paint_name(painter, row, QRectF(0, row.top, SIDE, row.height))
        cards.upright(painter, SIDE, row.top, row.top + row.height)
        cards.hairline(painter, 1, SIDE + self._wide, row.top + row.height - 1)

    def _paint_cell(self, painter: QPainter, column: Column, row: Place, blocks: tuple[Block, ...]) -> None:
        box = self._laid.cell(column, row)
        if is_off(column.head):
            paint.hatch(painter, box, "border", 9, "bg_subtle")
        elif row.lane is not None and absences_on(row.lane, column.day):
            paint.hatch(painter, box, "border", 7)
        cards.upright(painter, box.right() - 1, box.top(), box.bottom())
        self._paint_rest(painter, column, row, box, blocks)

    def _paint_rest(
        self, painter: QPainter, column: Column, row: Place, box: QRectF, blocks: tuple[Block, ...]
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
        elif len(blocks) == 1 and (words := self._advice.get(key_of(blocks[0]), "")):
            y, room = box.y() + 8 + PITCH, int(box.width()) - 14
            for number, line in enumerate(_two_lines(words, room)):
                text.draw(painter, box.x() + 8, y + 4 + number * 18, 18, line, "caption", "info_fg", room=room)

    def _paint_day_load(self, painter: QPainter, column: Column, row: Place, box: QRectF) -> None:
        assert row.lane is not None
        minutes = self._agenda.minutes(row.escort_id, column.day)
        limit = self._agenda.daily_limit(row.lane)
        over = minutes > limit
        words = load(minutes, limit)
        y = box.bottom() - 19
        paint.bar(painter, box.x() + 6, y, box.width() - 24 - fonts.width(words, "caption"), 4, minutes / limit,
                  "breach_bar" if over else "border_strong")  # fmt: skip
        text.draw_right(painter, box.right() - 7, y - 8, 20, words, "caption", "breach_bar" if over else "text2")

    def _paint_chip(self, painter: QPainter, spot: Spot) -> None:
        block, box = spot
        state = state_of(block, self._now)
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

    def _paint_name(self, painter: QPainter, row: Place, box: QRectF) -> None:
        if row.lane is None:
            paint_waiting(painter, box, len(self._agenda.schedule.waiting), "拖到格内，或")
            return
        lane = row.lane
        painter.fillRect(box.adjusted(1, 0, 0, 0), theme.colour("bg_surface"))
        text.draw(painter, 16, box.y() + 11, 20, lane.name, "body", "text", 600, room=SIDE - 28, keep=True)
        away = next((some for some in lane.absences), None)
        line = f"{away.reason} {absence_words(away.start, away.end)}" if away and row.height > 110 else skills(lane)
        if lane.lapsed:
            line = f"{'、'.join(lane.lapsed)} 已过期"
        text.draw(painter, 16, box.y() + 32, 18, line, "caption", "soon_fg" if lane.lapsed else "text2", room=SIDE - 28)
        minutes = sum(self._agenda.minutes(lane.escort_id, head.day) for head in self._agenda.days)
        paint_load(painter, 16, box.y() + 62, 96, minutes, lane.limit)


def _fitting(room: int, block: Block) -> str:
    occasion = OCCASIONS.get(block.occasion, "")
    longest = f"{block.hospital} {occasion}"
    longest_first = (longest, short_where(block), brief(block.hospital), occasion)
    return next((words for words in longest_first if fonts.width(words, "caption") <= room), "")


def _two_lines(words: str, room: int) -> tuple[str, ...]:
    """`建议 张蕾（候补）·全天空闲·熟悉胸科` on one line or on two, broken between its parts."""
    parts = words.split("·")
    fits = [at for at in range(1, len(parts) + 1) if fonts.width("·".join(parts[:at]), "caption") <= room]
    at = max(fits, default=1)
    return tuple("·".join(some) for some in (parts[:at], parts[at:]) if some)
