"""How long each held the ball: working hours, business time, voided records left out."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.holding import holding, stretches
from desktop.handbook.moments import parse_moment
from desktop.handbook.situation import Office
from desktop.handbook.vocabulary import Item, Record

CALENDAR = load_calendar(Path(__file__).resolve().parents[2] / "resources" / "calendars")
OFFICE = Office(CALENDAR, DeskHours())
APPLY = ("2026-03-02 09:00", "apply", {"item": "GC.outpatient"})
ASKED = ("2026-03-02 11:00", "review", {"outcome": "more_material", "missing": ["x"]})
ACCEPTED = ("2026-03-03 11:00", "review", {"outcome": "confirmed"})
SETTLED = ("2026-03-03 15:00", "settle", {"hospital": "甲", "department": "乙"})
BOOKED = ("2026-03-04 10:00", "book", {"visit_at": "2026-03-05 09:00"})


def timeline(*events):
    return [
        Record(place, verb, parse_moment(at), parse_moment(at), "林悦", details)
        for place, (at, verb, details) in enumerate(events, 1)
    ]


def split(records, now):
    return {one.holder: one.worked / timedelta(hours=1) for one in holding(
        Item.OUTPATIENT, records, OFFICE, parse_moment(now))}  # fmt: skip


@pytest.mark.rule("GC-02")
def test_working_hours_are_shared_out_between_desk_customer_and_hospital():
    records = timeline(APPLY, ASKED, ACCEPTED, SETTLED, BOOKED)
    assert split(records, "2026-03-05 11:00") == {"desk": 2 + 4 + 2, "customer": 7 + 2, "hospital": 3 + 9}


def test_the_parts_add_up_to_the_whole_working_time():
    records = timeline(APPLY, ASKED, ACCEPTED, SETTLED, BOOKED)
    now = parse_moment("2026-03-06 12:00")
    whole = OFFICE.hours.working_time(records[0].happened, now, CALENDAR)
    assert sum((one.worked for one in holding(Item.OUTPATIENT, records, OFFICE, now)), timedelta(0)) == whole


def test_nothing_counts_after_the_case_is_over():
    records = timeline(APPLY, ("2026-03-02 12:00", "cancel", {"by": "customer"}))
    assert split(records, "2026-03-09 12:00") == {"desk": 3}


@pytest.mark.rule("D-06")
def test_what_was_entered_late_counts_from_when_it_happened():
    late = Record(3, "review", parse_moment("2026-03-02 12:00"), parse_moment("2026-03-04 09:00"), "林悦",
                  {"outcome": "confirmed"})  # fmt: skip
    assert split([*timeline(APPLY, ASKED), late], "2026-03-02 13:00") == {"desk": 3, "customer": 1}


@pytest.mark.rule("D-09")
def test_a_voided_record_never_gave_the_ball_away():
    records = timeline(APPLY, ASKED, ("2026-03-02 12:00", "void", {"record": 2, "reason": "错"}))
    assert split(records, "2026-03-02 13:00") == {"desk": 4}


def test_stretches_follow_one_another_without_a_gap():
    found = stretches(Item.OUTPATIENT, timeline(APPLY, ASKED, ACCEPTED, SETTLED, BOOKED), OFFICE,
                      parse_moment("2026-03-05 11:00"))  # fmt: skip
    assert [one.holder for one in found] == ["desk", "customer", "desk", "hospital", "desk"]
    assert all(one.end == other.start for one, other in pairwise(found))
