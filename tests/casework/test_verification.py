"""`verify` recomputes everything and names what somebody changed behind the desk's back."""

import json
from argparse import Namespace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from desktop.casework.seeding import seed
from desktop.casework.verification import Difference, spoken, verify
from desktop.commands import verify as command
from desktop.models.tables import Case, EntitlementUse
from tests.casework.desks import HandClock, scratch_desk


def seeded(desk):
    """150 cases of all kinds."""
    seed(desk, 150)


@pytest.fixture
def desk(pour):
    """A seeded desk on SQLite and on PostgreSQL."""
    return pour(seeded, HandClock("2026-09-23 14:20"))[0]


@pytest.fixture
def memory_desk():
    """A seeded desk in memory."""
    desk = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    seed(desk, 90)
    return desk


def tamper(desk, statement: str, **given) -> None:
    """Change the database without the desk's verbs."""
    with desk.store.writing() as session:
        session.execute(text(statement), given)


def any_case(desk, *conditions) -> Case:
    """The first case that fulfils the conditions."""
    with desk.reading() as session:
        return session.scalars(select(Case).where(*conditions).order_by(Case.id)).first()


def test_a_sound_desk_has_no_differences(desk):
    assert verify(desk) == (150, ())


def test_time_that_passes_makes_no_difference(desk):
    for days in (1, 2, 9, 400):
        desk.clock.now += timedelta(days=days)
        assert verify(desk).differences == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [("stage", "待结案"), ("holder", "courier"), ("next_clock", "md.report"), ("department", "牙科"),
     ("limited", False)],
)
def test_a_tampered_column_is_named(desk, column, value):
    case = any_case(desk, Case.is_open, Case.item == "GC.inpatient", Case.stage == "待审核")
    tamper(desk, f"UPDATE case_file SET {column} = :value WHERE id = :id", value=value, id=case.id)
    assert verify(desk).differences == (Difference(case.id, case.number, column, value, getattr(case, column)),)


def test_a_moved_deadline_is_named(desk):
    case = any_case(desk, Case.next_due_at.is_not(None))
    with desk.store.writing() as session:
        session.get_one(Case, case.id).next_due_at = case.next_due_at + timedelta(days=3)
    (found,) = verify(desk).differences
    assert (found.column, found.stored - found.expected) == ("next_due_at", timedelta(days=3))


def test_a_changed_owner_is_named(desk):
    case = any_case(desk, Case.owner_id.is_not(None))
    tamper(desk, "UPDATE case_file SET owner_id = NULL WHERE id = :id", id=case.id)
    assert verify(desk).differences == (Difference(case.id, case.number, "owner_id", None, case.owner_id),)


@pytest.mark.rule("G-08")
def test_a_tampered_ledger_is_found(desk):
    case = any_case(desk, Case.right_state == "used")
    tamper(desk, "UPDATE entitlement_use SET state = 'returned' WHERE case_id = :id", id=case.id)
    (found,) = verify(desk).differences
    assert (found.number, found.column) == (case.number, "权益台账")
    assert found.expected == [(case.policy_id, case.item, "used")]


@pytest.mark.rule("G-08")
def test_a_line_missing_from_the_ledger_is_found(desk):
    case = any_case(desk, Case.right_state == "reserved")
    tamper(desk, "DELETE FROM entitlement_use WHERE case_id = :id", id=case.id)
    assert [(found.number, found.stored) for found in verify(desk).differences] == [(case.number, [])]


@pytest.mark.rule("G-08")
def test_a_right_used_more_often_than_the_plan_grants_is_found(memory_desk):
    case = any_case(memory_desk, Case.right_state == "used", Case.item == "ND")
    with memory_desk.store.writing() as session:
        session.add(EntitlementUse(policy_id=case.policy_id, quota="ND", use_no=2, case_id=case.id, state="used"))
    assert "权益台账 ND" in [found.column for found in verify(memory_desk).differences]


@pytest.mark.rule("D-09")
def test_a_record_put_in_behind_the_desks_back_is_found(desk):
    case = any_case(desk, Case.item == "OC", Case.stage == "待解答")
    tamper(
        desk,
        "INSERT INTO record (case_id, seq, verb, happened_at, entered_at, person, details, text, rules)"
        " SELECT case_id, 9, 'cancel', happened_at, entered_at, person, '{\"by\": \"customer\"}', '', ''"
        " FROM record WHERE case_id = :id AND seq = 1",
        id=case.id,
    )
    columns = {found.column for found in verify(desk).differences}
    assert {"stage", "is_open", "closed_at", "finished", "时间线序号"} <= columns


def test_a_broken_audit_chain_is_found(desk):
    tamper(
        desk,
        "INSERT INTO audit_entry (at, person, action, subject, digest, previous_digest)"
        " SELECT at, '某人', 'export', '', 'x', digest FROM audit_entry WHERE id = 1",
    )
    assert [found.column for found in verify(desk).differences] == ["审计链"]


def test_a_number_beyond_its_counter_is_found(desk):
    case = any_case(desk)
    tamper(desk, "UPDATE case_file SET number = :number WHERE id = :id", number=f"{case.number[:-3]}999", id=case.id)
    assert [found.column for found in verify(desk).differences] == ["案件编号计数"]


def test_a_broken_reference_in_a_file_is_found(tmp_path):
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", HandClock("2026-09-23 14:20"))
    seed(desk, 40)
    pooled = desk.store.engine.raw_connection()
    pooled.driver_connection.executescript(
        "PRAGMA query_only = 0; PRAGMA foreign_keys = OFF; UPDATE job SET case_id = 99999 WHERE id = 1;"
    )
    pooled.driver_connection.execute("PRAGMA foreign_keys = ON")
    pooled.close()
    found = verify(desk).differences
    desk.store.engine.dispose()
    assert [difference.column for difference in found] == ["数据引用"]


def test_the_caller_is_told_how_far_it_has_come(memory_desk):
    told = []
    verify(memory_desk, progress=lambda done, total: told.append((done, total)))
    assert told == [(90, 90)]


def test_the_command_prints_the_number_of_differences_and_exits_with_1(memory_desk, capsys):
    assert command.run(Namespace(db="", json=False), memory_desk) == 0
    assert capsys.readouterr().out == "核对 90 件案件：0 处差异\n"
    case = any_case(memory_desk, Case.stage == "已结案")
    tamper(memory_desk, "UPDATE case_file SET stage = '待结案' WHERE id = :id", id=case.id)
    assert command.run(Namespace(db="", json=False), memory_desk) == 1
    assert f"{case.number} stage：存的是 待结案，应为 已结案" in capsys.readouterr().out
    assert command.run(Namespace(db="", json=True), memory_desk) == 1
    assert json.loads(capsys.readouterr().out)["differences"][0]["expected"] == "已结案"


def test_values_are_told_as_people_read_them(memory_desk):
    values = [memory_desk.clock(), None, [], 3]
    assert [spoken(value) for value in values] == ["2026-09-23 14:20", "（空）", "（空）", "3"]
