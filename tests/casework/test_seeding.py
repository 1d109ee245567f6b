"""A seeded desk: legal, complete, repeatable, and open for further work."""

from argparse import Namespace
from collections import Counter as Tally
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from desktop.casework import audit, consult, files, green_channel, reviewing
from desktop.casework.applying import Application, apply
from desktop.casework.catalogue import CATALOGUE
from desktop.casework.desk import Entry
from desktop.casework.rows import Done
from desktop.casework.seeding import seed
from desktop.casework.seeding.deck import SCENARIOS
from desktop.casework.verification import verify
from desktop.commands import seed as command
from desktop.commands.failing import UsageFault
from desktop.handbook.identity import Identity, Phone, check_identity, check_phone
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import (
    AuditEntry,
    Base,
    Case,
    Counter,
    EntitlementUse,
    Escort,
    Job,
    Person,
    Policy,
    Record,
    User,
)
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.casework.replaying import replay

NOW = "2026-09-23 14:20"


@pytest.fixture
def desk(desk_url):
    """An empty desk on SQLite and on PostgreSQL."""
    desk = scratch_desk(desk_url, HandClock(NOW))
    yield desk
    desk.store.engine.dispose()


def memory_desk(now: str = NOW):
    """An empty desk in memory."""
    return scratch_desk("sqlite://", HandClock(now))


def rows_of(desk) -> dict[str, list[tuple]]:
    """Every row of every table; the audit trail's digests hang on nothing else."""
    with desk.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=str)
            for table in Base.metadata.sorted_tables
        }


def case_in(desk, item: Item, stage: str) -> int:
    """Any case of the item that stands in the stage."""
    with desk.reading() as session:
        return session.scalars(select(Case.id).where(Case.item == item.value, Case.stage == stage)).first()


def test_every_item_stands_in_every_stage_from_400_cases_up(desk):
    report = seed(desk, 400)
    with desk.reading() as session:
        found = set(session.execute(select(Case.item, Case.stage)))
        assert session.scalar(select(func.count()).select_from(Case)) == report.cases == 400
    assert found == {(scenario.item.value, scenario.stage) for scenario in SCENARIOS} == set(report.stages)


def test_nothing_that_is_derived_differs(desk):
    seed(desk, 600)
    assert verify(desk) == (600, ())


def test_the_same_seed_gives_the_same_rows_on_every_engine(desk, tmp_path):
    other = scratch_desk(f"sqlite:///{tmp_path / 'other.db'}", HandClock(NOW))
    seed(desk, 420)
    seed(other, 420)
    ours, theirs = rows_of(desk), rows_of(other)
    other.store.engine.dispose()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_another_seed_gives_other_cases():
    one, other = memory_desk(), memory_desk()
    seed(one, 60)
    seed(other, 60, seed=7)
    assert rows_of(one)["record"] != rows_of(other)["record"]


def test_seeding_again_adds_more_and_the_numbers_go_on(desk):
    seed(desk, 400)
    seed(desk, 300)
    with desk.reading() as session:
        numbers = session.scalars(select(Case.number)).all()
        documents = session.scalars(select(Person.id_number).where(Person.id_number.is_not(None))).all()
    assert len(set(numbers)) == 700
    assert len(set(documents)) == len(documents)
    assert verify(desk) == (700, ())


@pytest.mark.rule("D-01")
def test_no_escort_is_in_two_places_also_when_a_desk_is_seeded_twice(desk):
    seed(desk, 400)
    seed(desk, 400)
    with desk.reading() as session:
        jobs = session.execute(
            select(Job.escort_id, Job.blocked_from, Job.blocked_to).where(Job.cancelled.is_(False))
            .order_by(Job.escort_id, Job.blocked_from)
        ).all()
    assert len(jobs) > 50
    assert all(a.escort_id != b.escort_id or a.blocked_to <= b.blocked_from for a, b in pairwise(jobs))


def test_a_case_opened_by_hand_before_stays_as_it_was(desk):
    policy = add_policy(desk)
    number_one = open_case(desk, policy)
    seed(desk, 100)
    with desk.reading() as session:
        case = session.get_one(Case, number_one)
        assert (case.policy_id, case.stage) == (policy, "待审核")
        assert session.scalar(select(func.count()).select_from(Case).where(Case.policy_id == policy)) == 1
    assert verify(desk) == (101, ())


def test_people_carry_documents_with_a_valid_check_digit():
    desk = memory_desk()
    seed(desk, 300)
    today = desk.clock().date()
    with desk.reading() as session:
        people = session.scalars(select(Person)).all()
    for person in people:
        identity = check_identity(person.id_type, person.id_number, today)
        assert identity == Identity("身份证", person.id_number, person.sex, person.birth_date)
        assert isinstance(check_phone(person.phone), Phone)
        assert (person.id_last4, person.phone_last4) == (person.id_number[-4:], person.phone[-4:])


@pytest.mark.rule("G-08")
def test_rights_in_the_ledger_are_as_many_as_the_cases_hold():
    desk = memory_desk()
    seed(desk, 800)
    with desk.reading() as session:
        uses = Tally(session.execute(select(EntitlementUse.quota, EntitlementUse.state)))
        held = Tally(session.execute(select(Case.item, Case.right_state).where(Case.right_state != "none")))
    assert uses == held
    assert {state for _, state in uses} == {"reserved", "used", "returned"}


@pytest.mark.rule("D-02")
def test_cases_are_spread_over_owners_and_some_have_none():
    desk = memory_desk()
    seed(desk, 1000)
    with desk.reading() as session:
        opened = select(User.name, func.count()).select_from(Case).outerjoin(User).where(Case.is_open)
        owners = {name: count for name, count in session.execute(opened.group_by(User.name))}
        supervisor = session.scalar(select(User.role).where(User.name == "孟主管"))
    assert set(owners) == {None, "林悦", "陈凯", "周岚", "吴双", "孟主管"}
    assert 0.03 < owners[None] / sum(owners.values()) < 0.4
    assert supervisor == "supervisor"
    assert "孟主管" in desk.office.supervisors


def test_deadlines_lie_from_overdue_to_weeks_ahead_and_nothing_happened_in_the_future():
    desk = memory_desk()
    seed(desk, 3000)
    now = desk.clock()
    with desk.reading() as session:
        due = session.scalars(select(Case.next_due_at).where(Case.is_open, Case.next_due_at.is_not(None))).all()
        latest = session.scalar(select(func.max(Record.entered_at)))
        oldest = session.scalar(select(func.min(Case.opened_at)))
    late = sum(moment < now for moment in due)
    assert 0.05 < late / len(due) < 0.4
    assert max(due) > now + timedelta(days=14)
    assert latest <= now
    assert oldest < now - timedelta(days=60)


@pytest.mark.rule("G-03")
def test_policies_are_spread_over_the_catalogue_and_cover_what_was_applied_for():
    desk = memory_desk()
    seed(desk, 500)
    with desk.reading() as session:
        plans = Tally(session.scalars(select(Policy.plan_name)))
        outside = session.execute(
            select(Case.number, Case.opened_at, Policy.start, Policy.end).join(Policy, Policy.id == Case.policy_id)
        ).all()
    assert set(plans) == {plan.name for plan in CATALOGUE}
    assert [row.number for row in outside if not row.start <= row.opened_at.date() <= row.end] == []


def test_one_entry_of_the_audit_trail_tells_of_the_seeding():
    desk = memory_desk()
    seed(desk, 50)
    with desk.reading() as session:
        entries = session.scalars(select(AuditEntry)).all()
        assert audit.first_break(session) is None
    assert [(entry.action, entry.after["cases"]) for entry in entries] == [("seed", 50)]


def test_the_counters_know_how_far_the_numbers_have_come():
    desk = memory_desk()
    seed(desk, 200)
    with desk.reading() as session:
        numbers = session.scalars(select(Case.number)).all()
        counters = {name: value for name, value in session.execute(select(Counter.name, Counter.value))}
    for name, count in Tally(number.rpartition("-")[0] for number in numbers).items():
        assert counters[name] == count


def test_a_seeded_case_accepts_further_verbs(desk):
    seed(desk, 400)
    entry = Entry("林悦")
    cancer = {"name": "乳腺浸润性癌", "icd10": "C50.9", "icdo3": 3, "pathology": True}
    done = [
        consult.answer(desk, case_in(desk, Item.OC, "待解答"), entry, text="请多休息"),
        reviewing.review(desk, case_in(desk, Item.OUTPATIENT, "待审核"), entry, outcome="confirmed", illness=cancer),
        green_channel.notify(desk, case_in(desk, Item.INPATIENT, "待发通知"), entry, by="sms"),
        files.close(desk, case_in(desk, Item.ND, "待结案"), entry),
    ]
    assert all(isinstance(outcome, Done) for outcome in done)
    assert verify(desk) == (400, ())


@pytest.mark.rule("D-03")
def test_a_seeded_policy_takes_the_next_application_or_refuses_it_by_rule(desk):
    seed(desk, 400)
    with desk.reading() as session:
        held = session.scalars(select(Case).where(Case.item == "ND", Case.is_open, Case.limited)).first()
    taken = apply(desk, held.policy_id, Application(Item.OC), Entry("林悦"))
    refused = apply(desk, held.policy_id, Application(Item.ND, nodule="lung"), Entry("林悦"))
    assert isinstance(taken, Done)
    assert isinstance(refused, Refusal)
    assert {"G-08", "D-03"} <= set(refused.rules)
    assert verify(desk) == (401, ())


@pytest.mark.parametrize("number", [20260923, pytest.param(5, marks=pytest.mark.slow)])
def test_every_seeded_timeline_is_what_the_verbs_themselves_would_have_written(number):
    source = memory_desk()
    seed(source, 110, seed=number)
    found = replay(source, memory_desk())
    assert found.refused == []
    assert found.differences == []


@pytest.mark.parametrize("now", ["2026-10-03 10:00", "2026-09-28 08:10", "2026-12-30 17:55"])
def test_a_desk_is_seeded_on_any_day_and_at_any_hour(now):
    desk = memory_desk(now)
    seed(desk, 250)
    with desk.reading() as session:
        assert session.scalar(select(func.max(Record.entered_at))) <= desk.clock()
    assert verify(desk) == (250, ())


def test_the_caller_is_told_how_far_it_has_come():
    told = []
    seed(memory_desk(), 30, progress=lambda done, total: told.append((done, total)))
    assert told == [(30, 30)]


def test_escorts_are_hired_where_they_are_needed():
    desk = memory_desk()
    seed(desk, 600)
    with desk.reading() as session:
        escorts = session.scalars(select(Escort)).all()
    assert len({city for escort in escorts for city in escort.cities}) == 6


def test_the_command_tells_what_was_made(capsys):
    assert command.run(Namespace(cases=120, db="", seed=1, into_real_desk=False), memory_desk()) == 0
    assert capsys.readouterr().out.startswith("已生成 120 件虚构案件：在线问诊 ")


def test_the_command_refuses_a_number_that_cannot_be_meant():
    with pytest.raises(UsageFault):
        command.run(Namespace(cases=0, db="", seed=1, into_real_desk=False), memory_desk())
