"""The consultation and reading desk as one person's screens use it; every method runs in the database worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.casework.consulting import experts
from desktop.casework.consulting.choosing import consultants, readers
from desktop.casework.consulting.rows import Choice, ConsultationSheet, ExpertCard, ExpertDraft, ReadingSheet
from desktop.casework.consulting.sheets import consultation_sheet, reading_sheet
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome


class ConsultingDesk:
    """Sheets, choices and the directory of experts; what happens to a case goes through the desk's verbs."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person

    def consultation(self, case_id: int, tumour: str = "") -> ConsultationSheet:
        """The MDT workspace's sheet."""
        with self._desk.reading() as session:
            return consultation_sheet(session, self._desk, case_id, tumour=tumour)

    def reading(self, case_id: int) -> ReadingSheet:
        """The nodule workspace's sheet."""
        with self._desk.reading() as session:
            return reading_sheet(session, self._desk, case_id)

    def consultants(
        self, disciplines: Sequence[str], at: datetime | None = None, minutes: int = 60, besides: int = 0
    ) -> tuple[Choice, ...]:
        """Who could consult, the best first."""
        with self._desk.reading() as session:
            return consultants(session, disciplines, at, minutes, besides)

    def readers(self) -> tuple[Choice, ...]:
        """Who may read nodules (ND-02), then who may not and why."""
        with self._desk.reading() as session:
            return readers(experts.expert_cards(session, active_only=True))

    def experts(self) -> tuple[ExpertCard, ...]:
        """The directory."""
        with self._desk.reading() as session:
            return experts.expert_cards(session)

    def save_expert(self, draft: ExpertDraft, seen: ExpertCard | None = None, command_id: str = "") -> Outcome:
        """Enter an expert, or change the one that was `seen`; Stale when somebody was faster."""
        entry = Entry(self._person, command_id=command_id)
        if seen is None:
            return experts.add_expert(self._desk, entry, draft)
        return experts.change_expert(self._desk, seen.id, seen.version, entry, draft)

    def remove_expert(self, seen: ExpertCard) -> Outcome:
        """Take a new expert out again."""
        return experts.remove_expert(self._desk, seen.id, seen.version, Entry(self._person))

    def set_absence(
        self, expert_id: int, start: datetime, end: datetime, reason: str = "", absence_id: int = 0
    ) -> Outcome:
        """Enter or change when an expert is away."""
        return experts.set_absence(
            self._desk, expert_id, Entry(self._person), start=start, end=end, reason=reason, absence_id=absence_id
        )

    def drop_absence(self, absence_id: int) -> Outcome:
        """Take an absence back."""
        return experts.drop_absence(self._desk, absence_id, Entry(self._person))
