"""The escort's day sheet prints what is on record and leaves the rest free to write in."""

from datetime import date, time

import pytest

from desktop.casework import files, green_channel, jobs, reviewing
from desktop.casework.desk import open_desk
from desktop.casework.escort_papers import escort_sheets
from desktop.casework.paperwork import case_sheet
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import closing_day, parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Hospital, Person, Record
from desktop.reports.escort_sheet import illness_words
from tests.casework.desks import CANCER, MANAGER, add_policy, open_case, scratch_desk


@pytest.fixture
def desk(clock):
    """A desk with nothing on it."""
    return scratch_desk("sqlite://", clock)


def booked(desk, item=Item.OUTPATIENT, **more):
    """A case with a booking on 6 March 09:30 and an escort."""
    case = open_case(desk, add_policy(desk), item, **more)
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised="乳腺外科")
    green_channel.settle(desk, case, MANAGER, hospital="A医院", department="乳腺外科")
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-06 09:30"), title="主任医师")
    assign(desk, case, "2026-03-06 09:00", "2026-03-06 11:00")
    return case


def assign(desk, case, start, end):
    """An escort for these hours."""
    jobs.assign_escort(desk, case, MANAGER, escort="小陈", from_=parse_moment(start), to=parse_moment(end))


def call(desk, clock, case, meeting, place="医院东门"):
    """The escort's call on the eve."""
    clock.to("2026-03-05 15:00")
    meeting_at = parse_moment(meeting) if meeting else None
    green_channel.escort_call(desk, case, MANAGER, meeting_at=meeting_at, place=place)


def planned(sheet):
    """The stations' times by their titles."""
    return {stop.title: stop.planned for stop in sheet.stops}


@pytest.mark.rule("GC-09", "GC-10")
def test_the_meeting_is_the_one_that_the_escorts_call_agreed(desk, clock):
    call(desk, clock, booked(desk), "2026-03-06 08:15")
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.meeting, sheet.meeting_place) == (time(8, 15), "医院东门")
    assert planned(sheet)["见面"] == time(8, 15)
    assert planned(sheet)["就诊"] == time(9, 30)
    assert time(8, 15) < planned(sheet)["取号签到"] < planned(sheet)["候诊"] < time(9, 30)
    assert planned(sheet)["送别"] == time(11)


@pytest.mark.rule("GC-10")
def test_before_the_escorts_call_the_meeting_is_left_free_to_write_in(desk, clock):
    booked(desk)
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.meeting, sheet.meeting_place) == (None, "")
    assert planned(sheet)["见面"] is None
    assert planned(sheet)["候诊"] is None
    assert (sheet.booking, sheet.emergency, sheet.manager_phone) == ("", "", "")


@pytest.mark.rule("GC-09", "D-09")
def test_a_voided_call_agreed_nothing_and_one_without_a_time_still_names_the_place(desk, clock):
    case = booked(desk)
    call(desk, clock, case, None, "二号门")
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.meeting, sheet.meeting_place) == (None, "二号门")
    with desk.reading() as session:
        seq = session.query(Record.seq).filter_by(case_id=case, verb="escort_call").scalar()
    files.void(desk, case, MANAGER, record=seq, reason="打错")
    (sheet,) = escort_sheets(desk, clock.now)
    assert sheet.meeting_place == ""


@pytest.mark.rule("GC-11")
def test_the_sheet_of_a_discharge_has_its_own_day_and_nothing_of_the_admission(desk, clock):
    case = booked(desk, Item.INPATIENT, certificate={"hospital": "A医院", "issued_on": "2026-03-01"})
    call(desk, clock, case, "2026-03-06 08:15")
    clock.to("2026-03-06 10:00")
    green_channel.admit(desk, case, MANAGER)
    assign(desk, case, "2026-03-12 09:00", "2026-03-12 11:00")
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.day_title, sheet.visit_day, sheet.slot) == ("出院日", date(2026, 3, 12), "")
    assert (sheet.meeting, sheet.meeting_place) == (None, "")
    assert "就诊" not in planned(sheet)
    assert planned(sheet)["办理出院"] is None
    green_channel.discharge_notice(desk, case, MANAGER, discharge_at=parse_moment("2026-03-12 09:40"))
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.slot, sheet.room, sheet.expert) == ("09:40 起", "", "")
    assert planned(sheet)["办理出院"] == time(9, 40)
    assert sheet.bring[:2] == ("身份证", "医保卡")


@pytest.mark.rule("GC-10", "GC-13")
def test_what_to_bring_follows_the_booking_and_tells_no_illness(desk, clock):
    plain = booked(desk)
    (sheet,) = escort_sheets(desk, clock.now)
    assert "近期化验单" in sheet.bring
    green_channel.rebook(desk, plain, MANAGER, visit_at=parse_moment("2026-03-06 09:40"), cause="hospital")
    issued = {"hospital": "A医院", "issued_on": "2026-03-01"}
    stay = open_case(desk, add_policy(desk, "P2"), Item.INPATIENT, certificate=issued)
    reviewing.review(desk, stay, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, stay, MANAGER, advised="乳腺外科")
    green_channel.book(desk, stay, MANAGER, visit_at=parse_moment("2026-03-05 14:00"), hospital="A医院",
                       department="乳腺外科", bring=["医保卡", "病理报告"], original_id=True)  # fmt: skip
    assign(desk, stay, "2026-03-05 13:30", "2026-03-05 16:00")
    first = escort_sheets(desk, clock.now)[0]
    assert first.bring[:4] == ("住院证", "身份证原件", "医保卡", "诊断所依据的检查报告")
    assert illness_words(first) == ()


@pytest.mark.rule("GC-10")
def test_the_sheet_says_where_the_hospital_is_and_how_to_reach_the_customer(desk, clock):
    booked(desk)
    with desk.store.writing() as session:
        session.add(Hospital(name="A医院", city="北京", district="东城区", address="帅府园一号"))
        session.query(Person).update({"phone": "13900001826"})
    (sheet,) = escort_sheets(desk, clock.now)
    assert (sheet.client_phone, sheet.address) == ("13900001826", "东城区帅府园一号")


@pytest.mark.rule("T-03")
def test_the_printed_days_end_with_the_closing_day_also_at_a_desk_that_never_closes(desk, clock):
    night_desk = open_desk(desk.store, clock, desk.calendar, DeskHours.round_the_clock())
    case = open_case(night_desk, add_policy(night_desk))
    reviewing.review(night_desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(night_desk, case, MANAGER, advised="乳腺外科")
    green_channel.settle(night_desk, case, MANAGER, hospital="A医院", department="乳腺外科")
    sheet = case_sheet(night_desk, clock.now, case)
    reading = sheet.readings[sheet.current]
    assert sheet.trace.due == reading.due
    assert sheet.trace.days[-1].date == closing_day(reading.due)
