"""The rules that two desks could break at once are held by the database itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.exc import StatementError

from desktop.models.errors import Conflict, Stale
from desktop.models.sessions import Store
from desktop.models.tables import (
    AuditEntry,
    CalendarDay,
    Case,
    Command,
    EntitlementUse,
    ExemptionRow,
    Person,
    Record,
    Setting,
)
from desktop.models.types import FAR_FUTURE, SHANGHAI
from tests.models.builders import NINE, Desk, case, record


def add(store: Store, *rows: object) -> None:
    with store.writing() as session:
        session.add_all(rows)


def rows(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def refused(store: Store, *rows: object) -> Conflict:
    with pytest.raises(Conflict) as conflict:
        add(store, *rows)
    return conflict.value


def opened(store: Store, desk: Desk, **values: object) -> Case:
    of = case(desk, **values)
    add(store, of)
    return of


@pytest.mark.rule("D-03")
def test_a_policy_has_one_open_case_per_limited_item(store: Store, desk: Desk) -> None:
    opened(store, desk)
    conflict = refused(store, case(desk, "GC-260917-002"))
    assert (conflict.constraint, conflict.rule) == ("uq_case_file_open_item", "D-03")


@pytest.mark.rule("D-03")
def test_a_closed_case_makes_room_for_another(store: Store, desk: Desk) -> None:
    opened(store, desk, is_open=False)
    second = opened(store, desk, number="GC-260917-002")
    assert rows(store, Case) == 2
    assert refused(store, case(desk, "GC-260917-003")).rule == "D-03"
    assert second.is_open


@pytest.mark.rule("D-03")
@pytest.mark.parametrize("item", ["OC", "PD"])
def test_unlimited_services_may_be_open_several_times(store: Store, desk: Desk, item: str) -> None:
    add(store, *(case(desk, f"{item}-{n}", item=item) for n in range(3)))
    assert rows(store, Case) == 3


@pytest.mark.rule("D-03")
def test_a_request_number_is_opened_once_even_after_its_case_is_closed(store: Store, desk: Desk) -> None:
    opened(store, desk, request_no="R1", is_open=False)
    conflict = refused(store, case(desk, "OC-1", item="OC", request_no="R1"))
    assert (conflict.constraint, conflict.rule) == ("uq_case_file_request", "D-03")
    add(store, case(desk, "OC-2", item="OC"), case(desk, "OC-3", item="OC"))


@pytest.mark.rule("G-08")
def test_a_right_is_live_once_and_can_be_given_back(store: Store, desk: Desk) -> None:
    of = opened(store, desk)

    def use(state: str) -> EntitlementUse:
        return EntitlementUse(policy_id=desk.policy, quota="GC.outpatient", case_id=of.id, state=state)

    add(store, use("returned"), use("returned"), use("reserved"))
    for state in ("reserved", "used"):
        assert refused(store, use(state)).rule == "G-08"
    with store.writing() as session:
        session.execute(update(EntitlementUse).values(state="returned"))
    add(store, use("used"))


@pytest.mark.rule("GC-14", "ND-08")
def test_after_the_lock_sql_cannot_cancel(engine: Engine, store: Store, desk: Desk) -> None:
    of = opened(store, desk, locked=True)
    statement = text(
        "INSERT INTO record (case_id, seq, verb, happened_at, entered_at, person, details, text, rules)"
        " SELECT id, 1, 'cancel', opened_at, opened_at, '', '{}', '', '' FROM case_file WHERE id = :id"
    )
    with pytest.raises(Exception, match="GC-14"), engine.begin() as connection:
        connection.execute(statement, {"id": of.id})
    assert refused(store, record(of, "cancel")).rule == "GC-14"
    add(store, record(of, "no_show"))


@pytest.mark.rule("GC-14")
def test_before_the_lock_a_case_can_be_cancelled(store: Store, desk: Desk) -> None:
    add(store, record(opened(store, desk), "cancel"))
    assert rows(store, Record) == 1


@pytest.mark.rule("GC-14")
def test_cancelling_waits_for_the_desk_that_is_locking_the_case(store: Store, desk: Desk) -> None:
    of = opened(store, desk)
    with ThreadPoolExecutor(1) as other_desk:
        with store.writing() as session:
            session.execute(update(Case).values(locked=True))
            answer = other_desk.submit(add, store, record(of, "cancel"))
            with pytest.raises(TimeoutError):
                answer.result(0.2)
        with pytest.raises(Conflict, match="不能取消"):
            answer.result(10)


@pytest.mark.rule("D-09")
@pytest.mark.parametrize("change", ["UPDATE record SET verb = 'x'", "DELETE FROM record"])
def test_records_are_never_changed_or_erased(store: Store, desk: Desk, change: str) -> None:
    add(store, record(opened(store, desk), "apply"))
    with pytest.raises(Conflict) as conflict, store.writing() as session:
        session.execute(text(change))
    assert (conflict.value.constraint, conflict.value.rule) == ("append_only", "D-09")


@pytest.mark.rule("D-09")
def test_records_are_not_replaced_or_cut_off_either(engine: Engine, store: Store, desk: Desk) -> None:
    add(store, record(opened(store, desk), "apply"))
    sqlite = "INSERT OR REPLACE INTO record SELECT * FROM record"
    with pytest.raises(Conflict, match="不能改"), store.writing() as session:
        session.execute(text(sqlite if engine.dialect.name == "sqlite" else "TRUNCATE record"))


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET person = 'x'", "DELETE FROM audit_entry"])
def test_the_audit_trail_is_never_changed_or_erased(store: Store, change: str) -> None:
    add(store, AuditEntry(at=NINE, person="李管家", action="export", after={"rows": 3}))
    with pytest.raises(Conflict), store.writing() as session:
        session.execute(text(change))


def test_a_case_counts_its_records_once(store: Store, desk: Desk) -> None:
    of = opened(store, desk)
    add(store, record(of, "apply"))
    assert refused(store, record(of, "triage")).constraint == "uq_record_case_id_seq"


def test_a_command_is_carried_out_once(store: Store, desk: Desk) -> None:
    of = opened(store, desk)
    add(store, record(of, "apply", command_id="c1"), Command(command_id="c1", answer={"seq": 1}, at=NINE))
    assert refused(store, record(of, "triage", 2, command_id="c1")).constraint == "uq_record_command_id"
    assert refused(store, Command(command_id="c1", answer={}, at=NINE)).constraint == "pk_command"


def test_an_update_of_an_outdated_case_is_caught(store: Store, desk: Desk) -> None:
    mine = opened(store, desk)
    with store.writing() as session:
        theirs = session.get_one(Case, mine.id)
        theirs.stage = "triaged"
    assert theirs.version == 2
    mine.stage = "booked"
    with pytest.raises(Stale), store.writing() as session:
        session.add(mine)


@pytest.mark.rule("D-05")
def test_nobody_approves_an_exemption_of_their_own(store: Store) -> None:
    row = ExemptionRow(reason="疫情", asked_by="李管家", approved_by="李管家", created_at=NINE)
    assert refused(store, row).rule == "D-05"


def test_one_document_belongs_to_one_person_and_none_to_many(store: Store, desk: Desk) -> None:
    del desk
    double = Person(name="欧阳敏", id_type="身份证", id_number="110101199003078515")
    assert refused(store, double).constraint == "uq_person_document"
    add(store, Person(name="甲"), Person(name="乙"))


@pytest.mark.rule("T-05")
def test_several_publications_of_a_year_are_kept(store: Store) -> None:
    def holiday(published: datetime) -> CalendarDay:
        return CalendarDay(day=date(2027, 1, 1), kind="holiday", year=2027, published_at=published)

    add(store, holiday(NINE), holiday(NINE + timedelta(days=1)))
    assert refused(store, holiday(NINE)).constraint == "uq_calendar_day_day_published_at"


@pytest.mark.rule("T-03")
@pytest.mark.parametrize("zone", [UTC, SHANGHAI, timezone(timedelta(hours=-7))])
def test_a_moment_comes_back_as_the_same_instant_in_shanghai(store: Store, desk: Desk, zone: timezone) -> None:
    moment = datetime(2026, 9, 17, 16, 20, 1, 234567, tzinfo=SHANGHAI).astimezone(zone)
    opened(store, desk, opened_at=moment)
    with store.reading() as session:
        found = session.scalars(select(Case.opened_at).where(Case.opened_at == moment)).one()
    assert found == moment
    assert found.isoformat() == "2026-09-17T16:20:01.234567+08:00"


@pytest.mark.rule("T-03")
def test_moments_before_1970_and_the_far_future_survive(store: Store, desk: Desk) -> None:
    early = datetime(1949, 10, 1, 15, 0, 0, 1, tzinfo=SHANGHAI)
    opened(store, desk, opened_at=early)
    with store.reading() as session:
        found = session.scalars(select(Case)).one()
    assert (found.opened_at, found.due_key) == (early, FAR_FUTURE)


@pytest.mark.rule("T-03")
def test_a_naive_moment_is_refused(store: Store, desk: Desk) -> None:
    with pytest.raises(StatementError, match="time zone"):
        opened(store, desk, opened_at=datetime(2026, 9, 17, 9, 0))


def test_cases_without_a_deadline_sort_last(store: Store, desk: Desk) -> None:
    opened(store, desk, number="later", item="OC")
    opened(store, desk, number="sooner", item="OC", due_key=NINE, next_due_at=NINE)
    with store.reading() as session:
        assert list(session.scalars(select(Case.number).order_by(Case.due_key, Case.id))) == ["sooner", "later"]


def test_json_keeps_chinese_readable_and_its_shape(store: Store, desk: Desk) -> None:
    wish = {"wish": {"city": "北京", "hospitals": ["协和"]}, "nodule": None}
    of = opened(store, desk, details=wish)
    add(store, Setting(key="desk.hours", value=[["09:00", "18:00"]]))
    with store.reading() as session:
        assert session.get_one(Case, of.id).details == wish
        assert session.get_one(Setting, "desk.hours").value == [["09:00", "18:00"]]
        assert "北京" in str(session.scalar(text("SELECT CAST(details AS TEXT) FROM case_file")))


def test_records_come_with_their_case_in_order(store: Store, desk: Desk) -> None:
    of = opened(store, desk)
    add(store, record(of, "triage", 2), record(of, "apply", 1))
    with store.reading() as session:
        assert [each.verb for each in session.get_one(Case, of.id).records] == ["apply", "triage"]
        assert session.scalars(select(Record).where(Record.seq == 2)).one().case.policy.insured.name == "欧阳敏"


def test_a_queue_page_is_read_from_its_partial_index(file_store: Store) -> None:
    page = select(Case.id).where(Case.is_open, Case.service == "GC").order_by(Case.due_key, Case.id).limit(50)
    compiled = page.compile(file_store.engine, compile_kwargs={"literal_binds": True})
    with file_store.reading() as session:
        plan = " ".join(str(row) for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}")))
    assert "COVERING INDEX ix_case_file_service_due" in plan
    assert "TEMP B-TREE" not in plan
