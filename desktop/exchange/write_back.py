"""Writes a list back with a column that says what to fix in each faulty row; nothing in it is a live formula."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from desktop.exchange.cells import Cell, Row, text_of
from desktop.exchange.headings import FIX_HEADING
from desktop.exchange.import_report import ImportReport

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME = re.compile(r"[\\/*?:\[\]']")
_HEADING = Font(bold=True)
_FAULTY = PatternFill("solid", fgColor="FFF4CE")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_FIX_WIDTH = 60


def write_back(report: ImportReport, out: Path) -> Path:
    """Write the list's sheet as .xlsx to `out`, rows where they were, with what to fix in the last column.

    An older file of that name is replaced only by a whole one. Raises OSError.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as stream:
            _workbook(report).save(stream)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    return out


def _workbook(report: ImportReport) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET_NAME.sub(" ", report.sheet.name)[:31] or "清单")
    place = _fix_place(report)
    sheet.column_dimensions[get_column_letter(place + 1)].width = _FIX_WIDTH
    sheet.freeze_panes = f"A{report.sheet.numbers[report.header] + 1}"
    for cells in _rows(report, place, sheet):
        sheet.append(cells)
    return book


def _fix_place(report: ImportReport) -> int:
    """Beside the last heading, or where an earlier import has put the column."""
    header = [text_of(cell) for cell in report.sheet.rows[report.header]]
    widest = max(len(row) for row in report.sheet.rows)
    return header.index(FIX_HEADING) if FIX_HEADING in header else max(len(header), widest)


def _rows(report: ImportReport, place: int, sheet: WriteOnlyWorksheet) -> Iterator[list[SheetCell]]:
    advice = {problem.row: f"{problem.column}：{problem.message}" for problem in report.errors()}
    heading = report.sheet.numbers[report.header]
    before = 0
    for number, row in zip(report.sheet.numbers, report.sheet.rows, strict=True):
        yield from ([] for _ in range(before + 1, number))
        before = number
        text = FIX_HEADING if number == heading else advice.get(number, "")
        cells = [_cell(sheet, value) for value in _with_fix(row, place, text)]
        yield _marked(cells, place, heading=number == heading, faulty=number in advice)


def _with_fix(row: Row, place: int, text: str) -> list[Cell]:
    cells = [*row, *([None] * (place + 1 - len(row)))]
    cells[place] = text or None
    return cells


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell:
    if not isinstance(value, str):
        return _valued(sheet, value)
    cell: SheetCell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("\ufffd", value))
    # Whatever it begins with, it is text: openpyxl would make a formula of "=...".
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _valued(sheet: WriteOnlyWorksheet, value: float | int | date | time | None) -> SheetCell:
    """A cell that is no text keeps its kind, so that the list reads the same when it comes back."""
    plain: Any = int(value) if isinstance(value, float) and value.is_integer() else value
    cell: SheetCell = WriteOnlyCell(sheet, plain)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return cell


def _marked(cells: list[SheetCell], place: int, *, heading: bool, faulty: bool) -> list[SheetCell]:
    if heading:
        for cell in cells:
            cell.font = _HEADING
    if faulty:
        for cell in cells:
            cell.fill = _FAULTY
        cells[place].alignment = _WRAPPED
    return cells
