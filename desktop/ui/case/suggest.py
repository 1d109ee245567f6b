"""Text fields that offer names while one types: hospitals from the desk, departments and illnesses from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter

from desktop.ui import fonts
from desktop.ui.inputs import TextField

_PAUSE = 120


class SuggestField(TextField):
    """A text field with offers below it; what is typed need not be among them.

    `wanted` carries the text when the typist pauses, for a field whose offers come from the desk.
    """

    wanted = Signal(str)

    def __init__(
        self, label: str, hint: str = "", required: bool = True, placeholder: str = "", live: bool = False
    ) -> None:
        super().__init__(label, hint, required, placeholder)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if (popup := self._completer.popup()) is not None:
            popup.setFont(fonts.font("body"))
            popup.setAccessibleName(f"{label}的候选")
        mode = QCompleter.CompletionMode
        self._completer.setCompletionMode(mode.UnfilteredPopupCompletion if live else mode.PopupCompletion)
        self.edit.setCompleter(self._completer)
        self._completer.activated.connect(self._taken)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        if live:
            self.edit.textEdited.connect(self._typed)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; the list opens when the field has the keyboard and something was typed."""
        if list(names) == self._names.stringList():
            return
        self._names.setStringList(list(names))
        if self.edit.hasFocus() and self.edit.text() and names and self.edit.text() not in names:
            self._completer.complete()

    def offered(self) -> list[str]:
        """The names on offer now."""
        return self._names.stringList()

    def _typed(self, _words: str) -> None:
        self._pause.start()

    def _ask(self) -> None:
        if self.edit.text().strip():
            self.wanted.emit(self.edit.text().strip())

    def _taken(self, _name: str) -> None:
        self.edited()
