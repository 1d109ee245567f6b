"""Takes back what was done a moment ago and harms nobody by being voided: taking a case, handing it over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.casework.rows import CaseView, Done
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.toast import Toast

_REVERSIBLE = ("take", "hand_over")


class TakingBack(QObject):
    """Remembers the last step of this window while it can be taken back.

    The toast offers it for its eight seconds, Ctrl+Z until the next step; either voids the record (D-09).
    """

    def __init__(self, runner: StepRunner, desk: ActionDesk, toast: Toast) -> None:
        super().__init__(runner)
        self._runner, self._desk, self._toast = runner, desk, toast
        self._last: tuple[CaseView, int, str] | None = None
        runner.recorded.connect(self.note)

    @Slot(object, object, str)
    def note(self, command: Command, done: Done, words: str) -> None:
        """A step was recorded: it is the one to take back, or nothing is any more."""
        reversible = command.form.verb in _REVERSIBLE
        self._last = (command.view, done.seq, command.form.title) if reversible else None
        self._desk.offer_undo(command.form.title if reversible else "")
        if reversible:
            self._toast.tell(words)

    @Slot()
    def run(self) -> None:
        """Void the remembered record, once."""
        last, self._last = self._last, None
        if last is not None and self._desk.situation.undoable == last[2]:
            self._desk.offer_undo("")
            self._runner.take_back(*last)
