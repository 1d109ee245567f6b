"""The laboratory table: values on their decimal points, the arrow at a fixed place behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.casework.documents.papers_mdt import LabRow, LabValue
from desktop.reports.blocks import UNKNOWN, Block, Cell, Column, Strip, table
from desktop.reports.draw import Pen
from desktop.reports.fonts import Font
from desktop.reports.linebreak import Line, set_text
from desktop.reports.styles import CELL, MAIN_WIDTH, POINT, RED

FIGURE = re.compile(r"(?P<whole>[<>≤≥＜＞]?\s*[-−+]?\d[\d,]*)(?P<part>\.\d+)?")
ARROWS = {"high": "↑", "low": "↓"}
ARROW = 3.6
"""What the arrow takes behind the longest decimals, in mm."""

WIDTHS = {1: (30.0, 24.0, 28.0, 7.0), 2: (27.0, 20.0, 26.0, 7.0), 3: (21.5, 16.0, 20.0, 5.0)}
"""By the number of days: the widths of a value, the unit and the reference, and what is free behind a value, in mm."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in its cell: lines, whether they hang on the point, the column's room for decimals, the arrow."""

    head: tuple[Line, ...]
    tail: Line | None
    width: float
    decimals: float
    arrow: str

    @property
    def size(self) -> int:
        """How many lines."""
        return len(self.head)

    @property
    def height(self) -> float:
        """How tall, in mm."""
        return CELL.pitch * len(self.head)

    def part(self, start: int) -> Block:
        """A value is never cut."""
        return self if not start else _Value((), None, self.width, self.decimals, "")

    def draw(self, pen: Pen, y: float, x: float) -> None:
        """Draw the whole number up to the point, the decimals behind it, the arrow last."""
        right = x + self.width - ARROW
        point = right - self.decimals if self.tail is not None else right
        for place, line in enumerate(self.head):
            pen.line(line, point, y + CELL.pitch * place + CELL.baseline, "right")
        if self.tail is not None:
            pen.line(self.tail, point, y + CELL.baseline)
        if self.arrow:
            pen.words(self.arrow, right + 0.9, y + CELL.baseline, CELL.but(font=Font.SANS_SEMI, colour=RED))


def lab_table(days: Sequence[str], rows: Sequence[LabRow]) -> list[Strip]:
    """The table: one column of values for each day, at most three; values that are no figures stand right."""
    own, unit, reference, gutter = WIDTHS[min(3, max(1, len(days)))]
    title = MAIN_WIDTH - unit - reference - own * len(days)
    columns = [Column("化验项目", title), *(Column(day, own, "right", gutter=gutter) for day in days)]
    columns += [Column("单位", unit), Column("参考范围", reference, "right")]
    rooms = [_decimals([row.values[place] for row in rows if place < len(row.values)]) for place in range(len(days))]
    return table(columns, [_line(row, rooms, own - gutter) for row in rows])


def _line(row: LabRow, rooms: Sequence[float], width: float) -> list[Cell | Block | str]:
    padded = [*row.values, *(LabValue("") for _ in range(len(rooms) - len(row.values)))]
    values = [_value(value, room, width) for value, room in zip(padded, rooms, strict=False)]
    return [Cell(row.title), *values, Cell(row.unit), Cell(row.reference)]


def _decimals(values: Sequence[LabValue]) -> float:
    """The room the longest decimals of a column take, in mm."""
    found = [match["part"] for value in values if (match := FIGURE.fullmatch(value.text.strip())) and match["part"]]
    return max((set_text(part, CELL)[0].width * POINT for part in found), default=0.0)


def _value(value: LabValue, decimals: float, measure: float) -> Block:
    text, width, arrow = value.text.strip(), measure + ARROW, ARROWS.get(value.flag, "")
    match = FIGURE.fullmatch(text)
    if match is None:
        return _Value(set_text(text or UNKNOWN, CELL, measure * mm), None, width, decimals, arrow)
    tail = set_text(match["part"], CELL)[0] if match["part"] else Line((), 0.0)
    return _Value(set_text(match["whole"], CELL), tail, width, decimals, arrow)
