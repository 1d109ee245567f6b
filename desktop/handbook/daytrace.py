"""Why a deadline is where it is: each day counted or not and the reason, as rows and as one Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from desktop.handbook.deskhours import MIDNIGHT, DeskHours, at_time, due
from desktop.handbook.workdays import SHANGHAI, DayKind, WorkCalendar, shanghai_date, span_of_days

SHORT_NAMES = {"清明节": "清明", "劳动节": "五一", "端午节": "端午", "中秋节": "中秋", "国庆节": "国庆"}
ARROW = " → "
WEEKDAYS = "一二三四五六日"


class Role(StrEnum):
    """What a day does in a trace."""

    START = "起算"
    COUNTED = "计入"
    SKIPPED = "不计"
    DUE = "截止"


class TraceDay(NamedTuple):
    """One day: `counted` is its number (0 when it does not count), `minutes` what an hour clock used of it."""

    date: date
    counted: int
    kind: DayKind
    name: str
    provisional: bool
    role: Role
    minutes: int = 0


class DayRun(NamedTuple):
    """Neighbouring days shown as one piece of the strip: the start, counted days, one holiday, or one weekend."""

    role: Role
    kind: DayKind
    name: str
    days: tuple[TraceDay, ...]

    @property
    def first(self) -> date:
        """First day of the run."""
        return self.days[0].date

    @property
    def last(self) -> date:
        """Last day of the run."""
        return self.days[-1].date

    @property
    def dates(self) -> str:
        """The run's dates, `9/25–27` or `9/30–10/2`."""
        return spell_range(self.first, self.last)

    @property
    def weekdays(self) -> str:
        """The run's weekdays, `五–日` or `四`."""
        names = [WEEKDAYS[day.weekday()] for day in (self.first, self.last)]
        return names[0] if self.first == self.last else "–".join(names)


@dataclass(frozen=True)
class Trace:
    """The way from a start to a due instant, day by day; `text` is the finished sentence."""

    days: tuple[TraceDay, ...]
    due: datetime
    text: str

    @property
    def provisional(self) -> bool:
        """Whether any day is an estimate (T-05)."""
        return any(day.provisional for day in self.days)

    def runs(self) -> tuple[DayRun, ...]:
        """The days in pieces for a strip: a holiday with its weekend days is one piece, counted days stay single."""
        return tuple(day_runs(self.days))

    def sentence(self) -> str:
        """`9/23 起 → ①9/24 → 中秋休 9/25–27 → … → ⑤10/8 18:00`, then the years that are estimates (T-05)."""
        years = sorted({day.date.year for day in self.days if day.provisional})
        notes = (f"（{year} 年放假安排未发布，按法定节日预估）" for year in years)
        return self.text + "".join(notes)


def explain(start: datetime | date, n: int, calendar: WorkCalendar, hours: DeskHours) -> Trace:
    """The days from `start` (not counted) to the close of business of working day `n` (T-02)."""
    first, until = shanghai_date(start), due(start, n, calendar, hours)
    last, counted = calendar.add(first, n), 0
    days = []
    for day in span_of_days(first, last):
        fact = calendar.fact(day)
        counts = day > first and fact.kind.counted
        counted += counts
        role = _role(day, first, last, counts)
        days.append(TraceDay(day, counted if counts else 0, fact.kind, fact.name, fact.provisional, role))
    return Trace(tuple(days), until, _forward(tuple(days), until))


def explain_previous(visit: date, calendar: WorkCalendar, hours: DeskHours, by: time | None = None) -> Trace:
    """From the visit's date back to the working day before it (T-04), due at `by` or at close of business.

    The days run backwards: the visit first (role start), the reminder's day last (role due, counted 1).
    """
    remind = calendar.previous(visit)
    until = at_time(remind, by) if by else hours.closing(remind)
    facts = [calendar.fact(day) for day in reversed(tuple(span_of_days(remind, visit)))]
    days = tuple(
        TraceDay(day, int(day == remind), kind, name, provisional, _role(day, visit, remind, False))
        for day, kind, name, provisional in facts
    )
    skipped = [_spell_off(run) for run in day_runs(days) if run.role is Role.SKIPPED]
    pieces = [f"{spell(visit)} 就诊", *skipped, f"前一个工作日 {_spell_due(days[-1], until)} 前"]
    return Trace(days, until, ARROW.join(pieces))


def explain_hours(start: datetime, amount: timedelta, calendar: WorkCalendar, hours: DeskHours) -> Trace:
    """The working minutes an hour clock uses of each day until it is due (T-03)."""
    until = hours.add_hours(start, amount, calendar)
    first, last = shanghai_date(start), shanghai_date(until - timedelta(microseconds=1))
    days = []
    for day in span_of_days(first, max(first, last)):
        morning = at_time(day, MIDNIGHT)
        used = hours.working_time(max(start, morning), min(until, morning + timedelta(1)), calendar)
        minutes, fact = round(used / timedelta(minutes=1)), calendar.fact(day)
        role = _role(day, first, max(first, last), minutes > 0)
        days.append(TraceDay(day, 0, fact.kind, fact.name, fact.provisional, role, minutes))
    return Trace(tuple(days), until, _hour_text(start, tuple(days), until))


def explain_minutes(start: datetime, amount: timedelta, calendar: WorkCalendar) -> Trace:
    """A 7x24 clock (T-06): plain time, whatever the day."""
    begin, until = start.astimezone(SHANGHAI), (start + amount).astimezone(SHANGHAI)
    first, last = begin.date(), until.date()
    facts = [calendar.fact(day) for day in span_of_days(first, last)]
    days = tuple(
        TraceDay(fact.date, 0, fact.kind, fact.name, False, _role(fact.date, first, last, True)) for fact in facts
    )
    length = spell_minutes(amount // timedelta(minutes=1))
    end = f"{until:%H:%M}" if first == last else f"{spell(last)} {until:%H:%M}"
    return Trace(days, until, f"{spell(first)} {begin:%H:%M} 起{ARROW}{length}（7×24 连续计时）{ARROW}{end}")


def day_runs(days: tuple[TraceDay, ...]) -> Iterator[DayRun]:
    """Neighbouring days of the same role and reason as one run, in the order given."""

    def reason(day: TraceDay) -> tuple[bool, date | str]:
        if day.role is Role.SKIPPED:
            return True, day.name or day.kind.value
        return False, day.date

    for (skipped, _), group in groupby(days, reason):
        members = tuple(sorted(group, key=lambda day: day.date))
        head = members[0]
        yield DayRun(Role.SKIPPED if skipped else head.role, head.kind, head.name, members)


def spell(day: date) -> str:
    """A date as `9/23`."""
    return f"{day.month}/{day.day}"


def spell_range(first: date, last: date) -> str:
    """Two dates as `9/25–27`, `9/30–10/2` or, when they are the same, `9/25`."""
    if first == last:
        return spell(first)
    return f"{spell(first)}–{last.day if first.month == last.month else spell(last)}"


def spell_minutes(minutes: int) -> str:
    """Minutes as `3 小时 40 分`, `4 小时` or `18 分`."""
    full, rest = divmod(minutes, 60)
    parts = [f"{full} 小时"] * bool(full) + [f"{rest} 分"] * (bool(rest) or not full)
    return " ".join(parts)


def spell_clock(until: datetime, day: date) -> str:
    """The time of day of a deadline of that day, `18:00`; midnight at its end is `24:00`."""
    return "24:00" if until.time() == MIDNIGHT and until.date() > day else f"{until:%H:%M}"


def circled(number: int) -> str:
    """1 to 20 as ① to ⑳, beyond that in brackets."""
    return chr(0x245F + number) if number <= 20 else f"({number})"


def _role(day: date, first: date, last: date, counts: bool) -> Role:
    if day == last:
        return Role.DUE
    if day == first:
        return Role.START
    return Role.COUNTED if counts else Role.SKIPPED


def _spell_due(day: TraceDay, until: datetime) -> str:
    makeup = "补班 " if day.kind is DayKind.MAKEUP else ""
    return f"{spell(day.date)} {makeup}{spell_clock(until, day.date)}"


def _spell_off(run: DayRun) -> str:
    if run.kind is DayKind.HOLIDAY:
        names = "、".join(SHORT_NAMES.get(name, name) for name in run.name.split("、"))
        return f"{names}休 {run.dates}"
    return f"{run.kind.value} {run.dates}"


def _spell_counted(day: TraceDay, until: datetime) -> str:
    if day.role is Role.DUE:
        return circled(day.counted) + _spell_due(day, until)
    return circled(day.counted) + spell(day.date) + (" 补班" if day.kind is DayKind.MAKEUP else "")


def _forward(days: tuple[TraceDay, ...], until: datetime) -> str:
    """The strip as text: neighbouring counted days share one piece."""
    if len(days) == 1:
        return f"{spell(days[0].date)} 起{ARROW}当日 {spell_clock(until, days[0].date)}"
    pieces = [f"{spell(days[0].date)} 起"]
    for counted, group in groupby(day_runs(days[1:]), lambda run: run.role is not Role.SKIPPED):
        if counted:
            pieces.append(" ".join(_spell_counted(run.days[0], until) for run in group))
        else:
            pieces.extend(_spell_off(run) for run in group)
    return ARROW.join(pieces)


def _hour_text(start: datetime, days: tuple[TraceDay, ...], until: datetime) -> str:
    begin = start.astimezone(SHANGHAI)
    pieces = [f"{spell(begin.date())} {begin:%H:%M} 起"]
    for run in day_runs(days):
        day = run.days[0]
        if run.role is Role.SKIPPED:
            pieces.append(_spell_off(run))
        elif day.minutes:
            pieces.append(f"{spell(day.date)} 计 {spell_minutes(day.minutes)}")
    return ARROW.join([*pieces, f"{spell(days[-1].date)} {spell_clock(until, days[-1].date)}"])
