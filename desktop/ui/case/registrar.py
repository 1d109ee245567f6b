"""The registering page's way to the desk: every question runs in the worker, every answer is a signal."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.rows import Outcome
from desktop.ui.case.picking import Ask, look_up
from desktop.ui.case.source import CaseSource, DraftShelf
from desktop.ui.worker import Worker


def shelf_of(source: object) -> DraftShelf | None:
    """The source as the place where half-filled forms are kept, when it is one."""
    return cast(DraftShelf, source) if hasattr(source, "save_draft") else None


def keeps_drafts(source: object) -> bool:
    """Whether a source can keep a half-filled form on this machine."""
    return shelf_of(source) is not None


class Registrar(QObject):
    """Asks and acts for 登记新案件. `command` makes a repeated registration act once; `renew` starts the next."""

    checked = Signal(object)
    plans_known = Signal(object)
    kept_found = Signal(object)
    saved = Signal()
    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, source: CaseSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self._shelf = shelf_of(source)
        self.command = ""
        self.renew()

    def renew(self) -> None:
        """The next registration is another command."""
        self.command = uuid4().hex

    def begin(self, kept: bool) -> None:
        """Ask for plans, and for a kept draft when one is wanted."""
        self._worker.run(self._source.plans, self._tell_plans, lane="plans")
        if kept and self._shelf is not None:
            self._worker.run(self._shelf.load_draft, self._tell_kept, lane="load draft")

    def look(self, draft: ApplicationDraft) -> None:
        """Ask what the desk would say to a draft; a newer question makes an older one stale."""
        job = partial(self._source.check_application, draft)
        self._worker.run(job, self._tell_check, self._tell_fault, lane="check application")

    @Slot(object)
    def look_up(self, ask: Ask) -> None:
        """Ask for names."""
        look_up(self._source.directory, self._worker, ask)

    def apply(self, draft: ApplicationDraft) -> None:
        """Open the case."""
        job = partial(self._source.apply, draft, self.command)
        self._worker.run(job, self._tell_outcome, self._tell_fault, urgent=True, command=True)

    def save(self, draft: ApplicationDraft) -> None:
        """Keep the draft on this machine."""
        if self._shelf is not None:
            job = partial(self._shelf.save_draft, draft)
            self._worker.run(job, self._tell_saved, self._tell_fault, lane="save draft", command=True)

    def drop(self) -> None:
        """Forget the kept draft."""
        if self._shelf is not None:
            self._worker.run(self._shelf.drop_draft, lane="save draft", command=True)

    @Slot(object)
    def _tell_plans(self, plans: object) -> None:
        self.plans_known.emit(plans)

    @Slot(object)
    def _tell_kept(self, draft: ApplicationDraft | None) -> None:
        if draft is not None:
            self.kept_found.emit(draft)

    @Slot(object)
    def _tell_check(self, check: ApplicationCheck) -> None:
        self.checked.emit(check)

    @Slot(object)
    def _tell_outcome(self, outcome: Outcome) -> None:
        self.answered.emit(outcome)

    @Slot(object)
    def _tell_saved(self, _nothing: object) -> None:
        self.saved.emit()

    @Slot(object)
    def _tell_fault(self, fault: BaseException) -> None:
        self.failed.emit(fault)
