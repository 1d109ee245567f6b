"""What the page of working days asks of the desk; every method runs in the database worker."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from desktop.casework.calendars.calendars_desk import Draft, Standing
from desktop.casework.calendars.rows import YearPage
from desktop.casework.rows import Outcome


class YearSource(Protocol):
    """Years, drafts, and their taking effect."""

    def year(self, year: int = 0) -> YearPage:
        """A year, 0 for the present one."""
        ...

    def standing(self) -> Standing:
        """The year whose notice is wanted and missing, and how much has been published."""
        ...

    def read_text(self, text: str, year: int) -> Draft:
        """A pasted notice and what it would do."""
        ...

    def read_day(self, day: date) -> Draft:
        """One day turned, and what that would do."""
        ...

    def read_file(self, path: Path, year: int = 0) -> Draft:
        """A notice from a file."""
        ...

    def write_file(self, year: int, path: Path) -> int:
        """Write a year as CSV."""
        ...

    def enable(self, draft: Draft, command_id: str = "") -> Outcome:
        """Let a draft take effect."""
        ...

    def take_back(self, version_id: int, command_id: str = "") -> Outcome:
        """Take it back."""
        ...
