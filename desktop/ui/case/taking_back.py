"""Tells the window's stack what was done on a case, so that Ctrl+Z and the toast take it back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.casework.rows import Done
from desktop.casework.undoing import FINAL
from desktop.ui.case.runner import StepRunner, step_of
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.toast import Toast
from desktop.ui.undo_stack import UndoStack


class TakingBack(QObject):
    """Every step but those that waited in the outbox: what cannot be undone has been said before it was done (D-04)."""

    def __init__(self, runner: StepRunner, stack: UndoStack, toast: Toast) -> None:
        super().__init__(runner)
        self._stack, self._toast = stack, toast
        runner.recorded.connect(self.note)

    @Slot(object, object, str)
    def note(self, command: Command, done: Done, words: str) -> None:
        """A step was recorded."""
        step = step_of(command.view, command.form.verb)
        if command.form.verb in FINAL or (step is not None and step.irreversible):
            return
        if self._stack.did(f"{command.view.name} {command.form.title}", ((done.case_id, done.seq),)):
            self._toast.tell(words)
