"""Writes the day sheets in the worker, one escort after the other, so that each step is seen and none blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui import errors
from desktop.ui.sheets.source import SheetSource
from desktop.ui.worker import Worker


class Writing(QObject):
    """`stepped` says an escort is done (name, and what went wrong or ""), `ended` how many files were written."""

    stepped = Signal(str, str)
    ended = Signal(int)
    faulted = Signal(object)

    def __init__(self, source: SheetSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self._left: list[str] = []
        self._day, self._folder = date.min, Path()
        self._files = 0

    @property
    def busy(self) -> bool:
        """Whether sheets are being written."""
        return bool(self._left)

    def begin(self, day: date, escorts: Sequence[str], folder: Path) -> None:
        """Write the sheets of these escorts."""
        if self.busy or not escorts:
            return
        self._left, self._day, self._folder, self._files = list(escorts), day, folder, 0
        self._next()

    def _next(self) -> None:
        job = partial(self._source.write, self._day, self._left[0], self._folder)
        self._worker.run(job, self._written, self._failed, command=True)

    @Slot(object)
    def _written(self, files: Sequence[Path]) -> None:
        self._files += len(files)
        self._step("" if files else "已没有陪诊安排")

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        known = errors.is_environment(fault) or isinstance(fault, ValueError)
        self._step(str(fault) if known else errors.sentence_of(fault))
        if not known:
            self.faulted.emit(fault)

    def _step(self, trouble: str) -> None:
        self.stepped.emit(self._left.pop(0), trouble)
        if self._left:
            self._next()
        else:
            self.ended.emit(self._files)
