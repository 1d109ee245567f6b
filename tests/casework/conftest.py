"""What tests of the desk share: a clock set by hand and an empty desk, on either engine or in memory."""

from collections.abc import Iterator

import pytest

from desktop.casework.desk import Desk
from tests.casework.desks import HandClock, scratch_desk


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands at 2 March 2026, 09:10, until it is set."""
    return HandClock()


@pytest.fixture
def desk(desk_url: str, clock: HandClock) -> Iterator[Desk]:
    """A desk on SQLite and on PostgreSQL."""
    made = scratch_desk(desk_url, clock)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def small_desk(clock: HandClock) -> Iterator[Desk]:
    """The same in memory, for what no engine decides."""
    made = scratch_desk("sqlite://", clock)
    yield made
    made.store.engine.dispose()
