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
PANEL = "FBF0F1"
SIGNATURE = "1A2E55"
SEAL = "D46266"
"""The seal's B81C21 at 62 % on white: a solid colour prints the same everywhere."""

EMPTY = "E6EAEE"
TINT = "EEF2F7"
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
WATERMARK_STYLE = Style(Font.SANS_SEMI, 118, 1.0, "F7EDEE")
"""The draft's red at 8.5 % on white."""

PLAIN = Style(Font.SANS, 11, 1.7)
BLOCK = Style(Font.SANS, 9.6, 1.62)
BLOCK_LABEL = BLOCK.but(colour=MUTED)
ASKED = Style(Font.SANS, 9.2, 1.62, MUTED)
ANSWERED = Style(Font.SANS_MEDIUM, 10, 1.62)
EVIDENCE = Style(Font.SANS, 8.2, 1.5, MUTED)
FACT_VALUE = Style(Font.SANS_SEMI, 10, 1.5)
NAME = Style(Font.SANS_SEMI, 9.6, 1.5)

GUIDE_MAIN, GUIDE_SIDE = 50.0, 26.0
"""The guidance's columns: a narrower side and a wider main one, for large type."""

GUIDE_WIDTH = RIGHT - GUIDE_MAIN
GUIDE_TITLE = Style(Font.SERIF_SEMI, 27)
GUIDE_BODY = Style(Font.SANS, 12.6, 1.7)
GUIDE_NUMBER = Style(Font.SERIF_MEDIUM, 21, 1.2, ACCENT)
GUIDE_SECTION = Style(Font.SANS_SEMI, 11, 1.45)
GUIDE_CELL = Style(Font.SANS, 11, 1.55)
GUIDE_HEAD = Style(Font.SANS, 9, 1.48, MUTED)
LETTER_TITLE = Style(Font.SERIF_SEMI, 17, 1.4)
