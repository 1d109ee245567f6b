"""Keeps a call while it is being written down: what was typed is at most two seconds old after a crash."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.ui.phone.source import PhoneSource
from desktop.ui.worker import Worker

KEEP_MS = 2000


class CallKeeping(QObject):
    """Looks at the call in front every two seconds and keeps what changed."""

    def __init__(self, page: Any, source: PhoneSource, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self._last: dict[str, Any] = {}
        self._beat = QTimer(self)
        self._beat.setInterval(KEEP_MS)
        self._beat.timeout.connect(self.keep)

    def follow(self) -> None:
        """Another call is in front, or this one as it was filled in: that much is known."""
        self._last = self._written()
        open_call = self._page.sheet is not None and not self._page.sheet.recorded
        (self._beat.start if open_call else self._beat.stop)()

    def rest(self) -> None:
        """The call is being saved: it is no draft any more unless it is changed again."""
        self._last = self._written()

    def _written(self) -> dict[str, Any]:
        page = self._page
        said = {**page.record.said(), **page.caller.said(), "told_at": page.record.told_at}
        return {name: value for name, value in said.items() if value}

    @Slot()
    def keep(self) -> None:
        """Keep what was written since."""
        page, written = self._page, self._written()
        if page.sheet is None or page.sheet.recorded or page.deeds.saving or written == self._last:
            return
        self._last = written
        job = partial(self._source.keep_draft, page.sheet.case_id, written)
        self._worker.run(job, None, page.lose, command=True)
