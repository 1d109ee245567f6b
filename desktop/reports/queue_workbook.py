"""The shown queue as a workbook: typed columns, no live formulas from data, nothing cut, and a sheet saying whence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.casework.papers import QueueSheet, SheetCell, SheetColumn
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.cells import (
    FORMATS,
    LONGEST_TEXT,
    MOST_ROWS,
    UNSEEN,
    ExportCancelled,
    TextTooLong,
    TooManyRows,
    Written,
    typed,
    visible,
)
from desktop.reports.outfile import whole_file
from desktop.reports.styles import HAIRLINE, INK, MUTED

TYPEFACE = "微软雅黑"
CHECK_EVERY = 200
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A workbook reads `_x0041_` as `A`; the first underscore is written as its own escape."""


@dataclass(slots=True)
class _Tally:
    """What the export met on its way."""

    rows: int = 0
    unseen: int = 0


def queue_workbook(
    content: QueueSheet, path: Path, cancelled: Callable[[], bool] = lambda: False
) -> Written:  # fmt: skip
    """Write the workbook, whole or not at all.

    Raises ExportCancelled, TextTooLong, TooManyRows or OSError; then no file is left, and one of before is untouched.
    """
    with whole_file(path) as temporary:
        book = Workbook(write_only=True)
        try:
            tally = _fill(book, content, cancelled)
        except BaseException:
            _drop(book)
            raise
        book.save(temporary)
        with temporary.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    return Written(tally.rows, digest)


def _drop(book: Workbook) -> None:
    """Let openpyxl remove the files it keeps in the system's temporary folder."""
    with suppress(Exception):
        book.save(BytesIO())


def _fill(book: Workbook, content: QueueSheet, cancelled: Callable[[], bool]) -> _Tally:
    _label(book, content)
    queue = _sheet(book, _sheet_name(content.title))
    _lay_out(queue, content)
    _print_set_up(queue, content)
    tally = _Tally()
    queue.append(_head(queue, content.columns))
    cells = [_blank(queue, column) for column in content.columns]
    rows = iter(content.rows)
    while chunk := list(islice(rows, CHECK_EVERY)):
        if cancelled():
            raise ExportCancelled
        for row in chunk:
            tally.rows += 1
            queue.append(_row(cells, content.columns, row, tally))
        if tally.rows > MOST_ROWS:
            raise TooManyRows
    area = f"A1:{get_column_letter(len(content.columns))}{tally.rows + 1}"
    queue.auto_filter.ref = area
    queue.print_area = area
    _provenance(_sheet(book, "出处"), content, tally)
    return tally


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet that is streamed; it answers to what is used of a worksheet here."""
    return cast(Worksheet, book.create_sheet(name))


def _label(book: Workbook, content: QueueSheet) -> None:
    book.properties.title = content.title
    book.properties.creator = content.made_by
    book.properties.created = content.made_at.astimezone(SHANGHAI).replace(tzinfo=None)
    book.properties.language = "zh-CN"


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:31] or "队列"


def _lay_out(queue: Worksheet, content: QueueSheet) -> None:
    for number, column in enumerate(content.columns, 1):
        queue.column_dimensions[get_column_letter(number)].width = column.width
    queue.freeze_panes = f"{get_column_letter(min(content.frozen_columns, len(content.columns) - 1) + 1)}2"


def _print_set_up(queue: Worksheet, content: QueueSheet) -> None:
    made = content.made_at.astimezone(SHANGHAI)
    queue.page_setup.orientation = "landscape"
    queue.page_setup.paperSize = 9
    queue.page_setup.fitToWidth, queue.page_setup.fitToHeight = 1, 0
    queue.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    queue.print_title_rows = "1:1"
    head, foot = HeaderFooterItem(), HeaderFooterItem()
    head.left.text = _printed(content.title)
    head.right.text = _printed(f"{content.made_by}  {made:%Y-%m-%d %H:%M}")
    foot.left.text = _printed(_secrecy(content))
    foot.right.text = "第 &P 页，共 &N 页"
    queue.HeaderFooter.oddHeader, queue.HeaderFooter.oddFooter = head, foot


def _printed(text: str) -> str:
    """A text for a page head, where & gives orders."""
    return UNSEEN.sub("", text).replace("&", "&&")


def _secrecy(content: QueueSheet) -> str:
    return "含未脱敏个人信息，导出已记录" if content.unmasked else "个人信息已脱敏"


def _head(queue: Worksheet, columns: Sequence[SheetColumn]) -> list[Cell]:
    line = Side(style="medium", color=INK)
    cells = []
    for column in columns:
        cell = _text_cell(queue, column.title)
        cell.font = Font(name=TYPEFACE, size=10, bold=True, color=INK)
        cell.border, cell.fill = Border(bottom=line), PatternFill("solid", fgColor="F3F5F7")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cells.append(cell)
    return cells


def _blank(queue: Worksheet, column: SheetColumn) -> Cell:
    """The one styled cell that a column's values are written through: styling each cell anew is ten times slower."""
    cell = WriteOnlyCell(queue)
    cell.font = Font(name=TYPEFACE, size=10, color=INK)
    cell.number_format = FORMATS[column.kind]
    cell.border = Border(bottom=Side(style="hair", color=HAIRLINE))
    cell.alignment = Alignment(vertical="top", wrap_text=column.width >= 30)
    return cell


def _row(cells: Sequence[Cell], columns: Sequence[SheetColumn], row: Sequence[SheetCell], tally: _Tally) -> list[Cell]:
    for cell, column, value in zip(cells, columns, row, strict=True):
        plain = typed(value, column.kind)
        if isinstance(plain, str):
            plain = _shown(plain, tally)
            if len(plain) > LONGEST_TEXT:
                raise TextTooLong(column.title, tally.rows, len(plain))
            cell.value, cell.data_type = plain, "s"
        else:
            cell.value = plain
    return list(cells)


def _shown(text: str, tally: _Tally) -> str:
    """A text as the file can hold it: control characters as their visible symbols, counted."""
    text, unseen = visible(text)
    tally.unseen += unseen
    return ESCAPE.sub("_x005F_", text)


def _provenance(sheet: Worksheet, content: QueueSheet, tally: _Tally) -> None:
    """Who made the file, when, from what, and with which filters."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 80
    made = content.made_at.astimezone(SHANGHAI)
    lines = [
        ("内容", content.title), ("导出人", content.made_by), ("导出时间", f"{made:%Y-%m-%d %H:%M:%S} 北京时间"),
        *((f"筛选·{label}", value) for label, value in content.filters or (("全部", "未筛选"),)),
        ("行数", str(tally.rows)), ("程序版本", content.program), ("个人信息", _secrecy(content)),
        ("用途", content.purpose or "—"), ("格式", "编号、电话、保单号为文本；时间为北京时间；不含公式"),
    ]  # fmt: skip
    if tally.unseen:
        lines.append(("说明", f"{tally.unseen} 处不可见控制字符已换成可见符号"))
    for label, value in lines:
        name = _text_cell(sheet, label)
        name.font = Font(name=TYPEFACE, size=10, color=MUTED)
        words = _text_cell(sheet, _shown(value, _Tally()))
        words.font = Font(name=TYPEFACE, size=10, color=INK)
        words.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([name, words])


def _text_cell(sheet: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    return cell
