"""Tables as a workbook: typed columns, no live formulas from data, nothing cut, and a sheet saying whence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import file_digest
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from desktop.casework.papers import QueueSheet
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.book_house import House, set_up_page
from desktop.reports.cells import (
    MOST_ROWS,
    ExportCancelled,
    TextTooLong,
    TooManyRows,
    Written,
    visible,
)
from desktop.reports.outfile import whole_file
from desktop.reports.row_stream import RowStream

__all__ = ["ExportCancelled", "TextTooLong", "TooManyRows", "queue_workbook", "tables_workbook"]

CHECK_EVERY = 500
Cancel = Callable[[], bool]
Landing = Callable[[Written], None]
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
_WRAPPED = 30
_PADDING = 5 / 7
"""xlsxwriter adds the five pixels around a cell's text to its width."""


def queue_workbook(content: QueueSheet, path: Path, cancelled: Cancel = lambda: False) -> Written:
    """Write one table, whole or not at all; raises as `tables_workbook`."""
    return tables_workbook((content,), path, cancelled)


def tables_workbook(
    contents: Sequence[QueueSheet], path: Path, cancelled: Cancel = lambda: False,
    landing: Landing = lambda _written: None,
) -> Written:  # fmt: skip
    """Write the tables, a sheet each, and where they come from; `landing` is told just before the file has its name.

    Raises ExportCancelled, TextTooLong, TooManyRows, OSError, or what `landing` raises; then no file is left, and one
    of before is untouched.
    """
    with whole_file(path) as temporary:
        rows = _write(contents, temporary, cancelled)
        with temporary.open("rb") as file:
            written = Written(rows, file_digest(file, "sha256").hexdigest())
        landing(written)
    return written


def _write(contents: Sequence[QueueSheet], path: Path, cancelled: Cancel) -> int:
    """The rows are put straight between the head and the foot of sheets that another writer has set up."""
    before = _Frame(contents, None)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as target:
        streams = []
        for number, content in enumerate(contents, 1):
            streams.append(before.stream(number, content))
            with target.open(_part(number), "w") as part:
                part.write(before.head(number))
                for text in _texts(content, streams[-1], cancelled):
                    part.write(text)
                part.write(_Frame(contents, streams).foot(number))
        _Frame(contents, streams).others(target)
    return sum(stream.rows for stream in streams)


def _texts(content: QueueSheet, stream: RowStream, cancelled: Cancel) -> Iterator[bytes]:
    rows = iter(content.rows)
    while chunk := list(islice(rows, CHECK_EVERY)):
        if cancelled():
            raise ExportCancelled
        yield stream.text(chunk)
        if stream.rows > MOST_ROWS:
            raise TooManyRows


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


class _Frame:
    """The workbook without its rows: one empty line stands for them and shows the columns' formats.

    `streams` tell how many rows went by; None before.
    """

    def __init__(self, contents: Sequence[QueueSheet], streams: Sequence[RowStream] | None) -> None:
        self._contents, self._streams = contents, streams or ()
        kept = BytesIO()
        with closing(Workbook(kept, {"in_memory": True})) as book:
            self._fill(book)
        self._parts = ZipFile(kept)

    def head(self, number: int) -> bytes:
        """A sheet up to its first row."""
        return self._parts.read(_part(number)).partition(b'<row r="2"')[0]

    def foot(self, number: int) -> bytes:
        """A sheet from its last row on."""
        content = self._parts.read(_part(number))
        return content[content.index(b"</sheetData>") :]

    def stream(self, number: int, content: QueueSheet) -> RowStream:
        """What turns the rows of a sheet into text."""
        styles = _STYLE.findall(self._parts.read(_part(number)).decode())
        letters = [xl_col_to_name(place) for place in range(len(content.columns))]
        return RowStream(content.columns, styles, letters, 2)

    def others(self, target: ZipFile) -> None:
        """Every part of the file that holds no rows."""
        streamed = {_part(number) for number in range(1, len(self._contents) + 1)}
        for name in self._parts.namelist():
            if name not in streamed:
                target.writestr(name, self._parts.read(name))

    def _fill(self, book: Workbook) -> None:
        first, house = self._contents[0], House(book)
        made = first.made_at.astimezone(SHANGHAI).replace(tzinfo=None)
        book.set_properties({"title": _clean(first.title), "author": _clean(first.made_by), "created": made})
        for place, content in enumerate(self._contents):
            name = _sheet_name(content.title)
            rows = self._streams[place].rows if place < len(self._streams) else 0
            _table(book.add_worksheet(name), house, content, rows)
        _provenance(book.add_worksheet("出处"), house, self._contents, self._streams)


def _table(sheet: Worksheet, house: House, content: QueueSheet, rows: int) -> None:
    last = len(content.columns) - 1
    for place, column in enumerate(content.columns):
        sheet.set_column(place, place, column.width - _PADDING)
        sheet.write_string(0, place, _clean(column.title), house.head(column.kind))
        form = house.body(column.kind, wrap=column.width >= _WRAPPED, valign="top")
        sheet.write_blank(1, place, None, form)
    sheet.freeze_panes(1, min(content.frozen_columns, last))
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), last)
    sheet.print_area(0, 0, rows, last)
    made = content.made_at.astimezone(SHANGHAI)
    set_up_page(sheet, content.title, f"{content.made_by}  {made:%Y-%m-%d %H:%M}", _secrecy(content))


def _clean(text: str) -> str:
    return visible(text)[0]


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:31] or "队列"


def _secrecy(content: QueueSheet) -> str:
    return "含未脱敏个人信息，导出已记录" if content.unmasked else "个人信息已脱敏"


def _provenance(sheet: Worksheet, house: House, contents: Sequence[QueueSheet], streams: Sequence[RowStream]) -> None:
    """Who made the file, when, from what, and with which filters."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    content = contents[0]
    made = content.made_at.astimezone(SHANGHAI)
    several = len(contents) > 1
    counts = ((f"行数·{one.title}" if several else "行数", str(stream.rows))
              for one, stream in zip(contents, streams, strict=False))  # fmt: skip
    lines = [
        ("内容", content.title), ("导出人", content.made_by), ("导出时间", f"{made:%Y-%m-%d %H:%M:%S} 北京时间"),
        *((f"筛选·{label}", value) for label, value in content.filters or (("全部", "未筛选"),)), *counts,
        ("程序版本", content.program), ("个人信息", _secrecy(content)), ("用途", content.purpose or "—"),
        ("格式", "编号、电话、保单号为文本；时间为北京时间；不含公式"),
    ]  # fmt: skip
    unseen = sum(stream.unseen for stream in streams)
    if unseen:
        lines.append(("说明", f"{unseen} 处不可见控制字符已换成可见符号"))
    wrapped: Format = house.style(text_wrap=True, valign="top")
    for row, (label, words) in enumerate(lines):
        sheet.write_string(row, 0, _clean(label), house.note())
        sheet.write_string(row, 1, _clean(words), wrapped)
