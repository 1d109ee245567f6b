"""Puts the roster, the day's results and the day sheets into the window, beside the calendar they belong to."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.ui.calendar.page import CalendarPage
from desktop.ui.results.page import ResultsPage
from desktop.ui.roster.page import RosterPage
from desktop.ui.sheets.panel import SheetsPanel
from desktop.ui.shell import Shell


class EscortPages(QObject):
    """The coordinator's two pages and the panel; they cover the page that is on, Esc goes back to it."""

    def __init__(self, shell: Shell, source: Any, calendar: CalendarPage) -> None:
        super().__init__(shell)
        self._shell, self._calendar = shell, calendar
        self.roster = RosterPage(source, source.roster_desk, shell.worker, shell.desk)
        self.results = ResultsPage(source, source.result_desk, shell.worker, shell.desk)
        shell.body.keep(self.roster, self.results)
        for page in (self.roster, self.results):
            shell.book.adopt(page)
            page.faulted.connect(shell.errors.take)
        self.roster.told.connect(shell.toast.tell)
        self.results.told.connect(shell.toast.tell)
        self.results.changed.connect(shell.case.refresh)
        self.results.did.connect(self._remember_results)
        self.roster.did.connect(self._remember_file)
        shell.desk.handle("roster", self.show_roster)
        shell.desk.handle("results", self.show_results)

    @Slot(str, object)
    def _remember_results(self, title: str, steps: tuple[int, ...]) -> None:
        self._shell.undo.did(title, back=partial(self.results.recording.undo, steps))

    @Slot(str)
    def _remember_file(self, title: str) -> None:
        self._shell.undo.did(title, back=self.roster.take_back)

    def show_roster(self) -> None:
        """The escorts."""
        self._shell.show_over(self.roster)

    def show_results(self) -> None:
        """What became of the jobs of the day the calendar shows; from elsewhere of today."""
        on = self._shell.whole is self._calendar
        self.results.show_day(self._calendar.shown.day if on else self._calendar.now.date())
        self._shell.show_over(self.results)


def join_escort_pages(shell: Shell, source: Any, calendar: CalendarPage | None) -> EscortPages | None:
    """Add them where the desk has them; None when it has no calendar."""
    if calendar is None or not hasattr(source, "roster_desk"):
        return None
    pages = EscortPages(shell, source, calendar)
    sheets = getattr(source, "sheet_desk", None)
    if sheets is not None:
        panel = SheetsPanel(shell.body, sheets, shell.worker)
        panel.told.connect(partial(shell.toast.tell, undoable=False))
        panel.faulted.connect(shell.errors.take)
        calendar.sheets_wanted.connect(panel.open_for)
    return pages
