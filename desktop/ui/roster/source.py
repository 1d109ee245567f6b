"""What a page of files needs from the desk, be they those of escorts or of experts."""

from __future__ import annotations

from typing import Any, Protocol

from desktop.casework.roster_desk import Saved


class RosterSource(Protocol):
    """The files; every method is called in the database worker's thread only."""

    def cards(self) -> tuple[Any, ...]:
        """Everybody, those in service first."""

    def save(self, seen: Any, edit: Any) -> Saved:
        """Save what changed of the file that was seen, or a new one; raises BadInput with one sentence."""

    def undo(self) -> Saved:
        """Take back the last change entered here; raises BadInput with one sentence when that cannot be."""

    def undo_label(self) -> str:
        """What an undo would take back now; "" when there is nothing."""
