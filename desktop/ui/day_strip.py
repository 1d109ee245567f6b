"""The strip of days that answers "why this deadline": which days count, which do not, and where it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.handbook.daytrace import (
    SHORT_NAMES,
    WEEKDAYS,
    DayRun,
    Role,
    Trace,
    TraceDay,
    circled,
    spell_clock,
    spell_minutes,
    spell_range,
)
from desktop.handbook.workdays import DayKind
from desktop.ui import cards, fonts, text

GAP = 4
HEIGHT = 60
_USUAL = {"work": 40, "start": 40, "today": 46, "off": 84, "makeup": 48, "due": 68, "range": 84}
_TIGHT = {"off": 62, "due": 62, "range": 44, "work": 30, "start": 30, "makeup": 40}
_RANGE_FROM = 3


class Cell(NamedTuple):
    """One cell: what it is, and its three lines (weekday, date, count)."""

    kind: str
    weekday: str
    date: str
    below: str
    days: int = 1


def cells(trace: Trace, today: date, room: int) -> list[Cell]:
    """The cells of a trace for `room` pixels: when they do not fit, rows of days become one cell each."""
    made: list[Cell] = []
    for merges, least in ((_nothing, 0), (_plain_days, _RANGE_FROM), (_days_and_weekends, _RANGE_FROM),
                          (_all_between, 2)):  # fmt: skip
        made = list(_cells(trace, today, merges, least))
        if strip_width(made) <= room:
            break
    return made


def _nothing(_run: DayRun, _today: date) -> bool:
    return False


def _plain_days(run: DayRun, today: date) -> bool:
    return run.role is Role.COUNTED and run.kind is not DayKind.MAKEUP and run.first != today


def _days_and_weekends(run: DayRun, today: date) -> bool:
    weekend = run.role is Role.SKIPPED and run.kind is DayKind.WEEKEND and not run.name
    return weekend or (run.role is Role.COUNTED and run.first != today)


def _all_between(run: DayRun, today: date) -> bool:
    return run.role is Role.SKIPPED or (run.role is Role.COUNTED and run.first != today)


def _cells(trace: Trace, today: date, merges: Callable[[DayRun, date], bool], least: int) -> Iterator[Cell]:
    for together, group in groupby(trace.runs(), lambda run: merges(run, today)):
        row = list(group)
        counted = [run for run in row if run.role is Role.COUNTED]
        if together and len(row) >= least and counted:
            yield _range(row, counted)
        else:
            yield from (_cell(run, trace, today) for run in row)


def _range(row: Sequence[DayRun], counted: Sequence[DayRun]) -> Cell:
    first, last = row[0].first, row[-1].last
    weekdays = f"{WEEKDAYS[first.weekday()]} – {WEEKDAYS[last.weekday()]}"
    ends = [_number(counted[place].days[0]) for place in (0, -1)]
    numbers = ends[0] if len(counted) == 1 else "–".join(ends)
    span = f"{first.day}–{last.day}" if first.month == last.month else spell_range(first, last)
    named = any(run.role is Role.SKIPPED and run.name for run in row)
    off = sum(len(run.days) for run in row if run.role is Role.SKIPPED) if named else 0
    return Cell("range", weekdays, span, f"{numbers} 休{off}天" if off else numbers, len(row))


def strip_width(made: Sequence[Cell], tight: bool = False) -> int:
    """The pixels a strip takes."""
    return sum(_width(cell, tight) + GAP for cell in made) - GAP


def _width(cell: Cell, tight: bool) -> int:
    if cell.kind == "off" and cell.days == 1:
        return 30 if tight else 40
    base = _TIGHT.get(cell.kind, _USUAL[cell.kind]) if tight else _USUAL[cell.kind]
    return max(base, fonts.width(cell.below, "caption") + 8, fonts.width(cell.date, "caption") + 8)


def _cell(run: DayRun, trace: Trace, today: date) -> Cell:
    if run.role is Role.SKIPPED:
        return _off(run)
    day = run.days[0]
    weekday = WEEKDAYS[day.date.weekday()]
    if run.role is Role.DUE:
        return _due(day, trace, "今天" if day.date == today else weekday)
    if run.role is Role.START:
        return Cell("start", weekday, str(day.date.day), _minutes(day) or "起")
    if day.date == today:
        return Cell("today", weekday, str(day.date.day), f"今天 {_number(day)}")
    if day.kind is DayKind.MAKEUP:
        return Cell("makeup", weekday, str(day.date.day), f"补班{_number(day)}")
    return Cell("work", weekday, _date_of(day.date), _number(day))


def _date_of(day: date) -> str:
    return f"{day.month}/{day.day}" if day.day == 1 else str(day.day)


def _number(day: TraceDay) -> str:
    return circled(day.counted) if day.counted else _minutes(day)


def _minutes(day: TraceDay) -> str:
    return spell_minutes(day.minutes).replace(" ", "").replace("小时", "时") if day.minutes else ""


def _due(day: TraceDay, trace: Trace, weekday: str) -> Cell:
    number = circled(day.counted) + " " if day.counted else ""
    makeup = " 补班" if day.kind is DayKind.MAKEUP else ""
    date_words = f"{day.date.month}月{day.date.day}日"
    return Cell("due", weekday + makeup, date_words, number + spell_clock(trace.due, day.date))


def _off(run: DayRun) -> Cell:
    first, last, length = run.first, run.last, len(run.days)
    if length == 1:
        name = "、".join(SHORT_NAMES.get(part, part) for part in run.name.split("、")) if run.name else "休"
        return Cell("off", WEEKDAYS[first.weekday()], str(first.day), name)
    name = "、".join(SHORT_NAMES.get(part, part) for part in run.name.split("、")) if run.name else "周末"
    span = f"{first.day}–{last.day}" if first.month == last.month else run.dates
    return Cell("off", run.weekdays.replace("–", " – "), f"{name} {span}", f"休 {length} 天", length)


def draw(painter: QPainter, x: float, y: float, room: int, trace: Trace, today: date, height: int = HEIGHT) -> None:
    """Draw the strip from x on, `height` high (60 in the popover, 58 on the case page)."""
    made = cells(trace, today, room)
    tight = strip_width(made) > room
    for cell in made:
        wide = _width(cell, tight)
        _draw_cell(painter, QRectF(x, y, wide, height), cell)
        x += wide + GAP


def _draw_cell(painter: QPainter, box: QRectF, cell: Cell) -> None:
    _draw_ground(painter, box, cell)
    quiet = cell.kind in ("off", "start")
    main = "text2" if quiet else "accent" if cell.kind == "due" else "text"
    small = "accent" if cell.kind in ("due", "today") else "soon_fg" if cell.kind == "makeup" else "text2"
    step = box.height() / 60
    lines = (
        (4, cell.weekday, "caption", "accent" if cell.kind == "due" else "text2", 0),
        (20, cell.date, "caption" if cell.kind == "off" else "dense", main, 0 if quiet else 600),
        (40, cell.below, "caption", small, 500 if cell.kind in ("due", "today") else 0),
    )
    for down, words, role, tint, weight in lines:
        text.draw_centred(painter, box.x(), box.y() + down * step, box.width(), 18, words, role, tint, weight)


def _draw_ground(painter: QPainter, box: QRectF, cell: Cell) -> None:
    if cell.kind == "off":
        cards.hatched(painter, box, 6)
        plate = box.adjusted(4, 20, -4, -22) if cell.days > 1 else box.adjusted(6, 20, -6, -22)
        cards.rounded(painter, plate, 4, "bg_subtle")
    elif cell.kind == "start":
        cards.rounded(painter, box, 6, "bg_surface", "border_strong", dashed=True)
    elif cell.kind == "today":
        cards.rounded(painter, box, 6, "bg_selected")
    elif cell.kind == "makeup":
        cards.rounded(painter, box, 6, "bg_surface", "soon_bar", 1.5)
    elif cell.kind == "due":
        cards.rounded(painter, box, 6, "info_bg", "accent", 1.5)
    else:
        cards.rounded(painter, box, 6, "bg_surface", "border")
