"""Units of work: one reading or one writing session per user action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop.models.errors import TryAgain, translate

ATTEMPTS = 4

T = TypeVar("T")


class Store:
    """The door to one database; every known fault leaves it as a DeskError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(read_only=True, **_snapshot(engine))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with _known_faults(), Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is one transaction: committed at the end, rolled back when anything is raised."""
        with _known_faults(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def run(self, work: Callable[[Session], T]) -> T:
        """What `work` returns in a writing session; repeated when it collided with another transaction.

        `work` must do nothing outside the session. TryAgain when it still collides after ATTEMPTS times.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self._once(work)
            except TryAgain:
                continue
        return self._once(work)

    def _once(self, work: Callable[[Session], T]) -> T:
        with self.writing() as session:
            return work(session)


def _snapshot(engine: Engine) -> dict[str, object]:
    """On PostgreSQL a reader needs to be told to see one state throughout; on SQLite it always does."""
    if engine.dialect.name != "postgresql":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def _known_faults() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None or known is error:
            raise
        raise known from error
