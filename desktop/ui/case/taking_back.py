"""Tells the window's stack what was done on a case, so that Ctrl+Z and the toast take it back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.casework.rows import Done
from desktop.casework.undoing import FINAL
from desktop.ui.case.runner import StepRunner, step_of
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.field_undo import FieldUndo

_FORM_OPEN = "表单开着，不撤销别处的事；先提交，或按 Esc 收起"


class TakingBack(QObject):
    """Every step but those that waited in the outbox: what cannot be undone has been said before it was done (D-04)."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        shell = self._shell = whole.shell
        self._runner: StepRunner = whole.runner
        self._fields = FieldUndo(self)
        self._runner.recorded.connect(self.note)
        shell.desk.handle("undo", self.pull_back)
        shell.desk.handle("redo", shell.undo.redo)
        shell.toast.undone.connect(shell.undo.undo)
        shell.toast.redone.connect(shell.undo.redo)
        shell.undo.changed.connect(whole.show_changed)
        shell.undo.faulted.connect(shell.errors.take)

    def pull_back(self) -> None:
        """Ctrl+Z: what waits in the outbox, else the last change in the form in front, else the last thing done."""
        shell = self._shell
        if not self._runner.sheet.isHidden():
            shell.toast.tell(_FORM_OPEN, undoable=False)
            return
        if self._runner.pull_back():
            return
        if shell.desk.form_offers and shell.whole is not None:
            shell.whole.undo()
        else:
            shell.undo.undo()

    @Slot(object, object, str)
    def note(self, command: Command, done: Done, words: str) -> None:
        """A step was recorded."""
        step = step_of(command.view, command.form.verb)
        if command.form.verb in FINAL or (step is not None and step.irreversible):
            return
        if self._shell.undo.did(f"{command.view.name} {command.form.title}", ((done.case_id, done.seq),)):
            self._shell.toast.tell(words)
