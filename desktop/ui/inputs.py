"""Labelled inputs for forms: label above, 36 px control, hint or fault at the right of the label."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import fonts, glyphs, icons, text, theme

CONTROL = 36
_LABEL = 24
Choices = tuple[tuple[str, str], ...]


class Field(QWidget):
    """A labelled control: `value`, `set_value`, `set_fault`; `changed` after every edit by the user.

    The control carries the label as accessible name and hint or fault as description.
    Subclasses hand their control to `hold` and answer `value` and `set_value`; with `names_itself` the control
    shows its own label and the field paints none.
    """

    changed = Signal()
    names_itself = False

    def __init__(self, label: str, hint: str = "", required: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.hint, self.required, self.fault = label, hint, required, ""
        self.control: QWidget = self
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, _LABEL, 0, 0)
        self._box.setSpacing(0)

    def hold(self, control: QWidget, height: int = CONTROL) -> None:
        """Take the control in, name it, and let focus go to it."""
        self.control = control
        if height:
            control.setFixedHeight(height)
        control.setFont(fonts.font("body"))
        self._box.addWidget(control)
        self.setFocusProxy(control)
        upright = QSizePolicy.Policy.Fixed if height else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)
        self._name()

    def value(self) -> Any:
        """What is entered; empty text or None when nothing is, and always while no control is held."""
        return None

    def set_value(self, value: Any) -> None:
        """Fill in a value; without a control there is nowhere to put it."""

    def is_empty(self) -> bool:
        """Whether nothing is entered."""
        return self.value() in ("", None, (), [])

    def check(self) -> bool:
        """Mark a required field left empty; says whether the field is in order."""
        if self.required and self.is_empty():
            self.set_fault("还没有填")
        return not self.fault

    def set_fault(self, sentence: str) -> None:
        """Show what is wrong with the entry, or nothing with an empty sentence."""
        self.fault = sentence
        self.setToolTip(sentence)
        self.control.setProperty("fault", "true" if sentence else "false")
        self.control.style().polish(self.control)
        self._name()
        self.update()

    def set_hint(self, hint: str) -> None:
        """Show another hint at the right of the label."""
        self.hint = hint
        self._name()
        self.update()

    def edited(self) -> None:
        """The user changed something: the fault is no longer sure."""
        if self.fault:
            self.set_fault("")
        self.changed.emit()

    def _name(self) -> None:
        self.control.setAccessibleName(self.label)
        self.control.setAccessibleDescription(self.fault or self.hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint label and hint or fault."""
        if self.names_itself:
            return
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 20, self.label, "dense", "text2")
        if not self.required:
            used += 6 + text.draw(painter, used + 6, 0, 20, "选填", "caption", "text3")
        room = self.width() - used - 12
        note, tint, sign = self._note()
        if self.fault and fonts.width(note, "caption") > room:
            note = note.split("，")[0]
        if not note or room < 24:
            return
        wide = min(fonts.width(note, "caption"), room)
        text.draw(painter, self.width() - wide, 0, 20, note, "caption", tint, room=room)
        if sign:
            glyphs.draw(painter, self.width() - wide - 16, 4, sign, theme.colour(tint))

    def _note(self) -> tuple[str, str, str]:
        """What stands at the right of the label, its tint and its sign."""
        return (self.fault, "breach_bar", "breach") if self.fault else (self.hint, "text3", "")


class TextField(Field):
    """One line of text; `masked` shows dots (passwords)."""

    def __init__(
        self, label: str, hint: str = "", required: bool = True, placeholder: str = "", masked: bool = False
    ) -> None:
        super().__init__(label, hint, required)
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(placeholder)
        if masked:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textEdited.connect(self.edited)
        self.hold(self.edit)

    def value(self) -> Any:
        """The text without blanks at its ends."""
        return self.edit.text().strip()

    def set_value(self, value: Any) -> None:
        """Fill in a text."""
        self.edit.setText("" if value is None else str(value))


_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,6})?", re.ASCII)


class NumberField(TextField):
    """A whole or decimal number, with an optional unit shown as hint."""

    def value(self) -> Any:
        """The number, or None when nothing or no number is entered."""
        written = self.edit.text().strip()
        if not _NUMBER.fullmatch(written):
            return None
        number = float(written)
        return int(number) if number.is_integer() else number

    def check(self) -> bool:
        """A text that is no number is a fault."""
        if self.edit.text().strip() and self.value() is None:
            self.set_fault("要填数字")
            return False
        return super().check()


class LongTextField(Field):
    """Several lines of text; Tab leaves the field. `lines` is its height."""

    def __init__(
        self, label: str, hint: str = "", required: bool = True, placeholder: str = "", lines: int = 3
    ) -> None:
        super().__init__(label, hint, required)
        self.edit = QPlainTextEdit(self)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.edited)
        self.hold(self.edit, 16 + 22 * lines)

    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Fill in a text."""
        self.edit.setPlainText("" if value is None else str(value))


class Combo(QComboBox):
    """A combo box with our own arrow that ignores the wheel while it has no focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only a focused combo turns."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over Qt's frame."""
        super().paintEvent(event)
        icons.draw(QPainter(self), self.width() - 26, (self.height() - 16) / 2, "chevron-down", "text2")


class ChoiceField(Field):
    """One of several choices, given as (value, label) pairs."""

    def __init__(self, label: str, choices: Choices, hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required)
        self.combo = Combo(self)
        self.combo.setPlaceholderText("请选择")
        self.set_choices(choices)
        self.combo.activated.connect(self.edited)
        self.hold(self.combo)

    def set_choices(self, choices: Choices) -> None:
        """Offer other choices; nothing is chosen afterwards unless one alone is required."""
        self.combo.clear()
        for value, label in choices:
            self.combo.addItem(label, value)
        self.combo.setCurrentIndex(0 if self.required and len(choices) == 1 else -1)

    def value(self) -> str:
        """The chosen value, or "" when none is."""
        return self.combo.currentData() or ""

    def set_value(self, value: Any) -> None:
        """Choose a value; an unknown one chooses nothing."""
        self.combo.setCurrentIndex(self.combo.findData(value))
