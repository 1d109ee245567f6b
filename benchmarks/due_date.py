"""Prints what one due date costs: the public functions and, in the same run, chinesecalendar's own loop."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from chinese_calendar import is_workday

from desktop.handbook.calendars import load_calendar
from desktop.handbook.countdown import Reading, countdown
from desktop.handbook.deskhours import DeskHours, due, remaining
from desktop.handbook.workdays import SHANGHAI

CALENDAR = load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars")
HOURS = DeskHours()
START, NOW, UNTIL = date(2026, 9, 21), datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI), datetime(
    2026, 10, 8, 18, tzinfo=SHANGHAI
)  # fmt: skip
READING = Reading("md.report", "会诊报告", "promise", "days", "running", NOW - timedelta(2), UNTIL)


def by_loop(start: date, n: int) -> date:
    """The n-th working day after `start`, asking chinesecalendar day by day."""
    day = start
    while n:
        day += timedelta(1)
        n -= is_workday(day)
    return day


def nanoseconds(call: Callable[[], object], number: int) -> float:
    """The best of five, per call."""
    return min(timeit.repeat(call, number=number, repeat=5)) / number * 1e9


def main() -> None:
    """One line per way, then the ratio."""
    assert by_loop(START, 10) == CALENDAR.add(START, 10)
    figures = {
        "WorkCalendar.add(d, 10)": nanoseconds(lambda: CALENDAR.add(START, 10), 100_000),
        "due(d, 10)": nanoseconds(lambda: due(START, 10, CALENDAR, HOURS), 100_000),
        "due(instant, 10)": nanoseconds(lambda: due(NOW, 10, CALENDAR, HOURS), 100_000),
        "remaining(now, due)": nanoseconds(lambda: remaining(NOW, UNTIL, CALENDAR, HOURS), 50_000),
        "countdown(reading, now)": nanoseconds(lambda: countdown(READING, NOW, CALENDAR, HOURS), 5_000),
        "published(table)": nanoseconds(lambda: CALENDAR.published(CALENDAR.tables[2027], NOW), 3),
        "chinesecalendar, own loop": nanoseconds(lambda: by_loop(START, 10), 2_000),
    }
    for name, value in figures.items():
        print(f"{name:28}{value:14,.0f} ns")
    print(f"{'loop / due(d, 10)':28}{figures['chinesecalendar, own loop'] / figures['due(d, 10)']:14,.0f} x")


if __name__ == "__main__":
    main()
