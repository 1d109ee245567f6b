"""Puts the page of working days into the window, and the missing notice onto the page of the day."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout

from desktop.casework.calendars.calendars_desk import Standing
from desktop.ui.errors import is_environment
from desktop.ui.shell import Shell
from desktop.ui.strip import Offer, Strip
from desktop.ui.working_days.page import WorkingDaysPage

OWNER = "working_days"


class WorkingDaysRoom(QObject):
    """The page that covers the one that is on, its keys, and the banner from 1 November on."""

    def __init__(self, shell: Shell, source: Any, open_case: Any) -> None:
        super().__init__(shell)
        self._shell, self._source = shell, source.calendars
        self.page = page = WorkingDaysPage(source, self._source, shell.worker, shell.desk)
        shell.body.keep(page)
        shell.book.adopt(page)
        page.told.connect(shell.toast.tell)
        page.faulted.connect(shell.errors.take)
        page.did.connect(self._remember)
        page.changed.connect(self._after)
        page.case_wanted.connect(open_case)
        self._seen: int | None = None
        self._bind()
        today = shell.queues["today"]
        self.banner = Strip("warning", today, gap=12)
        self.banner.acted.connect(self.show)
        box = cast(QVBoxLayout, today.layout())
        box.insertWidget(box.indexOf(today.strip), self.banner)
        shell.clock.ticked.connect(self._ask)
        self._ask()

    def _bind(self) -> None:
        desk, page = self._shell.desk, self.page
        desk.handle("calendars", self.show)
        for name, deed in (
            ("left", partial(page.step, -1)), ("right", partial(page.step, 1)), ("up", partial(page.step, -7)),
            ("down", partial(page.step, 7)), ("previous", partial(page.turn, -1)), ("next", partial(page.turn, 1)),
            ("day", page.turn_day), ("paste", page.paste), ("enable", page.deeds.enable),
            ("import", page.deeds.import_file), ("export", page.deeds.export_file),
        ):  # fmt: skip
            desk.handle(f"year_{name}", deed)

    @Slot(str)
    def show(self, _offer: str = "") -> None:
        """Show the page over the one that is on."""
        self._shell.show_over(self.page)

    @Slot(str)
    def _remember(self, title: str) -> None:
        if title:
            self._shell.undo.did(title, back=self.page.deeds.take_back, owner=OWNER)
        else:
            self._shell.undo.rename(OWNER, "")

    @Slot(object)
    def _after(self, changed: tuple[int, ...]) -> None:
        """Counts and the open case follow at once; the rest when the banner has asked how the calendar stands."""
        self._shell.case.refresh(changed)
        self._ask()

    @Slot()
    def _ask(self, _now: object = None) -> None:
        self._shell.worker.run(self._source.standing, self._tell, self._lost, lane="calendar standing")

    @Slot(object)
    def _tell(self, standing: Standing) -> None:
        if self._seen not in (None, standing.publication):
            self._shell.look_again()
        self._seen, year = standing.publication, standing.missing
        if not year:
            self.banner.clear()
            return
        title = f"{year} 年放假通知还没有录入"
        if self.banner.title != title:
            self.banner.tell(title, f"凡触及 {year} 年的时限都是预估；录入国务院通知后自动重算",
                             (Offer("calendars", "录入通知", "Ctrl+Alt+W"),))  # fmt: skip

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        """A desk out of reach is told of by the list."""
        if not is_environment(fault):
            self._shell.errors.take(fault)


def join_working_days(shell: Shell, source: Any, open_case: Any) -> WorkingDaysRoom | None:
    """Add it where the desk keeps calendars."""
    return WorkingDaysRoom(shell, source, open_case) if getattr(source, "calendars", None) is not None else None
