"""A year's days off and make-up days as a file: notice text, JSON, workbook or CSV in; CSV out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from desktop.exchange.cells import Row, day_of, text_of
from desktop.exchange.headings import heading_key
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.faults import InputFault
from desktop.handbook.notice_text import read_notice
from desktop.handbook.workdays import CalendarInputError, WorkCalendar, YearTable
from desktop.handbook.year_notice import NamedDay, Trouble, YearNotice, checked, notice_of_document, spell

HEADINGS = ("日期", "星期", "类型", "节日")
OFF, WORKED = ("放假", "休", "休息", "法定假", "节假日", "假"), ("补班", "上班", "班", "工作日", "调休上班")
_DATE, _KIND, _FEAST = ("日期", "日子", "date"), ("类型", "类别", "安排", "kind"), ("节日", "假日", "名称", "name")
_BYTES = 1 << 20


class CalendarUnreadable(InputFault):
    """A file that holds no calendar; one Chinese sentence."""


def read_calendar(path: Path, year: int | None = None, known: WorkCalendar | None = None) -> YearNotice:
    """The year in a file: .txt a notice's text, .json, .xlsx or .csv a list of days; raises CalendarUnreadable."""
    ending = path.suffix.lower()
    if ending in (".xlsx", ".csv"):
        try:
            return _of_sheets(path.name, read_list(path), known)
        except ListUnreadable as fault:
            raise CalendarUnreadable(fault.sentence) from fault
    text = _text(path)
    if ending != ".json":
        return read_notice(text, year, known)
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise CalendarUnreadable(f"「{path.name}」不是有效的 JSON") from fault
    if not isinstance(document, dict):
        raise CalendarUnreadable(f"「{path.name}」不是一个 JSON 对象")
    try:
        return notice_of_document(document, known)
    except CalendarInputError as fault:
        raise CalendarUnreadable(f"「{path.name}」：{fault}") from fault


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise CalendarUnreadable(f"打不开「{path}」：{fault.strerror or fault}") from fault
    if len(raw) > _BYTES:
        raise CalendarUnreadable(f"「{path.name}」太大，不像一份放假通知")
    for coding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise CalendarUnreadable(f"「{path.name}」不是文字文件")


def _of_sheets(name: str, sheets: Sequence[Sheet], known: WorkCalendar | None) -> YearNotice:
    """The first sheet whose heading names dates and kinds; every row that is none of both is named."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:10]):
            columns = _columns(row)
            if columns is not None:
                rows = list(zip(sheet.numbers[place + 1 :], sheet.rows[place + 1 :], strict=True))
                return _of_rows(name, rows, columns, known)
    raise CalendarUnreadable(f"「{name}」里没有「日期」和「类型」两列")


def _columns(row: Row) -> tuple[int, int, int] | None:
    keys = [heading_key(cell) if isinstance(cell, str) else "" for cell in row]
    places = [next((keys.index(heading_key(one)) for one in names if heading_key(one) in keys), -1)
              for names in (_DATE, _KIND, _FEAST)]  # fmt: skip
    return (places[0], places[1], places[2]) if min(places[:2]) >= 0 else None


def _of_rows(
    name: str, rows: Iterable[tuple[int, Row]], columns: tuple[int, int, int], known: WorkCalendar | None
) -> YearNotice:
    days: list[NamedDay] = []
    troubles: list[Trouble] = []
    for number, row in rows:
        found = _day(number, row, columns)
        if isinstance(found, NamedDay):
            days.append(found)
        else:
            troubles.append(found)
    years = Counter(one.day.year for one in days)
    year = years.most_common(1)[0][0] if years else 0
    return checked(year, days, troubles, name, known)


def _day(number: int, row: Row, columns: tuple[int, int, int]) -> NamedDay | Trouble:
    cells = [row[place] if 0 <= place < len(row) else None for place in columns]
    day, kind, feast = day_of(cells[0]), text_of(cells[1]).strip(), text_of(cells[2]).strip()
    if not isinstance(day, date):
        return Trouble(number, f"日期「{text_of(cells[0])}」读不懂，应写成 2027-02-05")
    if kind not in (*OFF, *WORKED):
        return Trouble(number, f"类型「{kind}」应为 放假 或 补班")
    return NamedDay(day, kind in OFF, feast or "放假安排", number)


def write_calendar(tables: Sequence[YearTable], path: Path) -> int:
    """Write the days of years as CSV that Excel opens; how many rows. Raises OSError."""
    rows = [row for table in tables for row in _rows(table)]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADINGS, *rows])
    path.write_bytes(written.getvalue().encode("utf-8-sig"))
    return len(rows)


def _rows(table: YearTable) -> Iterator[tuple[str, str, str, str]]:
    kinds = {**{day: ("放假", name) for day, name in table.holidays.items()},
             **{day: ("补班", name) for day, name in table.workdays.items()}}  # fmt: skip
    for day in sorted(kinds):
        yield day.isoformat(), spell(day)[-2:], *kinds[day]
