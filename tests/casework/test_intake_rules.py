"""What refuses a row of a carrier's list is named by its rule, and what the rules allow opens its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework.catalogue import SELECT_PLAN, SPECIAL_PLAN
from desktop.casework.desk import Desk
from desktop.casework.files import close
from desktop.casework.green_channel import admit as admit_patient
from desktop.casework.green_channel import book, settle
from desktop.casework.intake import admit
from desktop.casework.intake_rows import OPENED, PRESENT, REFUSED
from desktop.casework.plans import house_carrier, save_plan
from desktop.casework.reviewing import review, triage
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Plan
from desktop.models.tables import Case, EntitlementUse, Policy
from tests.casework.desks import CANCER, MANAGER, HandClock, scratch_desk
from tests.casework.intake_lists import only, other, row


@pytest.fixture
def desk(desk_url: str) -> Desk:
    """A scratch desk on either engine at half past two of the demo's day."""
    made = scratch_desk(desk_url, HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


@pytest.mark.rule("D-03")
def test_a_request_number_is_present_also_when_its_case_is_closed(desk):
    result = only(desk, row(item=Item.OC))
    assert isinstance(close(desk, result.case_id, MANAGER, gaps={"answered": "客户撤回"}), Done)
    assert only(desk, row(item=Item.OC)).outcome == PRESENT


@pytest.mark.rule("D-03")
def test_the_same_request_number_twice_in_one_call_opens_one_case(desk):
    result = admit(desk, [row(2, Item.OC), replace(row(3, Item.OC), application=row(2, Item.OC).application)], "林管家")
    assert [found.outcome for found in result.rows] == [OPENED, REFUSED]
    assert result.rows[1].findings[0].rule == "D-03"


@pytest.mark.rule("G-02")
def test_an_applicant_who_is_not_the_insured_is_refused(desk):
    result = only(desk, row(by="other"))
    assert result.outcome == REFUSED
    assert [finding.rule for finding in result.findings] == ["G-02"]


@pytest.mark.rule("G-03")
def test_a_service_that_the_plan_lacks_and_an_unknown_plan_are_refused(desk):
    lacking = only(desk, row(item=Item.MD, plan=SELECT_PLAN.title))
    unknown = only(desk, row(plan="安心 9.9"))
    assert [finding.rule for finding in (*lacking.findings, *unknown.findings)] == ["G-03", "G-03"]
    assert unknown.findings[0].field == "plan"
    assert "安心 9.9" in unknown.findings[0].sentence


@pytest.mark.rule("G-03")
def test_a_plan_is_known_by_its_name_and_by_its_title_in_any_width_and_spacing(desk):
    names = ("i-wuyou-3.0", "i无忧3.0", "ｉ 无忧 3.0", SPECIAL_PLAN.name, "专享保障2.0")
    rows = [other(number, number, plan=name) for number, name in enumerate(names, start=2)]
    assert admit(desk, rows, "林管家").count(OPENED) == len(names)


@pytest.mark.rule("G-03")
def test_the_version_in_force_on_the_day_of_application_holds(desk):
    with desk.store.writing() as session:
        lean = Plan("i-wuyou-3.0", "i 无忧 3.0", offers=frozenset({"OC"}))
        save_plan(session, house_carrier(session), lean, date(2026, 9, 20))
    before, after = other(2, 1, at="2026-09-19 10:00"), other(3, 2, at="2026-09-20 10:00")
    assert [found.outcome for found in admit(desk, [before, after], "林管家").rows] == [OPENED, REFUSED]


@pytest.mark.rule("G-04")
@pytest.mark.parametrize(("start", "end"), [("2025-01-01", "2026-09-20"), ("2026-09-22", "2027-09-21")])
def test_a_policy_not_in_force_on_the_day_of_application_is_refused(desk, start, end):
    result = only(desk, row(start=date.fromisoformat(start), end=date.fromisoformat(end)))
    assert [finding.rule for finding in result.findings] == ["G-04"]


@pytest.mark.rule("G-04")
def test_a_registered_policy_wins_over_the_list_and_the_difference_is_told(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    result = only(desk, row(3, Item.PD, end=date(2026, 9, 1), plan=SPECIAL_PLAN.title))
    assert result.outcome == OPENED
    assert [(finding.rule, finding.field) for finding in result.findings] == [("G-04", "policy_end"), ("G-03", "plan")]
    with desk.reading() as session:
        assert session.scalars(select(Policy)).one().end == date(2026, 12, 31)


@pytest.mark.rule("G-08", "D-03")
def test_a_second_outpatient_visit_under_one_policy_is_refused_by_both_rules(desk):
    together = admit(desk, [row(2), row(3)], "林管家").rows[1]
    later = only(desk, row(4))
    for result in (together, later):
        assert [finding.rule for finding in result.findings] == ["G-08", "D-03"]
        assert "GT-260921-001" in result.findings[1].sentence


@pytest.mark.rule("G-08")
def test_a_plan_with_two_consultations_gives_them_two_use_numbers(desk):
    asked = [row(number, Item.MD, plan=SPECIAL_PLAN.title) for number in (2, 3)]
    first = only(desk, asked[0])
    assert isinstance(review(desk, first.case_id, MANAGER, outcome="confirmed", illness=CANCER), Done)
    assert only(desk, asked[1]).findings[0].rule == "D-03"
    with desk.reading() as session:
        assert session.scalars(select(EntitlementUse.use_no)).all() == [1]


@pytest.mark.rule("GC-13")
def test_an_inpatient_application_needs_its_certificate(desk):
    result = only(desk, row(item=Item.INPATIENT, certificate={}))
    assert [finding.rule for finding in result.findings] == ["GC-13"]
    assert only(desk, row(item=Item.INPATIENT)).outcome == OPENED


@pytest.mark.rule("ND-09")
def test_a_reading_that_names_a_hospital_is_refused(desk):
    result = only(desk, row(item=Item.ND, wish={"hospital": "北京协和医院"}))
    assert [finding.rule for finding in result.findings] == ["ND-09"]


@pytest.mark.rule("D-06")
def test_an_application_of_last_week_is_no_late_entry_for_it_comes_with_the_list(desk):
    assert only(desk, row(at="2026-09-01 09:00")).outcome == OPENED


@pytest.mark.rule("GC-15")
@pytest.mark.parametrize("named", ["", "number", "request"])
def test_a_visit_belongs_to_a_stay_named_by_case_or_request_number_or_not_at_all(desk, named):
    stay = only(desk, row(2, Item.INPATIENT))
    _take_in(desk, stay.case_id)
    name = {"": "", "number": stay.number, "request": "EJ000002"}[named]
    result = only(desk, row(3, Item.VISIT, at="2026-09-23 12:00", stay=name))
    assert result.outcome == OPENED
    with desk.reading() as session:
        assert session.get_one(Case, result.case_id).stay_id == stay.case_id


def _take_in(desk: Desk, case_id: int) -> None:
    assert isinstance(review(desk, case_id, MANAGER, outcome="confirmed", illness=CANCER), Done)
    assert isinstance(triage(desk, case_id, MANAGER, advised="乳腺外科"), Done)
    assert isinstance(settle(desk, case_id, MANAGER, hospital="北京协和医院", department="乳腺外科"), Done)
    visit = parse_moment("2026-09-23 15:00")
    assert isinstance(book(desk, case_id, MANAGER, visit_at=visit, title="主任医师"), Done)
    assert isinstance(admit_patient(desk, case_id, MANAGER), Done)


@pytest.mark.rule("GC-15")
def test_a_visit_without_a_stay_is_refused_and_so_is_one_whose_stay_nobody_knows(desk):
    without = only(desk, row(2, Item.VISIT))
    unknown = only(desk, row(3, Item.VISIT, stay="GT-260101-009"))
    assert [finding.rule for finding in (*without.findings, *unknown.findings)] == ["GC-15", "GC-15"]
    assert unknown.findings[0].field == "stay"


@pytest.mark.rule("G-02")
def test_a_policy_that_insures_somebody_else_is_refused(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    stranger = row(3, Item.OC, name="王芳", id_number="ID77777777")
    assert [finding.rule for finding in only(desk, stranger).findings] == ["G-02"]
