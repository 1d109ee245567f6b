"""What the escort calendar needs from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from desktop.casework.rows import Outcome
from desktop.casework.schedule_rows import Block, Candidate, Proposal, Schedule


class CalendarSource(Protocol):
    """The escorts' work as the calendar sees it.

    `trial` is pure and may be used in the window's thread at any time; it knows the days of the last `schedule`.
    Every other method is called in the database worker's thread only, one at a time.
    """

    def schedule(self, first: date, last: date) -> Schedule:
        """Days, lanes, jobs, open work and conflicts from `first` to `last`, both included."""

    def candidates(self, block: Block) -> Sequence[Candidate]:
        """Who could accompany a piece of work, the best first; those who cannot last, with the hindrance."""

    def assign(
        self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime, reason: str = ""
    ) -> Outcome:
        """Give a piece of work or a job to an escort at a time; a `reason` forces what D-01 refuses."""

    def unassign(self, block: Block, reason: str = "") -> Outcome:
        """Take a job back, so that its work waits for an escort again."""

    def undo(self, token: int) -> Outcome:
        """Take back what the Done with this `seq` did; 0 is the last step of all."""

    def undo_label(self) -> str:
        """What an undo would take back, in words; "" for nothing."""

    def propose(self, first: date, last: date) -> Proposal:
        """The best plan for the open work of these days."""

    def accept(self, proposal: Proposal, chosen: Sequence[int]) -> Sequence[Outcome]:
        """Carry out the changes of a proposal at these places."""

    def trial(self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime) -> str:
        """Why a block would not fit there, as a short sentence; "" when it fits."""
