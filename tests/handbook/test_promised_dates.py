"""Due dates against a plain walk, day by day, over the published calendar, and against samples counted by hand."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.handbook import progress
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.fold import fold
from desktop.handbook.situation import Office, Situation
from desktop.handbook.vocabulary import Item, Plan, PolicyTerms, Record
from desktop.handbook.workdays import SHANGHAI

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "calendars"
OFFICE = Office(load_calendar(FOLDER), DeskHours())
POLICY = PolicyTerms("P1", date(2000, 1, 1), date(2099, 12, 31))
HOSPITAL = {"hospital": "北京协和医院", "department": "乳腺外科"}
SAMPLES = json.loads((Path(__file__).parent / "calendar_samples.json").read_text(encoding="utf-8"))
ONE = timedelta(1)


def working_days(*years):
    """The working days of published years, read from the calendar's files and from the weekday alone."""
    found = set()
    for year in years:
        notice = json.loads((FOLDER / f"cn-{year}.json").read_text(encoding="utf-8"))
        days = {date(year, 1, 1) + number * ONE for number in range(365 + (year % 4 == 0))}
        found |= {day for day in days if day.weekday() < 5}
        found -= {date.fromisoformat(one["date"]) for one in notice["holidays"]}
        found |= {date.fromisoformat(one["date"]) for one in notice["workdays"]}
    return found


WORKING = working_days(2023, 2024, 2025, 2026)
MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 11, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
)
SOME_DAYS = st.timedeltas(timedelta(0), timedelta(60)).map(lambda span: timedelta(minutes=span // timedelta(minutes=1)))


def walked(start, count):
    """Close of business of the working day `count` after the day of `start`."""
    day = start.date()
    while count:
        day += ONE
        count -= day in WORKING
    return datetime.combine(day, time(18), SHANGHAI)


def day_before(visit):
    """The last working day strictly before the day of a visit."""
    day = visit.date() - ONE
    while day not in WORKING:
        day -= ONE
    return day


def one_working_hour(start):
    """One working hour later, from 09:00 to 18:00 on working days, counted minute by minute."""
    left, moment = 60, start
    while left:
        left -= moment.date() in WORKING and 9 <= moment.hour < 18
        moment += timedelta(minutes=1)
    return moment


def clocks(item, now, *events):
    """The case's clocks by name; `events` are (moment, verb, details)."""
    records = [Record(place, verb, at, at, "林管家", details) for place, (at, verb, details) in enumerate(events, 1)]
    case = Situation(fold(item, records, OFFICE.calendar), Plan("i-wuyou-3.0"), POLICY, OFFICE, now)
    return {reading.name: reading for reading in progress.clocks_of(case)}


@pytest.mark.rule("GC-05", "T-02")
@given(MOMENTS, SOME_DAYS)
def test_the_outpatient_promise_is_five_working_days_from_the_settlement(applied, later):
    settled = applied + later
    assume(settled.year < 2027 and walked(settled, 5).year < 2027)
    read = clocks(Item.OUTPATIENT, settled, (applied, "apply", {}), (settled, "settle", HOSPITAL))
    assert (read["gc.outpatient"].started, read["gc.outpatient"].due) == (settled, walked(settled, 5))
    assert read["gc.outpatient_visit"].due == walked(settled, 5)
    assert not read["gc.outpatient"].provisional


@pytest.mark.rule("GC-06", "T-02")
@given(MOMENTS, st.integers(-60, 60))
def test_the_inpatient_promise_is_ten_working_days_from_the_later_event(settled, days):
    issued = settled.date() + days * ONE
    start = max(settled, datetime.combine(issued, time(0), SHANGHAI))
    assume(start.date() < date(2026, 12, 10))
    paper = {"hospital": "北京协和医院", "issued_on": issued.isoformat()}
    read = clocks(Item.INPATIENT, start, (settled, "settle", HOSPITAL), (start, "certificate", paper))
    assert (read["gc.inpatient"].started, read["gc.inpatient"].due) == (start, walked(start, 10))
    assert read["gc.inpatient_admission"].due == walked(start, 10)


@pytest.mark.rule("GC-07", "T-02")
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(14)))
def test_a_visit_is_planned_from_day_one_to_the_close_of_day_three(applied, later):
    records = [Record(1, "apply", applied, applied, "林管家", {})]
    case = Situation(fold(Item.VISIT, records, OFFICE.calendar), Plan("i-wuyou-3.0"), POLICY, OFFICE, applied)
    visit, last = applied + later, walked(applied, 3)
    first = walked(applied, 1).replace(hour=0)
    warned = [one.rule for one in progress.warnings(case, "plan_visit", {"visit_at": visit}) if one.rule == "GC-07"]
    assert warned == ([] if first <= visit <= last else ["GC-07"])
    assert progress.clocks_of(case)[0].due == last


@pytest.mark.rule("GC-09", "T-04")
@given(MOMENTS, SOME_DAYS)
def test_reminder_and_call_are_due_the_working_day_before_or_an_hour_after_a_late_booking(booked, later):
    visit = booked + later
    assume(date(2023, 2, 1) < booked.date() and visit.year < 2027)
    events = ((booked, "apply", {}), (booked, "settle", HOSPITAL), (booked, "book", {"visit_at": visit.isoformat()}))
    read = clocks(Item.OUTPATIENT, booked, *events)
    for name, hour in (("gc.reminder", 18), ("gc.escort_call", 17)):
        due = datetime.combine(day_before(visit), time(hour), SHANGHAI)
        if booked > due:
            due = min(one_working_hour(booked), visit)
        assert read[name].due == due


def asked(item, start):
    """The clocks of a case whose promise starts at an instant."""
    paper = {"hospital": "北京协和医院", "issued_on": start.date().isoformat()}
    events = [(start, "apply", {}), (start, "settle", HOSPITAL), (start, "certificate", paper)]
    return clocks(item, start, *events[: {Item.ND: 1, Item.OUTPATIENT: 2, Item.INPATIENT: 3}[item]])


CLOCK_OF = {
    "首次电话联系1wd": (Item.ND, "nd.call"), "门诊5wd": (Item.OUTPATIENT, "gc.outpatient"),
    "住院10wd": (Item.INPATIENT, "gc.inpatient"),
}  # fmt: skip


@pytest.mark.rule("T-01", "T-02", "GC-05", "GC-06", "ND-03")
@pytest.mark.parametrize("sample", SAMPLES["deadlines"], ids=lambda sample: f"{sample['start']} {sample['why']}")
def test_a_sample_deadline_is_met_by_the_clock_the_calendar_and_the_walk(sample):
    start, due = date.fromisoformat(sample["start"]), date.fromisoformat(sample["due"])
    assert "一二三四五六日"[start.weekday()] == sample["start_weekday"]
    assert OFFICE.calendar.is_workday(start) == (start in WORKING) == sample["start_is_workday"]
    item, name = CLOCK_OF[sample["rule"]]
    for hour in (time(0), time(9, 30), time(23, 59)):
        begun = datetime.combine(start, hour, SHANGHAI)
        assert asked(item, begun)[name].due == walked(begun, sample["n"]) == datetime.combine(due, time(18), SHANGHAI)


@pytest.mark.rule("T-04", "GC-09")
@pytest.mark.parametrize("sample", SAMPLES["reminders"], ids=lambda sample: f"{sample['visit']} {sample['why']}")
def test_a_sample_visit_is_reminded_and_phoned_on_its_day(sample):
    visit = datetime.combine(date.fromisoformat(sample["visit"]), time(9, 30), SHANGHAI)
    remind_on = date.fromisoformat(sample["remind_on"])
    assert "一二三四五六日"[visit.weekday()] == sample["visit_weekday"]
    booked = visit - timedelta(30)
    events = ((booked, "settle", HOSPITAL), (booked, "book", {"visit_at": visit.isoformat()}))
    read = clocks(Item.OUTPATIENT, booked, *events)
    assert read["gc.reminder"].due == datetime.combine(remind_on, time(18), SHANGHAI)
    assert read["gc.escort_call"].due == datetime.fromisoformat(sample["escort_call_before"])
