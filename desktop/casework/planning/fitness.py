"""Why an escort cannot take a piece of work, each reason in one sentence (D-01, GC-12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from desktop.casework.planning.model import (
    DAY_LIMIT,
    PAPER_TITLES,
    Away,
    Carer,
    Hours,
    Stint,
    Ways,
    overlap,
    shortfall,
)

FIRM = ("inactive", "away", "lapsed")
"""What refuses an assignment whatever the reason; an overlap is refused too, but can be forced (D-01)."""


class Hindrance(NamedTuple):
    """kind: inactive, away, lapsed, overlap, city, hours, way, limit, file."""

    kind: str
    sentence: str


def hindrances(
    carer: Carer, work: Stint, others: Iterable[Stint], ways: Ways, limit: int = DAY_LIMIT
) -> Iterator[Hindrance]:
    """Everything that stands in the way, the weightiest first; `others` are the escort's jobs, perhaps with `work`."""
    yield from own_hindrances(carer, work)
    theirs = [stint for stint in others if not _same(stint, work)]
    for stint in theirs:
        if overlap(stint, work):
            yield Hindrance("overlap", f"时间重叠：{stint.name} {_span(stint)}")
    for stint in theirs:
        gap, needed = shortfall(stint, work, ways)
        if needed and not overlap(stint, work):
            yield Hindrance("way", f"与 {stint.name} 间隔 {gap} 分，路程需 {needed} 分")
    booked = sum(stint.minutes for stint in theirs if stint.day == work.day)
    if booked + work.minutes > limit:
        yield Hindrance("limit", f"当天 {spoken_hours(booked + work.minutes)} 小时，超过 {spoken_hours(limit)} 小时")


def own_hindrances(carer: Carer, work: Stint) -> Iterator[Hindrance]:
    """What hinders the escort whatever else there is to do that day."""
    if not carer.active:
        yield Hindrance("inactive", "已停用")
    for leave in carer.leave:
        if leave.start < work.blocked_to and work.blocked_from < leave.end:
            yield Hindrance("away", f"请假 {spoken_leave(leave)}")
    for sentence in lapsed_papers(carer, work.day):
        yield Hindrance("lapsed", sentence)
    if work.city and carer.cities and work.city not in carer.cities:
        yield Hindrance("city", f"不在{work.city}")
    yield from _hours(carer, work)


def file_gaps(carer: Carer) -> Iterator[Hindrance]:
    """What the escort's file lacks: nobody is sent who cannot be reached or works nobody knows where (GC-08)."""
    lacking = [title for title, known in (("电话", carer.phone), ("城市", carer.cities)) if not known]
    if lacking:
        yield Hindrance("file", f"档案不全：没有{'、'.join(lacking)}")


def lapsed_papers(carer: Carer, day: date) -> Iterator[str]:
    """`健康证已过期 2026-08-31` for each paper that is no longer valid on the day."""
    for paper in carer.papers:
        if paper.valid_until is not None and paper.valid_until < day:
            yield f"{PAPER_TITLES[paper.kind]}已过期 {paper.valid_until}"


def hours_on(carer: Carer, day: date) -> Hours | None:
    """The escort's working hours of a day; None when hours are set and that day is off."""
    return carer.hours.get(day.weekday())


def _hours(carer: Carer, work: Stint) -> Iterator[Hindrance]:
    if not carer.hours:
        return
    hours = hours_on(carer, work.day)
    if hours is None:
        yield Hindrance("hours", "当天不上班")
    elif work.starts_at.time() < hours[0] or work.ends_at.time() > hours[1] or work.ends_at.date() != work.day:
        yield Hindrance("hours", f"不在上班时间 {hours[0]:%H:%M}–{hours[1]:%H:%M}")


def _same(one: Stint, other: Stint) -> bool:
    return (one.case_id, one.occasion) == (other.case_id, other.occasion)


def _span(stint: Stint) -> str:
    return f"{stint.starts_at:%H:%M}–{stint.ends_at:%H:%M}"


def spoken_leave(leave: Away) -> str:
    """`9月22日–24日`, or with hours when it is shorter than a day."""
    last = leave.end - timedelta(minutes=1)
    first = f"{leave.start.month}月{leave.start.day}日"
    if leave.end - leave.start < timedelta(days=1):
        return f"{first} {leave.start:%H:%M}–{leave.end:%H:%M}"
    if last.date() == leave.start.date():
        return first
    return f"{first}–{last.day}日" if last.month == leave.start.month else f"{first}–{last.month}月{last.day}日"


def spoken_hours(minutes: int) -> str:
    """`8`, `8.5`, `2.75`."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
