"""Reads and writes the desk's dates and times, always in Asia/Shanghai (T-03)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop.handbook.workdays import SHANGHAI


@lru_cache(maxsize=4096)
def parse_moment(text: str) -> datetime:
    """`YYYY-MM-DD HH:MM` (24:00 = next midnight; a bare date = midnight) as an aware time; ValueError otherwise."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    if not clock:
        return day_start(day)
    hour, minute = (int(part) for part in clock.split(":")[:2])
    start = datetime.combine(date.fromisoformat(day), time(0), SHANGHAI)
    return start + timedelta(days=1) if (hour, minute) == (24, 0) else start.replace(hour=hour, minute=minute)


@lru_cache(maxsize=4096)
def day_start(text: str) -> datetime:
    """Midnight at the start of an ISO date in Shanghai; ValueError for anything else."""
    return datetime.combine(date.fromisoformat(text.strip()[:10]), time(0), SHANGHAI)


def closing_day(deadline: datetime) -> date:
    """The Shanghai day that a deadline of working time closes: one at midnight closes the day before (T-03)."""
    return (deadline.astimezone(SHANGHAI) - timedelta.resolution).date()


def write_moment(moment: datetime) -> str:
    """`YYYY-MM-DD HH:MM` in Shanghai, as records keep it."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def spoken_moment(moment: datetime) -> str:
    """`9月28日 周一 09:30`, as people read it."""
    local = moment.astimezone(SHANGHAI)
    return f"{spoken_day(local.date())} {local:%H:%M}"


def spoken_day(day: date) -> str:
    """`9月28日 周一`."""
    return f"{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]}"


def spoken_date(day: date | str) -> str:
    """`2026年9月28日`, for a day of another year as likely as not; an ISO text as records keep it will do."""
    known = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{known.year}年{known.month}月{known.day}日"


def earlier(known: datetime | None, happened: datetime) -> datetime:
    """D-06: a milestone counts from when it happened, also when a later one was entered before it."""
    return happened if known is None else min(known, happened)
