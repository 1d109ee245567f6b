"""Every known fault of a database becomes a plain sentence; everything else stays a bug."""

from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.models.engines import open_engine
from desktop.models.errors import (
    CONFLICTS,
    Busy,
    Conflict,
    Damaged,
    DeskError,
    DiskFull,
    ReadOnly,
    Stale,
    TryAgain,
    Unreachable,
    WrongKey,
    translate,
)
from desktop.models.guards import GUARDS
from desktop.models.sessions import Store
from desktop.models.tables import Base, Case, Counter, Record
from tests.models.builders import KEY, NINE, furnish


def run(store: Store, *statements: str) -> None:
    with store.writing() as session:
        for statement in statements:
            session.execute(text(statement))


def known(of: type[DeskError] = DeskError) -> list[type[DeskError]]:
    return [of, *(each for kind in of.__subclasses__() for each in known(kind))]


@pytest.mark.parametrize("fault", known())
def test_every_fault_has_a_code_and_a_chinese_sentence(fault: type[DeskError]) -> None:
    error = fault("uq_case_file_request") if fault is Conflict else fault()
    assert error.code.isidentifier()
    assert error.sentence.endswith("。")
    assert str(error) == error.sentence


def test_no_two_faults_share_a_code() -> None:
    assert len({fault.code for fault in known()}) == len(known())


def test_every_named_conflict_is_a_constraint_or_guard_of_the_tables() -> None:
    tables = Base.metadata.tables.values()
    names = {str(each.name) for table in tables for each in (*table.constraints, *table.indexes)}
    guards = " ".join(statement for guards in GUARDS.values() for guard in guards for statement in guard.statements)
    assert not [name for name in CONFLICTS if name not in names and name not in guards]


def test_a_file_that_is_busy_too_long(file_store: Store) -> None:
    with file_store.writing() as session, file_store.engine.connect() as other:
        session.execute(text("SELECT 1"))
        other.connection.driver_connection.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(Exception, match="locked") as error:
            other.begin()
    assert isinstance(translate(error.value), Busy)


def test_a_full_disk_saves_nothing(file_store: Store) -> None:
    pages = "SELECT page_count FROM pragma_page_count"
    with file_store.reading() as session:
        limit = session.scalar(text(pages))

    @event.listens_for(file_store.engine, "begin")
    def fill_up(connection: object) -> None:
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {limit}")  # type: ignore[attr-defined]

    with pytest.raises(DiskFull, match="磁盘已满"), file_store.writing() as session:
        session.add_all(Counter(name=f"{number:0900}", value=number) for number in range(200))
    with file_store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM counter")) == 0


def test_a_database_that_may_only_be_read(store: Store) -> None:
    with pytest.raises(ReadOnly, match="只读"), store.reading() as session:
        session.execute(text("DELETE FROM counter"))


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    engine = open_engine(f"sqlite:///{path}", key=KEY)
    run(Store(engine), "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(100000))")
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(Damaged, match="备份"):
        run(Store(open_engine(f"sqlite:///{path}", key=KEY)), "SELECT hex(x) FROM t")


def test_a_file_of_another_kind_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("亲爱的" * 1000, encoding="utf-8")
    with pytest.raises(WrongKey):
        open_engine(f"sqlite:///{path}", key=KEY)


def test_an_update_that_matched_nothing_is_stale() -> None:
    assert isinstance(translate(StaleDataError("0 rows")), Stale)


def test_waiting_for_a_connection_in_vain_is_busy() -> None:
    assert isinstance(translate(TimeoutError()), Busy)


def test_a_known_fault_stays_itself() -> None:
    fault = WrongKey()
    assert translate(fault) is fault


@pytest.mark.parametrize("bug", [ValueError("x"), KeyError("x"), sqlcipher.OperationalError("no such table: x")])
def test_other_errors_are_bugs(bug: Exception) -> None:
    assert translate(bug) is None


def test_a_missing_value_or_reference_is_a_bug(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)null") as missing, store.writing() as session:
        session.add(Case(number="1"))
    assert translate(missing.value) is None
    dangling = Record(case_id=99, seq=1, verb="apply", happened_at=NINE, entered_at=NINE)
    with pytest.raises(Exception, match=r"(?i)foreign key") as lost, store.writing() as session:
        session.add(dangling)
    assert translate(lost.value) is None


@pytest.fixture
def server(postgres_url: str) -> Store:
    """A store on the server, with first rows."""
    store = Store(open_engine(postgres_url))
    Base.metadata.create_all(store.engine)
    with store.writing() as session:
        furnish(session)
        session.add(Counter(name="n", value=0))
    return store


def test_a_row_locked_too_long_is_busy(server: Store) -> None:
    take = "SELECT 1 FROM counter FOR UPDATE"
    with server.writing() as session:
        session.execute(text(take))
        with pytest.raises(Busy):
            run(server, "SET LOCAL lock_timeout = '20ms'", take)


def test_a_statement_that_takes_too_long_is_busy(server: Store) -> None:
    with pytest.raises(Busy):
        run(server, "SET LOCAL statement_timeout = '20ms'", "SELECT pg_sleep(5)")


def test_a_serialization_failure_may_be_tried_again(server: Store) -> None:
    def collide() -> None:
        with server.writing() as session:
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            session.execute(text("SELECT * FROM counter"))
            run(server, "UPDATE counter SET value = 1")
            session.execute(text("UPDATE counter SET value = 2"))

    with pytest.raises(TryAgain):
        collide()


def test_a_server_that_goes_away_is_told_and_the_next_action_works(server: Store) -> None:
    def lose_the_server() -> None:
        with server.writing() as session:
            session.execute(text("UPDATE counter SET value = 1"))
            run(
                server,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE state = 'idle in transaction' AND datname = current_database()",
            )
            session.execute(text("SELECT 1"))

    with pytest.raises(Unreachable, match="连不上"):
        lose_the_server()
    with server.reading() as session:
        assert session.get_one(Counter, "n").value == 0


def test_a_database_that_is_not_there_is_told_plainly(postgres_url: str) -> None:
    with pytest.raises(Unreachable):
        run(Store(open_engine(f"{postgres_url}_gone")), "SELECT 1")


def test_a_refused_password_is_told_plainly() -> None:
    class OperationalError(Exception):
        sqlstate = None

    fault = translate(OperationalError('FATAL: password authentication failed for user "desk"'))
    assert isinstance(fault, WrongKey)
    assert "口令" in fault.sentence
