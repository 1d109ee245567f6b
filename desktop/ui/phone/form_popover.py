"""A floating form of a few fields: Tab goes round, Ctrl+Enter saves, Esc leaves; what refuses is said below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui import text
from desktop.ui.buttons import Button
from desktop.ui.case.ticks import ChoicesField, YesNoField
from desktop.ui.inputs import Field
from desktop.ui.popover import SHADOW, Popover

_WIDE, _COLUMNS = 520, 2
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormPopover(Popover):
    """`submitted` carries the values by name, once every field is in order."""

    submitted = Signal(object)

    def __init__(self, host: QWidget, fields: Mapping[str, Field]) -> None:
        super().__init__(host, _WIDE, 300)
        self.fields = dict(fields)
        self.title = self.trouble = self.note = ""
        self.save = Button("保存", "Ctrl+Return", "primary")
        self.save.clicked.connect(self.submit)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self._high = _fill(grid, list(self.fields.values()))
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + 44, SHADOW + 16, SHADOW + 16)
        box.setSpacing(12)
        box.addLayout(grid)
        box.addSpacing(40)
        box.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        box.addStretch(1)

    def ask(self, title: str, values: Mapping[str, Any], note: str = "") -> None:
        """Open with these values; `note` stands where a refusal would."""
        self.title, self.note = title, note
        self.setAccessibleName(title)
        for name, field in self.fields.items():
            field.set_fault("")
            field.set_value(values.get(name))
        self.set_card_size(_WIDE, 44 + self._high + 40 + 36 + 40)
        self.say("")
        self.open_at(QPoint((self.host.width() - _WIDE) // 2, 110))
        next(iter(self.fields.values())).setFocus()

    def say(self, words: str) -> None:
        """Say why it was not saved, or nothing."""
        self.trouble = words
        self.setAccessibleDescription(words or self.note)
        self.update()

    def submit(self) -> None:
        """Hand the values over, or go to the first field that is not in order."""
        wrong = [field for field in self.fields.values() if not field.isHidden() and not field.check()]
        if wrong:
            wrong[0].setFocus()
        else:
            self.submitted.emit({name: field.value() for name, field in self.fields.items()})

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter belongs to the form while it is open."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _saves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        if _saves(event):
            self.submit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, title and what refuses."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        text.draw(painter, card.x() + 16, card.y() + 8, 32, self.title, "section")
        words, tint = (self.trouble, "breach_bar") if self.trouble else (self.note, "text2")
        lines = text.wrap(words, card.width() - 32, "dense")[:2]
        for place, line in enumerate(lines):
            y = self.save.y() - 44 + place * 20
            text.draw(painter, card.x() + 16, y, 20, line, "dense", tint, 500)


def _fill(grid: QGridLayout, fields: list[Field]) -> int:
    """Put the fields two by two, boxes to tick across; the height they take."""
    place, high = 0, 0
    for field in fields:
        whole = isinstance(field, ChoicesField)
        place += place % _COLUMNS if whole else 0
        if place % _COLUMNS == 0:
            high += field.control.height() + 32 if whole else 40 if isinstance(field, YesNoField) else 68
        grid.addWidget(field, place // _COLUMNS, place % _COLUMNS, 1, _COLUMNS if whole else 1)
        place += _COLUMNS if whole else 1
    return high


def _saves(event: QKeyEvent) -> bool:
    return event.key() in _RETURNS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
