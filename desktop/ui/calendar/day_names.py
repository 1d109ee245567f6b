"""The left column of the day: who, what they know, and how much of the day is taken."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.schedule_rows import Absence, Lane
from desktop.ui import cards, keycap, text, theme
from desktop.ui.calendar import paint
from desktop.ui.calendar.agenda import absences_on, is_away
from desktop.ui.calendar.spots import SIDE
from desktop.ui.calendar.wording import absence_words, load, skills


def paint_name(painter: QPainter, box: QRectF, lane: Lane | None, day: date, taken: int) -> None:
    """Paint whose lane it is; `taken` counts minutes, or the jobs that wait."""
    if lane is None:
        paint_waiting(painter, box, taken, "拖到人，或选中后按")
    else:
        painter.fillRect(box.adjusted(1, 0, 0, 0), theme.colour("bg_surface"))
        paint_escort(painter, box, lane, day, taken)
    cards.hairline(painter, 0, SIDE, box.bottom() - 1)
    cards.upright(painter, SIDE, box.top(), box.bottom())


def paint_heading(painter: QPainter, high: int) -> None:
    """Paint what stands above the names."""
    cards.upright(painter, SIDE, 1, high)
    text.draw(painter, 16, 0, high, "陪诊人员", "caption", "text2")
    text.draw_right(painter, SIDE - 12, 0, high, "已排 / 8 小时", "caption", "text2")


def paint_waiting(painter: QPainter, box: QRectF, count: int, hint: str) -> None:
    """Paint how many wait, and how they are given out."""
    painter.fillRect(box.adjusted(1, 0, 0, 0), theme.colour("info_bg"))
    text.draw(painter, 16, box.y() + 12, 22, f"待指派 {count}", "body", "info_fg", 600)
    if not count:
        text.draw(painter, 16, box.y() + 36, 20, "都已派出", "caption", "info_fg")
        return
    wide = text.draw(painter, 16, box.y() + 36, 20, hint, "caption", "info_fg")
    keycap.draw(painter, 16 + wide + 6, box.y() + 37, "E")


def paint_escort(painter: QPainter, box: QRectF, lane: Lane, day: date, minutes: int) -> None:
    """Paint one escort's name, skills and load, or until when they are away."""
    text.draw(painter, 16, box.y() + 13, 20, lane.name, "body", "text", 600, room=SIDE - 28, keep=True)
    away = _away(lane, day)
    line, tint = (f"{away.reason} {absence_words(away.start, away.end)}", "text2") if away else _second(lane)
    text.draw(painter, 16, box.y() + 34, 18, line, "caption", tint, room=SIDE - 28)
    if away is None:
        paint_load(painter, 16, box.y() + 58, 92, minutes, lane.limit)


def paint_load(painter: QPainter, x: float, y: float, wide: float, minutes: int, limit: int) -> None:
    """Paint a bar of what is taken, and the figures; crimson when it is more than usual."""
    over = minutes > limit > 0
    tint = "breach_bar" if over else "accent"
    paint.bar(painter, x, y, wide, 6, minutes / limit if limit else 0, tint)
    ink = "breach_bar" if over else "text2"
    text.draw_right(painter, SIDE - 12, y - 7, 20, load(minutes, limit), "caption", ink, 600 if over else 0)


def _second(lane: Lane) -> tuple[str, str]:
    return (f"{'、'.join(lane.lapsed)} 已过期", "soon_fg") if lane.lapsed else (skills(lane), "text2")


def _away(lane: Lane, day: date) -> Absence | None:
    if not is_away(lane, day):
        return None
    cut = absences_on(lane, day)[0]
    return next(away for away in lane.absences if away.start <= cut.start and away.end >= cut.end)
