"""What cannot have been meant is said before it is kept, and what another desk changed is seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework import files, green_channel
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.calendars.enabling import publish_calendar
from desktop.casework.desk import Entry, open_desk
from desktop.casework.dossier import situation
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.exempting import declare_exemption
from desktop.casework.reviewing import review
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook import path, progress
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Case, ExemptionRow, Policy, Record, User
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import DEPARTMENT, HOSPITAL, booked, locked, served, settled

CERTIFICATE = {"item": Item.INPATIENT, "policy": "660812349031"}


@pytest.mark.rule("GC-13")
@pytest.mark.parametrize(("hospital", "issued", "named"), [
    ("", date(2026, 3, 1), "缺开具医院"), (HOSPITAL, None, "缺日期"), (HOSPITAL, date(2026, 3, 9), "晚于今天"),
])  # fmt: skip
def test_half_a_certificate_or_one_of_tomorrow_is_refused_before_and_at_saving(small_desk, hospital, issued, named):
    add_policy(small_desk, "660812349031")
    screens = ScreenDesk(small_desk, "林管家")
    draft = ApplicationDraft(**CERTIFICATE, certificate_hospital=hospital, certificate_on=issued)
    told, outcome = screens.check_application(draft), screens.apply(draft)
    assert isinstance(outcome, Refusal)
    for findings in (told.findings, outcome.findings):
        assert any(finding.rule == "GC-13" and named in finding.sentence for finding in findings)


@pytest.mark.parametrize("written", ["policy002", "ＰＯＬＩＣＹ００２", " Policy002 "])
def test_a_policy_number_is_the_same_however_it_is_typed(small_desk, written):
    add_policy(small_desk, "POLICY002")
    done = ScreenDesk(small_desk, "林管家").apply(ApplicationDraft(item=Item.OC, policy=written))
    assert isinstance(done, Done)
    with small_desk.reading() as session:
        assert session.scalars(select(Policy.number)).all() == ["POLICY002"]


@pytest.mark.rule("G-02")
@pytest.mark.parametrize("typed", [{"insured": "完全另一个人"}, {"id_number": "11010519491231002X"}])
def test_another_person_than_the_insured_is_refused_and_not_told_the_name(small_desk, typed):
    with small_desk.store.writing() as session:
        policy = session.get_one(Policy, add_policy(small_desk, "660812349031"))
        policy.insured.id_number, policy.insured.id_type = "440308199901101512", "身份证"
    outcome = ScreenDesk(small_desk, "林管家").apply(ApplicationDraft(item=Item.OC, policy="660812349031", **typed))
    assert isinstance(outcome, Refusal)
    assert outcome.rules == ("G-02",)
    assert "王芳" not in outcome.sentence


def test_an_application_of_tomorrow_and_a_visit_not_begun_are_not_recorded(desk, clock):
    policy = add_policy(desk)
    with pytest.raises(BadInput, match="晚于现在"):
        apply(desk, policy, Application(Item.OC), Entry("林管家", parse_moment("2026-06-01 09:00")))
    case = locked(desk, clock, policy)
    start, end = parse_moment("2026-03-06 09:30"), parse_moment("2026-03-06 11:00")
    with pytest.raises(BadInput, match="还没到"):
        green_channel.serve(desk, case, MANAGER, from_=start, to=end)


def test_a_date_beyond_the_calendar_is_bad_input_and_nothing_is_kept(small_desk):
    case = settled(small_desk, add_policy(small_desk))
    with pytest.raises(BadInput, match="2099"):
        green_channel.book(small_desk, case, MANAGER, visit_at=parse_moment("2126-03-06 09:30"), title="主任医师")
    with small_desk.reading() as session:
        assert session.get_one(Case, case).stage == "待预约"


@pytest.mark.rule("D-06")
def test_the_reason_of_a_late_application_is_kept_on_its_record(small_desk, clock):
    clock.to("2026-03-09 10:00")
    entry = Entry("林管家", parse_moment("2026-03-03 10:00"), "微信晚到")
    apply(small_desk, add_policy(small_desk), Application(Item.OC), entry)
    with small_desk.reading() as session:
        record = session.scalars(select(Record)).one()
    assert record.details["late_reason"] == "微信晚到"
    assert "补录：微信晚到" in record.text


def test_naming_only_the_hospital_keeps_the_settled_department(small_desk):
    case = settled(small_desk, add_policy(small_desk))
    visit = parse_moment("2026-03-06 09:30")
    green_channel.book(small_desk, case, MANAGER, visit_at=visit, title="主任医师", hospital="北京医院")
    with small_desk.reading() as session:
        row = session.get_one(Case, case)
        assert (row.hospital, row.department) == ("北京医院", DEPARTMENT)


@pytest.mark.rule("GC-09", "D-08")
def test_after_the_visit_a_reminder_is_neither_the_stage_nor_the_next_clock(small_desk, clock):
    case = served(small_desk, clock, add_policy(small_desk))
    with small_desk.reading() as session:
        row = session.get_one(Case, case)
        judged = situation(session, small_desk, row, clock())
        assert (row.stage, row.next_clock) == ("待结案", "")
    assert progress.next_clock(progress.clocks_of(judged), judged.facts) is None
    assert [name for name, _ in path.checklist_gaps(judged.facts)] == ["reminded", "escort_called"]


@pytest.mark.rule("GC-02")
def test_the_customer_holds_the_ball_since_material_was_asked_for(small_desk, clock):
    case = open_case(small_desk, add_policy(small_desk))
    clock.to("2026-03-05 10:00")
    review(small_desk, case, MANAGER, outcome="more_material", missing=["病理报告"])
    with small_desk.reading() as session:
        row = session.get_one(Case, case)
    assert (row.holder, row.holder_since) == ("customer", parse_moment("2026-03-05 10:00"))


@pytest.mark.rule("T-05", "D-05")
def test_a_desk_sees_what_another_desk_published_and_whom_it_made_a_supervisor(desk, clock):
    other = open_desk(desk.store, clock, desk.calendar, desk.hours)
    case = open_case(desk, add_policy(desk))
    off = [date(2026, 3, day) for day in (3, 4, 5)]
    publish_calendar(other, MANAGER, year=2026, holidays=off, workdays=[])
    with desk.store.writing() as session:
        session.add(User(login="qian", name="钱主管", role="supervisor"))
    files.call(desk, case, MANAGER, outcome="reached")
    assert not desk.office.calendar.is_workday(off[0])
    assert desk.office.supervisors == {"孟主管", "钱主管"}


@pytest.mark.rule("GC-17")
def test_a_declaration_acts_once_and_is_told_only_on_the_cases_it_covers(desk, clock):
    covered = booked(desk, clock, add_policy(desk))
    wishing = open_case(desk, add_policy(desk, "P2"), wish={"hospital": HOSPITAL, "city": "北京"})
    entry = Entry("林管家", command_id="declare-1")
    period = {"hospital": HOSPITAL, "start": date(2026, 3, 2), "end": date(2026, 3, 31)}
    first = declare_exemption(desk, entry, reason="院区停诊", approved_by="孟主管", **period)
    again = declare_exemption(desk, entry, reason="院区停诊", approved_by="孟主管", **period)
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert first.changed == (covered,)
    with desk.reading() as session:
        assert len(session.scalars(select(ExemptionRow)).all()) == 1
        told = select(Record.case_id).where(Record.verb == "recalculated")
        assert set(session.scalars(told)) == {covered}
        assert wishing != covered


@pytest.mark.rule("T-05")
def test_a_publication_acts_once_and_one_without_days_is_no_publication(desk):
    entry = Entry("林管家", command_id="publish-1")
    days = {"holidays": [date(2026, 3, 3)], "workdays": []}
    assert isinstance(publish_calendar(desk, entry, year=2026, **days), Done)
    assert isinstance(publish_calendar(desk, entry, year=2026, **days), Done)
    with pytest.raises(BadInput, match="没有任何日期"):
        publish_calendar(desk, MANAGER, year=2026, holidays=[], workdays=[])


def test_two_desks_that_open_the_first_cases_of_a_day_lose_none(desk, clock):
    policies = [add_policy(desk, f"P{number}") for number in range(12)]
    desks = [open_desk(desk.store, clock, desk.calendar, desk.hours) for _ in range(4)]
    for day in range(2, 5):
        clock.to(f"2026-03-0{day} 10:00")
        with ThreadPoolExecutor(4) as pool:
            tried = [
                pool.submit(apply, desks[place], policies[place], Application(Item.OC), Entry(f"管家{day}{place}"))
                for place in range(4)
            ]
        assert all(isinstance(each.result(), Done) for each in tried)
    with desk.reading() as session:
        numbers = session.scalars(select(Case.number).order_by(Case.number)).all()
    assert numbers == [f"WZ-26030{day}-00{place}" for day in range(2, 5) for place in range(1, 5)]
