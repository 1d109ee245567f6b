"""Collects cyclic garbage in the window's thread and between events, never while another thread holds the work.

Python collects wherever an allocation happens to cross its threshold. In the database thread that would take
apart widgets and their signals outside the thread they belong to, which Qt answers with a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_BEAT_MS = 500


class Collector(QObject):
    """Takes over from Python's automatic collection while it lives; `stop` gives it back.

    What stands when it begins (modules, tables, the first page) is set aside for good, so that a full
    collection only walks what came later and stays well under one frame of the window.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Set aside what stands and look twice a second from now on."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def collect(self) -> int:
        """Collect the oldest generation whose count is over Python's own threshold; gives its number, or -1."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
        if not due:
            return -1
        gc.collect(due[-1])
        return due[-1]

    def stop(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
