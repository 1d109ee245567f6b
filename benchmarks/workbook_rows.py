"""Prints what a long table and a month's report cost as workbooks, beside CSV and openpyxl in the same run."""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from desktop.casework.papers import ColumnKind, QueueSheet, SheetCell, SheetColumn
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.queue_workbook import queue_workbook

NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
COLUMNS = (
    *(SheetColumn(f"文字 {number}") for number in range(12)), SheetColumn("截止", ColumnKind.MOMENT, 18),
    SheetColumn("次数", ColumnKind.WHOLE), SheetColumn("小时", ColumnKind.NUMBER),
)  # fmt: skip


def rows(number: int) -> Iterator[tuple[SheetCell, ...]]:
    """Lines like a queue's: a number of their own, names, words that come again and again, a moment, two numbers."""
    for place in range(number):
        yield (
            f"GT-260901-{place:06d}", f"6608****{place % 9000:04d}", f"王*{'芳敏丽华'[place % 4]}", "专家门诊",
            f"乳腺外科 北京协和医院 {place}", "待预约", "预约专家号", "预约", "承诺", "本台", "林悦", "是",
            NOW + timedelta(minutes=place), place, place / 2,
        )  # fmt: skip


def by_program(path: Path, number: int) -> None:
    """The program's own writer."""
    sheet = QueueSheet("在办队列", COLUMNS, rows(number), (("视图", "在办"),), "林悦", NOW, "")
    queue_workbook(sheet, path)


def by_openpyxl(path: Path, number: int) -> None:
    """The usual library, streaming."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("在办队列")
    for row in rows(number):
        sheet.append([value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row])
    book.save(path)


def by_csv(path: Path, number: int) -> None:
    """The least that writing the same words can cost."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(number))


def seconds(call: Callable[[Path, int], None], path: Path, number: int, times: int) -> float:
    """The best of several runs."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        call(path, number)
        found.append(time.perf_counter() - before)
    return min(found)


def main() -> None:
    """Write the same rows three ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        own = seconds(by_program, path, args.rows, args.times)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        size = path.stat().st_size / 1e6
        plain = seconds(by_csv, path, args.rows, args.times)
        usual = seconds(by_openpyxl, path, args.rows, 1)
    print(f"{args.rows:,} rows x {len(COLUMNS)} as a workbook {own:8.2f} s   {size:.1f} MB, peak memory {memory} MB")
    print(f"{'the same as CSV':38}{plain:8.2f} s   workbook / CSV {own / plain:.1f} times")
    print(f"{'the same by openpyxl write_only':38}{usual:8.2f} s   openpyxl / workbook {usual / own:.1f} times")


if __name__ == "__main__":
    main()
