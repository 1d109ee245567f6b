"""Reads the cells of one row by field and collects what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from desktop.exchange.cells import Cell, Row, day_of, has_hidden, lost_digits, moment_of, text_of
from desktop.exchange.headings import Headings
from desktop.exchange.words import word

USUAL_CHARS = 100
REMARK_CHARS = 1000
CELL_CHARS = 32_767
"""Excel's own limit: a lone quotation mark in a CSV makes one cell of all that follows."""

When = TypeVar("When", bound=date)


class Problem(NamedTuple):
    """One thing wrong with a row: the heading where it stands, the rule it offends ('' for none), what to do."""

    row: int
    column: str
    rule: str
    message: str
    request_no: str = ""


class RowReader:
    """One row of a list; what it returns for a wrong cell is empty, and the problem is kept."""

    def __init__(self, number: int, cells: Row, headings: Headings) -> None:
        self.number = number
        self.problems: list[Problem] = []
        self.request_no = ""
        self._cells = cells
        self._headings = headings

    def cell(self, field: str) -> Cell:
        """The field's cell; None when the list or the row lacks it."""
        place = self._headings.places.get(field)
        return None if place is None or place >= len(self._cells) else self._cells[place]

    def complain(self, field: str, message: str, rule: str = "") -> None:
        """Keep a problem of this row."""
        self.problems.append(Problem(self.number, self._headings.title(field), rule, message, self.request_no))

    def text(self, field: str, chars: int = USUAL_CHARS) -> str:
        """The field as text, '' when empty, too long or with hidden characters."""
        text = " ".join(text_of(self.cell(field)).split())
        if not text:
            return ""
        if len(text) > CELL_CHARS:
            self.complain(field, f"超过 {CELL_CHARS} 个字，不像一格内容，多半是引号没有配对，请改好")
            return ""
        if len(text) > chars:
            self.complain(field, f"超过 {chars} 个字，请改短")
            return ""
        if has_hidden(text):
            self.complain(field, "含有看不见的控制字符，请删除后重新输入")
            return ""
        return text

    def needed(self, field: str) -> str:
        """The field as text, which must not be empty."""
        before = len(self.problems)
        text = self.text(field)
        if not text and len(self.problems) == before:
            self.complain(field, "没有填写，请补上")
        return text

    def digits(self, field: str) -> str:
        """The field as a number that must be text: IDs, telephone and policy numbers."""
        if lost_digits(self.cell(field)):
            self.complain(field, "这个号码被 Excel 当成数字，后几位已丢失；请把单元格设为文本后重新输入")
            return ""
        return self.needed(field)

    def day(self, field: str) -> date | None:
        """The day that the field names; it must not be empty."""
        return self._dated(field, day_of(self.cell(field)))

    def moment(self, field: str) -> datetime | None:
        """The moment that the field names; it must not be empty."""
        return self._dated(field, moment_of(self.cell(field)))

    def _dated(self, field: str, found: When | None) -> When | None:
        if found is None and (text := self.needed(field)):
            self.complain(field, f"看不懂日期「{text[:30]}」，请写成 2026-09-14 或 2026-09-14 09:30")
        return found

    def choice(self, field: str, words: Mapping[str, str], text: str, wanted: str, rule: str) -> str:
        """The desk's word for the field's text; '' for an empty one, and complains of an unknown one."""
        found = words.get(word(text), "")
        if not found and text:
            self.complain(field, f"不认识「{text[:30]}」，请填{wanted}之一", rule)
        return found
