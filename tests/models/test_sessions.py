"""A session is one user action: it sees one state, saves all or nothing, and loses no update."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from desktop.models.errors import ReadOnly, TryAgain
from desktop.models.sessions import ATTEMPTS, Store
from desktop.models.tables import Counter


def value(store: Store, name: str = "n") -> int | None:
    with store.reading() as session:
        return session.scalar(select(Counter.value).where(Counter.name == name))


def put(store: Store, name: str = "n", number: int = 0) -> None:
    with store.writing() as session:
        session.add(Counter(name=name, value=number))


def held(session: Session, name: str) -> Counter:
    """The counter as it is now, held until the transaction ends."""
    return session.get_one(Counter, name, with_for_update=True, populate_existing=True)


def add_one(session: Session) -> None:
    held(session, "n").value += 1


def test_what_is_written_is_there(store: Store) -> None:
    put(store, number=3)
    assert value(store) == 3


def test_an_error_saves_nothing(store: Store) -> None:
    def fail(session: Session) -> None:
        session.add(Counter(name="n", value=1))
        session.flush()
        raise KeyError

    with pytest.raises(KeyError):
        store.run(fail)
    assert value(store) is None


def test_a_reading_session_cannot_write(store: Store) -> None:
    with pytest.raises(ReadOnly), store.reading() as session:
        session.execute(text("INSERT INTO counter VALUES ('n', 1)"))
    put(store)


def test_a_reading_session_sees_one_state_throughout(store: Store) -> None:
    put(store)
    count = select(func.count()).select_from(Counter)
    with store.reading() as session:
        before = session.scalar(count)
        put(store, "m")
        assert session.scalar(count) == before == 1


def test_rows_stay_readable_after_their_session(store: Store) -> None:
    put(store)
    with store.writing() as session:
        counter = session.get_one(Counter, "n")
        counter.value = 7
    assert counter.value == 7


def test_four_desks_lose_none_of_two_hundred_increments(store: Store) -> None:
    put(store)
    together = Barrier(4)

    def work(_: int) -> None:
        together.wait()
        for _ in range(50):
            store.run(add_one)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert value(store) == 200


def test_a_writer_holds_the_file_from_its_first_statement(file_store: Store) -> None:
    store, statements = file_store, list[str]()
    with store.engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(statements.append)
    with store.writing() as session:
        session.execute(text("SELECT 1"))
    with store.reading() as session:
        session.execute(text("SELECT 1"))
    assert [each for each in statements if each.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    put(store)
    with store.writing() as session:
        add_one(session)
        session.flush()
        assert value(store) == 0
    assert value(store) == 1


def collide(times: int) -> tuple[Callable[[Session], int], list[int]]:
    tries: list[int] = []

    def work(_: Session) -> int:
        tries.append(1)
        if len(tries) <= times:
            raise TryAgain
        return len(tries)

    return work, tries


def test_a_collision_is_tried_again(store: Store) -> None:
    work, _ = collide(ATTEMPTS - 1)
    assert store.run(work) == ATTEMPTS


def test_after_enough_collisions_the_user_is_told(store: Store) -> None:
    work, tries = collide(99)
    with pytest.raises(TryAgain):
        store.run(work)
    assert len(tries) == ATTEMPTS


def test_two_desks_that_wait_for_each_other_both_finish(store: Store) -> None:
    put(store)
    put(store, "m")
    together = Barrier(2)
    first_try = {"nm": True, "mn": True}

    def both(order: str) -> None:
        def work(session: Session) -> None:
            for name in order:
                held(session, name).value += 1
                if first_try[order] and session.get_bind().dialect.name == "postgresql":
                    first_try[order] = False
                    together.wait(10)

        store.run(work)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(both, ["nm", "mn"]))
    assert (value(store), value(store, "m")) == (2, 2)
