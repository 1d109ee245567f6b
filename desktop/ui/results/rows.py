"""The rows of the day's results: built anew when other jobs come, with the cursor and the keyboard kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.casework.day_results import DayJob
from desktop.ui.results.draft import Draft, carried
from desktop.ui.results.row import ResultRow


class ResultRows(QWidget):
    """`rows` in the order of the day; `edited` says that a draft changed. The keyboard belongs to the current row."""

    edited = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._now, self._at = now, 0
        self.rows: list[ResultRow] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addStretch(1)

    @property
    def drafts(self) -> list[Draft]:
        """What is entered or on record."""
        return [row.draft for row in self.rows]

    @property
    def current(self) -> ResultRow | None:
        """The row that has the cursor."""
        return self.rows[self._at] if self._at < len(self.rows) else None

    def fill(self, jobs: Sequence[DayJob]) -> None:
        """Show these jobs; what is being entered of them stays."""
        known = {draft.job.job_id: draft for draft in self.drafts}
        drafts = [carried(job, known.get(job.job_id), self._now()) for job in jobs]
        if [draft.job.job_id for draft in self.drafts] != [draft.job.job_id for draft in drafts]:
            self._rebuild(drafts)
        for row, draft in zip(self.rows, drafts, strict=True):
            row.show_draft(draft)

    def _rebuild(self, drafts: Sequence[Draft]) -> None:
        focus = QApplication.focusWidget()
        had = focus is not None and (focus is self or self.isAncestorOf(focus))
        old, self.rows = self.rows, []
        if had:
            self.setFocus()
        for row in old:
            row.hide()
            row.deleteLater()
        self.rows = [ResultRow(draft, self._now, self) for draft in drafts]
        for place, row in enumerate(self.rows):
            row.entered.connect(self._enter)
            row.edited.connect(self.edited)
            self._box.insertWidget(place, row)
        now = self._now()
        self._at = next((place for place, draft in enumerate(drafts) if not draft.obstacle(now)), 0)
        if had:
            self.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        super().focusInEvent(event)
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the current row."""
        if self.current is not None:
            self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, row: ResultRow) -> None:
        if row in self.rows:
            self._at = self.rows.index(row)

    def step(self, places: int) -> None:
        """The row before or after."""
        if self.rows:
            self._at = min(max(self._at + places, 0), len(self.rows) - 1)
            self.take_focus()
