"""Hands for tests of whole windows: the coordinator's window with its calendar on, and keys that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.composing import make_shell
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell


@contextmanager
def coordinators_window(desk: Any) -> Iterator[Shell]:
    """A window of 1440 x 900 on a desk, with the calendar on and at rest; it is closed at the end."""
    shell = make_shell(desk, "陪诊协调")
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    shell.worker.wait_idle()
    shell.show_page("calendar")
    settle(shell, 2)
    yield shell
    put_away(shell)


class Keyboard:
    """Strikes keys where the keyboard is, and counts them."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.strokes = shell, 0

    def __call__(self, *keys: str) -> None:
        """One stroke each: `E`, `Return`, `Shift+Right`."""
        for key in keys:
            *modifiers, name = key.split("+")
            wanted = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                wanted |= getattr(Qt.KeyboardModifier, f"{ {'Ctrl': 'Control'}.get(modifier, modifier)}Modifier")
            stroke = _KEYS.get(name) or getattr(Qt.Key, f"Key_{name}")
            QTest.keyClick(self.shell.focusWidget() or self.shell, stroke, wanted)
            self.strokes += 1


_KEYS = {"[": Qt.Key.Key_BracketLeft, "]": Qt.Key.Key_BracketRight, "Esc": Qt.Key.Key_Escape}
