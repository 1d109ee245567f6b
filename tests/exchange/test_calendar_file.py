"""What an escort's telephone takes in: every job once, at Shanghai's time, and nothing about the illness."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from desktop.casework.escort_days import escort_days
from desktop.casework.jobs import assign_escort
from desktop.exchange.calendar_file import calendar_file
from desktop.handbook.moments import parse_moment
from tests.casework.desks import MANAGER, HandClock, add_policy, scratch_desk
from tests.casework.journeys import HOSPITAL, booked, done


@pytest.fixture
def clock():
    """Stands at 2 March 2026."""
    return HandClock()


@pytest.fixture
def desk(desk_url, clock):
    """A desk with one job of 何敏 and one of 刘思远 on 6 March, the second then given to 何敏."""
    made = scratch_desk(desk_url, clock)
    spans = (("P1", "何敏", "08:30", "11:00"), ("P2", "刘思远", "13:30", "16:00"))
    for policy, escort, start, end in spans:
        clock.to("2026-03-02 09:10")
        case = booked(made, clock, add_policy(made, policy))
        span = {"from_": parse_moment(f"2026-03-06 {start}"), "to": parse_moment(f"2026-03-06 {end}")}
        done(assign_escort(made, case, MANAGER, escort=escort, **span))
    done(assign_escort(made, case, MANAGER, escort="何敏", **span))
    yield made
    made.store.engine.dispose()


def events(content: bytes) -> list:
    """The entries as a second reading of the file finds them."""
    return Calendar.from_ical(content).events


@pytest.mark.rule("GC-10")
def test_every_job_of_the_day_is_one_entry_at_shanghais_time(desk):
    (own,) = escort_days(desk, date(2026, 3, 6), date(2026, 3, 6), "何敏")
    found = events(calendar_file("陪诊 何敏", own.appointments))
    assert [(f"{one.DTSTART:%H:%M}", f"{one.DTEND:%H:%M}") for one in found] == [("08:30", "11:00"), ("13:30", "16:00")]
    assert {one.DTSTART.utcoffset() for one in found} == {timedelta(hours=8)}
    assert {str(one["LOCATION"]) for one in found} == {HOSPITAL}
    assert len({str(one["UID"]) for one in found}) == 2


def test_a_job_given_away_is_cancelled_in_the_first_escorts_calendar(desk):
    days = {one.escort: one.appointments for one in escort_days(desk, date(2026, 3, 1), date(2026, 3, 31))}
    assert [one.cancelled for one in days["何敏"]] == [False, False]
    (gone,) = events(calendar_file("陪诊 刘思远", days["刘思远"]))
    assert str(gone["STATUS"]) == "CANCELLED"
    assert int(gone["SEQUENCE"]) > 1


@pytest.mark.rule("GC-19")
def test_no_name_illness_or_department_goes_along(desk):
    written = b"".join(calendar_file(one.escort, one.appointments)
                       for one in escort_days(desk, date(2026, 3, 6), date(2026, 3, 6))).decode()  # fmt: skip
    unfolded = written.replace("\r\n ", "")
    assert "王女士" in unfolded
    for word in ("王芳", "肿瘤", "C50", "乳腺"):
        assert word not in unfolded


def test_other_days_are_left_out(desk):
    assert escort_days(desk, date(2026, 3, 7), date(2026, 3, 31)) == ()
