"""What a cell of a list can mean as text, as a day and as a moment in Shanghai, however a carrier typed it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from desktop.handbook.workdays import SHANGHAI

Cell = str | float | int | bool | datetime | date | time | None
Row = tuple[Cell, ...]
_Written = tuple[date, timedelta]
"""A day as it is written, and the time since its midnight; 24:00 is still that day."""

EXACT_DIGITS = 15
"""A number cell keeps this many digits; Excel turns the rest into zeros."""

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_SERIAL_EPOCH = datetime(1899, 12, 30)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_WEIGHTLESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\s?(\d\d):?(\d\d):?(\d\d)?)?")
_CLOCK = re.compile(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*[:分]?\s*(\d{1,2})?(?:\.\d+)?\s*秒?\s*(?:\+08:?00)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def text_of(cell: Cell) -> str:
    """A cell as text without blanks at its ends and without characters that take no place."""
    if isinstance(cell, str):
        return _WEIGHTLESS.sub("", cell).strip() if not cell.isascii() else cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def has_hidden(text: str) -> bool:
    """Whether text carries control characters or reverses its direction: what is seen is not what is there."""
    return bool(_HIDDEN.search(text))


def lost_digits(cell: Cell) -> bool:
    """Whether a number cell has more digits than Excel keeps, or text is a number as Excel abridges it (1.38E+10)."""
    if isinstance(cell, str):
        return bool(re.fullmatch(r"\d(?:\.\d+)?E\+\d+", cell.strip(), re.IGNORECASE))
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**EXACT_DIGITS


def day_of(cell: Cell) -> date | None:
    """The day that a cell names, also with 24:00 behind it; None when it names none."""
    written = _written(cell)
    return written[0] if written else None


def moment_of(cell: Cell) -> datetime | None:
    """The moment that a cell names, in Shanghai; a day alone is its midnight; None when it names none."""
    written = _written(cell)
    return datetime.combine(written[0], time(), SHANGHAI) + written[1] if written else None


def _written(cell: Cell) -> _Written | None:
    found = _parsed(cell)
    return found if found and _FIRST_YEAR <= found[0].year <= _LAST_YEAR else None


def _parsed(cell: Cell) -> _Written | None:
    if isinstance(cell, datetime):
        return _split(cell.replace(microsecond=0))
    if isinstance(cell, date):
        return cell, timedelta()
    if isinstance(cell, bool) or cell is None or isinstance(cell, time):
        return None
    if isinstance(cell, str):
        return _from_text(unicodedata.normalize("NFKC", text_of(cell)))
    return _from_serial(float(cell)) if cell < 100_000 else _from_text(text_of(cell))


def _split(moment: datetime) -> _Written:
    return moment.date(), timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


def _from_serial(serial: float) -> _Written | None:
    """Days since 1899-12-30, as Excel counts, to the second."""
    if not 18_000 <= serial < 74_000:
        return None
    seconds = round((serial % 1) * 86_400)
    return _split(_SERIAL_EPOCH + timedelta(days=int(serial), seconds=seconds))


def _from_text(text: str) -> _Written | None:
    if compact := _COMPACT.fullmatch(text):
        return _at(*(int(part or 0) for part in compact.groups()))
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text))
    day = _DAY.match(text)
    if not day:
        return None
    rest = text[day.end() :].lstrip(" T")
    clock = _CLOCK.fullmatch(rest) if rest else None
    if rest and not clock:
        return None
    return _at(*(int(part) for part in day.groups()), *(int(part or 0) for part in (clock.groups() if clock else ())))


def _at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> _Written | None:
    try:
        if (hour, minute, second) == (24, 0, 0):
            return date(year, month, day), timedelta(days=1)
        return _split(datetime(year, month, day, hour, minute, second))
    except (ValueError, OverflowError):
        return None
