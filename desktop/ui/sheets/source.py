"""What the panel of day sheets needs from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from desktop.casework.escort_papers import EscortsJobs


class SheetSource(Protocol):
    """The day sheets; `folder` needs no database, the others are called in the database worker's thread only."""

    def folder(self, day: date) -> Path:
        """Where the sheets of a day go when nobody says otherwise."""

    def offered(self, day: date) -> Sequence[EscortsJobs]:
        """Who has something to do on a day."""

    def write(self, day: date, escort: str, folder: Path) -> Sequence[Path]:
        """Write what one escort takes along; the files written."""
