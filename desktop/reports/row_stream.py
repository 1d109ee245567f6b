"""Rows of a long table as a worksheet's own text, fast: a template a row, and each repeated text made once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from desktop.casework.papers import ColumnKind, SheetCell, SheetColumn
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.cells import EXACT_DIGITS, FIRST_DATE, LONGEST_TEXT, TextTooLong, typed, visible

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A workbook reads `_x0041_` as `A`; the first underscore is written as its own escape."""

_usual = re.compile("(?! )[^\x00-\x1f\ud800-\udfff\ufffe\uffff&<>_]{1,200}(?<! )").fullmatch
"""Most texts: nothing in them has to be told otherwise."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
_DAY = 86_400_000_000
_FIRST = FIRST_DATE.toordinal() - _DAY_ZERO
_REMEMBERED = 20_000
_ROW = "\0"


class _Long(ValueError):
    """A text that no cell can hold."""

    def __init__(self, value: SheetCell, length: int) -> None:
        super().__init__()
        self.value, self.length = value, length


class RowStream:
    """Turns rows into text; `styles` are the numbers of the columns' formats, `first` the number of the first row.

    `rows` and `unseen` count what went by: rows, and control characters made visible.
    """

    def __init__(
        self, columns: Sequence[SheetColumn], styles: Sequence[str], letters: Sequence[str], first: int
    ) -> None:
        self.rows = 0
        self._first, self._columns = first, columns
        self._ends = [_Ends(column.kind) for column in columns]
        cells = "".join(f'<c r="{letter}{_ROW}" s="{style}%s' for letter, style in zip(letters, styles, strict=True))
        self._template = f'<row r="{_ROW}">{cells}</row>'

    @property
    def unseen(self) -> int:
        """Control characters that were made visible."""
        return sum(known.unseen for known in self._ends)

    def text(self, rows: Sequence[Sequence[SheetCell]]) -> bytes:
        """The next rows, one at least; TextTooLong for a text that a cell cannot hold, by its column and row."""
        template, number = self._template, self._first + self.rows
        filled = [self._filled(place, values) for place, values in enumerate(zip(*rows, strict=True))]
        lines = enumerate(zip(*filled, strict=True), number)
        parts = [template.replace(_ROW, str(row)) % ends for row, ends in lines]
        self.rows += len(parts)
        return "".join(parts).encode()

    def _filled(self, place: int, values: Sequence[SheetCell]) -> list[str]:
        try:
            return list(map(self._ends[place].__getitem__, values))
        except _Long as fault:
            row = next(row for row, value in enumerate(values, self.rows + 1) if value is fault.value)
            raise TextTooLong(self._columns[place].title, row, fault.length) from None


class _Ends(dict[SheetCell, str]):
    """What follows a cell's style number, by its value; only texts are remembered, and not without end."""

    def __init__(self, kind: ColumnKind) -> None:
        super().__init__()
        self._kind, self.unseen = kind, 0
        self._counts = kind in (ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.SHARE)

    def __missing__(self, value: SheetCell) -> str:
        if type(value) is str and _usual(value):
            return self._remembered(value, f'" t="inlineStr"><is><t>{value}</t></is></c>')
        if self._counts and isinstance(value, (int, float)) and -EXACT_DIGITS < value < EXACT_DIGITS:
            return f'"><v>{value}</v></c>' if type(value) is not bool else self._other(value)
        if type(value) is datetime and self._kind is ColumnKind.MOMENT and value.tzinfo is SHANGHAI:
            number = _serial(value)
            return f'"><v>{number}</v></c>' if number >= _FIRST else self._other(value)
        return self._other(value)

    def _remembered(self, value: str, end: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[value] = end
        return end

    def _other(self, value: SheetCell) -> str:
        plain = typed(value, self._kind)
        if plain is None:
            return '"/>'
        if not isinstance(plain, str):
            return f'"><v>{_serial(plain) if isinstance(plain, date) else plain}</v></c>'
        text, unseen = visible(plain)
        self.unseen += unseen
        if len(text) > LONGEST_TEXT:
            raise _Long(value, len(text))
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'" t="inlineStr"><is><t{space}>{escape(_ESCAPE.sub("_x005F_", text))}</t></is></c>'


def _serial(value: date) -> float | int:
    """Days since the workbook's day zero, with the fraction of the day."""
    days = value.toordinal() - _DAY_ZERO
    if not isinstance(value, datetime):
        return days
    gone = ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    return days + gone / _DAY
