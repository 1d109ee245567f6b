"""What the screens need from the desk: the only door through which the shell gets rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from desktop.casework.rows import CaseView, QueueCount, QueueQuery, QueueRow
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import WorkCalendar


class Source(Protocol):
    """The desk as the screens see it.

    The attributes and `now()` are pure and may be used in the window's thread at any time.
    Every method below is called in the database worker's thread only, one at a time.
    """

    calendar: WorkCalendar
    hours: DeskHours

    def now(self) -> datetime:
        """The desk's clock: an aware moment in Asia/Shanghai."""

    def queue_ids(self, query: QueueQuery) -> array:
        """The ids of all rows of a queue in its order, as `array('q')`."""

    def queue_rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of these ids, in any order; ids that are gone are left out."""

    def queue_counts(self, owner: str, now: datetime) -> Mapping[str, QueueCount]:
        """Open and overdue cases by page name: today (of `owner`), all, OC, PD, GC, MD, ND."""

    def tab_counts(self, query: QueueQuery) -> Mapping[str, int]:
        """How many cases each view tab of this query holds, by tab name, and `promise`, `target`, `waiting`."""

    def queue_choices(self, query: QueueQuery, field: str) -> Sequence[str]:
        """What a filter can be set to within this query: field is stage, hospital, holder or owner."""

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """Everything the inspector and the case page show of one case."""

    def close(self) -> None:
        """Leave the desk: the last call of a window."""
