"""Fields without a line for their label: the name stands in them until something is entered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop.ui.date_inputs import MomentField
from desktop.ui.inputs import ChoiceField, Choices, TextField

HIGH = 30


class BareChoice(ChoiceField):
    """One of several choices, 30 px high."""

    names_itself = True

    def __init__(self, label: str, choices: Choices) -> None:
        super().__init__(label, choices)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.combo.setPlaceholderText(label)
        self.combo.setFixedHeight(HIGH)


class BareText(TextField):
    """One line, 30 px high."""

    names_itself = True

    def __init__(self, label: str) -> None:
        super().__init__(label, placeholder=label)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.edit.setFixedHeight(HIGH)


class BareMoment(MomentField):
    """A moment, 30 px high."""

    names_itself = True

    def __init__(self, label: str, now: Callable[[], datetime]) -> None:
        super().__init__(label, now)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.edit.setPlaceholderText(f"{label}，{self.placeholder}")
        self.edit.setFixedHeight(HIGH)
