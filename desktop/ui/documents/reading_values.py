"""Between what a person types into a line and the value a document keeps: numbers, dates and moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desktop.handbook.documents.vocabulary import Field, Kind
from desktop.handbook.moments import write_moment
from desktop.ui.date_inputs import read_clock, read_day

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,6})?", re.ASCII)


class Unreadable(ValueError):
    """What was typed is no value of its field; the sentence says what would be."""


def read_value(field: Field, words: str, now: datetime) -> Any:
    """The value of a line, None for an empty one. Raises Unreadable; the words in `instead` stand for themselves."""
    words = words.strip()
    if not words:
        return None
    if words in field.instead:
        return words
    return _READERS[field.kind](words, now) if field.kind in _READERS else words


def write_value(value: Any) -> str:
    """A kept value as it stands in its line."""
    return f"{value:g}" if isinstance(value, int | float) else str(value or "")


def _whole(words: str, _now: datetime) -> int:
    if not words.lstrip("+-").isascii() or not words.lstrip("+-").isdigit():
        raise Unreadable("要填整数")
    return int(words)


def _decimal(words: str, _now: datetime) -> float:
    if not _NUMBER.fullmatch(words):
        raise Unreadable("要填数字")
    number = float(words)
    return int(number) if number.is_integer() else number


def _date(words: str, now: datetime) -> str:
    day, rest = read_day(words, now.date())
    if day is None or rest.strip():
        raise Unreadable("看不懂这个日期，例 9-18")
    return day.isoformat()


def _moment(words: str, now: datetime) -> str:
    day, rest = read_day(words, now.date())
    clock = read_clock(rest)
    if day is None or clock is None:
        raise Unreadable("看不懂这个时间，例 9-18 14:00")
    return write_moment(datetime.combine(day, clock, now.tzinfo))


_READERS: Mapping[Kind, Callable[[str, datetime], Any]] = {
    Kind.WHOLE: _whole, Kind.DECIMAL: _decimal, Kind.DATE: _date, Kind.MOMENT: _moment,
}  # fmt: skip
