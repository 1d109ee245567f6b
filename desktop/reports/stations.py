"""The line of stations: the path of a treatment, the time line of check-ups, the calendar of the guidance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.units import mm

from desktop.casework.documents.papers_common import Station
from desktop.reports.blocks import Strip
from desktop.reports.draw import Pen
from desktop.reports.fonts import Font
from desktop.reports.linebreak import Line, set_text
from desktop.reports.styles import ACCENT, HEAD, MAIN, MAIN_WIDTH, MUTED, WHITE, Style

PER_ROW = 5
RADIUS, AIR, INSET = 1.55, 0.6, 2.0
"""Of a mark, round it, and from the column's left end to its middle, in mm."""

BELOW, ROW_GAP = 3.1, 3.4


class StationLook(NamedTuple):
    """The styles of a line of stations; `dotted` draws what is still to come as dots.

    `ahead` is a line of appointments: its filled mark is the next one and has an emphasised date.
    """

    title: Style
    note: Style
    when: Style
    dotted: bool = False
    ahead: bool = False


PATH_LOOK = StationLook(Style(Font.SANS_SEMI, 9.2, 1.45), Style(Font.SANS, 8.2, 1.5, MUTED), HEAD)
TIME_LOOK = StationLook(
    Style(Font.SANS_MEDIUM, 9.2, 1.45), Style(Font.SANS, 8.2, 1.5, MUTED), Style(Font.SANS, 9.4, 1.45), dotted=True
)
CALENDAR_LOOK = StationLook(
    Style(Font.SANS_MEDIUM, 10.4, 1.45), Style(Font.SANS, 9.4, 1.5, MUTED), Style(Font.SANS_MEDIUM, 10, 1.45),
    ahead=True,
)


class _Set(NamedTuple):
    """A station with its texts set to the column."""

    station: Station
    when: tuple[Line, ...]
    title: tuple[Line, ...]
    note: tuple[Line, ...]


def stations(items: Sequence[Station], look: StationLook, x: float = MAIN, width: float = MAIN_WIDTH) -> list[Strip]:
    """The line as one strip for each row of at most five; nothing for no station."""
    if not items:
        return []
    count = -(-len(items) // PER_ROW)
    size = -(-len(items) // count)
    step = width / max(size, 3)
    rows = [items[start : start + size] for start in range(0, len(items), size)]
    return [_row(row, look, x, step, last=row is rows[-1]) for row in rows]


def _row(row: Sequence[Station], look: StationLook, x: float, step: float, last: bool) -> Strip:
    measure = (step - 2.2) * mm
    cells = [
        _Set(one, _text(one.when, _when_style(one, look), measure), set_text(one.title, look.title, measure),
             _text(one.note, look.note, measure))
        for one in row
    ]  # fmt: skip
    above = max(len(cell.when) for cell in cells) * look.when.pitch + (1.6 if any(one.since for one in row) else 0.2)
    middle = (above if any(cell.when for cell in cells) else 0.0) + RADIUS + AIR
    tops = [middle + BELOW + len(cell.title) * look.title.pitch for cell in cells]
    bottom = max(top + len(cell.note) * look.note.pitch for top, cell in zip(tops, cells, strict=True))

    def draw(pen: Pen, y: float) -> None:
        for place, cell in enumerate(cells):
            left = x + step * place
            _joint(pen, row, place, left, step, y + middle, look)
            _mark(pen, cell.station, left + INSET, y + middle)
            _lines(pen, cell.when, look.when, left, y)
            _lines(pen, cell.title, look.title, left, y + middle + BELOW)
            _lines(pen, cell.note, look.note, left, y + tops[place])

    return Strip(bottom + (0.0 if last else ROW_GAP), draw, keep=not last)


def _text(text: str, style: Style, measure: float) -> tuple[Line, ...]:
    return set_text(text, style, measure) if text else ()


def _when_style(station: Station, look: StationLook) -> Style:
    strong = look.when.but(font=Font.SANS_SEMI)
    known = {"next": strong.but(colour=ACCENT), "now": strong}
    known |= {"done": strong.but(colour=ACCENT)} if look.ahead else {}
    return known.get(station.state, look.when)


def _lines(pen: Pen, lines: Sequence[Line], style: Style, x: float, y: float) -> None:
    for place, line in enumerate(lines):
        pen.line(line, x, y + style.pitch * place + style.baseline)


def _joint(pen: Pen, row: Sequence[Station], place: int, left: float, step: float, y: float, look: StationLook) -> None:
    """The line to the next station, and how long it takes."""
    if place + 1 == len(row):
        return
    following = row[place + 1]
    start, end = left + INSET + RADIUS + AIR, left + step + INSET - RADIUS - AIR
    pen.rule(start, end, y, 1.2, ACCENT, dotted=look.dotted and following.state not in ("done", "now"))
    if following.since:
        pen.words(following.since, end - 2.5, y - 1.3, HEAD, "right")


def _mark(pen: Pen, station: Station, x: float, y: float) -> None:
    if station.state == "now":
        pen.dot(x, y, RADIUS + 0.55, colour=ACCENT)
        pen.dot(x, y, 0.62, colour=WHITE)
    else:
        pen.dot(x, y, RADIUS, filled=station.state == "done", colour=ACCENT, weight=1.3)
