"""The people of the desk as one person's screens ask for them; every method runs in the database worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from desktop.casework.desk import Desk, Entry
from desktop.casework.people import absences, passing_on
from desktop.casework.people.rows import Colleague, HandOver, Passed
from desktop.casework.rows import Outcome


class PeopleDesk:
    """Who is there, who is away, and what becomes of their cases."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.desk, self.person = desk, person

    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody who works at the desk."""
        with self.desk.reading() as session:
            return absences.colleagues(session, self.desk.clock().date())

    def plan(self, owner: str, to: Sequence[str], reason: str = "") -> HandOver:
        """What handing over would do; nothing is written."""
        with self.desk.reading() as session:
            self.desk.keep_current(session)
            return passing_on.plan(session, self.desk, self.person, owner, to, reason)

    def carry_out(self, wanted: HandOver) -> tuple[Passed, ...]:
        """Hand over what was shown."""
        return passing_on.carry_out(self.desk, Entry(self.person, command_id=uuid4().hex), wanted)

    def set_absence(self, name: str, start: date, end: date, reason: str = "") -> Outcome:
        """Somebody is away."""
        return absences.set_absence(self.desk, Entry(self.person), name=name, start=start, end=end, reason=reason)

    def drop_absence(self, absence_id: int) -> Outcome:
        """Somebody is there after all."""
        return absences.drop_absence(self.desk, Entry(self.person), absence_id)
