"""The words of the "why" popover: which rule set a deadline, counted from when, over which days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from desktop.handbook.daytrace import (
    Trace,
    explain,
    explain_hours,
    explain_minutes,
    explain_previous,
    spell_clock,
    spell_minutes,
)
from desktop.handbook.deskhours import MIDNIGHT, DeskHours, Span, remaining
from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import ClockReading, Unit
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.date_inputs import spell_day

KINDS = {"promise": "承诺", "target": "内部目标", "watched": "关注"}
_ONE_DAY = timedelta(days=1)
_BEFORE_VISIT = ("gc.reminder", "gc.escort_call")


class Why(NamedTuple):
    """Everything the popover says about one deadline; `spoken` is the whole of it for a screen reader."""

    title: str
    sentence: str
    kind: str
    trace: Trace
    left: str
    source: str

    @property
    def spoken(self) -> str:
        """Title, sentence, days and source in one."""
        return "。".join((self.title, self.sentence, self.trace.sentence(), self.left, self.source))


class Run(NamedTuple):
    """A clock that has started: its reading, both ends, and the day the deadline belongs to."""

    reading: ClockReading
    start: datetime
    due: datetime
    day: date


def why(
    reading: ClockReading, now: datetime, calendar: WorkCalendar, hours: DeskHours, visit: datetime | None = None
) -> Why | None:
    """Explain a clock that has started; None for one that waits.

    A reminder's days run back from the `visit` when that is known: the gap before it is the reason (T-04).
    """
    if reading.started is None or reading.due is None:
        return None
    run = Run(reading, reading.started, reading.due, last_day(reading.due, reading.unit))
    if visit is not None and reading.name in _BEFORE_VISIT and calendar.previous(visit.date()) == run.day:
        trace = explain_previous(visit.date(), calendar, hours, run.due.time())
    else:
        trace = _trace(run, calendar, hours)
    title = f"为什么是 {spell_day(run.day)} {spell_clock(run.due, run.day)}"
    left = _left(run, now, calendar, hours)
    return Why(title, _sentence(run, trace), KINDS.get(reading.kind, ""), trace, left, _source(run, calendar))


def last_day(due: datetime, unit: str) -> date:
    """The day a deadline belongs to: midnight closes the day before, except on a 7x24 clock."""
    return due.date() - _ONE_DAY if due.time() == MIDNIGHT and unit != Unit.MINUTES else due.date()


def _trace(run: Run, calendar: WorkCalendar, hours: DeskHours) -> Trace:
    if run.reading.unit is Unit.MINUTES:
        return explain_minutes(run.start, run.due - run.start, calendar)
    if run.reading.unit is Unit.HOURS:
        return explain_hours(run.start, hours.working_time(run.start, run.due, calendar), calendar, hours)
    made = explain(run.start, calendar.between(run.start.date(), run.day), calendar, hours)
    return Trace(made.days, run.due, made.text)


def _sentence(run: Run, trace: Trace) -> str:
    title, start = run.reading.title, run.start
    begun = f"{spell_day(start.date())} {start:%H:%M}"
    if run.reading.unit is Unit.MINUTES:
        return f"{title}：{begun} 起 {spell_minutes((run.due - start) // timedelta(minutes=1))}，全天连续计时。"
    if run.reading.unit is Unit.HOURS:
        used = sum(day.minutes for day in trace.days)
        return f"{title}：{begun} 起 {spell_minutes(used)}，只计上班时间。"
    counted = trace.days[-1].counted
    if not counted or run.reading.name in _BEFORE_VISIT:
        noted = f"{run.reading.note}。" if run.reading.note and run.reading.state != "waiting" else ""
        return f"{title}：{_waits_for(run.reading)}，当天 {run.due:%H:%M} 前。{noted}"
    return f"{title}：{counted} 个工作日。{begun} 起算，当日不计。"


def _waits_for(reading: ClockReading) -> str:
    clocks = RULES[reading.rule].clocks if reading.rule in RULES else ()
    return next((clock.waits_for for clock in clocks if clock.name == reading.name and clock.waits_for), "当日到期")


def _left(run: Run, now: datetime, calendar: WorkCalendar, hours: DeskHours) -> str:
    desk = "、".join(f"{opens:%H:%M}–{_closing(closes)}" for opens, closes in hours.windows)
    if run.reading.unit is Unit.MINUTES:
        return "每天 24 小时计时，节假日不停。"
    if (ended := run.reading.ended_at) is not None:
        late = _spell(remaining(run.due, ended, calendar, hours)) if ended > run.due else ""
        return f"{spell_day(ended.date())} {ended:%H:%M} 完成" + (f"，迟 {late}（工作时间 {desk}）。" if late else "。")
    if now > run.due:
        return f"至今天 {now:%H:%M} 已过 {_spell(remaining(run.due, now, calendar, hours))}（工作时间 {desk}）。"
    return f"今天 {now:%H:%M} 起还剩 {_spell(remaining(now, run.due, calendar, hours))}（工作时间 {desk}）。"


def _closing(closes: time) -> str:
    return "24:00" if closes == MIDNIGHT else f"{closes:%H:%M}"


def _spell(span: Span) -> str:
    days = f"{span.days} 个工作日 " if span.days else ""
    return (days + (spell_minutes(span.minutes) if span.minutes or not span.days else "")).strip()


def _source(run: Run, calendar: WorkCalendar) -> str:
    rule = RULES.get(run.reading.rule)
    section = f"依据 手册 {rule.section}" if rule and rule.section else "本台设定"
    parts = [section, f"规则 {run.reading.rule}"]
    if run.reading.unit is Unit.DAYS:
        years = sorted({run.start.year, run.due.year})
        parts += [_calendar_words(year, calendar) for year in years]
    return " · ".join([*parts, "等客户不停表"] if run.reading.unit is not Unit.MINUTES else parts)


def _calendar_words(year: int, calendar: WorkCalendar) -> str:
    return f"{year} 年放假安排" if calendar.tables[year].published else f"{year} 年放假未公布，按法定节日预估"
