"""What the roster's page needs from the desk."""

from __future__ import annotations

from typing import Protocol

from desktop.casework.roster_desk import RosterEdit, Saved
from desktop.casework.roster_rows import EscortCard


class RosterSource(Protocol):
    """The escorts' files; every method is called in the database worker's thread only."""

    def cards(self) -> tuple[EscortCard, ...]:
        """Every escort, those in service first."""

    def save(self, seen: EscortCard | None, edit: RosterEdit) -> Saved:
        """Save what changed of the escort that was seen, or a new one; raises BadInput with one sentence."""

    def undo(self) -> Saved:
        """Take back the last change entered here; raises BadInput with one sentence when that cannot be."""

    def undo_label(self) -> str:
        """What an undo would take back now; "" when there is nothing."""
