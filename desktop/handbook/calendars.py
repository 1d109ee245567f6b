"""Year tables from JSON folders and, for years without a notice, from the statute (T-05)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from desktop.handbook.workdays import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarInputError,
    WorkCalendar,
    YearTable,
    span_of_days,
)

STATUTE = "《全国年节及纪念日放假办法》（2025-01-01 起施行）"
FESTIVALS_FILE = "festivals.json"


class Festivals(NamedTuple):
    """The four movable feasts of one year: lunar New Year's Day, Qingming, Dragon Boat and Mid-Autumn."""

    spring: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


def statute_holidays(year: int, feasts: Festivals) -> dict[date, str]:
    """The thirteen statutory days off of a year with their names, before any notice (T-05)."""
    spring = span_of_days(feasts.spring - timedelta(1), feasts.spring + timedelta(2))
    named = [
        (date(year, 1, 1), "元旦"),
        *((day, "春节") for day in spring),
        (feasts.qingming, "清明节"),
        (date(year, 5, 1), "劳动节"),
        (date(year, 5, 2), "劳动节"),
        (feasts.dragon_boat, "端午节"),
        (feasts.mid_autumn, "中秋节"),
        *((date(year, 10, day), "国庆节") for day in (1, 2, 3)),
    ]
    days: dict[date, str] = {}
    for day, name in named:
        days[day] = f"{days[day]}、{name}" if day in days else name
    return days


def statute_table(year: int, feasts: Festivals) -> YearTable:
    """A provisional year: statutory days only, no make-up and no compensating days (T-05)."""
    return YearTable(year, statute_holidays(year, feasts), {}, published=False, source=STATUTE)


def year_table(document: Mapping[str, Any]) -> YearTable:
    """A published year from its JSON dict: year, source, holidays [{date, name}], workdays [{date, for}].

    Raises `CalendarInputError` when a key is missing or a date is not written YYYY-MM-DD.
    """
    try:
        holidays = {date.fromisoformat(row["date"]): str(row["name"]) for row in document["holidays"]}
        workdays = {date.fromisoformat(row["date"]): str(row["for"]) for row in document["workdays"]}
        year, source = int(document["year"]), str(document.get("source", ""))
    except (KeyError, TypeError, ValueError) as error:
        raise CalendarInputError(f"工作日历的内容无法识别：{error}。") from error
    return YearTable(year, holidays, workdays, source=source)


def festivals_by_year(document: Mapping[str, Any]) -> dict[int, Festivals]:
    """The feasts of each year from the JSON dict {years: {"2027": {spring, qingming, dragon_boat, mid_autumn}}}."""
    try:
        return {
            int(year): Festivals(*(date.fromisoformat(row[key]) for key in Festivals._fields))
            for year, row in document["years"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CalendarInputError(f"节日表的内容无法识别：{error}。") from error


def assemble(
    tables: Iterable[YearTable], festivals: Mapping[int, Festivals], overlays: Iterable[YearTable] = ()
) -> WorkCalendar:
    """The whole calendar: published tables, overlays in their place, the statute for the rest (T-05).

    Raises `CalendarInputError` when a year has neither a table nor its feasts.
    """
    known = {table.year: table for table in (*tables, *overlays)}
    computed = {year: statute_table(year, feasts) for year, feasts in festivals.items() if year not in known}
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return WorkCalendar({year: table for year in years if (table := known.get(year) or computed.get(year))})


def load_calendar(folder: Path, overlays: Iterable[YearTable] = ()) -> WorkCalendar:
    """The calendar of a folder with `cn-YYYY.json` files and `festivals.json`.

    Raises `CalendarInputError` when a file is damaged or missing; its message names the file.
    """
    tables = [year_table(_document(path)) for path in sorted(folder.glob("cn-*.json"))]
    return assemble(tables, festivals_by_year(_document(folder / FESTIVALS_FILE)), overlays)


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CalendarInputError(f"工作日历文件 {path.name} 读不出来：{error}。") from error
    if not isinstance(document, dict):
        raise CalendarInputError(f"工作日历文件 {path.name} 不是一个 JSON 对象。")
    return document
