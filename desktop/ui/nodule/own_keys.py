"""Keys that a control of the workspace keeps for itself, before the letters and arrows of its lane act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.case.keys import RETURNS, claim, modifiers

_MOVES = (
    *RETURNS, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete,
)  # fmt: skip
OVERRIDE = QEvent.Type.ShortcutOverride
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def keeps_moves(event: QEvent, *controls: QWidget) -> bool:
    """Enter, Space, Delete and the arrows stay with the one of these controls that has the keyboard."""
    if controls and not any(one.hasFocus() for one in controls):
        return False
    return isinstance(event, QKeyEvent) and claim(event, event.key() in _MOVES and not modifiers(event))


def keeps_typing(event: QEvent) -> bool:
    """While one fills in a form only Esc, Tab and the function keys act outside it."""
    if not isinstance(event, QKeyEvent):
        return False
    outside = event.key() == Qt.Key.Key_Escape or (event.key() >= Qt.Key.Key_F1 and event.key() <= Qt.Key.Key_F35)
    return claim(event, not outside and not modifiers(event) & _HELD)
