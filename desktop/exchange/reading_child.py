"""The child process that opens a list nobody has checked yet: limited memory and time, cells out as JSON lines.

Started by `reading.py`; a frozen program starts itself with the hidden argument `--read-list FILE` and calls
`main([FILE])` before anything else. It imports nothing of the program but its limits, so that a file can break only
this process. Every line on stdout is `["sheet", name]`, `["row", number, cells]`,
`["unreadable", sentence]` or, last, `["end"]`; days and moments are `{"d": iso}`, `{"t": iso}`, times `{"c": iso}`.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from desktop.exchange.limits import limit_process

UNPACKED = 200 << 20
PART_RATIO, SMALL_PART = 250, 4 << 20
PARTS = 5_000
ROWS, COLUMNS, SHEETS = 200_000, 200, 20

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF")
_DAMAGED = "文件不完整或已损坏，请向发件人重新要一份"
_ONLY = "请另存为 .xlsx（Excel 工作簿）或 CSV 后再导入"


class Unreadable(Exception):
    """The file is no list that can be read, in one Chinese sentence."""


def read(path: Path) -> Iterator[list[Any]]:
    """The file's sheets and rows as lines of the protocol; raises Unreadable."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise Unreadable("文件是空的")
    if head.startswith(_OLE):
        raise Unreadable(_why_not_ole(path))
    if head.startswith(_BINARY):
        raise Unreadable(f"这不是表格文件，{_ONLY}")
    return _workbook(path) if head.startswith(_ZIP) else _text(path)


def _why_not_ole(path: Path) -> str:
    if _ENCRYPTED in path.read_bytes():
        return "文件设了打开密码，请去掉密码另存后再导入"
    return f"这是旧格式（.xls 等），{_ONLY}"


def _workbook(path: Path) -> Iterator[list[Any]]:
    check_package(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            yield from _sheets(book)
    except PasswordError as fault:
        raise Unreadable("文件设了打开密码，请去掉密码另存后再导入") from fault
    except CalamineError as fault:
        raise Unreadable(_DAMAGED) from fault


def check_package(path: Path) -> None:
    """Raise Unreadable unless the zip is a workbook without macros that stays small when unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as fault:
        raise Unreadable(_DAMAGED) from fault
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"这不是 Excel 工作簿，{_ONLY}")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("工作簿带有宏，程序不打开它；请另存为不带宏的 .xlsx 后再导入")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("文件设了打开密码，请去掉密码另存后再导入")
    _check_sizes(parts)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > PART_RATIO * max(part.compress_size, 1) for part in parts
    )
    if total > UNPACKED or swollen or len(parts) > PARTS:
        raise Unreadable(f"文件解开后过大（约 {total >> 20} MB），不像一份清单；请只留清单那一页，分批导入")


def _sheets(book: CalamineWorkbook) -> Iterator[list[Any]]:
    shown = [
        sheet.name for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]  # fmt: skip
    for name in shown[:SHEETS]:
        sheet = book.get_sheet_by_name(name)
        yield ["sheet", name]
        left: list[Any] = [None] * (sheet.start or (0, 0))[1]
        yield from _rows([*left, *row] for row in sheet.iter_rows())


def _rows(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            _check_place(number, len(cells))
            yield ["row", number, cells]


def _check_place(number: int, width: int) -> None:
    if number > ROWS:
        raise Unreadable(f"清单超过 {ROWS} 行，请分批导入")
    if width > COLUMNS:
        raise Unreadable(f"清单超过 {COLUMNS} 列，请只留清单的列")


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if cell is None or isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        return cell if cell == cell and abs(cell) != float("inf") else None
    if isinstance(cell, datetime):
        return {"t": cell.replace(tzinfo=None).isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return {"c": cell.isoformat()} if isinstance(cell, time) else _other(cell)


def _other(cell: Any) -> Any:
    return str(cell) if isinstance(cell, timedelta) else None


def _text(path: Path) -> Iterator[list[Any]]:
    content = path.read_bytes()
    text = _decode(content)
    if text.lstrip()[:1] == "<":
        raise Unreadable(f"这是网页或 XML，不是表格，{_ONLY}")
    yield ["sheet", ""]
    csv.field_size_limit(1 << 20)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise Unreadable("CSV 的引号或分隔符不成对，读不出行列；请用 Excel 另存为 .xlsx 后再导入") from fault


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16") or _not_text()
    if b"\x00" in content[:4096]:
        _not_text()
    return _decoded(content, "utf-8-sig") or _decoded(content, "gb18030") or _not_text()


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _not_text() -> str:
    raise Unreadable(f"文件内容不是表格，也不是 UTF-8 或 GB18030 文字，{_ONLY}")


def write(lines: Iterable[list[Any]], out: io.TextIOBase) -> None:
    """Write lines and their end, or what makes the file unreadable, to `out`."""
    try:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")
        closing: list[Any] = ["end"]
    except Unreadable as fault:
        closing = ["unreadable", str(fault)]
    except MemoryError:
        closing = ["unreadable", "读这份文件要的内存太多，请只留清单那一页，分批导入"]
    out.write(json.dumps(closing) + "\n")
    out.flush()


def main(arguments: list[str]) -> int:
    """Read the one file named and write its lines; 0 even when it is unreadable, for that is an answer."""
    limit_process()
    write(_lines(Path(arguments[0])), sys.stdout)  # type: ignore[arg-type]
    return 0


def _lines(path: Path) -> Iterator[list[Any]]:
    yield from read(path)
