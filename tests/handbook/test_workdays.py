"""Working-day arithmetic against chinesecalendar, the samples and its own laws."""

import os
import time as machine_time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.calendars import load_calendar
from desktop.handbook.workdays import (
    SHANGHAI,
    CalendarInputError,
    CalendarRangeError,
    DayKind,
    YearTable,
    day_number,
    day_of,
    shanghai_date,
)

CALENDAR = load_calendar(Path(__file__).parents[2] / "resources" / "calendars")
DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))
INNER_DAYS = st.dates(date(2005, 1, 1), date(2097, 12, 31))
COUNTS = st.integers(0, 300)
NOTICE_2027 = YearTable(
    2027,
    {date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦", date(2027, 1, 3): "元旦", date(2027, 1, 4): "元旦"},
    {date(2027, 1, 9): "元旦"},
)
NOTICE_AT = datetime(2026, 12, 20, 10, tzinfo=SHANGHAI)


@pytest.mark.rule("T-02")
@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-20", 1, "2026-09-21"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-03", 1, "2026-10-08"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-09-22", 5, "2026-09-30"),
        ("2026-02-12", 10, "2026-03-04"),
        ("2026-09-21", 10, "2026-10-12"),
        ("2026-12-18", 10, "2027-01-04"),
    ],
)
def test_the_sample_deadlines_fall_on_their_days(start, n, due):
    assert CALENDAR.add(date.fromisoformat(start), n) == date.fromisoformat(due)


@pytest.mark.rule("T-04", "GC-09")
@pytest.mark.parametrize(
    ("visit", "remind"),
    [
        ("2026-11-23", "2026-11-20"),
        ("2026-10-08", "2026-09-30"),
        ("2026-10-10", "2026-10-09"),
        ("2026-02-24", "2026-02-14"),
        ("2026-09-21", "2026-09-20"),
        ("2026-09-22", "2026-09-21"),
    ],
)
def test_the_working_day_before_a_visit_is_the_last_one_strictly_before(visit, remind):
    assert CALENDAR.previous(date.fromisoformat(visit)) == date.fromisoformat(remind)


@pytest.mark.rule("T-02")
@given(st.dates(date(2004, 1, 1), date(2026, 10, 1)), st.integers(1, 40))
def test_adding_agrees_with_walking_through_chinesecalendar(start, n):
    day, left = start, n
    while left:
        day += timedelta(1)
        left -= is_workday(day)
    assert CALENDAR.add(start, n) == day


@given(DAYS, DAYS)
def test_between_counts_the_working_days_after_the_first_up_to_the_second(a, b):
    a, b = sorted((a, b))
    b = min(b, a + timedelta(400))
    assert CALENDAR.between(a, b) == sum(CALENDAR.is_workday(a + timedelta(i + 1)) for i in range((b - a).days))
    assert CALENDAR.between(b, a) == 0


@given(INNER_DAYS, COUNTS)
def test_subtract_undoes_add_on_working_days(day, n):
    start = CALENDAR.next(day)
    assert CALENDAR.subtract(CALENDAR.add(start, n), n) == start
    assert CALENDAR.between(start, CALENDAR.add(start, n)) == n


@given(INNER_DAYS, INNER_DAYS, COUNTS)
def test_a_later_start_never_falls_due_earlier(a, b, n):
    a, b = sorted((a, b))
    assert CALENDAR.add(a, n) <= CALENDAR.add(b, n)
    assert CALENDAR.add(a, n) < CALENDAR.add(a, n + 1)
    assert CALENDAR.subtract(a, n) <= CALENDAR.subtract(b, n)


@given(INNER_DAYS)
def test_next_and_previous_are_the_nearest_working_days(day):
    after, before = CALENDAR.next(day), CALENDAR.previous(day)
    assert CALENDAR.is_workday(after)
    assert CALENDAR.is_workday(before)
    assert before < day < after
    assert CALENDAR.between(day, after - timedelta(1)) == 0
    assert CALENDAR.between(before, day - timedelta(1)) == 0


@pytest.mark.rule("T-01")
@given(DAYS)
def test_a_day_counts_exactly_when_its_kind_does(day):
    assert CALENDAR.kind_of(day).counted == CALENDAR.is_workday(day)
    assert day_of(day_number(day)) == day
    assert CALENDAR.fact(day).provisional == (day.year > 2026)


def test_the_days_of_autumn_2026_are_what_they_are_called():
    kinds = {20: DayKind.MAKEUP, 21: DayKind.WORK, 25: DayKind.HOLIDAY, 26: DayKind.HOLIDAY, 19: DayKind.WEEKEND}
    for day, kind in kinds.items():
        assert CALENDAR.kind_of(date(2026, 9, day)) is kind
    assert CALENDAR.holiday_name(date(2026, 9, 20)) == "国庆节"
    assert CALENDAR.holiday_name(date(2026, 9, 26)) == "中秋节"
    assert CALENDAR.holiday_name(date(2026, 9, 21)) == ""


@pytest.mark.parametrize(
    ("after", "before", "days"),
    [
        (date(2026, 9, 23), date(2026, 10, 8), 10),
        (date(2026, 9, 26), date(2026, 9, 28), 1),
        (date(2026, 9, 11), date(2026, 9, 21), 0),
        (date(2026, 2, 14), date(2026, 2, 24), 9),
        (date(2027, 9, 14), date(2027, 9, 16), 0),
        (date(2026, 12, 31), date(2027, 1, 4), 3),
    ],
)
def test_skipped_holidays_count_runs_of_three_days_or_more_with_their_weekends(after, before, days):
    assert CALENDAR.skipped_holidays(after, before) == days


@pytest.mark.rule("T-05")
def test_what_touches_a_year_without_notice_is_provisional():
    assert not CALENDAR.touches_provisional(date(2026, 12, 18), date(2026, 12, 31))
    assert CALENDAR.touches_provisional(date(2026, 12, 18), date(2027, 1, 4))
    assert CALENDAR.first_provisional_year(date(2026, 12, 18), date(2030, 1, 4)) == 2027
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))


@pytest.mark.rule("T-05")
def test_a_published_notice_moves_the_deadline_and_takes_the_mark_away():
    after = CALENDAR.published(NOTICE_2027, NOTICE_AT)
    assert CALENDAR.add(date(2026, 12, 18), 10) == date(2027, 1, 4)
    assert after.add(date(2026, 12, 18), 10) == date(2027, 1, 5)
    assert after.kind_of(date(2027, 1, 9)) is DayKind.MAKEUP
    assert not after.touches_provisional(date(2026, 12, 18), date(2027, 1, 5))
    assert after.is_provisional(date(2028, 1, 1))


@pytest.mark.rule("T-05")
def test_a_calendar_remembers_what_was_known_before_each_notice():
    first = CALENDAR.published(NOTICE_2027, NOTICE_AT)
    second = first.published(YearTable(2027, {}, {}), NOTICE_AT + timedelta(days=9))
    assert second.known_at(NOTICE_AT - timedelta(seconds=1)) is CALENDAR
    assert second.known_at(NOTICE_AT) is first
    assert second.known_at(NOTICE_AT + timedelta(days=8)) is first
    assert second.known_at(NOTICE_AT + timedelta(days=9)) is second
    assert second.known_at(NOTICE_AT.astimezone(UTC)) is first
    assert first.previous_calendar is CALENDAR


def test_publishing_a_year_takes_less_than_fifty_milliseconds():
    before = machine_time.process_time()
    for _ in range(3):
        CALENDAR.published(NOTICE_2027, NOTICE_AT)
    assert (machine_time.process_time() - before) / 3 < 0.05


def test_a_calendar_cannot_be_changed():
    with pytest.raises(AttributeError):
        CALENDAR.tables = {}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("holidays", "workdays", "words"),
    [
        ([date(2027, 1, 4)], [date(2027, 1, 4)], "2027-01-04 同时列为放假和上班"),
        ([date(2026, 12, 31)], [], "2026-12-31 不是 2027 年的日子"),
        ([], [date(2028, 1, 1)], "2028-01-01 不是 2027 年的日子"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_in_one_sentence(holidays, workdays, words):
    with pytest.raises(CalendarInputError, match=f"^{words}[^。]*。$"):
        YearTable(2027, dict.fromkeys(holidays, "元旦"), dict.fromkeys(workdays, "元旦"))


def test_a_table_of_a_year_outside_the_range_is_refused():
    with pytest.raises(CalendarInputError, match="2100 年不在"):
        YearTable(2100, {}, {})


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CALENDAR.add(date(2003, 12, 31), 1),
        lambda: CALENDAR.add(date(2099, 12, 31), 1),
        lambda: CALENDAR.previous(date(2004, 1, 1)),
        lambda: CALENDAR.subtract(date(2100, 1, 1), 1),
        lambda: CALENDAR.is_workday(date(2100, 1, 1)),
        lambda: CALENDAR.kind_of(date(2003, 1, 1)),
        lambda: CALENDAR.holiday_name(date(1999, 1, 1)),
        lambda: CALENDAR.between(date(2003, 1, 1), date(2005, 1, 1)),
        lambda: CALENDAR.is_provisional(date(2100, 1, 1)),
        lambda: CALENDAR.rank(-1),
        lambda: CALENDAR.workday_at(-1),
        lambda: day_of(-1),
    ],
)
def test_a_date_outside_the_table_is_told_in_one_chinese_sentence(ask):
    with pytest.raises(CalendarRangeError, match=r"^[^。]*超出工作日历的范围（2004 年至 2099 年）。$"):
        ask()


@pytest.mark.parametrize("move", [CALENDAR.add, CALENDAR.subtract])
def test_zero_days_stay_and_negative_days_are_refused(move):
    assert move(date(2026, 10, 3), 0) == date(2026, 10, 3)
    with pytest.raises(CalendarInputError, match="不能是负数"):
        move(date(2026, 10, 3), -1)


@pytest.mark.rule("T-03")
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "UTC"])
def test_the_machines_time_zone_changes_nothing(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    machine_time.tzset()
    try:
        instant = datetime(2026, 9, 30, 16, 30, tzinfo=UTC)
        assert shanghai_date(instant) == date(2026, 10, 1)
        assert CALENDAR.add(shanghai_date(instant), 1) == date(2026, 10, 8)
    finally:
        monkeypatch.undo()
        machine_time.tzset()
    assert os.environ.get("TZ") != "Pacific/Kiritimati"


def test_a_plain_date_is_its_own_shanghai_date_and_naive_instants_are_refused():
    assert shanghai_date(date(2026, 9, 30)) == date(2026, 9, 30)
    with pytest.raises(TypeError):
        shanghai_date(datetime(2026, 9, 30, 16))
