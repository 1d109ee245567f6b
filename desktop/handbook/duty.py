"""The duty roster of the phone doctors in arithmetic alone: who is there at an hour, and where too few are (PD-02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from desktop.handbook.phone import GENERAL

_HOUR = timedelta(hours=1)


class Shift(NamedTuple):
    """A doctor answers from `start` up to `end`; one who is only on call fills no gap."""

    start: datetime
    end: datetime
    doctor_id: int
    department: str
    on_call: bool = False


class Minimum(NamedTuple):
    """How many doctors of a department answer at least, on every day from one hour up to another (0 to 24)."""

    department: str
    from_hour: int
    to_hour: int
    least: int


class Gap(NamedTuple):
    """A stretch in which too few doctors of a department answer."""

    department: str
    start: datetime
    end: datetime
    present: int
    least: int

    @property
    def lacking(self) -> int:
        """How many more are needed."""
        return self.least - self.present


USUAL = (Minimum(GENERAL, 0, 24, 2),)
"""The desk's own minimum when none is set: two general practitioners at every hour."""


def gaps(shifts: Sequence[Shift], least: Sequence[Minimum], start: datetime, end: datetime) -> tuple[Gap, ...]:
    """Where in [start, end) too few are there, in order of time; neighbouring stretches of one count are one gap."""
    found: list[Gap] = []
    for department in dict.fromkeys(one.department for one in least):
        found += _joined(_stretches(shifts, least, department, start, end))
    return tuple(sorted(found, key=lambda gap: (gap.start, gap.department)))


def _stretches(
    shifts: Sequence[Shift], least: Sequence[Minimum], department: str, start: datetime, end: datetime
) -> Iterator[Gap]:
    own = [one for one in shifts if one.department == department and not one.on_call]
    edges = {moment for one in own for moment in (one.start, one.end) if start < moment < end}
    marks = sorted({start, end, *edges, *_full_hours(start, end)})
    for begin, stop in pairwise(marks):
        needed = _needed(least, department, begin)
        present = len({one.doctor_id for one in own if one.start <= begin and one.end >= stop})
        if present < needed:
            yield Gap(department, begin, stop, present, needed)


def _full_hours(start: datetime, end: datetime) -> Iterator[datetime]:
    """A minimum changes on the hour."""
    moment = start.replace(minute=0, second=0, microsecond=0) + _HOUR
    while moment < end:
        yield moment
        moment += _HOUR


def _needed(least: Sequence[Minimum], department: str, at: datetime) -> int:
    fitting = (one.least for one in least if one.department == department and one.from_hour <= at.hour < one.to_hour)
    return max(fitting, default=0)


def _joined(stretches: Iterator[Gap]) -> list[Gap]:
    joined: list[Gap] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if last is not None and last.end == one.start and (last.present, last.least) == (one.present, one.least):
            joined[-1] = last._replace(end=one.end)
        else:
            joined.append(one)
    return joined


def overlapping(shifts: Sequence[Shift], one: Shift) -> Shift | None:
    """A shift of the same doctor at the same time, if any: nobody answers twice at once."""
    clashing = (other for other in shifts if other.doctor_id == one.doctor_id)
    return next((other for other in clashing if other.start < one.end and one.start < other.end), None)
