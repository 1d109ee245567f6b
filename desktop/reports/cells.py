"""What a workbook's cell can hold: values by their column's type, text that survives, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import NamedTuple

from desktop.casework.papers import ColumnKind, SheetCell
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.watching import Cancelled

LONGEST_TEXT, MOST_ROWS, EXACT_DIGITS = 32_767, 1_048_575, 10**15
"""What a cell and a sheet can hold (the head takes a row), and the numbers a workbook keeps exactly."""

FIRST_DATE = date(1900, 3, 1)
"""Earlier dates do not exist in a workbook or are off by one; they are written as text."""

FORMATS: Mapping[ColumnKind, str] = {
    ColumnKind.TEXT: "@", ColumnKind.DATE: "yyyy-mm-dd", ColumnKind.MOMENT: "yyyy-mm-dd hh:mm",
    ColumnKind.WHOLE: "0", ColumnKind.NUMBER: "0.00", ColumnKind.SHARE: "0.0%",
}  # fmt: skip
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")



class Written(NamedTuple):
    """What was written, for the list of exports: the rows, and the file's SHA-256."""

    rows: int
    sha256: str


class ExportCancelled(Cancelled):
    """The export was called off; there is no file."""


class TextTooLong(ValueError):
    """A text is longer than a cell can hold; it is refused by name, never cut."""

    def __init__(self, column: str, row: int, length: int) -> None:
        super().__init__(f"第 {row} 行“{column}”有 {length} 个字，一格最多 {LONGEST_TEXT} 个，没有导出")


class TooManyRows(ValueError):
    """More rows than a sheet can hold."""

    def __init__(self) -> None:
        super().__init__(f"超过 {MOST_ROWS} 行，一张表放不下，请先缩小筛选范围")


def typed(value: SheetCell, kind: ColumnKind) -> SheetCell:
    """A value as its column keeps it; what the column's type cannot hold exactly becomes text, no number a dash."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
        value = value.date() if kind is ColumnKind.DATE else value
    if isinstance(value, date):
        return _dated(value, kind)
    if isinstance(value, str):
        return value
    if not isfinite(value):
        return "—"
    return value if kind is not ColumnKind.TEXT and -EXACT_DIGITS < value < EXACT_DIGITS else str(value)


def _dated(value: date, kind: ColumnKind) -> SheetCell:
    if kind is ColumnKind.MOMENT and not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    day = value.date() if isinstance(value, datetime) else value
    if kind not in (ColumnKind.DATE, ColumnKind.MOMENT) or day < FIRST_DATE:
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    return value


def visible(text: str) -> tuple[str, int]:
    """A text with its control characters as visible symbols, and how many there were; lines end with a line feed."""
    return UNSEEN.subn(lambda match: _symbol(match.group()), text.replace("\r\n", "\n").replace("\r", "\n"))


def _symbol(char: str) -> str:
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"
