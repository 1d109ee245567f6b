"""Boxes to tick, painted from the tokens, and fields made of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from desktop.ui import cards, fonts, glyphs, text, theme
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.inputs import Choices, Field

_BOX = 16


class TickBox(QAbstractButton):
    """A labelled box to tick: Space or a click; 28 px high. `key` is a digit shown before the label."""

    def __init__(self, label: str, role: str = "dense", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._key = role, key
        self.setText(label)
        self.setCheckable(True)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(28)

    def sizeHint(self) -> QSize:
        """Box, digit and label."""
        digit = fonts.width(self._key, self._role, 600) + 6 if self._key else 0
        return QSize(_BOX + 16 + digit + fonts.width(self.text(), self._role), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, tick and label."""
        painter = QPainter(self)
        y = (self.height() - _BOX) / 2
        fill, edge = ("accent", "accent") if self.isChecked() else ("bg_surface", "border_strong")
        cards.rounded(painter, QRectF(4, y, _BOX, _BOX), 4, fill, edge)
        if self.isChecked():
            glyphs.draw(painter, 6, y + 2, "ok", theme.colour("on_accent"))
        x = 4.0 + _BOX + 8
        if self._key:
            x += text.draw(painter, x, 0, self.height(), self._key, self._role, "text", 600) + 6
        text.draw(painter, x, 0, self.height(), self.text(), self._role, "text")
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))


class YesNoField(Field):
    """One box to tick; the value is a bool, so it is never empty."""

    names_itself = True

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__("", hint, required=True)
        self.box = TickBox(label, "body", parent=self)
        self.box.toggled.connect(self.edited)
        self._box.setContentsMargins(0, 4, 0, 0)
        self.label = label
        self.hold(self.box, 28)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick or untick; text counts as true when it says so."""
        self.box.setChecked(value is True or str(value).lower() in ("true", "1", "yes", "是"))

    def is_empty(self) -> bool:
        """An unticked box is an answer."""
        return False


class _Boxes(QWidget):
    """The boxes of a `ChoicesField`: digits tick, arrows move, Tab goes on to the next field."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        digits = len(choices) <= 9
        self.boxes = [
            TickBox(label, key=str(at) if digits else "", parent=self) for at, (_, label) in enumerate(choices, 1)
        ]
        for place, box in enumerate(self.boxes):
            grid.addWidget(box, place // 2, place % 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.boxes:
            self.setFocusProxy(self.boxes[0])

    def event(self, event: QEvent) -> bool:
        """Digits belong to the boxes."""
        if isinstance(event, QKeyEvent) and keys.claim(event, self._place(event) is not None):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks its box, arrows move."""
        place = self._place(event)
        if place is not None:
            self.boxes[place].toggle()
        elif event.key() in (Key.Key_Up, Key.Key_Left):
            self.focusPreviousChild()
        elif event.key() in (Key.Key_Down, Key.Key_Right):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _place(self, event: QKeyEvent) -> int | None:
        digit = event.text()
        if len(digit) == 1 and digit in "123456789" and int(digit) <= len(self.boxes):
            return int(digit) - 1
        return None


class ChoicesField(Field):
    """Several of several, each a box to tick; the value is a list in the order offered."""

    def __init__(self, label: str, choices: Choices, hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required)
        self._values = [value for value, _label in choices]
        self.panel = _Boxes(choices, self)
        for box in self.panel.boxes:
            box.toggled.connect(self.edited)
        self.hold(self.panel, 0)
        rows = (len(choices) + 1) // 2
        self.panel.setFixedHeight(32 * rows - 4)

    def value(self) -> list[str]:
        """What is ticked."""
        return [value for value, box in zip(self._values, self.panel.boxes, strict=True) if box.isChecked()]

    def set_value(self, value: Any) -> None:
        """Tick these; text is taken apart at commas."""
        wanted = [part.strip() for part in value.split(",")] if isinstance(value, str) else list(value or ())
        for name, box in zip(self._values, self.panel.boxes, strict=True):
            box.setChecked(name in wanted)
