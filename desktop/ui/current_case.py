"""The case the bar rests on: its row at once, the whole of it from the desk a moment later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.casework.rows import CaseView, QueueRow, Step
from desktop.handbook.vocabulary import ClockReading
from desktop.ui.source import Source
from desktop.ui.worker import Worker

_AFTER_MS = 60


class CurrentCase(QObject):
    """Follows `pick`. `row` is known at once; `view` when the desk answered, None until then.

    `moved` tells that row or view changed, `shown` carries the view that arrived, `failed` the fault of reading it.
    Passing over rows asks for none of them: only the row the bar rests on for 60 ms is read.
    """

    moved = Signal()
    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, source: Source, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row: QueueRow | None = None
        self.view: CaseView | None = None
        self._source, self._worker = source, worker
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.read)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What the case offers now; nothing before it was read."""
        return self.view.steps if self.view else ()

    @property
    def reading(self) -> ClockReading | None:
        """The case's current clock with its remarks, once the case was read."""
        view = self.view
        return view.readings[view.current] if view is not None and 0 <= view.current < len(view.readings) else None

    def pick(self, row: QueueRow | None) -> None:
        """Another row is current, or none."""
        before, self.row = self.row, row
        if row is None or before is None or before.id != row.id:
            self.view = None
        if row is None:
            self._soon.stop()
        elif self.view is None or (before is not None and before.version != row.version):
            self._soon.start()
        self.moved.emit()

    def read(self) -> None:
        """Read the whole case now."""
        if self.row is not None:
            job = partial(self._source.case_view, self.row.id, self._source.now())
            self._worker.run(job, self._arrived, self._lost, lane="current case")

    def refresh(self, changed: tuple[int, ...]) -> None:
        """Read it again when it is among the changed ones; no ids mean all."""
        if self.row is not None and (not changed or self.row.id in changed):
            self.read()

    @Slot(object)
    def _arrived(self, view: CaseView) -> None:
        if self.row is not None and view.id == self.row.id:
            self.view = view
            self.shown.emit(view)
            self.moved.emit()

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self.failed.emit(fault)
