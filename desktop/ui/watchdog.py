"""The watchdog of the event loop: it notices and logs everything that kept the window from answering."""

from __future__ import annotations

import logging
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

LIMIT_MS = 50.0
_BEAT_MS = 10
_KEPT = 200
_log = logging.getLogger(__name__)


class Watchdog(QObject):
    """Beats every 10 ms and takes a late beat for a stall.

    `longest` is the longest stall in milliseconds, `stalls` the latest ones over the limit, oldest first.
    A machine that was asleep is not a stall: gaps over a minute are left out.
    """

    def __init__(self, parent: QObject | None = None, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self.limit_ms = limit_ms
        self.longest = 0.0
        self.stalls: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.start)

    def start(self) -> None:
        """Begin to watch, forgetting what was before."""
        self.longest, self.stalls = 0.0, []
        self._last = perf_counter()
        self._timer.start()

    def start_after(self, milliseconds: int) -> None:
        """Begin to watch a little later: the first paint of a window is no stall."""
        self._later.start(milliseconds)

    def stop(self) -> None:
        """Stop watching; the counts stay."""
        self._later.stop()
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        late = (now - self._last) * 1000 - _BEAT_MS
        self._last = now
        if late > 60_000:
            return
        self.longest = max(self.longest, late)
        if late > self.limit_ms:
            self._note(late)

    def _note(self, late: float) -> None:
        self.stalls = [*self.stalls[-_KEPT:], late]
        _log.warning("the window did not answer for %.0f ms", late)
