"""Takes back what was done a moment ago and harms nobody by being voided: taking a case, handing it over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.rows import CaseView, Done
from desktop.ui.case.verb_form_parts import Command

_REVERSIBLE = ("take", "hand_over")


class TakingBack(QObject):
    """Remembers the last step of this window while it can be taken back.

    `offered` carries what Ctrl+Z would take back, "" for nothing; `told` the toast's line for such a step.
    `void` is called with the case, the record's number and the step's title (D-09).
    """

    offered = Signal(str)
    told = Signal(str)

    def __init__(self, void: Callable[[CaseView, int, str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._void = void
        self._last: tuple[CaseView, int, str] | None = None

    @Slot(object, object, str)
    def note(self, command: Command, done: Done, words: str) -> None:
        """A step was recorded: it is the one to take back, or nothing is any more."""
        reversible = command.form.verb in _REVERSIBLE
        self._last = (command.view, done.seq, command.form.title) if reversible else None
        self.offered.emit(command.form.title if reversible else "")
        if reversible:
            self.told.emit(words)

    @Slot()
    def run(self) -> None:
        """Void the remembered record, once."""
        last, self._last = self._last, None
        self.offered.emit("")
        if last is not None:
            self._void(*last)
