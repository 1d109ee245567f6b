"""What the people's page asks of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from desktop.casework.people.rows import Colleague, HandOver, Passed
from desktop.casework.rows import Outcome


class PeopleSource(Protocol):
    """Runs in the database worker."""

    person: str

    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody who works at the desk."""

    def plan(self, owner: str, to: Sequence[str], reason: str = "") -> HandOver:
        """What handing over would do; nothing is written."""

    def carry_out(self, wanted: HandOver) -> tuple[Passed, ...]:
        """Hand over what was shown."""

    def set_absence(self, name: str, start: date, end: date, reason: str = "") -> Outcome:
        """Somebody is away."""

    def drop_absence(self, absence_id: int) -> Outcome:
        """Somebody is there after all."""
