"""Desk hours, working time and what is left of it, against a walk minute by minute."""

import time as machine_time
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import NOTHING, DeskHours, Span, at_time, due, elapsed, remaining
from desktop.handbook.workdays import SHANGHAI, CalendarInputError, CalendarRangeError

CALENDAR = load_calendar(Path(__file__).parents[2] / "resources" / "calendars")
NINE_TO_SIX = DeskHours()
LUNCH = DeskHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))))
SPECIAL = DeskHours(
    overrides={
        date(2026, 9, 25): ((time(10), time(12)),),
        date(2026, 9, 24): ((time(9), time(12)),),
        date(2026, 9, 28): (),
        date(2026, 10, 4): ((time(9), time(11)), (time(13), time(16))),
    }
)
DESKS = st.sampled_from([NINE_TO_SIX, LUNCH, SPECIAL, DeskHours.round_the_clock()])
AUTUMN = st.integers(0, 60 * 24 * 45).map(lambda minutes: at(9, 10) + timedelta(minutes=minutes))
SPAN_OF_HOURS = st.integers(0, 60 * 120).map(lambda minutes: timedelta(minutes=minutes))


def at(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def worked_by_walking(a, b, hours):
    """Working minutes counted one by one: slow and obviously right."""
    return sum(hours.is_open(a + timedelta(minutes=i), CALENDAR) for i in range((b - a) // timedelta(minutes=1)))


@pytest.mark.rule("T-02", "T-03")
@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (at(9, 22, 23, 59), 5, at(9, 30, 18)),
        (at(9, 22, 0, 0), 5, at(9, 30, 18)),
        (at(10, 3, 12), 1, at(10, 8, 18)),
        (at(9, 18, 17), 1, at(9, 20, 18)),
        (date(2026, 12, 18), 10, at(1, 4, 18, year=2027)),
        (date(2026, 9, 22), 0, at(9, 22, 18)),
    ],
)
def test_a_deadline_is_the_close_of_business_of_its_day_whatever_the_hour_of_the_start(start, n, expected):
    assert due(start, n, CALENDAR, NINE_TO_SIX) == expected


@pytest.mark.rule("T-03")
def test_a_desk_without_business_hours_closes_at_midnight():
    hours = DeskHours.round_the_clock()
    assert due(date(2026, 9, 30), 1, CALENDAR, hours) == at(10, 9)
    assert hours.opening(date(2026, 10, 8)) == at(10, 8)
    assert hours.working_time(at(10, 8), at(10, 9), CALENDAR) == timedelta(1)


@pytest.mark.rule("T-03")
def test_the_date_of_the_start_is_the_one_in_shanghai():
    instant = datetime(2026, 9, 29, 16, 30, tzinfo=UTC)
    assert due(instant, 1, CALENDAR, NINE_TO_SIX) == at(10, 8, 18)
    assert due(instant.astimezone(ZoneInfo("America/New_York")), 1, CALENDAR, NINE_TO_SIX) == at(10, 8, 18)


@pytest.mark.rule("T-03")
def test_the_machines_time_zone_moves_no_deadline_and_no_countdown(monkeypatch):
    def everything():
        hours = (due(at(9, 21, 16), 7, CALENDAR, NINE_TO_SIX), NINE_TO_SIX.opening(date(2026, 9, 24)))
        return (*hours, remaining(at(9, 23, 14, 20), hours[0], CALENDAR, NINE_TO_SIX), hours[0].isoformat())

    here = everything()
    monkeypatch.setenv("TZ", "America/New_York")
    machine_time.tzset()
    try:
        assert everything() == here
    finally:
        monkeypatch.undo()
        machine_time.tzset()


@pytest.mark.parametrize(
    ("now", "until", "left"),
    [
        (at(9, 16, 14, 20), at(9, 21, 18), Span(4, 220)),
        (at(11, 4, 14, 20), at(11, 9, 18), Span(3, 220)),
        (at(9, 23, 14, 20), at(10, 8, 18), Span(5, 220)),
        (at(9, 23, 14, 20), at(9, 23, 15, 30), Span(0, 70)),
        (at(9, 23, 8, 0), at(9, 23, 18), Span(1, 0)),
        (at(9, 22, 20, 0), at(9, 24, 18), Span(2, 0)),
        (at(9, 22, 17, 30), at(9, 23, 17), Span(0, 510)),
        (at(9, 22, 10, 0), at(9, 23, 17), Span(1, 420)),
        (at(10, 3, 10, 0), at(10, 8, 12), Span(0, 180)),
        (at(9, 30, 19, 0), at(10, 4, 12), NOTHING),
        (at(9, 30, 17, 0), at(10, 4, 12), Span(0, 60)),
        (at(9, 23, 18), at(9, 23, 18), NOTHING),
        (at(9, 24, 18), at(9, 23, 18), NOTHING),
    ],
)
def test_time_left_is_whole_desk_days_and_the_rest_in_minutes(now, until, left):
    assert remaining(now, until, CALENDAR, NINE_TO_SIX) == left


def test_time_overdue_is_counted_in_working_time_too():
    assert elapsed(at(9, 22, 18), at(9, 23, 12, 50), CALENDAR, NINE_TO_SIX) == Span(0, 230)
    assert elapsed(at(9, 24, 18), at(9, 27, 12), CALENDAR, NINE_TO_SIX) == NOTHING
    assert elapsed(at(9, 30, 15, 30), at(10, 9, 9), CALENDAR, NINE_TO_SIX) == Span(1, 150)


def test_overrides_change_the_length_of_the_days_they_name():
    assert SPECIAL.closing(date(2026, 9, 24)) == at(9, 24, 12)
    assert SPECIAL.closing(date(2026, 9, 28)) == at(9, 28, 18)
    assert remaining(at(9, 23, 14), at(9, 24, 12), CALENDAR, SPECIAL) == Span(1, 240)
    assert remaining(at(9, 23, 14), at(9, 29, 18), CALENDAR, SPECIAL) == Span(3, 240)
    assert remaining(at(9, 28, 10), at(9, 28, 17), CALENDAR, SPECIAL) == NOTHING
    assert remaining(at(9, 24, 13), at(9, 24, 17), CALENDAR, SPECIAL) == NOTHING
    assert remaining(at(10, 4, 10), at(10, 5, 10), CALENDAR, SPECIAL) == Span(0, 240)
    assert SPECIAL.is_open(at(9, 25, 11), CALENDAR)
    assert not SPECIAL.is_open(at(9, 28, 11), CALENDAR)


@given(DESKS, AUTUMN, st.integers(0, 60 * 24 * 6))
def test_working_time_agrees_with_a_walk_minute_by_minute(hours, a, minutes):
    b = a + timedelta(minutes=minutes)
    assert hours.working_time(a, b, CALENDAR) == timedelta(minutes=worked_by_walking(a, b, hours))


@given(DESKS, AUTUMN, AUTUMN, AUTUMN)
def test_working_time_adds_up(hours, a, b, c):
    whole = hours.working_time(a, c, CALENDAR)
    assert hours.working_time(a, b, CALENDAR) + hours.working_time(b, c, CALENDAR) == whole


@given(DESKS, AUTUMN, AUTUMN)
def test_a_pause_outside_working_hours_moves_nothing(hours, start, moment):
    opens = hours.next_opening(moment, CALENDAR)
    assert hours.working_time(moment, opens, CALENDAR) == timedelta(0)
    assert hours.working_time(start, moment, CALENDAR) == hours.working_time(start, opens, CALENDAR)
    assert remaining(moment, opens, CALENDAR, hours) == NOTHING
    amount = timedelta(hours=5)
    assert hours.add_hours(moment, amount, CALENDAR) == hours.add_hours(opens, amount, CALENDAR)


@given(DESKS, AUTUMN, SPAN_OF_HOURS)
def test_adding_hours_gives_the_earliest_instant_with_that_much_working_time(hours, start, amount):
    end = hours.add_hours(start, amount, CALENDAR)
    assert hours.working_time(start, end, CALENDAR) == amount
    if amount:
        assert hours.working_time(start, end - timedelta(microseconds=1), CALENDAR) < amount


@given(st.sampled_from([NINE_TO_SIX, LUNCH, DeskHours.round_the_clock()]), AUTUMN, AUTUMN)
def test_days_and_minutes_left_add_up_to_the_working_time(hours, a, b):
    a, b = sorted((a, b))
    days, minutes = remaining(a, b, CALENDAR, hours)
    daily = hours.working_time(at(9, 10), at(9, 11), CALENDAR)
    assert days * daily + timedelta(minutes=minutes) == hours.working_time(a, b, CALENDAR)
    assert 0 <= minutes < daily / timedelta(minutes=1)


@given(DESKS, AUTUMN, st.lists(AUTUMN, min_size=2, max_size=8))
def test_time_left_never_grows_as_time_goes_by(hours, until, moments):
    spans = [remaining(now, until, CALENDAR, hours) for now in sorted(moments)]
    assert all(later <= earlier for earlier, later in pairwise(spans))


@given(AUTUMN, AUTUMN)
def test_overrides_that_change_nothing_give_the_same_time_left(a, b):
    same = DeskHours(overrides={date(2026, 9, day): ((time(9), time(18)),) for day in (10, 18, 24, 30)})
    assert remaining(a, b, CALENDAR, same) == remaining(a, b, CALENDAR, NINE_TO_SIX)


@given(AUTUMN, st.integers(0, 30), st.integers(0, 30))
def test_more_working_days_never_fall_due_earlier(start, n, m):
    assert due(start, n, CALENDAR, LUNCH) <= due(start, n + m, CALENDAR, LUNCH)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (at(9, 24, 16, 20), 4, at(9, 28, 11, 20)),
        (at(9, 24, 14, 0), 4, at(9, 24, 18)),
        (at(9, 24, 18, 0), 9, at(9, 28, 18)),
        (at(9, 26, 3, 0), 1, at(9, 28, 10)),
        (at(9, 24, 20, 0), 0, at(9, 24, 20)),
    ],
)
def test_filling_a_day_exactly_ends_at_its_close(start, amount, expected):
    assert NINE_TO_SIX.add_hours(start, timedelta(hours=amount), CALENDAR) == expected


def test_the_desk_is_shut_at_the_moment_of_closing_and_over_lunch():
    assert NINE_TO_SIX.is_open(at(9, 23, 9), CALENDAR)
    assert not NINE_TO_SIX.is_open(at(9, 23, 18), CALENDAR)
    assert not LUNCH.is_open(at(9, 23, 12, 30), CALENDAR)
    assert LUNCH.next_opening(at(9, 23, 12, 30), CALENDAR) == at(9, 23, 13, 30)
    assert NINE_TO_SIX.next_opening(at(9, 30, 18), CALENDAR) == at(10, 8, 9)
    assert NINE_TO_SIX.next_opening(at(9, 30, 12), CALENDAR) == at(9, 30, 12)


@pytest.mark.parametrize(
    "windows",
    [
        (),
        ((time(18), time(9)),),
        ((time(9), time(9)),),
        ((time(9), time(13)), (time(12), time(18))),
        ((time(13), time(18)), (time(9), time(12))),
        ((time(9), time(0)), (time(10), time(11))),
    ],
)
def test_hours_that_cannot_be_are_refused_in_one_sentence(windows):
    with pytest.raises(CalendarInputError, match=r"^[^。]*营业时间[^。]*。$"):
        DeskHours(windows)


def test_negative_amounts_and_far_futures_are_refused():
    with pytest.raises(CalendarInputError, match="不能是负数"):
        NINE_TO_SIX.add_hours(at(9, 23), timedelta(hours=-1), CALENDAR)
    with pytest.raises(CalendarRangeError):
        due(date(2099, 12, 30), 5, CALENDAR, NINE_TO_SIX)
    with pytest.raises(CalendarRangeError):
        remaining(at(1, 1, year=2003), at(1, 1), CALENDAR, NINE_TO_SIX)


def test_at_time_is_a_shanghai_instant():
    assert at_time(date(2026, 9, 23), time(17)) == datetime(2026, 9, 23, 9, tzinfo=UTC)
