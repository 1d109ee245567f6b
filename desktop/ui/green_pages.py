"""The green channel's own pages in the window: when the review workspace opens, and where one goes from it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop.casework.rows import CaseView, Done
from desktop.handbook.vocabulary import BOOKABLE, Item
from desktop.ui.case.review_page import ReviewPage
from desktop.ui.exemption_page import ExemptionPage

_REVIEWED = (*BOOKABLE, Item.MD)


class GreenPages(QObject):
    """Leads to the review workspace and back to where one came from."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._whole = whole
        shell = whole.shell
        self.review = ReviewPage(whole.source, shell.worker)
        self.exemptions = ExemptionPage(whole.source, shell.worker)
        shell.body.keep(self.review, self.exemptions)
        self._from_case = False
        self.exemptions.back_wanted.connect(shell.back)
        self.exemptions.case_wanted.connect(whole.open_case)
        self.exemptions.done.connect(whole.after_step)
        self.exemptions.told.connect(partial(shell.toast.tell, undoable=False))
        self.exemptions.faulted.connect(shell.errors.take)
        whole.case_page.facts.prepared.copied.connect(partial(shell.toast.tell, undoable=False))
        shell.desk.handle("more", self.more_steps)
        if self.review.possible():
            shell.desk.handle("exemptions", self.open_exemptions)
        self.review.shown.connect(self._show)
        self.review.back_wanted.connect(self._back)
        self.review.decided.connect(whole.runner.run)
        self.review.told.connect(partial(shell.toast.tell, undoable=False))
        self.review.faulted.connect(shell.errors.take)

    def takes(self, verb: str, view: CaseView) -> bool:
        """Whether a step is taken on a page of its own; a review is, unless a rule refuses it now."""
        step = next((step for step in view.steps if step.verb == verb), None)
        if verb != "review" or view.item not in _REVIEWED or not self.review.possible():
            return False
        if step is None or step.findings:
            return False
        self._from_case = self._whole.case_page.isVisible()
        self.review.open(view.id)
        return True

    def more_steps(self) -> None:
        """L: the menu of every step that has no button."""
        page = self._whole.case_page
        (page.clocks.steps if page.isVisible() else self._whole.inspector.steps).open_menu()

    def open_exemptions(self) -> None:
        """Open the requests for exemption."""
        self.exemptions.open()
        self._whole.shell.show_over(self.exemptions)

    def _show(self) -> None:
        self._whole.shell.show_over(self.review)

    def _back(self) -> None:
        case = self._whole.case_page.view
        if self._from_case and case is not None:
            self._whole.open_case(case.id)
        else:
            self._whole.shell.back()

    def after_step(self, done: Done) -> bool:
        """Leave the workspace once its review is recorded; says whether it was left."""
        sheet = self.review.sheet
        if sheet is None or sheet.view.id not in done.changed or not self.review.isVisible():
            return False
        self.review.forget()
        self._back()
        return True
