"""A text field that shows personal data in full only while one types in it, and ticks what is in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import glyphs, theme
from desktop.ui.inputs import Field

Mask = Callable[[str], str]


def plain(words: str) -> str:
    """No mask at all."""
    return words


class _Line(QLineEdit):
    """A line that tells of its focus and carries the tick at its right end."""

    focused = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ticked = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell before the text is selected."""
        self.focused.emit(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell afterwards."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tick over Qt's frame."""
        super().paintEvent(event)
        if self.ticked:
            glyphs.draw(QPainter(self), self.width() - 24, (self.height() - 12) / 2, "ok", theme.colour("ok_fg"))


class SecretField(Field):
    """A field that masks what the program filled in; `value` is always the whole text, `left` that the keyboard went.

    What a person types or pastes stays in clear while the form is open, to be read over.

    `known` shows, as a placeholder, what the desk has already (masked too), and asks for nothing then.
    """

    left = Signal()

    def __init__(self, label: str, mask: Mask = plain, hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required)
        self._mask, self._whole, self._needed, self._own = mask, "", required, False
        self.edit = _Line(self)
        self.edit.setTextMargins(0, 0, 22, 0)
        self.edit.textEdited.connect(self._typed)
        self.edit.focused.connect(self._turn)
        self.hold(self.edit)

    def _typed(self, words: str) -> None:
        self._whole, self._own = words.strip(), True
        self.edited()

    def _turn(self, focused: bool) -> None:
        masked = self._whole and not focused and not self._own
        shown = self._mask(self._whole) if masked else self._whole
        if self.edit.text() != shown:
            self.edit.setText(shown)
        if not focused:
            self.left.emit()

    def reveal(self) -> None:
        """Show it in clear: a person has just pasted it."""
        self._own = True
        self._turn(self.edit.hasFocus())

    def value(self) -> str:
        """The whole text."""
        return self._whole

    def set_value(self, value: Any) -> None:
        """Fill in a text."""
        self._whole, self._own = "" if value is None else str(value).strip(), False
        self._turn(self.edit.hasFocus())

    def know(self, words: str) -> None:
        """Show what the desk has on record; "" when it has nothing."""
        self.edit.setPlaceholderText(words)
        self.required = self._needed and not words
        self.update()

    def tick(self, ticked: bool) -> None:
        """Show that the entry is in order."""
        self.edit.ticked = ticked
        self.edit.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the label; a known value is not optional, it is there."""
        needed, self.required = self.required, self.required or bool(self.edit.placeholderText())
        super().paintEvent(event)
        self.required = needed
