"""Keys that belong to a widget before any shortcut of the window gets them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
RETURNS = (Key.Key_Return, Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers without the keypad's own."""
    return event.modifiers() & ~_KEYPAD


def is_submit(event: QKeyEvent) -> bool:
    """Ctrl+Enter."""
    return event.key() in RETURNS and modifiers(event) == CTRL


def is_undo(event: QKeyEvent) -> bool:
    """Ctrl+Z, or one of the keys that do it again."""
    held = (modifiers(event), Key(event.key()))
    return held in ((CTRL, Key.Key_Z), (CTRL | SHIFT, Key.Key_Z), (CTRL, Key.Key_Y))


def is_plain(event: QKeyEvent, keys: Iterable[Qt.Key]) -> bool:
    """One of the keys without modifier."""
    return event.key() in tuple(keys) and modifiers(event) == NO_MODIFIER


def claim(event: QEvent, wanted: bool) -> bool:
    """Accept a ShortcutOverride for a wanted key, so that the widget and not a shortcut gets it."""
    if wanted and event.type() == QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    return False
