"""What the phone doctor's pages need from the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop.casework.phone.board import Board
from desktop.casework.phone.rows import (
    CallSheet,
    Changed,
    DoctorCard,
    DoctorDraft,
    DutyDraft,
    DutyRow,
    Match,
    PhoneFigures,
    Roster,
)
from desktop.casework.rows import Outcome
from desktop.handbook.duty import Minimum


class PhoneSource(Protocol):
    """Every method is called in the database worker's thread only."""

    def board(self) -> Board:
        """Who waits, who talks, who is on duty."""

    def sheet(self, case_id: int) -> CallSheet:
        """One call with its caller."""

    def callers(self, number: str) -> tuple[Match, ...]:
        """Who has this number."""

    def answer(self, case_id: int, doctor: DoctorCard, command_id: str = "") -> Outcome:
        """Take a call that waits."""

    def begin(self, match: Match, doctor: DoctorCard) -> Outcome:
        """Somebody rings."""

    def keep(self, case_id: int, said: Mapping[str, Any], command_id: str = "") -> Outcome:
        """Keep what was said."""

    def keep_draft(self, case_id: int, written: Mapping[str, Any]) -> None:
        """Keep what is being written of a call."""

    def save_doctor(self, draft: DoctorDraft, seen: DoctorCard | None = None) -> Changed:
        """Enter a doctor or change one."""

    def minimum(self) -> tuple[Minimum, ...]:
        """How many must answer at least."""

    def set_minimum(self, least: Sequence[Minimum]) -> Changed:
        """Set how many must answer at least."""

    def doctors(self) -> tuple[DoctorCard, ...]:
        """The directory."""

    def roster(self, start: datetime, end: datetime) -> Roster:
        """The roster of a span with its gaps."""

    def save_duty(self, draft: DutyDraft, seen: DutyRow | None = None) -> Changed:
        """Put a doctor on the roster or change a stretch."""

    def drop_duty(self, seen: DutyRow) -> Changed:
        """Take a stretch off the roster."""

    def undo_duty(self) -> str:
        """Take the last change back; says which."""

    def figures(self, start: datetime, end: datetime) -> PhoneFigures:
        """Statistics of a span."""

    def export_roster(self, start: datetime, end: datetime) -> Path:
        """Write the roster of a span as a workbook; the file."""

    def print_roster(self, start: datetime, end: datetime) -> Path:
        """Write the roster of a span as a PDF; the file."""
