"""Looks after the carrier's feed while the window is open, in a thread of its own: a slow network delays nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.casework.feed.rows import FeedTurn
from desktop.ui.feed.source import FeedSource
from desktop.ui.worker import Worker

FIRST_MS, EVERY_MS, IDLE_MS = 2000, 5000, 60_000


class FeedPoller(QObject):
    """`turned` carries a FeedTurn, `failed` what kept the desk from looking; `close` ends it before the window goes."""

    turned = Signal(object)
    failed = Signal(object)

    def __init__(self, source: FeedSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._worker: Worker | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def begin(self, milliseconds: int = FIRST_MS) -> None:
        """Look for the first time after the window has been painted."""
        self._timer.start(milliseconds)

    def look(self) -> None:
        """Do what is due, unless that is under way."""
        if self._worker is None:
            self._worker = Worker(self)
        if not self._worker.busy():
            self._worker.run(self._source.turn, self._done, self._lost)

    @Slot(object)
    def _done(self, turn: FeedTurn) -> None:
        self._timer.start(EVERY_MS if turn.state is not None else IDLE_MS)
        self.turned.emit(turn)

    @Slot(object)
    def _lost(self, fault: Any) -> None:
        self._timer.start(IDLE_MS)
        self.failed.emit(fault)

    def busy(self) -> bool:
        """Whether the desk is looking right now; for tests."""
        return self._worker is not None and self._worker.busy()

    @Slot()
    def close(self) -> None:
        """Look no more; what is under way ends after its exchange."""
        self._timer.stop()
        self._source.stop()
        if self._worker is not None:
            self._worker.close()
