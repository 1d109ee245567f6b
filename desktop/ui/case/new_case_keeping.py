"""登记新案件 loses nothing that was typed: it is kept when the form is left, and comes back with the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.drafts import ApplicationDraft
from desktop.ui.case.new_case_board import NewCaseBoard
from desktop.ui.case.registrar import Registrar, keeps_drafts
from desktop.ui.case.source import CaseSource
from desktop.ui.worker import Worker

_CHECK = "请核对填写"


class KeepingBoard(NewCaseBoard):
    """The page's frame with its draft on this machine; `told` is a line for the toast."""

    told = Signal(str)

    def __init__(self, source: CaseSource, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(source, keeps_drafts(source), parent)
        self.registrar = Registrar(source, worker, self)
        self._typed = False
        self.form.changed.connect(self._mark)
        self.form.judged.connect(self._say_judged)
        self.registrar.kept_found.connect(self._take_kept)
        self.registrar.saved.connect(self._say_saved)

    def _mark(self) -> None:
        self._typed = True

    def keep(self) -> None:
        """Keep what was typed and not registered: the form is left, or begun anew."""
        if not self._typed:
            return
        self._typed = False
        draft = self.form.draft()
        if draft == ApplicationDraft():
            self.registrar.drop()
        else:
            self.registrar.save(draft)

    def forget(self) -> None:
        """What was typed is registered."""
        self._typed = False
        self.registrar.drop()

    def save(self) -> None:
        """Keep the draft on this machine."""
        self._typed = False
        self.registrar.save(self.form.draft())

    def hideEvent(self, event: QHideEvent) -> None:
        """Whichever way the form is left, nothing that was typed is lost."""
        super().hideEvent(event)
        self.keep()

    def look(self) -> None:
        """Ask the desk what it would say now."""
        self.form.judge_left()
        self.registrar.look(self.form.draft())

    def _say_judged(self, faults: str) -> None:
        """Say whole what is wrong with a number; beside its field there is seldom room for it."""
        if faults:
            self.strip.tell(_CHECK, faults, kind="warning")
        elif self.strip.title == _CHECK:
            self.strip.clear()

    def _take_kept(self, draft: ApplicationDraft) -> None:
        if self.form.draft() == ApplicationDraft():
            self.form.fill(draft)
            self.told.emit("已取回暂存的草稿")
            self.look()

    def _say_saved(self) -> None:
        self.say_title(f"{self._source.now():%H:%M}")
        self.told.emit("草稿已存在本机" if self.isVisible() else "已暂存 · Ctrl+N 接着填")
