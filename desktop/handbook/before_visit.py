"""What is said of a notice or reminder at the wrong time: after the visit, or too early to count (GC-08, GC-09)."""

from __future__ import annotations

from datetime import datetime

from desktop.handbook.moments import spoken_day, spoken_moment
from desktop.handbook.situation import Situation
from desktop.handbook.workdays import WorkCalendar


def visit_over(visit: datetime | None, moment: datetime) -> str:
    """Why what happens at `moment` comes too late for a visit, and what to record instead; '' when it does not."""
    if visit is None or moment <= visit:
        return ""
    return f"就诊时间 {spoken_moment(visit)} 已过：就诊了请登记就诊，没来请登记未到，改了时间请改期"


def too_early(visit: datetime | None, moment: datetime, calendar: WorkCalendar) -> str:
    """GC-09: why what is sent at `moment` is not the reminder of a visit, or ''."""
    if visit is None or moment.date() >= (day := calendar.previous(visit.date())):
        return ""
    return f"{_early(moment)}早于就诊前 1 个工作日（{spoken_day(day)}），不计，当天须再发"


def newly_off(visit: datetime | None, known_at: datetime | None, calendar: WorkCalendar) -> bool:
    """T-05: whether the visit lies on a day off that was a working day by what was known at `known_at`."""
    if visit is None or known_at is None or calendar.is_workday(visit.date()):
        return False
    return calendar.known_at(known_at).is_workday(visit.date())


def visit_to_check(case: Situation) -> bool:
    """T-05: whether the hospital is still to be asked about a visit that a new calendar put on a day off."""
    facts = case.facts
    known = max(filter(None, (facts.last_booked_at, facts.visit_checked_at)), default=None)
    return facts.attended_at is None and newly_off(facts.visit_at, known, case.office.calendar)


def early_note(case: Situation, clock: str) -> str:
    """GC-09: why a running reminder or escort's call is still to be done although one was made, or ''."""
    facts = case.facts
    made, counted = {
        "gc.reminder": (facts.reminders, facts.reminded_at),
        "gc.escort_call": (facts.escort_calls, facts.escort_called_at),
    }.get(clock, ((), None))
    word = "来电" if clock == "gc.escort_call" else "提醒"
    return f"{_early(max(made), word)}早于就诊前 1 个工作日，不计" if made and counted is None else ""


def _early(moment: datetime, word: str = "提醒或来电") -> str:
    return f"{moment.month}月{moment.day}日的{word}"
