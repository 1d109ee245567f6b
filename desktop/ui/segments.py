"""A few exclusive choices side by side, all visible: the bare row, and the labelled field of a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, text
from desktop.ui.case import keys
from desktop.ui.inputs import CONTROL, Choices, Field


class Segments(QWidget):
    """A row of exclusive segments: ← → or the digits choose, `chosen` carries the value.

    A digit chooses by place; where the labels are codes, as /3, it chooses the code it is.
    """

    chosen = Signal(str)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._at = choices, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(CONTROL)
        self.setMinimumWidth(len(choices) * 56)

    def value(self) -> str:
        """The chosen value, or ""."""
        return self._choices[self._at][0] if self._at >= 0 else ""

    def set_value(self, value: str) -> None:
        """Choose without telling."""
        self._at = next((place for place, choice in enumerate(self._choices) if choice[0] == value), -1)
        self.setAccessibleDescription(self._choices[self._at][1] if self._at >= 0 else "未选")
        self.update()

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._choices):
            self.set_value(self._choices[place][0])
            self.chosen.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, digits choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(min(max(self._at + step, 0), len(self._choices) - 1))
        elif event.text().isdecimal() and keys.modifiers(event) == keys.NO_MODIFIER:
            self._choose(self._place_of(event.text()))
        else:
            super().keyPressEvent(event)

    def _place_of(self, digit: str) -> int:
        codes = [label.removeprefix("/") for _value, label in self._choices]
        if all(code.isdecimal() for code in codes):
            return codes.index(digit) if digit in codes else -1
        return int(digit) - 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the segment under the pointer."""
        self._choose(int(event.position().x() * len(self._choices) / max(1, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the segments; the chosen one carries accent and weight."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        cards.rounded(painter, box, 6, "bg_surface", "border_strong")
        each = self.width() / len(self._choices)
        for place, (_value, label) in enumerate(self._choices):
            mine = QRectF(place * each, 0, each, self.height()).adjusted(3, 3, -3, -3)
            if place == self._at:
                cards.rounded(painter, mine, 4, "bg_selected", "accent", 1.5)
            tint, weight = ("text", 600) if place == self._at else ("text2", 0)
            text.draw_centred(painter, mine.x(), mine.y(), mine.width(), mine.height(), label, "dense", tint, weight)
        if self.hasFocus():
            cards.focus_ring(painter, box)


class SegmentField(Field):
    """One of two to five choices, all visible."""

    def __init__(self, label: str, choices: Choices, hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required)
        self.segments = Segments(choices, self)
        self.segments.chosen.connect(self.edited)
        self.hold(self.segments)

    def value(self) -> str:
        """The chosen value, or "" when none is."""
        return self.segments.value()

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.segments.set_value(str(value))
