"""The days of a deadline as a few short lines: ① 9/22 ② 9/23, holidays in between, and the last with its hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from desktop.handbook.daytrace import SHORT_NAMES, WEEKDAYS, Trace, TraceDay
from desktop.handbook.workdays import DayKind

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_PER_LINE = 3


def day_lines(since: datetime, trace: Trace) -> tuple[str, ...]:
    """The title with the day the set was complete, then the counted days with what was skipped between them."""
    title = f"收齐 {since.month}/{since.day} 周{WEEKDAYS[since.weekday()]} {since:%H:%M}"
    return (title, *_lines(trace))


def _lines(trace: Trace) -> Iterator[str]:
    line: list[str] = []
    skipped: list[TraceDay] = []
    counted = [day for day in trace.days if day.counted]
    for day in trace.days[1:]:
        if not day.counted:
            skipped.append(day)
            continue
        if skipped:
            if line:
                yield " ".join(line)
            yield _skipped(skipped)
            line, skipped = [], []
        due_day = day is counted[-1]  # takes the room of two, with its weekday and hour
        if len(line) == _PER_LINE - due_day:
            yield " ".join(line)
            line = []
        line.append(_day(day, trace.due if due_day else None))
    if line:
        yield " ".join(line)


def _day(day: TraceDay, due: datetime | None) -> str:
    mark = _CIRCLED[day.counted - 1] if day.counted <= len(_CIRCLED) else str(day.counted)
    last = f" 周{WEEKDAYS[due.weekday()]} {due:%H:%M}" if due is not None else ""
    return f"{mark} {day.date.month}/{day.date.day}{last}"


def _skipped(days: list[TraceDay]) -> str:
    first, last = days[0].date, days[-1].date
    holiday = next((one.name for one in days if one.kind is DayKind.HOLIDAY), "")
    name = f"{SHORT_NAMES.get(holiday, holiday)}休" if holiday else "周末"
    end = f"–{last.day}" if last != first and last.month == first.month else f"–{last.month}/{last.day}"
    return f"{name} {first.month}/{first.day}{end if last != first else ''}"
