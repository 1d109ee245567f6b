"""Texts as a workbook for a carrier's own sending platform, and its receipts back in; nothing in it is live."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from desktop.casework import handing_over
from desktop.casework.desk import Desk
from desktop.casework.handing_over import Collected
from desktop.casework.message_rows import Handed, OutgoingText, Receipt
from desktop.casework.texts import text_set
from desktop.exchange.cells import Row, has_hidden, moment_of, text_of
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.faults import InputFault

COLUMNS: Mapping[str, int] = {
    "编号": 10, "手机号": 16, "短信内容": 80, "条数": 8, "模板": 18, "案件编号": 18, "回执": 10,
    "回执时间": 20, "失败原因": 30,
}  # fmt: skip
"""The columns with their widths; the platform or the desk's people fill the last three."""

ARRIVED = ("送达", "已送达", "成功", "发送成功", "DELIVRD")
FAILED = ("失败", "发送失败", "未送达", "拒收", "UNDELIV", "REJECTD", "EXPIRED")


class Exported(NamedTuple):
    """A batch: where it lies and how many texts it holds."""

    path: Path
    texts: int


def export_batch(desk: Desk, folder: Path, person: str) -> Exported | None:
    """Write every text that waits to be sent into a new workbook, and keep under which number; None without any.

    The file is whole before a text counts as submitted; nothing is locked by that (GC-14). Phones are not masked in
    it: who made it is kept in the audit trail. Raises OSError, and NotNow at an hour at which no texts are sent.
    """
    _check_hour(desk)
    texts = handing_over.outgoing(desk, by_hand=True, person=person)
    if not texts:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder, desk.clock())
    write_batch(texts, path)
    numbered = [Handed(one.id, "submitted", f"{path.stem}-{place}") for place, one in enumerate(texts, 1)]
    handing_over.handed(desk, numbered, person=person, batch=path.name)
    return Exported(path, len(texts))


class NotNow(InputFault):
    """Texts wait for the morning; one Chinese sentence says until when."""

    @property
    def sentence(self) -> str:
        """What the user reads."""
        return str(self)


def _check_hour(desk: Desk) -> None:
    now = desk.clock()
    waits, texts = text_set().waiting_words(now), handing_over.waiting(desk)
    if waits and texts:
        raise NotNow(f"{texts} 条短信{waits}，到时再导出")


def _free(folder: Path, now: datetime) -> Path:
    stem = f"短信-{now:%Y%m%d-%H%M}"
    names = (f"{stem}{f'-{place}' if place > 1 else ''}.xlsx" for place in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def write_batch(texts: Sequence[OutgoingText], path: Path) -> None:
    """The workbook, one row a text; an older file of that name is replaced only by a whole one."""
    part = path.with_name(f".{path.name}.part")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("待发短信")
    for place, width in enumerate(COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, title) for title in COLUMNS])
    for text in texts:
        sheet.append([_plain(sheet, value) for value in _values(text)])
    try:
        with part.open("wb") as stream:
            book.save(stream)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _values(text: OutgoingText) -> tuple[str, ...]:
    return str(text.id), text.phone, text.body, str(text.segments), text.template, text.number, "", "", ""


def _head(sheet: WriteOnlyWorksheet, title: str) -> SheetCell:
    cell = _plain(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _plain(sheet: WriteOnlyWorksheet, value: str) -> SheetCell:
    cell: SheetCell = WriteOnlyCell(sheet, value)
    # Whatever it begins with, it is text: openpyxl would make a formula of "=...", Excel a number of a phone.
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def take_receipts(desk: Desk, path: Path, person: str) -> Collected:
    """Take the receipts of a workbook in; the same file may come twice. ListUnreadable with one sentence."""
    return handing_over.collect(desk, read_receipts(path), person)


def read_receipts(path: Path) -> list[Receipt]:
    """The filled rows of a workbook's receipts. ListUnreadable when it has no such columns or an unknown word."""
    sheet = next((one for one in read_list(path) if _columns(one) is not None), None)
    if sheet is None:
        raise ListUnreadable(f"「{path.name}」没有「编号」和「回执」两列：请用本台导出的短信批次填写。")
    columns = _columns(sheet) or {}
    return [*_receipts(sheet, columns, path)]


def _columns(sheet: Sheet) -> Mapping[str, int] | None:
    titles = [text_of(cell) for cell in sheet.rows[0]] if sheet.rows else []
    if not {"编号", "回执"} <= {*titles}:
        return None
    return {title: titles.index(title) for title in COLUMNS if title in titles}


def _receipts(sheet: Sheet, columns: Mapping[str, int], path: Path) -> Iterator[Receipt]:
    for number, row in zip(sheet.numbers[1:], sheet.rows[1:], strict=True):
        word, key = _at(row, columns, "回执"), _at(row, columns, "编号")
        if not word:
            continue
        state = "delivered" if word.upper() in ARRIVED else "failed" if word.upper() in FAILED else ""
        if not state or not key.isdigit():
            raise ListUnreadable(f"「{path.name}」第 {number} 行的回执「{word}」看不懂：请写 送达 或 失败。")
        reason = _at(row, columns, "失败原因")
        yield Receipt(int(key), state, moment_of(row[columns["回执时间"]]) if _at(row, columns, "回执时间") else None,
                      "" if has_hidden(reason) else reason[:60])  # fmt: skip


def _at(row: Row, columns: Mapping[str, int], title: str) -> str:
    place = columns.get(title, len(row))
    return text_of(row[place]) if place < len(row) else ""
