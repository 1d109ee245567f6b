"""The house style of the paper as one table: colours, type styles and the grid of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from desktop.reports.fonts import Font

INK = "16202B"
MUTED = "586472"
LIGHT = "8A94A0"
HAIRLINE = "CDD4DB"
ACCENT = "0B4A8F"
RED = "9B1C31"
AMBER = "8A5200"
GREEN = "0B6B4F"
WHITE = "FFFFFF"

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT = 20.0, 188.0
MAIN = 62.0
"""Left edge of the main column; the side column runs from LEFT to 8 mm before it."""

SIDE_WIDTH, MAIN_WIDTH, FULL_WIDTH = 34.0, RIGHT - MAIN, RIGHT - LEFT
QUARTER = FULL_WIDTH / 4
RUNNING_HEAD, TEXT_TOP, TEXT_BOTTOM = 15.0, 26.0, PAGE_HEIGHT - 24.5
FOOT_RULE, FOOT_LINE = PAGE_HEIGHT - 20.2, PAGE_HEIGHT - 15.2
POINT = 1 / mm
"""One typographic point in millimetres."""

RULE, HAIR, TOP_RULE = 0.6, 0.35, 2.2
"""Line weights in points: under heads and above sections, after rows, under the title."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: face, size in points, leading as a multiple of the size, colour."""

    font: Font
    size: float
    leading: float = 1.5
    colour: str = INK

    @property
    def pitch(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * self.leading * POINT

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline, in millimetres: the em box stands in the middle of the line."""
        return (self.size * (self.leading - 1) / 2 + self.size * 0.88) * POINT

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


TITLE = Style(Font.SERIF_SEMI, 25)
SUBTITLE = Style(Font.SANS, 10.5, 1.5, MUTED)
PROVIDER = Style(Font.SANS_SEMI, 10.5)
PROVIDER_NOTE = Style(Font.SANS, 7.8, 1.5, MUTED)
BIG = Style(Font.SERIF_SEMI, 21, 1.25)
BIG_PHONE = Style(Font.SANS_SEMI, 13, 1.4)
BIG_NOTE = Style(Font.SANS, 9.6, 1.5, MUTED)
LEAD = Style(Font.SERIF_MEDIUM, 11.6, 1.62)
SECTION = Style(Font.SANS_SEMI, 10.5)
CONTINUED = Style(Font.SANS_MEDIUM, 9.2, 1.5, MUTED)
BODY = Style(Font.SANS, 10, 1.62)
ANSWER = Style(Font.SANS, 9.0, 1.62)
CELL = Style(Font.SANS, 8.6, 1.48)
CELL_STRONG = CELL.but(font=Font.SANS_SEMI)
CELL_NOTE = CELL.but(colour=MUTED)
HEAD = Style(Font.SANS, 7.8, 1.48, MUTED)
FIELD_LABEL = Style(Font.SANS, 7.8, 1.5, MUTED)
FIELD_VALUE = Style(Font.SANS_MEDIUM, 9.2, 1.45)
SIDE_NOTE = Style(Font.SANS, 7.8, 1.5, MUTED)
RUNNING = Style(Font.SANS, 8.2, 1.5, MUTED)
FOOT = Style(Font.SANS, 7.4, 1.5, MUTED)
PAGE_NUMBER = Style(Font.SANS_MEDIUM, 7.6, 1.5)
