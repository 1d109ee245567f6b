"""A scratch desk at the demo's moment, on either engine."""

from collections.abc import Iterator

import pytest

from desktop.casework.desk import Desk
from tests.casework.desks import HandClock, scratch_desk


@pytest.fixture
def desk(desk_url: str) -> Iterator[Desk]:
    """A desk on 23 September 2026 at 14:20."""
    made = scratch_desk(desk_url, HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


@pytest.fixture
def small_desk() -> Iterator[Desk]:
    """The same in memory, for what no engine decides."""
    made = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()
