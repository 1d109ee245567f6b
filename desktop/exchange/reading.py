"""Reads a carrier's list through a limited child process, so that no file can hang, crash or flood the program.

A frozen program is its own interpreter: it starts itself with the hidden argument `--read-list FILE`, and its entry
point must hand that to `reading_child.main([FILE])` before it does anything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from desktop.exchange.cells import Cell, Row
from desktop.exchange.limited import LimitedChild, child_command

READ_LIST = "--read-list"
FILE_BYTES = 50 << 20
OUTPUT_BYTES = 256 << 20
SECONDS = 20.0
_CHILD = "desktop.exchange.reading_child"


class ListUnreadable(Exception):
    """A file that is no readable list; the text is one Chinese sentence for the user."""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name ('' for CSV), and its rows that hold anything, with their numbers as Excel counts them."""

    name: str
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]


def read_list(path: Path, *, seconds: float = SECONDS) -> tuple[Sheet, ...]:
    """The visible sheets of an .xlsx or CSV file; raises ListUnreadable."""
    _check_file(path)
    output = _run_child(path, seconds)
    sheets = tuple(_sheets(output.decode("ascii").splitlines()))
    if not any(sheet.rows for sheet in sheets):
        raise ListUnreadable(f"「{path.name}」里没有任何内容。")
    return sheets


def _check_file(path: Path) -> None:
    if not path.exists():
        raise ListUnreadable(f"找不到文件「{path}」。")
    if not path.is_file():
        raise ListUnreadable(f"「{path.name}」不是文件。")
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as fault:
        raise ListUnreadable(f"打不开「{path.name}」：请检查权限，或先在 Excel 里关闭它。") from fault
    if size > FILE_BYTES:
        raise ListUnreadable(f"「{path.name}」有 {size >> 20} MB，超过 {FILE_BYTES >> 20} MB；请分批导入。")


def _run_child(path: Path, seconds: float) -> bytes:
    child = LimitedChild(child_command(_CHILD, READ_LIST, (str(path.resolve()),)))
    try:
        with child.within(seconds):
            output = child.mouth.read(OUTPUT_BYTES + 1)
    finally:
        child.end()
    if child.late:
        raise ListUnreadable(f"「{path.name}」读了 {seconds:g} 秒还没读完，已停止；请只留清单那一页，分批导入。")
    if len(output) > OUTPUT_BYTES:
        raise ListUnreadable(f"「{path.name}」的内容太多，请分批导入。")
    return _whole(output, path)


def _whole(output: bytes, path: Path) -> bytes:
    """The output when the child came to its end; what it said against the file is raised."""
    last = output.rstrip(b"\n").rpartition(b"\n")[2]
    try:
        closing = json.loads(last) if last.startswith(b"[") else [""]
    except ValueError:
        closing = [""]
    if closing[0] == "unreadable":
        raise ListUnreadable(f"「{path.name}」{closing[1]}。")
    if closing[0] != "end":
        raise ListUnreadable(f"「{path.name}」读不下去：太大，或文件已损坏；请在 Excel 里另存为 .xlsx，分批导入。")
    return output


def _sheets(lines: list[str]) -> Iterator[Sheet]:
    name: str | None = None
    numbers: list[int] = []
    rows: list[Row] = []
    for line in lines:
        kind, *rest = json.loads(line, object_hook=_moment)
        if kind == "row":
            numbers.append(rest[0])
            rows.append(tuple(rest[1]))
            continue
        if name is not None:
            yield Sheet(name, tuple(numbers), tuple(rows))
        name, numbers, rows = (rest[0] if rest else None), [], []


def _moment(cell: Mapping[str, Any]) -> Cell:
    (kind, text), = cell.items()
    if kind == "t":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "d" else time.fromisoformat(text)
