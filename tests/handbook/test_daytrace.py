"""The day-by-day reason of a deadline, as rows, as runs and as a sentence."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.calendars import load_calendar
from desktop.handbook.daytrace import Role, explain, explain_hours, explain_minutes, explain_previous, spell_range
from desktop.handbook.deskhours import DeskHours, due
from desktop.handbook.workdays import SHANGHAI, DayKind

CALENDAR = load_calendar(Path(__file__).parents[2] / "resources" / "calendars")
HOURS = DeskHours()


def at(month, day, hour=0, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.rule("T-02")
@pytest.mark.parametrize(
    ("start", "n", "sentence"),
    [
        (at(9, 23, 14), 5, "9/23 起 → ①9/24 → 中秋休 9/25–27 → ②9/28 ③9/29 ④9/30 → 国庆休 10/1–7 → ⑤10/8 18:00"),
        (at(9, 18, 9), 1, "9/18 起 → 周末 9/19 → ①9/20 补班 18:00"),
        (at(9, 18, 9), 2, "9/18 起 → 周末 9/19 → ①9/20 补班 ②9/21 18:00"),
        (date(2026, 10, 3), 1, "10/3 起 → 国庆休 10/4–7 → ①10/8 18:00"),
        (date(2026, 10, 8), 0, "10/8 起 → 当日 18:00"),
        (date(2026, 4, 30), 1, "4/30 起 → 五一休 5/1–5 → ①5/6 18:00"),
    ],
)
def test_the_sentence_names_each_day_and_why_others_do_not_count(start, n, sentence):
    assert explain(start, n, CALENDAR, HOURS).sentence() == sentence


@pytest.mark.rule("T-05")
def test_the_sentence_names_the_year_that_is_an_estimate():
    trace = explain(date(2026, 12, 31), 2, CALENDAR, HOURS)
    assert trace.provisional
    assert trace.sentence() == (
        "12/31 起 → 元旦休 1/1 → 周末 1/2–3 → ①1/4 ②1/5 18:00（2027 年放假安排未发布，按法定节日预估）"
    )
    assert not explain(date(2026, 12, 24), 2, CALENDAR, HOURS).provisional


@pytest.mark.rule("T-03")
def test_a_desk_without_business_hours_closes_at_twenty_four():
    assert explain(date(2026, 9, 21), 1, CALENDAR, DeskHours.round_the_clock()).sentence() == "9/21 起 → ①9/22 24:00"


@pytest.mark.rule("T-02")
def test_each_day_of_the_trace_says_whether_and_why_it_counts():
    days = explain(date(2026, 9, 18), 5, CALENDAR, HOURS).days
    assert [day.counted for day in days] == [0, 0, 1, 2, 3, 4, 5]
    assert [day.kind for day in days[:3]] == [DayKind.WORK, DayKind.WEEKEND, DayKind.MAKEUP]
    assert [day.role for day in days] == [Role.START, Role.SKIPPED, *[Role.COUNTED] * 4, Role.DUE]


def test_runs_gather_a_holiday_with_its_weekend_and_leave_counted_days_single():
    runs = explain(date(2026, 9, 23), 5, CALENDAR, HOURS).runs()
    assert [run.dates for run in runs] == ["9/23", "9/24", "9/25–27", "9/28", "9/29", "9/30", "10/1–7", "10/8"]
    assert (runs[2].name, runs[2].weekdays, runs[2].kind) == ("中秋节", "五–日", DayKind.HOLIDAY)
    assert (runs[-1].role, runs[-1].weekdays) == (Role.DUE, "四")


@given(st.dates(date(2004, 1, 1), date(2098, 12, 31)), st.integers(0, 30))
def test_the_trace_ends_where_the_deadline_is_and_counts_every_number_once(start, n):
    trace = explain(start, n, CALENDAR, HOURS)
    assert trace.due == due(start, n, CALENDAR, HOURS)
    assert [day.counted for day in trace.days if day.counted] == list(range(1, n + 1))
    assert trace.days[-1].date == CALENDAR.add(start, n)
    assert sum(len(run.days) for run in trace.runs()) == len(trace.days)


@pytest.mark.rule("T-04", "GC-09")
@pytest.mark.parametrize(
    ("visit", "by", "sentence"),
    [
        ("2026-10-08", None, "10/8 就诊 → 国庆休 10/1–7 → 前一个工作日 9/30 18:00 前"),
        ("2026-11-23", time(17), "11/23 就诊 → 周末 11/21–22 → 前一个工作日 11/20 17:00 前"),
        ("2026-02-24", time(17), "2/24 就诊 → 春节休 2/15–23 → 前一个工作日 2/14 补班 17:00 前"),
        ("2026-10-10", time(17), "10/10 就诊 → 前一个工作日 10/9 17:00 前"),
    ],
)
def test_the_reminders_day_is_found_backwards_over_days_off(visit, by, sentence):
    assert explain_previous(date.fromisoformat(visit), CALENDAR, HOURS, by).sentence() == sentence


def test_the_way_back_starts_at_the_visit_and_ends_on_the_reminders_day():
    trace = explain_previous(date(2026, 10, 8), CALENDAR, HOURS, time(17))
    assert (trace.days[0].role, trace.days[-1].role) == (Role.START, Role.DUE)
    assert [day.counted for day in trace.days] == [0] * 8 + [1]
    assert trace.due == at(9, 30, 17)


@pytest.mark.parametrize(
    ("start", "amount", "sentence"),
    [
        (at(9, 24, 16), 4, "9/24 16:00 起 → 9/24 计 2 小时 → 中秋休 9/25–27 → 9/28 计 2 小时 → 9/28 11:00"),
        (at(9, 24, 20, 20), 9, "9/24 20:20 起 → 中秋休 9/25–27 → 9/28 计 9 小时 → 9/28 18:00"),
        (at(9, 24, 10, 20), 4, "9/24 10:20 起 → 9/24 计 4 小时 → 9/24 14:20"),
    ],
)
def test_an_hour_clock_shows_what_it_used_of_each_day(start, amount, sentence):
    trace = explain_hours(start, timedelta(hours=amount), CALENDAR, HOURS)
    assert trace.sentence() == sentence
    assert sum(day.minutes for day in trace.days) == amount * 60


def test_an_hour_clock_of_a_round_the_clock_desk_may_end_at_midnight():
    trace = explain_hours(at(9, 23, 20), timedelta(hours=4), CALENDAR, DeskHours.round_the_clock())
    assert trace.sentence() == "9/23 20:00 起 → 9/23 计 4 小时 → 9/23 24:00"


@pytest.mark.rule("T-06")
@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (at(10, 3, 2, 5), "10/3 02:05 起 → 30 分（7×24 连续计时） → 02:35"),
        (at(10, 3, 23, 50), "10/3 23:50 起 → 30 分（7×24 连续计时） → 10/4 00:20"),
    ],
)
def test_a_round_the_clock_target_counts_plain_minutes(start, sentence):
    assert explain_minutes(start, timedelta(minutes=30), CALENDAR).sentence() == sentence


def test_more_than_twenty_days_are_numbered_in_brackets():
    assert "⑳" in explain(date(2026, 3, 2), 22, CALENDAR, HOURS).sentence()
    assert "(22)" in explain(date(2026, 3, 2), 22, CALENDAR, HOURS).sentence()


def test_ranges_over_a_months_end_name_both_months():
    assert spell_range(date(2026, 9, 30), date(2026, 10, 2)) == "9/30–10/2"
