"""Taking acts back as one person's window asks for it."""

from __future__ import annotations

from desktop.casework import undoing
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome


class UndoDesk:
    """Runs in the database worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person

    def take_back(self, case_id: int, seq: int, command_id: str) -> Outcome:
        """Take back the act that wrote the record `seq`, or an undo; repeating a `command_id` acts once."""
        return undoing.undo(self._desk, case_id, Entry(self._person, command_id=command_id), record=seq)
