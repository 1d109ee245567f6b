"""What the roster's page needs from the desk."""

from __future__ import annotations

from typing import Protocol

from desktop.casework.roster_desk import RosterEdit, Saved
from desktop.casework.roster_rows import EscortCard


class RosterSource(Protocol):
    """The escorts' files; both methods are called in the database worker's thread only."""

    def cards(self) -> tuple[EscortCard, ...]:
        """Every escort, those in service first."""

    def save(self, seen: EscortCard | None, edit: RosterEdit) -> Saved:
        """Save what changed of the escort that was seen, or a new one; raises BadInput with one sentence."""
