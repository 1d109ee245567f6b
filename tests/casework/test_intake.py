"""A carrier's list is admitted whole: good rows in one transaction, every other row named with its rule."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.catalogue import CATALOGUE, SELECT_PLAN, SPECIAL_PLAN
from desktop.casework.desk import Desk, Entry, open_desk
from desktop.casework.files import close
from desktop.casework.green_channel import admit as admit_patient
from desktop.casework.green_channel import book, settle
from desktop.casework.insuring import new_cover, new_person
from desktop.casework.intake import LATE_REASON, STRETCH, admit
from desktop.casework.intake_rows import HELD, OPENED, PRESENT, REFUSED, InsuredRow, ListRow, PolicyRow
from desktop.casework.plans import house_carrier, save_plan
from desktop.casework.reviewing import review, triage
from desktop.casework.rows import Done
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Plan
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from desktop.models.tables import AuditEntry, Base, Case, EntitlementUse, Person, PlanVersion, Policy, Record
from tests.casework.desks import CALENDAR, CANCER, KEY, MANAGER, HandClock, scratch_desk

PAPER = {"hospital": "北京协和医院", "issued_on": date(2026, 9, 20)}


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A scratch desk on either engine at half past two of the demo's day."""
    made = scratch_desk(database_url, HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


def row(number: int = 2, item: Item = Item.OUTPATIENT, at: str = "2026-09-21 09:30", **changes: Any) -> ListRow:
    """A well-formed row; `changes` replace parts of person, policy or application by their names."""
    who = {"name": "欧阳敏", "id_type": "身份证", "id_number": "11010519900307100X", "phone": "13800001234"}
    cover = {"number": "00202601000001", "plan": "i 无忧 3.0", "start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    wish: dict[str, Any] = {"item": item, "entrance": "wechat", "request_no": f"EJ{number:06d}"}
    if item is Item.INPATIENT:
        wish["certificate"] = PAPER
    if item is Item.ND:
        wish["nodule"] = "lung"
    stay = changes.pop("stay", "")
    for name, value in changes.items():
        part = who if name in InsuredRow._fields else cover if name in PolicyRow._fields else wish
        part[name] = value
    return ListRow(number, parse_moment(at), InsuredRow(**who), PolicyRow(**cover), Application(**wish), stay)


def other(number: int, count: int = 1, item: Item = Item.OUTPATIENT, **changes: Any) -> ListRow:
    """A row of another person with another policy."""
    base = row(number, item, **changes)
    insured = base.insured._replace(name=f"王{count}", id_number=f"ID{count:08d}", phone=f"1390000{count:04d}")
    return replace(base, insured=insured, policy=base.policy._replace(number=f"P{count:09d}"))


def counts(desk: Desk) -> dict[str, int]:
    """How many rows every table has."""
    with desk.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def only(desk: Desk, *rows: ListRow, **more: Any):
    """The result of the last row."""
    return admit(desk, rows, "林管家", **more).rows[-1]


def test_a_good_row_opens_its_case_with_person_policy_and_first_record(desk):
    result = only(desk, row(illness="恶性肿瘤——重度", remark="尽快"))
    assert (result.outcome, result.number) == (OPENED, "GT-260921-001")
    with desk.reading() as session:
        case = session.get_one(Case, result.case_id)
        assert case.request_no == "EJ000002"
        assert case.entrance == "wechat"
        assert case.opened_at == parse_moment("2026-09-21 09:30")
        assert case.person.name_key == "ouyangmin oym"
        assert (case.person.phone_last4, case.person.id_last4) == ("1234", "100X")
        assert case.policy.insured_id == case.policy.holder_id == case.person_id
        (first,) = case.records
        assert first.verb == "apply"
        assert first.person == "林管家"
        assert first.details["illness"] == "恶性肿瘤——重度"
        assert audit.first_break(session) is None


@pytest.mark.parametrize("item", [item for item in Item if item is not Item.VISIT])
def test_a_row_leaves_exactly_what_opening_the_case_by_hand_leaves(desk, item):
    asked = row(item=item, wish={"city": "北京", "department": "乳腺外科"})
    by_hand = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    with by_hand.store.writing() as session:
        carrier = house_carrier(session)
        person = new_person(asked.insured)
        session.add(person)
        session.flush()
        policy = new_cover(carrier.id, asked.policy, CATALOGUE[0].name, person).policy
        policy.insured_id = policy.holder_id = person.id
        session.add(policy)
        session.flush()
        policy_id = policy.id
    done = apply(by_hand, policy_id, asked.application, Entry("林管家", asked.applied_at, LATE_REASON))
    assert isinstance(done, Done)
    admit(desk, [asked], "林管家")
    for table in (Case, Record, EntitlementUse, Person, Policy):
        assert _plain(desk, table) == _plain(by_hand, table)
    assert _plain(desk, AuditEntry)[:1] == _plain(by_hand, AuditEntry)


def _plain(desk: Desk, table: type[Base]) -> list[dict[str, Any]]:
    # By hand a case is written and then derived: one version more.
    unlike = {"id", "user_id", "digest", "previous_digest", "version"}
    names = [column.key for column in table.__table__.columns if column.key not in unlike]
    with desk.reading() as session:
        return [{name: getattr(found, name) for name in names} for found in session.scalars(select(table))]


@pytest.mark.rule("D-03")
def test_importing_twice_changes_nothing_and_names_the_case(desk):
    rows = [row(2), other(3, 1), other(4, 2, Item.OC)]
    first = admit(desk, rows, "林管家")
    before = counts(desk)
    again = admit(desk, rows, "陈管家")
    assert [result.outcome for result in again.rows] == [PRESENT] * 3
    assert [result.number for result in again.rows] == [result.number for result in first.rows]
    assert counts(desk) | {"desk_user": 0} == before | {"desk_user": 0}


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


def test_the_earlier_application_wins_wherever_it_stands_in_the_list(desk):
    result = admit(desk, [row(2, at="2026-09-22 09:00"), row(3, at="2026-09-21 09:00")], "林管家")
    assert [(found.row, found.outcome) for found in result.rows] == [(2, REFUSED), (3, OPENED)]


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


def test_a_document_registered_under_another_name_is_refused(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    result = only(desk, row(3, Item.OC, name="王芳"))
    assert result.findings[0].field == "insured"
    assert "欧阳敏" not in result.findings[0].sentence


@pytest.mark.rule("G-02")
def test_a_policy_that_insures_somebody_else_is_refused(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    stranger = row(3, Item.OC, name="王芳", id_number="ID77777777")
    assert [finding.rule for finding in only(desk, stranger).findings] == ["G-02"]


def test_a_new_telephone_number_is_kept_and_told(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    result = only(desk, row(3, Item.OC, phone="13900005678"))
    assert (result.outcome, result.findings[0].field) == (OPENED, "phone")
    with desk.reading() as session:
        assert session.scalars(select(Person)).one().phone == "13900005678"


def test_a_holder_other_than_the_insured_is_kept_by_name(desk):
    admit(desk, [row(2, Item.OC, holder="单雄", relation="子女")], "林管家")
    with desk.reading() as session:
        policy = session.scalars(select(Policy)).one()
        assert (policy.holder.name, policy.holder.name_key, policy.relation) == ("单雄", "shanxiong sx", "子女")


def test_a_refused_row_leaves_nothing_behind(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    before = counts(desk)
    refused = [row(3, by="other", phone="13900000000"), other(4, 9, by="other"), other(5, 8, plan="没有")]
    assert admit(desk, refused, "林管家").count(REFUSED) == 3
    assert counts(desk) == before
    with desk.reading() as session:
        assert session.scalars(select(Person.phone)).all() == ["13800001234"]


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(desk):
    before = counts(desk)
    result = admit(desk, [row(2), row(3)], "林管家", dry_run=True)
    assert [found.outcome for found in result.rows] == [OPENED, REFUSED]
    assert not result.saved
    assert counts(desk) == before


@pytest.mark.parametrize(("rows", "faulty"), [((2, 3), 0), ((2,), 1)])
def test_strict_takes_all_or_none(desk, rows, faulty):
    before = counts(desk)
    result = admit(desk, [row(number) for number in rows], "林管家", strict=True, faulty=faulty)
    assert result.rows[0].outcome == HELD
    assert result.rows[0].case_id is None
    assert not result.saved
    assert counts(desk) == before
    assert admit(desk, [row(2)], "林管家", strict=True).count(OPENED) == 1


def test_a_list_longer_than_a_stretch_is_admitted_alike(desk):
    items = (Item.OUTPATIENT, Item.OC)
    rows = [other(number, number // 2, items[number % 2]) for number in range(2, STRETCH + 302)]
    result = admit(desk, [*rows, replace(rows[0], row=9999, application=row(9999).application)], "林管家")
    assert result.count(OPENED) == len(rows)
    assert [finding.rule for finding in result.rows[-1].findings] == ["G-08", "D-03"]
    with desk.reading() as session:
        assert audit.first_break(session) is None
        assert session.scalar(select(func.count(func.distinct(Case.number)))) == len(rows)


def test_two_desks_admitting_the_same_list_at_once_open_every_case_once(desk, database_url):
    rows = [other(number, number // 2, Item.OC if number % 2 else Item.ND) for number in range(2, 62)]
    engine = open_engine(database_url, key=KEY)
    second = open_desk(Store(engine), desk.clock, CALENDAR, DeskHours())
    results: list[Any] = []
    threads = [
        threading.Thread(target=lambda on=on: results.append(admit(on, rows, "林管家"))) for on in (desk, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert sorted(result.count(OPENED) for result in results) == [0, 60]
    assert sorted(result.count(PRESENT) for result in results) == [0, 60]
    assert counts(desk)["case_file"] == 60


def test_an_unknown_carrier_is_named_with_the_known_ones(desk):
    with pytest.raises(BadInput, match="PICC"):
        admit(desk, [row()], "林管家", carrier_code="XYZ")


def test_the_catalogue_is_saved_once_and_completes_what_is_there(desk):
    admit(desk, [], "林管家")
    admit(desk, [], "林管家")
    with desk.reading() as session:
        names = session.scalars(select(PlanVersion.name)).all()
    assert sorted(names) == sorted(plan.name for plan in CATALOGUE)
