"""Puts the phone doctor's page into the window: digit 7 and the navigation lead to it, Esc and L to the queue below."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.casework.rows import CaseView
from desktop.ui.phone.duty_page import DutyPage
from desktop.ui.phone.figures_panel import FiguresPanel
from desktop.ui.phone.page import PhonePage
from desktop.ui.phone.words import TITLE

QUEUE = "PD"


class PhoneRoom(QObject):
    """The page over the queue of calls, and what leads from it to cases and forms."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._whole = whole
        shell, source = whole.shell, whole.source
        self.page = PhonePage(source, source.phone_desk, shell.worker, shell.desk, source.person)
        shell.body.keep(self.page)
        shell.book.adopt(self.page)
        page = self.page
        page.told.connect(shell.toast.tell)
        page.faulted.connect(shell.errors.take)
        page.changed.connect(shell.look_again)
        page.did.connect(self._remember)
        page.turn_wanted.connect(self.turn)
        shell.undo.changed.connect(self._look_again)
        shell.nav.chosen.connect(self._front)
        shell.closing.connect(page.keeping.keep)
        self._bind(shell.desk)
        self._add_roster(shell, source)

    def _bind(self, desk: Any) -> None:
        deeds = self.page.deeds
        for digit in range(1, 7):
            desk.handle(f"phone_end_{digit}", partial(deeds.choose_end, digit))
        for name, deed in (
            ("answer", deeds.answer), ("ring", self.page.ring.ask), ("back", deeds.call_back),
            ("hang_up", deeds.hang_up), ("calm", deeds.ask_calm), ("notice", deeds.tick_notice),
            ("save", deeds.save), ("gap", deeds.next_gap), ("turn", self.page.turn), ("queue", self.show_queue),
            ("case", self.show_case), ("close", self.close_case),
        ):  # fmt: skip
            desk.handle(f"phone_{name}", deed)
        desk.handle("page_7", self.show, TITLE)

    def _add_roster(self, shell: Any, source: Any) -> None:
        """The roster's page and the statistics."""
        self.roster = roster = DutyPage(source, source.phone_desk, shell.worker, shell.desk)
        self.figures = FiguresPanel(shell.body, source.phone_desk, shell.worker)
        shell.body.keep(roster)
        shell.book.adopt(roster)
        roster.told.connect(shell.toast.tell)
        roster.faulted.connect(shell.errors.take)
        roster.did.connect(self._remember_roster)
        self.figures.faulted.connect(shell.errors.take)
        desk = shell.desk
        desk.handle("phone_duty", partial(shell.show_over, roster))
        desk.handle("phone_figures", self.show_figures)
        for name, deed in (
            ("right", partial(roster.grid.step_day, 1)), ("left", partial(roster.grid.step_day, -1)),
            ("down", partial(roster.step, 1)), ("up", partial(roster.step, -1)),
            ("next", partial(roster.turn, 1)), ("previous", partial(roster.turn, -1)),
            ("today", partial(roster.turn, 0)), ("add", roster.add), ("edit", roster.edit),
            ("remove", roster.remove), ("doctor", roster.staff.add), ("export", roster.export),
            ("least", roster.staff.ask_least),
        ):  # fmt: skip
            desk.handle(f"duty_{name}", deed)

    @Slot(str)
    def _remember_roster(self, title: str) -> None:
        self._whole.shell.undo.did(title, back=self.roster.take_back)

    def show_figures(self) -> None:
        """G: the statistics up to now."""
        self.figures.open_for(self._whole.source.now())

    @Slot(str)
    def _front(self, name: str) -> None:
        if name == QUEUE:
            self.show()

    def show(self) -> None:
        """Show the page over its queue."""
        self._whole.shell.show_page(QUEUE)
        self._whole.shell.show_over(self.page)

    def show_queue(self) -> None:
        """L: the queue below."""
        self._whole.shell.show_page(QUEUE)

    @Slot(str, object)
    def _remember(self, title: str, acts: Any) -> None:
        self._whole.shell.undo.did(title, acts=acts)

    @Slot(object)
    def _look_again(self, changed: Any) -> None:
        """What was kept of the call in sight was taken back: it is to be written on."""
        sheet = self.page.sheet
        if sheet is not None and sheet.case_id in changed:
            self.page.read(sheet.case_id)
            self.page.load()

    @Slot(int)
    def turn(self, _case_id: int) -> None:
        """Ask which service the call leads on to."""
        self._step("turn_into")

    def close_case(self) -> None:
        """Z: close the case of the call in sight."""
        self._step("close")

    def show_case(self) -> None:
        """Alt+Enter: the case's own page."""
        if self.page.sheet is not None:
            self._whole.open_case(self.page.sheet.case_id)

    def _step(self, verb: str) -> None:
        sheet, whole = self.page.sheet, self._whole
        if sheet is None:
            whole.shell.toast.tell("先接听一位", undoable=False)
            return
        job = partial(whole.source.case_view, sheet.case_id, whole.source.now())
        answer = self._begin_turn if verb == "turn_into" else self._begin_close
        whole.shell.worker.run(job, answer, whole.shell.errors.take, lane="phone step")

    @Slot(object)
    def _begin_turn(self, view: CaseView) -> None:
        self._whole.runner.begin("turn_into", view)

    @Slot(object)
    def _begin_close(self, view: CaseView) -> None:
        self._whole.runner.begin("close", view)


def join_phone(whole: Any) -> PhoneRoom | None:
    """Add the page where the desk has one."""
    return PhoneRoom(whole) if hasattr(whole.source, "phone_desk") else None
