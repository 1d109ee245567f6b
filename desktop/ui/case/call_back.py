"""Reads when a customer asked to be called back, at the start of what was written about a call."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.ui.date_inputs import read_clock, read_day

ASK = "约回电先写时间，如 明天 10:00，再写要点"


class CallBack(NamedTuple):
    """When, and the words that remain."""

    at: datetime
    words: str


def read_call_back(words: str, now: datetime) -> CallBack | None:
    """`明天 10:00 客户在开会` as tomorrow at ten and the rest; today without a day; None without a time."""
    day, rest = read_day(words, now.date())
    first, _blank, remaining = rest.strip(" ，,").partition(" ")
    hour, _comma, further = first.partition("，")
    clock = read_clock(hour)
    if clock is None:
        return None
    at = datetime.combine(day or now.date(), clock, now.tzinfo)
    return CallBack(at, f"{further} {remaining}".strip(" ，,"))
