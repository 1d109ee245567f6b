"""What the screens show of a case: who may void what, and whose right was used."""

from datetime import date

import pytest

from desktop.casework import consultation, files, green_channel, reviewing
from desktop.casework.plans import house_carrier, save_plan
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Plan, Refusal
from desktop.models.tables import Person, Policy
from tests.casework.desks import CANCER, MANAGER, HandClock, add_policy, open_case, scratch_desk


@pytest.fixture
def desk():
    """A desk with nothing on it."""
    return scratch_desk("sqlite://", HandClock())


def view_of(desk, case):
    """The case as its screens show it."""
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), "林管家")


def reading_case(desk, policy):
    """A nodule reading with its materials."""
    case = open_case(desk, policy, Item.ND, nodule="lung")
    consultation.receive_materials(
        desk, case, MANAGER, items=["id", "images", "diagnosis"], exam="CT", hospital_grade="三级甲等"
    )
    return case


@pytest.mark.rule("D-09")
def test_the_timeline_says_which_records_only_a_supervisor_voids(desk):
    case = reading_case(desk, add_policy(desk))
    consultation.assign_reader(
        desk, case, MANAGER, name="秦", hospital="H", city="北京", grade="三甲", title="主任医师"
    )
    consultation.issue_report(desk, case, MANAGER)
    entries = {entry.verb: entry for entry in view_of(desk, case).timeline}
    assert entries["issue_report"].supervised
    assert entries["receive_materials"].supervised
    assert not entries["assign_reader"].supervised
    for entry in entries.values():
        if entry.verb in ("issue_report", "assign_reader"):
            answer = files.void(desk, case, MANAGER, record=entry.seq, reason="误")
            assert isinstance(answer, Refusal) is entry.supervised


@pytest.mark.rule("D-09", "GC-14")
def test_the_notice_that_locked_needs_a_supervisor_to_be_voided(desk):
    case = open_case(desk, add_policy(desk))
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised="乳腺外科")
    green_channel.settle(desk, case, MANAGER, hospital="A医院", department="乳腺外科")
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-06 09:30"), title="主任医师")
    green_channel.notify(desk, case, MANAGER, by="sms")
    entries = {entry.verb: entry.supervised for entry in view_of(desk, case).timeline}
    assert entries["notify"]
    assert not entries["review"]


@pytest.mark.rule("G-08")
def test_a_right_that_another_case_used_is_only_reserved_by_this_one(desk):
    with desk.store.writing() as session:
        save_plan(session, house_carrier(session), Plan("wide", quotas={item.value: 2 for item in Item}))
        policy = Policy(
            carrier_id=house_carrier(session).id, number="P2", plan_name="wide", start=date(2026, 1, 1),
            end=date(2026, 12, 31), insured=Person(name="李"), relation="",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        wide = policy.id
    first = reading_case(desk, wide)
    files.close(desk, first, MANAGER, gaps=dict.fromkeys(("called", "materials", "read", "report", "posted"), "说明"))
    second = open_case(desk, wide, Item.ND, nodule="lung")
    notes = {case: tile.note for case in (first, second) for tile in view_of(desk, case).quotas if tile.name == "ND"}
    assert notes == {first: "本案已用", second: "本案预留"}
