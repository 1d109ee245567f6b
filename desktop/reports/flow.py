"""Lays strips and sections on pages: title and note in the side column, page breaks, titles repeated as continued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.reports.blocks import Strip, paragraph, stacked
from desktop.reports.draw import Pen
from desktop.reports.styles import (
    ACCENT,
    CONTINUED,
    HAIR,
    HAIRLINE,
    INK,
    LEFT,
    LIGHT,
    RIGHT,
    RULE,
    SECTION,
    SIDE_NOTE,
    SIDE_WIDTH,
    TEXT_BOTTOM,
    TEXT_TOP,
    Style,
)
from desktop.reports.watching import UNWATCHED, Watch

SECTION_GAP, SIDE_PAD, MAIN_PAD = 5.4, 1.6, 2.4
SECTION_ROOM = 26.0
"""What must fit below a section's title on the page it starts on."""

EMPTY_AT_MOST = 0.35
"""A table moves to the next page to stay whole, unless more than this share of the page would stay empty."""

PAGE_ROOM = TEXT_BOTTOM - TEXT_TOP
NUMBER_WIDTH = 7.0
WHOLE_AT_MOST = 0.8
"""What is taller than this share of a page cannot be kept together."""


class PaperOverflow(ValueError):
    """A piece that must not be cut is taller than a page."""

    def __init__(self, height: float) -> None:
        super().__init__(f"有一段内容高 {height:.0f} 毫米，一页放不下")


class Side(NamedTuple):
    """How the side column is set: the styles of number, title and continued title, their indent and width in mm."""

    number: Style
    title: Style
    continued: Style
    indent: float = NUMBER_WIDTH
    width: float = SIDE_WIDTH
    title_drop: float = 0.0


HOUSE_SIDE = Side(SECTION.but(colour=ACCENT), SECTION, CONTINUED)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper: title and note in the side column, strips in the main one.

    `room` must fit below its title, or it starts on the next page. `ruled` is off where a heavier rule ends the part
    above. `accent` marks the one that carries the conclusion. `along` is what must fit on the same page below it, in
    mm. A `listed` one stands in the reader's table of contents. `pad` is free above the main column.
    """

    title: str
    strips: Sequence[Strip]
    note: str = ""
    number: str = ""
    room: float = SECTION_ROOM
    accent: bool = False
    ruled: bool = True
    along: float = 0.0
    listed: bool = False
    side: Side = HOUSE_SIDE
    pad: float = MAIN_PAD


class Placed(NamedTuple):
    """A strip at its height on a page."""

    strip: Strip
    y: float


Page = list[Placed]


def compose(
    opening: Sequence[Strip], sections: Iterable[Section], pinned: Strip | None = None, watch: Watch = UNWATCHED
) -> list[Page]:
    """The pages: opening strips, sections that are not empty, and `pinned` at the foot of the last page."""
    flow = _Flow()
    flow.pour(opening, None)
    for section in (section for section in sections if section.strips):
        watch.ask()
        flow.start(section)
        flow.pour(section.strips, section)
        flow.end()
    if pinned is not None:
        flow.pin(pinned)
    return flow.pages


class _Flow:
    """Puts strips on pages from top to bottom."""

    def __init__(self) -> None:
        self.pages: list[Page] = [[]]
        self._y = 0.0
        self._side_end = 0.0

    def start(self, section: Section) -> None:
        """Open a section here, or on the next page when too little of it would fit."""
        left = TEXT_BOTTOM - self._y - SECTION_GAP - MAIN_PAD
        wanted = max(min(section.room, _height(section.strips)), _bound(section.strips, 0))
        if section.along and (whole := _height(section.strips) + section.along) <= PAGE_ROOM:
            wanted = max(wanted, whole)
        if _fits(section.strips[0], wanted, left):
            self._y += SECTION_GAP if section.ruled else SIDE_PAD
        else:
            self._turn(None)
        side = _side_column(section)
        self._place(side)
        self._side_end = self._y + side.height
        self._y += section.pad

    def end(self) -> None:
        """Leave the section below its longer column."""
        self._y = max(self._y, self._side_end)
        self._side_end = 0.0

    def pour(self, strips: Sequence[Strip], section: Section | None) -> None:
        """Place strips one after the other, turning the page where the next ones do not fit."""
        first = section is not None
        for place, strip in enumerate(strips):
            before = 0.0 if first else strip.before
            if not first and not _fits(strip, _bound(strips, place), TEXT_BOTTOM - self._y - before):
                self._turn(section)
                before = 0.0
                if strip.head is not None:
                    self._put(strip.head)
            self._y += before
            self._put(strip)
            first = False

    def pin(self, strip: Strip) -> None:
        """Put a strip at the foot of the last page."""
        if self._y + strip.before + strip.height > TEXT_BOTTOM:
            self._turn(None)
        self._y = TEXT_BOTTOM - strip.height
        self._place(strip)

    def _turn(self, section: Section | None) -> None:
        self.pages.append([])
        self._y, self._side_end = TEXT_TOP, 0.0
        if section is not None:
            self._place(_side_column(section, continued=True))
            self._y += MAIN_PAD

    def _put(self, strip: Strip) -> None:
        if strip.height > PAGE_ROOM - MAIN_PAD:
            raise PaperOverflow(strip.height)
        self._place(strip)
        self._y += strip.height

    def _place(self, strip: Strip) -> None:
        self.pages[-1].append(Placed(strip, self._y))


def _fits(strip: Strip, needed: float, left: float) -> bool:
    """Whether a strip may stand where `left` mm are free; `needed` is its height with what is bound to it."""
    if needed > left:
        return False
    return strip.room <= left or strip.room > PAGE_ROOM or left > EMPTY_AT_MOST * PAGE_ROOM


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height + strip.before for strip in strips)


def _bound(strips: Sequence[Strip], place: int) -> float:
    """The height of a strip with those it is bound to."""
    height = strips[place].height
    while strips[place].keep and place + 1 < len(strips):
        place += 1
        height += strips[place].before + strips[place].height
    return height


def together(strips: Sequence[Strip]) -> list[Strip]:
    """Strips kept on one page, unless they would take most of it."""
    if _height(strips) > WHOLE_AT_MOST * PAGE_ROOM:
        return list(strips)
    return [*(replace(strip, keep=True) for strip in strips[:-1]), *strips[-1:]]


def room_of(section: Section) -> float:
    """What a section takes on a page with its title and the gap above it, in mm."""
    return SECTION_GAP + MAIN_PAD + max(_height(section.strips), _side_column(section).height - MAIN_PAD)


def _side_title(title: str, style: Style, x: float, width: float, continued: bool) -> list[Strip]:
    """The title; its （续） stands below it where both do not fit on one line."""
    if not continued:
        return paragraph(title, style, x, width, justify=False)
    parts = paragraph(f"{title}（续）", style, x, width, justify=False)
    both = (part for words in (title, "（续）") for part in paragraph(words, style, x, width, justify=False))
    return parts if len(parts) == 1 else list(both)


def _side_column(section: Section, continued: bool = False) -> Strip:
    """The rule above a section with its number, title and note; thinner and grey where it goes on."""
    side = section.side
    indent = side.indent if section.number else 0.0
    style = side.continued if continued else side.title.but(colour=ACCENT) if section.accent else side.title
    title = section.title.replace("\n", "") if continued else section.title
    parts = _side_title(title, style, LEFT + indent, side.width - indent, continued)
    if section.note and not continued:
        parts += paragraph(section.note, SIDE_NOTE, LEFT + indent, side.width - indent, justify=False)
    column = stacked(parts)

    def draw(pen: Pen, y: float) -> None:
        if continued or section.ruled:
            pen.rule(LEFT, RIGHT, y, HAIR if continued else RULE, HAIRLINE if continued else INK)
        if section.listed and not continued:
            pen.mark(" ".join(part for part in (section.number, section.title.replace("\n", "")) if part), y)
        if section.number:
            number = side.continued.but(colour=LIGHT) if continued else side.number
            pen.words(section.number, LEFT, y + SIDE_PAD + number.baseline, number)
        column.draw(pen, y + SIDE_PAD + (0.0 if continued else side.title_drop))

    return Strip(column.height + SIDE_PAD, draw)
