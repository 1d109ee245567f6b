"""A carrier's list is admitted whole: one transaction, nothing twice, nothing of a refused row left behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.applying import apply
from desktop.casework.catalogue import CATALOGUE
from desktop.casework.desk import Desk, Entry, open_desk
from desktop.casework.insuring import new_cover, new_person
from desktop.casework.intake import LATE_REASON, STRETCH, admit
from desktop.casework.intake_rows import HELD, OPENED, PRESENT, REFUSED
from desktop.casework.plans import house_carrier
from desktop.casework.rows import Done
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from desktop.models.tables import AuditEntry, Base, Case, EntitlementUse, Person, PlanVersion, Policy, Record
from tests.casework.desks import CALENDAR, KEY, HandClock, scratch_desk
from tests.casework.intake_lists import counts, only, other, row


@pytest.fixture
def desk(desk_url: str) -> Desk:
    """A scratch desk on either engine at half past two of the demo's day."""
    made = scratch_desk(desk_url, HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


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


def test_the_earlier_application_wins_wherever_it_stands_in_the_list(desk):
    result = admit(desk, [row(2, at="2026-09-22 09:00"), row(3, at="2026-09-21 09:00")], "林管家")
    assert [(found.row, found.outcome) for found in result.rows] == [(2, REFUSED), (3, OPENED)]


def test_a_document_registered_under_another_name_is_refused(desk):
    admit(desk, [row(2, Item.OC)], "林管家")
    result = only(desk, row(3, Item.OC, name="王芳"))
    assert result.findings[0].field == "insured"
    assert "欧阳敏" not in result.findings[0].sentence


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


def test_two_desks_admitting_the_same_list_at_once_open_every_case_once(desk, desk_url):
    rows = [other(number, number // 2, Item.OC if number % 2 else Item.ND) for number in range(2, 62)]
    engine = open_engine(desk_url, key=KEY)
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
