"""Calls that were not answered: when the desk tries again, and when the customer counts as lost.

The rulebook has no rule for it: it is the desk's own procedure (at least three attempts: at once, two hours later, on
the next working day at opening). Everything follows from the timeline; nothing is stored twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from desktop.handbook.deskhours import DeskHours
from desktop.handbook.facts import Facts
from desktop.handbook.moments import spoken_moment
from desktop.handbook.vocabulary import Task
from desktop.handbook.workdays import WorkCalendar

LOST_STEP, LOST_WAIT = "客户失联，发短信", "客户失联，等回电"


@dataclass(frozen=True, slots=True)
class CallPlan:
    """The desk's settings: hours to the second attempt, and after how many attempts the customer counts as lost."""

    second_after: timedelta = timedelta(hours=2)
    attempts: int = 3


class Attempt(NamedTuple):
    """The next attempt to reach the customer: its number from 2, and when."""

    number: int
    at: datetime


def next_attempt(facts: Facts, plan: CallPlan, calendar: WorkCalendar, hours: DeskHours) -> Attempt | None:
    """The attempt that is due, or None: nothing missed, the customer lost, or the case over.

    The second comes `second_after` the first, at the next opening when the desk is closed then; each further one on
    the working day after the last, at opening.
    """
    missed = facts.missed_calls
    if not missed or facts.over_at is not None or facts.lost_at is not None:
        return None
    last = missed[-1]
    if len(missed) > 1:
        return Attempt(len(missed) + 1, hours.opening(calendar.next(last.date())))
    second = last + plan.second_after
    return Attempt(2, second if hours.is_open(second, calendar) else hours.next_opening(second, calendar))


def step_words(facts: Facts, plan: CallPlan, calendar: WorkCalendar, hours: DeskHours) -> str:
    """What the queue shows as the next step, short enough for its column: `再拨 24日 09:00`; '' when nothing is due."""
    if facts.over_at is None and facts.lost_at is not None:
        return LOST_WAIT if facts.lost_texted else LOST_STEP
    due = next_attempt(facts, plan, calendar, hours)
    return f"再拨 {due.at.day}日 {due.at:%H:%M}" if due else ""


def call_words(facts: Facts, plan: CallPlan, calendar: WorkCalendar, hours: DeskHours) -> str:
    """The same in full for the case itself: `9月24日 周四 09:00 再拨（第 3 次）`."""
    due = next_attempt(facts, plan, calendar, hours)
    told = f"{spoken_moment(due.at)} 再拨（第 {due.number} 次）" if due else ""
    return told or step_words(facts, plan, calendar, hours)


def call_tasks(facts: Facts, plan: CallPlan, calendar: WorkCalendar, hours: DeskHours) -> list[Task]:
    """The attempt that is due, or the text to a lost customer, as a task of the case."""
    if facts.over_at is None and (since := facts.lost_at) is not None:
        return [Task("lost_contact", "客户失联，发短信请客户回电", since.date(), None, facts.lost_texted, "")]
    due = next_attempt(facts, plan, calendar, hours)
    return [Task("next_call", f"再拨客户电话（第 {due.number} 次）", due.at.date(), due.at, False, "")] if due else []
