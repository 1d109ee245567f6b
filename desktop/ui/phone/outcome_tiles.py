"""The six ways a call ends, as tiles with digits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.handbook.phone import OUTCOMES
from desktop.ui import cards, keycap, text
from desktop.ui.phone.words import END_NOTES

_HIGH, _GAP, _ACROSS = 44, 8, 3
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: _ACROSS, Qt.Key.Key_Up: -_ACROSS}
KEYS = tuple(OUTCOMES)


class OutcomeTiles(QWidget):
    """Arrows move, Space and Enter choose; `chosen` carries the outcome's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome = ""
        self.notes = list(END_NOTES)
        self.at = 0
        self.setFixedHeight(2 * _HIGH + _GAP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_outcome("")

    def show_outcome(self, key: str) -> None:
        """Choose without telling; '' chooses none."""
        self.outcome = key
        self.at = KEYS.index(key) if key else self.at
        said = f"{OUTCOMES[key]}，已选" if key else f"{OUTCOMES[KEYS[self.at]]}，还没有选结果"
        self.setAccessibleName(f"结果：{said}")
        self.update()

    def set_note(self, key: str, words: str) -> None:
        """Say something under one tile; '' says the usual."""
        place = KEYS.index(key)
        self.notes[place] = words or END_NOTES[place]
        self.update()

    def choose(self, place: int) -> None:
        """Choose by place."""
        if 0 <= place < len(KEYS) and self.isEnabled():
            self.show_outcome(KEYS[place])
            self.chosen.emit(KEYS[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.at = min(max(self.at + step, 0), len(KEYS) - 1)
            self.setAccessibleName(f"结果：{OUTCOMES[KEYS[self.at]]}")
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        spot = event.position()
        column = int(spot.x() * _ACROSS / max(1, self.width()))
        self.choose(column + _ACROSS * int(spot.y() // (_HIGH + _GAP)))

    def _box(self, place: int) -> QRectF:
        wide = (self.width() - (_ACROSS - 1) * _GAP) / _ACROSS
        return QRectF(place % _ACROSS * (wide + _GAP), place // _ACROSS * (_HIGH + _GAP), wide, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles."""
        painter = QPainter(self)
        for place, (key, title) in enumerate(OUTCOMES.items()):
            box, on = self._box(place), key == self.outcome
            cards.rounded(painter, box, 6, "bg_selected" if on else "bg_surface", "accent" if on else "border",
                          2 if on else 1)  # fmt: skip
            keycap.draw(painter, box.x() + 10, box.y() + 13, str(place + 1), "surface")
            room = round(box.width()) - 48
            tint = "text" if self.isEnabled() else "text_disabled"
            text.draw(painter, box.x() + 40, box.y() + 3, 20, title, "dense", tint, 500, room=room)
            text.draw(painter, box.x() + 40, box.y() + 22, 18, self.notes[place], "caption",
                      "accent" if on else "text3" if self.isEnabled() else "text_disabled", room=room)  # fmt: skip
            if self.hasFocus() and place == self.at:
                cards.focus_ring(painter, box)
