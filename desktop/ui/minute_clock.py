"""The beat of all countdowns: every half minute, on the minute, from the desk's clock alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_BEAT = 30_000


class MinuteClock(QObject):
    """Emits `ticked` with the moment at :00 and :30 of every minute."""

    ticked = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        now = self._now()
        gone = (now.second * 1000 + now.microsecond // 1000) % _BEAT
        self._timer.start(_BEAT - gone + 5)

    def stop(self) -> None:
        """Stop beating."""
        self._timer.stop()

    def _beat(self) -> None:
        self.ticked.emit(self._now())
        self.start()
