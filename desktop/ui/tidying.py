"""Collects Python's garbage between events, in the window's own thread, instead of in the middle of a key press."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_YOUNG = 5_000
"""New objects after which the young ones are looked through; the older ones follow as `gc` counts the rounds."""
_ROUNDS = (10, 20)


class Tidying(QObject):
    """From `start` to `stop` nothing is collected but here: never by the database worker, which owns no widgets.

    What was loaded up to then stays for good and is not looked through again: that alone took a second.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Set everything there is aside; call it once the window is made and before a person works."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        young, middle, old = gc.get_count()
        if young < _YOUNG:
            return
        gc.collect(2 if old >= _ROUNDS[1] else 1 if middle >= _ROUNDS[0] else 0)
