"""A sheet filled row by row, which counts its own cells as they are written, so that a summary can be proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.casework.figures.period import Period
from desktop.casework.papers import SheetCell, SheetColumn
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.book_house import FIRST_ROW, HEAD_ROW, House
from desktop.reports.cells import LONGEST_TEXT, MOST_ROWS, TextTooLong, TooManyRows, typed, visible

IN_PERIOD = object()
"""The condition that a date lies in the report's period."""

Condition = str | object
SHORT_MOMENT = "mm-dd hh:mm"
_WIDE = 26


class Plan(NamedTuple):
    """A sheet's columns; `counted` are those a summary asks about, `summed` those it adds up."""

    name: str
    columns: tuple[SheetColumn, ...]
    counted: tuple[str, ...] = ()
    summed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    frozen: int = 1
    empty: str = "本期没有登记"


class CountedSheet:
    """One sheet of a workbook whose rows stream by."""

    def __init__(self, sheet: Worksheet, plan: Plan, house: House, period: Period) -> None:
        self.sheet, self.plan, self._period = sheet, plan, period
        self.rows = self.unseen = 0
        self._places = {column.title: place for place, column in enumerate(plan.columns)}
        self._formats = [self._format(house, column) for column in plan.columns]
        self._counted = [self._places[title] for title in plan.counted]
        self._tally: Counter[tuple[object, ...]] = Counter()
        self.sums = dict.fromkeys(plan.summed, 0.0)
        self._digest = sha256()
        self._span = tuple(moment.astimezone(SHANGHAI).replace(tzinfo=None) for moment in period[:2])

    def _format(self, house: House, column: SheetColumn) -> object:
        short = SHORT_MOMENT if column.title in self.plan.short else ""
        return house.body(column.kind, wrap=column.width >= _WIDE, form=short)

    @property
    def digest(self) -> str:
        """SHA-256 over every row as it was written."""
        return self._digest.hexdigest()

    def add(self, *values: SheetCell) -> None:
        """Write the next row; TextTooLong or TooManyRows for what a sheet cannot hold."""
        if self.rows >= MOST_ROWS - FIRST_ROW:
            raise TooManyRows
        cells = [self._kept(value, column) for value, column in zip(values, self.plan.columns, strict=True)]
        row = FIRST_ROW + self.rows
        for place, value in enumerate(cells):
            self._write(row, place, value)
        self.rows += 1
        self._count(cells)
        self._digest.update("\x1f".join(map(str, cells)).encode())

    def formula(self, title: str, formula: str, value: float | str) -> None:
        """Put a formula of the house into the row just written, with what it comes to."""
        place = self._places[title]
        self.sheet.write_formula(FIRST_ROW + self.rows - 1, place, formula, self._formats[place], value)

    def last(self, title: str) -> str:
        """The name of a cell of the row just written."""
        name: str = xl_rowcol_to_cell(FIRST_ROW + self.rows - 1, self._places[title])
        return name

    def _kept(self, value: SheetCell, column: SheetColumn) -> SheetCell:
        plain = typed(value, column.kind)
        if isinstance(plain, str):
            plain, unseen = visible(plain)
            self.unseen += unseen
            if len(plain) > LONGEST_TEXT:
                raise TextTooLong(column.title, self.rows + 1, len(plain))
        elif isinstance(plain, datetime):
            # A cell's fraction of a day must not round up into the next period.
            plain = plain.replace(second=0, microsecond=0)
        return plain

    def _write(self, row: int, place: int, value: SheetCell) -> None:
        sheet, form = self.sheet, self._formats[place]
        if value is None:
            sheet.write_blank(row, place, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, place, value, form)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, form)
        else:
            sheet.write_number(row, place, value, form)

    def _count(self, cells: Sequence[SheetCell]) -> None:
        start, end = self._span
        self._tally[tuple(
            start <= value < end if isinstance(value, datetime) else value
            for value in (cells[place] for place in self._counted)
        )] += 1  # fmt: skip
        for title in self.sums:
            value = cells[self._places[title]]
            self.sums[title] += float(value) if isinstance(value, (int, float)) else 0.0

    def count(self, wanted: Mapping[str, Condition]) -> int:
        """How many rows meet the conditions, by the cells that were written."""
        asked = [(self.plan.counted.index(title), True if value is IN_PERIOD else value)
                 for title, value in wanted.items()]  # fmt: skip
        return sum(
            number for key, number in self._tally.items() if all(key[place] == value for place, value in asked)
        )

    def span(self, title: str) -> str:
        """The cells of a column as formulas name them; the first line's when there is none."""
        name = xl_col_to_name(self._places[title])
        return f"'{self.plan.name}'!${name}${FIRST_ROW + 1}:${name}${FIRST_ROW + max(self.rows, 1)}"

    def area(self) -> tuple[int, int, int, int]:
        """Head and rows, as (first row, first column, last row, last column)."""
        return HEAD_ROW, 0, FIRST_ROW + max(self.rows, 1) - 1, len(self.plan.columns) - 1

    def place(self, title: str) -> int:
        """The column's number."""
        return self._places[title]
