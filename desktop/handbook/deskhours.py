"""Desk hours and working time: deadlines, time left and time gone, counted only while the desk is open (T-02, T-03)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from desktop.handbook.workdays import EPOCH, SHANGHAI, CalendarInputError, WorkCalendar, day_number, day_of

Window = tuple[time, time]
"""Opening and closing time of one window; a closing of 00:00 means 24:00."""

MIDNIGHT = time(0)
ONE_DAY = timedelta(1)
_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_DAY = 86_400 * _SECOND
Stretches = tuple[tuple[int, int], ...]
"""The windows of a day as [from, to) in microseconds since its midnight."""


class Span(NamedTuple):
    """Working time in whole working days and the rest in whole minutes (rounded down, less than a day's hours)."""

    days: int
    minutes: int


NOTHING = Span(0, 0)


def _since_midnight(moment: time) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * _SECOND + moment.microsecond


def _stretches(windows: Iterable[Window]) -> Stretches:
    stretches = tuple((_since_midnight(start), _since_midnight(end) or _DAY) for start, end in windows)
    before = 0
    for (start, end), (opens, closes) in zip(stretches, windows, strict=True):
        if start < before or start >= end:
            raise CalendarInputError(f"营业时间 {opens:%H:%M}–{closes:%H:%M} 不成立：各段须先后排列、互不重叠。")
        before = end
    return stretches


def _length(stretches: Stretches) -> int:
    return sum(end - start for start, end in stretches)


def _until(stretches: Stretches, moment: int) -> int:
    """Working microseconds of a day up to a moment of it."""
    done = 0
    for start, end in stretches:
        if moment <= start:
            break
        done += (moment if moment < end else end) - start
    return done


def _parts(instant: datetime) -> tuple[int, int]:
    """Shanghai day number and microseconds since its midnight; TypeError for a naive instant."""
    gone = instant - EPOCH
    return gone.days, gone.seconds * _SECOND + gone.microseconds


def _instant(number: int, moment: int) -> datetime:
    return EPOCH + timedelta(days=number, microseconds=moment)


def at_time(day: date, moment: time) -> datetime:
    """The Shanghai instant of a time of day."""
    return datetime.combine(day, moment, SHANGHAI)


@dataclass(frozen=True, eq=False)
class DeskHours:
    """When the desk works: one or more windows a day, other windows on single dates (T-03).

    On working days the desk is open in `windows`. A date in `overrides` has its own windows whatever kind of day it is;
    none means closed. Windows are (opening, closing); a closing of time(0) is 24:00. Raises `CalendarInputError` for
    windows that overlap, run backwards, or when there is none at all.
    """

    windows: Sequence[Window] = ((time(9), time(18)),)
    overrides: Mapping[date, Sequence[Window]] = field(default_factory=dict)
    usual: Stretches = field(init=False, repr=False)
    daily: int = field(init=False, repr=False)
    special: Mapping[int, Stretches] = field(init=False, repr=False)
    special_days: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not self.windows:
            raise CalendarInputError("没有填写营业时间；全天营业请选 0:00–24:00。")
        special = {day_number(day): _stretches(windows) for day, windows in self.overrides.items()}
        self._fill("usual", _stretches(self.windows))
        self._fill("daily", _length(self.usual))
        self._fill("special", MappingProxyType(special))
        self._fill("special_days", tuple(sorted(special)))

    def _fill(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @staticmethod
    def round_the_clock() -> DeskHours:
        """A desk without business hours: open 0:00 to 24:00 of every working day (T-03)."""
        return DeskHours(((MIDNIGHT, MIDNIGHT),))

    def opening(self, day: date) -> datetime:
        """When the desk opens on that day, or would if it were a usual working day."""
        windows = self.overrides.get(day) or self.windows
        return datetime.combine(day, windows[0][0], SHANGHAI)

    def closing(self, day: date) -> datetime:
        """Close of business of that day (T-03), of a usual day when the desk is shut; 24:00 is the next day's 0:00."""
        windows = (self.overrides.get(day) if self.overrides else None) or self.windows
        close = windows[-1][1]
        if close == MIDNIGHT:
            day += ONE_DAY
        return datetime.combine(day, close, SHANGHAI)

    def regular(self, first: int, last: int) -> bool:
        """Whether no override lies on the days `first` to `last` (day numbers, both included)."""
        place = bisect_left(self.special_days, first)
        return place == len(self.special_days) or self.special_days[place] > last

    def stretches(self, number: int, calendar: WorkCalendar) -> Stretches:
        """The windows in which the desk works on that day, in microseconds since midnight; empty when it is closed."""
        special = self.special.get(number)
        if special is not None:
            return special
        return self.usual if calendar.is_workday(day_of(number)) else ()

    def working_time(self, start: datetime, end: datetime, calendar: WorkCalendar) -> timedelta:
        """Working time gone by between two instants; negative when `end` is before `start`."""
        return timedelta(microseconds=self._worked(*_parts(end), calendar) - self._worked(*_parts(start), calendar))

    def _worked(self, number: int, moment: int, calendar: WorkCalendar) -> int:
        """Working microseconds from 2004 to a moment of a day."""
        today = _until(self.stretches(number, calendar), moment)
        before = calendar.rank(number - 1) if number else 0
        changes = sum(
            _length(self.special[day]) - self.daily * calendar.flags[day]
            for day in self.special_days[: bisect_left(self.special_days, number)]
        )
        return before * self.daily + changes + today

    def add_hours(self, start: datetime, amount: timedelta, calendar: WorkCalendar) -> datetime:
        """The earliest instant at which `amount` of working time has gone by since `start`, in Shanghai time.

        Filling a day exactly ends at that day's close. Raises `CalendarInputError` for a negative amount.
        """
        left = amount // timedelta(microseconds=1)
        if left <= 0:
            return self._nothing_to_add(start, left)
        number, moment = _parts(start)
        while True:
            for opens, closes in self.stretches(number, calendar):
                begin = max(opens, moment)
                if left <= closes - begin:
                    return _instant(number, begin + left)
                left -= max(0, closes - begin)
            number, moment = number + 1, 0

    @staticmethod
    def _nothing_to_add(start: datetime, left: int) -> datetime:
        if left < 0:
            raise CalendarInputError("工作时长不能是负数。")
        return start.astimezone(SHANGHAI)

    def is_open(self, instant: datetime, calendar: WorkCalendar) -> bool:
        """Whether the desk is at work; at the very moment of closing it is not."""
        number, moment = _parts(instant)
        return any(opens <= moment < closes for opens, closes in self.stretches(number, calendar))

    def next_opening(self, instant: datetime, calendar: WorkCalendar) -> datetime:
        """The first instant at or after `instant` at which the desk is open: `instant` itself while it is."""
        number, moment = _parts(instant)
        while True:
            for opens, closes in self.stretches(number, calendar):
                if moment < closes:
                    return _instant(number, max(opens, moment))
            number, moment = number + 1, 0


def due(start: datetime | date, n: int, calendar: WorkCalendar, hours: DeskHours) -> datetime:
    """Close of business of the n-th working day after `start` (T-02, T-03), an aware Shanghai instant.

    Only the Shanghai date of `start` matters. Raises `CalendarRangeError` beyond 2099, TypeError for a naive instant.
    """
    if isinstance(start, datetime):
        start = day_of((start - EPOCH).days)
    return hours.closing(calendar.add(start, n))


def remaining(now: datetime, until: datetime, calendar: WorkCalendar, hours: DeskHours) -> Span:
    """Working time left from `now` to `until`: whole working days, each as long as its desk day, and minutes.

    n days are left when the same time of day n desk days before `until` is still ahead. `NOTHING` from `until` on.
    """
    start, end = now - EPOCH, until - EPOCH
    if end <= start:
        return NOTHING
    first, last = start.days, end.days
    begin = start.seconds * _SECOND + start.microseconds
    finish = end.seconds * _SECOND + end.microseconds
    if not hours.special_days or hours.regular(first, last):
        return _usual_span(first, begin, last, finish, calendar, hours)
    return _special_span(first, begin, last, finish, calendar, hours)


def elapsed(since: datetime, now: datetime, calendar: WorkCalendar, hours: DeskHours) -> Span:
    """Working time gone by since an instant, in the same units: how long a clock is overdue."""
    return remaining(since, now, calendar, hours)


def _usual_span(first: int, begin: int, last: int, finish: int, calendar: WorkCalendar, hours: DeskHours) -> Span:
    """The O(1) way, for days without overrides."""
    days = calendar.rank(last) - calendar.rank(first)
    flags, usual = calendar.flags, hours.usual
    if not flags[last]:
        finish = _DAY
    if flags[first]:
        rest = _until(usual, finish) - _until(usual, begin)
        if begin > finish:
            days, rest = days - 1, rest + hours.daily
    else:
        days, rest = days - 1, _until(usual, finish)
    if days < 0:
        return NOTHING
    if rest >= hours.daily:
        days, rest = days + 1, rest - hours.daily
    return Span(days, rest // _MINUTE)


def _special_span(first: int, begin: int, last: int, finish: int, calendar: WorkCalendar, hours: DeskHours) -> Span:
    """The same day by day, where days have hours of their own or the desk opens on a day off."""
    desk_days = [windows for number in range(first, last + 1) if (windows := hours.stretches(number, calendar))]
    if not desk_days:
        return NOTHING
    if not hours.stretches(last, calendar):
        finish = _DAY
    days, anchor = len(desk_days) - 1, desk_days[0]
    rest = _until(anchor, finish)
    if hours.stretches(first, calendar):
        rest -= _until(anchor, begin)
        if begin > finish:
            if not days:
                return NOTHING
            days, anchor = days - 1, desk_days[1]
            rest = _length(desk_days[0]) - _until(desk_days[0], begin) + _until(anchor, finish)
    if rest >= _length(anchor):
        days, rest = days + 1, rest - _length(anchor)
    return Span(days, rest // _MINUTE)
