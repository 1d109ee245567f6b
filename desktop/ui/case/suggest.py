"""Text fields that offer names while one types: illnesses from the contract's list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from desktop.ui import fonts
from desktop.ui.inputs import TextField


class SuggestField(TextField):
    """A text field with offers below it; what is typed need not be among them."""

    def __init__(self, label: str, hint: str = "", required: bool = True, placeholder: str = "") -> None:
        super().__init__(label, hint, required, placeholder)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if (popup := self._completer.popup()) is not None:
            popup.setFont(fonts.font("body"))
            popup.setAccessibleName(f"{label}的候选")
        self.edit.setCompleter(self._completer)
        self._completer.activated.connect(self._taken)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self._names.setStringList(list(names))

    def _taken(self, _name: str) -> None:
        self.edited()
