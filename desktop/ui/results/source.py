"""What the page of results needs from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from desktop.casework.day_results import DayJob
from desktop.casework.roster_rows import FinishedJob, JobResult
from desktop.casework.rows import Outcome


class ResultSource(Protocol):
    """The jobs of a day and what became of them; every method is called in the database worker's thread only."""

    def jobs(self, day: date) -> Sequence[DayJob]:
        """The jobs of a day in the order of time."""

    def finish(self, results: Sequence[JobResult], late_reason: str = "") -> Sequence[FinishedJob]:
        """Record results, each by itself; they stand in the order of the results."""

    def undo(self, seqs: Sequence[int]) -> Sequence[Outcome]:
        """Take back what the Done with these `seq` did, the last one first."""
