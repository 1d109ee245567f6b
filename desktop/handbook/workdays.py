"""Working days of mainland China, 2004 to 2099, in one immutable rank table (T-01, T-02, T-04, T-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate, compress
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 2004, 2099
EPOCH = datetime(FIRST_YEAR, 1, 1, tzinfo=SHANGHAI)
"""`(instant - EPOCH).days` is the number of the instant's Shanghai day, whatever zone the instant is written in."""

LONG_HOLIDAY = 3
"""A run of that many days off or more, holidays and weekends together, counts as a holiday that is skipped."""

_BASE = date(FIRST_YEAR, 1, 1).toordinal()
_COUNT = date(LAST_YEAR, 12, 31).toordinal() - _BASE + 1
_DATES = tuple(date.fromordinal(_BASE + number) for number in range(_COUNT))
_MONDAYS_TO_FRIDAYS = bytes(day.weekday() < 5 for day in _DATES)


class CalendarRangeError(ValueError):
    """A date outside 2004..2099 was asked for."""


class CalendarInputError(ValueError):
    """A year table or business hours contradict themselves; the message is one plain Chinese sentence."""


class DayKind(StrEnum):
    """What a day is and why it is counted or not (T-01); the value is the word the desk shows."""

    WORK = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "法定假"
    MAKEUP = "补班"

    @property
    def counted(self) -> bool:
        """Whether a day of this kind is a working day."""
        return self in (DayKind.WORK, DayKind.MAKEUP)


class DayFact(NamedTuple):
    """One day of the calendar: its kind, the holiday it belongs to ("" for none) and whether it is an estimate."""

    date: date
    kind: DayKind
    name: str
    provisional: bool


@dataclass(frozen=True)
class YearTable:
    """The days off and the make-up days of one year, each with the name of its holiday.

    `published` is False for a year computed from the statute (T-05). Raises `CalendarInputError` when
    a day is both, lies outside the year, or the year lies outside 2004..2099.
    """

    year: int
    holidays: Mapping[date, str]
    workdays: Mapping[date, str]
    published: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise CalendarInputError(f"{self.year} 年不在工作日历的范围内（{FIRST_YEAR} 年至 {LAST_YEAR} 年）。")
        for day in sorted({*self.holidays, *self.workdays}):
            if day.year != self.year:
                raise CalendarInputError(f"{day} 不是 {self.year} 年的日子，请填入它自己的年份。")
            if day in self.holidays and day in self.workdays:
                raise CalendarInputError(f"{day} 同时列为放假和上班，请只保留一项。")

    def flags(self) -> bytes:
        """One byte a day from 1 January to 31 December: 1 on a working day."""
        start = day_number(date(self.year, 1, 1))
        flags = bytearray(_MONDAYS_TO_FRIDAYS[start : day_number(date(self.year, 12, 31)) + 1])
        for days, value in ((self.holidays, 0), (self.workdays, 1)):
            for day in days:
                flags[day_number(day) - start] = value
        return bytes(flags)


def day_number(day: date) -> int:
    """Days since 1 January 2004. Raises `CalendarRangeError` outside 2004..2099."""
    number = day.toordinal() - _BASE
    if 0 <= number < _COUNT:
        return number
    raise _out_of_range(day)


def day_of(number: int) -> date:
    """The date `number` days after 1 January 2004. Raises `CalendarRangeError` outside 2004..2099."""
    if 0 <= number < _COUNT:
        return _DATES[number]
    raise _out_of_range(None)


def shanghai_date(moment: datetime | date) -> date:
    """The date in Shanghai of an aware instant (T-03); a plain date stays as it is. Naive instants raise TypeError."""
    if isinstance(moment, datetime):
        return day_of((moment - EPOCH).days)
    return moment


def _out_of_range(day: date | None) -> CalendarRangeError:
    return CalendarRangeError(f"{day or '所求日期'} 超出工作日历的范围（{FIRST_YEAR} 年至 {LAST_YEAR} 年）。")


def _long_runs(off: bytes, holidays: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each run of days off that contains a holiday and is long enough, as [first, after)."""
    after = 0
    for number in sorted(holidays):
        if number < after or not off[number]:
            continue
        before = off.rfind(0, 0, number)
        after = off.find(0, number)
        after = after if after >= 0 else _COUNT
        if after - before > LONG_HOLIDAY:
            yield before + 1, after


@dataclass(frozen=True, eq=False, repr=False)
class WorkCalendar:
    """Which days are working days, 2004 to 2099; every question is one or two table look-ups.

    `tables` must hold each year once (`calendars.assemble` makes them). A calendar never changes: `published` gives a
    new one that remembers the one before it. All methods raise `CalendarRangeError` for dates outside the range.
    """

    tables: Mapping[int, YearTable]
    previous_calendar: WorkCalendar | None = None
    effective_from: datetime | None = None
    flags: bytes = field(init=False)
    _ranks: list[int] = field(init=False)
    _workdays: list[date] = field(init=False)
    _skipped: list[int] = field(init=False)
    _provisional: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        missing = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if year not in self.tables]
        if missing:
            raise CalendarInputError(f"缺少 {missing[0]} 年的工作日历。")
        flags = b"".join(self.tables[year].flags() for year in range(FIRST_YEAR, LAST_YEAR + 1))
        self._fill("flags", flags)
        self._fill("_ranks", list(accumulate(flags)))
        self._fill("_workdays", list(compress(_DATES, flags)))
        self._fill("_skipped", self._count_long_holidays())
        self._fill("_provisional", frozenset(year for year, table in self.tables.items() if not table.published))

    def _fill(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _count_long_holidays(self) -> list[int]:
        off = bytes(1 - flag for flag in self.flags)
        holidays = (day_number(day) for table in self.tables.values() for day in table.holidays)
        marks = bytearray(_COUNT)
        for first, after in _long_runs(off, holidays):
            marks[first:after] = b"\1" * (after - first)
        return list(accumulate(marks))

    def is_workday(self, day: date) -> bool:
        """Whether people in mainland China work on that day (T-01)."""
        return self.flags[day_number(day)] == 1

    def kind_of(self, day: date) -> DayKind:
        """Working day, weekend, statutory holiday or make-up day (T-01)."""
        weekday = _MONDAYS_TO_FRIDAYS[day_number(day)]
        if day in self.tables[day.year].holidays:
            return DayKind.HOLIDAY
        if self.is_workday(day):
            return DayKind.WORK if weekday else DayKind.MAKEUP
        return DayKind.WEEKEND

    def holiday_name(self, day: date) -> str:
        """The holiday a day off or a make-up day belongs to, "" for an ordinary day."""
        day_number(day)
        table = self.tables[day.year]
        return table.holidays.get(day) or table.workdays.get(day, "")

    def fact(self, day: date) -> DayFact:
        """Kind, name and provisional mark of one day together."""
        return DayFact(day, self.kind_of(day), self.holiday_name(day), self.is_provisional(day))

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is not counted (T-02); n = 0 gives `day`, n < 0 ValueError."""
        if n <= 0:
            return day if n == 0 else self._refuse(n)
        number = day.toordinal() - _BASE
        if not 0 <= number < _COUNT:
            raise _out_of_range(day)
        try:
            return self._workdays[self._ranks[number] + n - 1]
        except IndexError:
            raise _out_of_range(None) from None

    def subtract(self, day: date, n: int) -> date:
        """The n-th working day strictly before `day` (T-04); n = 0 gives `day`, n < 0 ValueError."""
        if n <= 0:
            return day if n == 0 else self._refuse(n)
        number = day_number(day)
        place = self._ranks[number] - self.flags[number] - n
        if place < 0:
            raise _out_of_range(None)
        return self._workdays[place]

    @staticmethod
    def _refuse(n: int) -> date:
        raise CalendarInputError(f"工作日的个数不能是负数：{n}。")

    def previous(self, day: date) -> date:
        """The last working day strictly before `day` (T-04)."""
        return self.subtract(day, 1)

    def next(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.add(day, 1)

    def between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; 0 when `until` is not later than `after`."""
        return max(0, self._ranks[day_number(until)] - self._ranks[day_number(after)])

    def rank(self, number: int) -> int:
        """How many working days there are from 1 January 2004 to day `number` (see `day_number`), inclusive."""
        if 0 <= number < _COUNT:
            return self._ranks[number]
        raise _out_of_range(None)

    def workday_at(self, place: int) -> date:
        """The working day with that place, counted from 0 at the first working day of 2004."""
        if 0 <= place < len(self._workdays):
            return self._workdays[place]
        raise _out_of_range(None)

    def skipped_holidays(self, after: date, before: date) -> int:
        """Days in (after, before) that belong to holidays of three or more days off, their weekend days included."""
        return max(0, self._skipped[day_number(before)] - self._skipped[day_number(after)])

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year has no published notice yet (T-05)."""
        day_number(day)
        return day.year in self._provisional

    def touches_provisional(self, first: date, last: date) -> bool:
        """Whether any day of the span, both ends included, lies in a year without a published notice (T-05)."""
        return self.first_provisional_year(first, last) is not None

    def first_provisional_year(self, first: date, last: date) -> int | None:
        """The first year without a published notice that the span touches, if any (T-05)."""
        years = range(first.year, last.year + 1)
        return next((year for year in years if year in self._provisional), None)

    def published(self, table: YearTable, at: datetime) -> WorkCalendar:
        """A new calendar with that year's table replaced from instant `at` on; it remembers this one (T-05)."""
        return WorkCalendar({**self.tables, table.year: table}, self, at)

    def known_at(self, instant: datetime) -> WorkCalendar:
        """The calendar that was known at that instant: clocks which ended before a publication are judged by it."""
        calendar = self
        while calendar.previous_calendar and calendar.effective_from and instant < calendar.effective_from:
            calendar = calendar.previous_calendar
        return calendar


def span_of_days(first: date, last: date) -> Iterator[date]:
    """Every date from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(offset)
