"""What a paper is built of: strips that are never cut, and paragraphs, field grids and tables made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from reportlab.lib.units import mm

from desktop.reports.clusters import Run
from desktop.reports.draw import Align, Pen
from desktop.reports.linebreak import Line, set_runs, set_text
from desktop.reports.styles import (
    BODY,
    CELL,
    CELL_NOTE,
    FIELD_LABEL,
    FIELD_VALUE,
    FULL_WIDTH,
    HAIR,
    HAIRLINE,
    HEAD,
    INK,
    LEFT,
    MAIN,
    MAIN_WIDTH,
    RULE,
    Style,
)

ROW_PADDING, GUTTER = 1.35, 3.0
ROW_LINES = 24
"""A table row of more lines than these is cut."""

FIELD_GAP = 1.9
UNKNOWN = "—"
"""What stands where nothing is known: an empty cell could be read as normal."""

Draw = Callable[[Pen, float], None]


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece across the page that is never cut; lengths in mm, `draw` gets the y of its top.

    `before` is left free above it unless it opens a page. `keep` binds it to the next strip. `head` is drawn above
    it when it opens a page. `room` is what should follow on the same page from here on, if a page can hold it.
    """

    height: float
    draw: Draw
    before: float = 0.0
    keep: bool = False
    head: Strip | None = None
    room: float = 0.0


class Field(NamedTuple):
    """A labelled value of a field grid; `span` columns wide, `note` in grey below it."""

    label: str
    value: str
    span: int = 1
    note: str = ""


class Column(NamedTuple):
    """A column of a table: its head, its width in mm with the gutter, where its text stands, its style."""

    title: str
    width: float
    align: Align = "left"
    style: Style = CELL
    gutter: float = GUTTER
    note_style: Style = CELL_NOTE


class Look(NamedTuple):
    """How a table is set: the style of its head and what is free above and below each row, in mm."""

    head: Style = HEAD
    padding: float = ROW_PADDING


HOUSE_LOOK = Look()


class Cell(NamedTuple):
    """A cell: its text (runs keep their own styles), a second grey line, and a style or colour of its own."""

    text: str | Sequence[Run]
    note: str = ""
    style: Style | None = None


def paragraph(
    text: str | Sequence[Run], style: Style = BODY, x: float = MAIN, width: float = MAIN_WIDTH, before: float = 0.0,
    justify: bool = True,
) -> list[Strip]:  # fmt: skip
    """A paragraph as one strip a line; two lines stay together at its start and at its end."""
    runs = [Run(text, style)] if isinstance(text, str) else text
    lines = set_runs(runs, width * mm, justify)
    strips = [_line_strip(line, style, x) for line in lines]
    bound = {0, len(lines) - 2}
    strips = [replace(strip, keep=place in bound and len(lines) > 1) for place, strip in enumerate(strips)]
    return [replace(strips[0], before=before), *strips[1:]]


def _line_strip(line: Line, style: Style, x: float) -> Strip:
    return Strip(style.pitch, lambda pen, y: pen.line(line, x, y + style.baseline))


def gap(height: float) -> Strip:
    """Free room."""
    return Strip(height, lambda *_: None)


def rule(weight: float = RULE, colour: str = INK, x0: float = LEFT, width: float = FULL_WIDTH) -> Strip:
    """A line across; it takes no height of its own."""
    return Strip(0.0, lambda pen, y: pen.rule(x0, x0 + width, y, weight, colour), keep=True)


def side_by_side(*strips: Strip) -> Strip:
    """Strips on the same height as one."""

    def draw(pen: Pen, y: float) -> None:
        for strip in strips:
            strip.draw(pen, y)

    return Strip(max(strip.height for strip in strips), draw)


def stacked(strips: Sequence[Strip]) -> Strip:
    """Strips below each other as one that is never cut."""

    def draw(pen: Pen, y: float) -> None:
        for place, strip in enumerate(strips):
            y += strip.before if place else 0.0
            strip.draw(pen, y)
            y += strip.height

    height = sum(strip.height for strip in strips) + sum(strip.before for strip in strips[1:])
    return Strip(height, draw, before=strips[0].before if strips else 0.0)


def fields(
    rows: Sequence[Sequence[Field]], x: float = LEFT, width: float = FULL_WIDTH, columns: int = 4
) -> list[Strip]:
    """A field grid: one strip a row, labels above values."""
    step = width / columns
    strips = [_field_row(row, x, step) for row in rows if row]
    return [strip if not place else replace(strip, before=FIELD_GAP) for place, strip in enumerate(strips)]


def _field_row(row: Sequence[Field], x: float, step: float) -> Strip:
    strips = []
    for field in row:
        width = (step * field.span - GUTTER) * mm
        strips.append(_field(field, x, width))
        x += step * field.span
    return side_by_side(*strips)


def _field(field: Field, x: float, width: float) -> Strip:
    parts = [(field.label, FIELD_LABEL), (field.value or UNKNOWN, FIELD_VALUE)]
    parts += [(field.note, FIELD_LABEL)] if field.note else []
    return stacked([_line_strip(line, style, x) for text, style in parts for line in set_text(text, style, width)])


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell | Block | str]], x: float = MAIN, look: Look = HOUSE_LOOK
) -> list[Strip]:
    """A table: a head that is repeated on every page, a hairline after each row, no row cut.

    The first row carries the height of the whole table as the room it would like.
    """
    head = _head(columns, x, look)
    if not rows:
        return [head]
    strips = [replace(strip, head=head) for row in rows for strip in _row(columns, row, x, look)]
    whole = sum(strip.height for strip in strips) + head.height
    return [replace(head, keep=True, room=whole), *strips]


def _head(columns: Sequence[Column], x: float, look: Look) -> Strip:
    blocks = [(left, _cell(Cell(column.title or " ", style=look.head), column)) for left, column in _places(columns, x)]
    height = max(block.height for _, block in blocks) + look.padding

    def draw(pen: Pen, y: float) -> None:
        for left, block in blocks:
            block.draw(pen, y, left)
        pen.rule(x, x + _width(columns), y + height, RULE, INK)

    return Strip(height, draw)


def _row(columns: Sequence[Column], row: Sequence[Cell | Block | str], x: float, look: Look) -> list[Strip]:
    """A row as one strip; one taller than half a page is cut between its lines."""
    blocks = [(left, _block(cell, column)) for (left, column), cell in zip(_places(columns, x), row, strict=True)]
    count = max(block.size for _, block in blocks)
    parts = [[(left, block.part(start)) for left, block in blocks] for start in range(0, count, ROW_LINES)]
    return [_row_strip(part, x, _width(columns), part is parts[-1], look.padding) for part in parts]


def _block(cell: Cell | Block | str, column: Column) -> Block:
    if isinstance(cell, str):
        return _cell(Cell(cell), column)
    return _cell(cell, column) if isinstance(cell, Cell) else cell


def _row_strip(blocks: Sequence[tuple[float, Block]], x: float, width: float, closed: bool, padding: float) -> Strip:
    height = max(block.height for _, block in blocks) + 2 * padding

    def draw(pen: Pen, y: float) -> None:
        for left, block in blocks:
            block.draw(pen, y + padding, left)
        if closed:
            pen.rule(x, x + width, y + height, HAIR, HAIRLINE)

    return Strip(height, draw)


class Block(Protocol):
    """What stands in a cell: `size` lines of together `height` mm, drawn with their top left corner at a point."""

    @property
    def size(self) -> int:
        """How many lines."""

    @property
    def height(self) -> float:
        """How tall, in mm."""

    def part(self, start: int) -> Block:
        """The lines of one part of a row that is cut."""

    def draw(self, pen: Pen, y: float, x: float) -> None:
        """Draw them."""


class _Lines(NamedTuple):
    """The set lines of a cell, each with its style, and where they stand in the column."""

    lines: tuple[tuple[Line, Style], ...]
    width: float
    align: Align

    @property
    def size(self) -> int:
        """How many lines."""
        return len(self.lines)

    @property
    def height(self) -> float:
        """The height of the lines in mm."""
        return sum(style.pitch for _, style in self.lines)

    def part(self, start: int) -> _Lines:
        """The lines of one part of a row that is cut."""
        return self._replace(lines=self.lines[start : start + ROW_LINES])

    def draw(self, pen: Pen, y: float, x: float) -> None:
        """Draw the lines, the first one's top at `y`."""
        place = {"left": x, "centre": x + self.width / 2, "right": x + self.width}[self.align]
        for line, style in self.lines:
            pen.line(line, place, y + style.baseline, self.align)
            y += style.pitch


def _cell(cell: Cell, column: Column) -> _Lines:
    style, width = cell.style or column.style, column.width - column.gutter
    runs = [Run(cell.text or UNKNOWN, style)] if isinstance(cell.text, str) else cell.text
    set_lines = [(line, style) for line in set_runs(runs, width * mm)]
    note = column.note_style
    set_lines += [(line, note) for line in set_text(cell.note, note, width * mm)] if cell.note else []
    return _Lines(tuple(set_lines), width, column.align)


def _places(columns: Sequence[Column], x: float) -> list[tuple[float, Column]]:
    places = []
    for column in columns:
        places.append((x, column))
        x += column.width
    return places


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)
