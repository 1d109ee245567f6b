"""Attempts to reach a customer, the desk's own procedure: two hours later, next opening, then lost."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desktop.handbook.calendars import load_calendar
from desktop.handbook.calls import LOST_STEP, CallPlan, call_tasks, call_words, next_attempt, step_words
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.fold import fold
from desktop.handbook.moments import parse_moment, write_moment
from desktop.handbook.progress import holder
from desktop.handbook.vocabulary import Item, Record

CALENDAR = load_calendar(Path(__file__).resolve().parents[2] / "resources" / "calendars")
HOURS, PLAN = DeskHours(), CallPlan()


def facts_after(*calls, verb="call", attempts=3):
    """Facts of a case whose calls are `(moment, outcome)`."""
    records = [Record(1, "apply", parse_moment("2026-09-01 09:00"), parse_moment("2026-09-01 09:00"), "林悦",
                      {"item": "GC.outpatient"})]  # fmt: skip
    for place, (moment, outcome) in enumerate(calls, 2):
        at = parse_moment(moment)
        records.append(Record(place, verb, at, at, "林悦", {"outcome": outcome}))
    return fold(Item.OUTPATIENT, records, CALENDAR, attempts=attempts)


def due(*calls, plan=PLAN, hours=HOURS):
    found = next_attempt(facts_after(*calls, attempts=plan.attempts), plan, CALENDAR, hours)
    return (found.number, write_moment(found.at)) if found else None


@pytest.mark.parametrize(
    ("missed", "second"),
    [
        ("2026-09-22 10:00", "2026-09-22 12:00"), ("2026-09-22 15:59", "2026-09-22 17:59"),
        ("2026-09-22 16:30", "2026-09-23 09:00"), ("2026-09-24 17:00", "2026-09-28 09:00"),
        ("2026-09-30 17:00", "2026-10-08 09:00"), ("2026-09-22 06:30", "2026-09-22 09:00"),
    ],
)  # fmt: skip
def test_the_second_attempt_comes_two_hours_later_or_at_the_next_opening(missed, second):
    assert due((missed, "no_answer")) == (2, second)


def test_the_third_attempt_comes_on_the_next_working_day_at_opening():
    assert due(("2026-09-24 10:00", "no_answer"), ("2026-09-24 12:00", "no_answer")) == (3, "2026-09-28 09:00")


def test_a_reached_customer_ends_the_run_and_a_refused_call_changes_nothing():
    assert due(("2026-09-22 10:00", "no_answer"), ("2026-09-22 12:00", "reached")) is None
    assert due(("2026-09-22 10:00", "refused")) is None
    assert due(("2026-09-22 10:00", "no_answer"), ("2026-09-22 11:00", "refused")) == (2, "2026-09-22 12:00")


def test_after_three_attempts_the_customer_has_the_ball():
    facts = facts_after(*((f"2026-09-2{day} 10:00", "no_answer") for day in (1, 2, 3)))
    assert facts.lost_at == parse_moment("2026-09-23 10:00")
    assert (holder(facts).name, holder(facts).since) == ("customer", facts.lost_at)
    assert step_words(facts, PLAN, CALENDAR, HOURS) == LOST_STEP
    assert [task.name for task in call_tasks(facts, PLAN, CALENDAR, HOURS)] == ["lost_contact"]


def test_the_plan_is_a_setting_of_the_desk():
    plan = CallPlan(timedelta(minutes=30), attempts=2)
    assert due(("2026-09-22 10:00", "no_answer"), plan=plan) == (2, "2026-09-22 10:30")
    assert due(("2026-09-22 10:00", "no_answer"), ("2026-09-22 10:30", "no_answer"), plan=plan) is None
    late = DeskHours(windows=((time(8), time(20)),))
    assert due(("2026-09-22 17:30", "no_answer"), hours=late) == (2, "2026-09-22 19:30")


def test_the_attempt_is_said_short_in_the_queue_and_in_full_in_the_case():
    facts = facts_after(("2026-09-22 10:00", "no_answer"))
    assert step_words(facts, PLAN, CALENDAR, HOURS) == "再拨 22日 12:00"
    assert call_words(facts, PLAN, CALENDAR, HOURS) == "9月22日 周二 12:00 再拨（第 2 次）"
    (task,) = call_tasks(facts, PLAN, CALENDAR, HOURS)
    assert (task.day, task.before, task.done) == (date(2026, 9, 22), parse_moment("2026-09-22 12:00"), False)
