"""The span a report speaks of: a month, a week, or any days; half open, in Shanghai."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from desktop.casework.acting import BadInput, check_dates
from desktop.handbook.deskhours import at_time
from desktop.handbook.vocabulary import ClockReading, Unit

_MOST_DAYS = 366


class Period(NamedTuple):
    """[start, end), and what people call it."""

    start: datetime
    end: datetime
    title: str

    @property
    def first_day(self) -> date:
        """The first day."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day, included."""
        return (self.end - timedelta.resolution).date()

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for number in range((self.end.date() - self.start.date()).days):
            yield self.first_day + timedelta(days=number)

    def has(self, moment: datetime | None) -> bool:
        """Whether the moment lies in it; None does not."""
        return moment is not None and self.start <= moment < self.end

    def has_due(self, reading: ClockReading) -> bool:
        """Whether the clock falls due in it; one that ended without a result is left out."""
        if reading.due is None or reading.state == "ended":
            return False
        # Close of business at 24:00 closes its own day.
        closes = reading.due if reading.unit is Unit.MINUTES else reading.due - timedelta.resolution
        return self.start <= closes < self.end


def month(text: str) -> Period:
    """`2026-09`; BadInput for anything else."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text.strip()):
        raise BadInput(f"月份「{text}」应写成 2026-09")
    first = date.fromisoformat(f"{text.strip()}-01")
    return _period(first, (first + timedelta(days=32)).replace(day=1), f"{first.year} 年 {first.month} 月")


def week(text: str) -> Period:
    """`2026-W39`, Monday to Sunday; BadInput for anything else."""
    found = re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", text.strip())
    try:
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        first = None
    if found is None or first is None:
        raise BadInput(f"周「{text}」应写成 2026-W39")
    return _period(first, first + timedelta(days=7), f"{found[1]} 年第 {int(found[2])} 周")


def own_range(first: date, last: date) -> Period:
    """From a day to a day, both included; BadInput when they are the wrong way round or too far apart."""
    if last < first:
        raise BadInput("结束日期早于开始日期，请核对")
    if (last - first).days >= _MOST_DAYS:
        raise BadInput(f"一次最多导出 {_MOST_DAYS} 天，请分段导出")
    return _period(first, last + timedelta(days=1), f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}")


def _period(first: date, after: date, title: str) -> Period:
    check_dates(first, after)
    return Period(at_time(first, time(0)), at_time(after, time(0)), title)
