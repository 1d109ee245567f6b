"""Workbooks for a sending platform, from the board: waiting texts out, receipts back in by drop."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import errors
from desktop.ui.reminders.source import BatchDoor
from desktop.ui.worker import Worker


class Batches(QObject):
    """`told` carries a line for the toast, `changed` the cases whose texts are settled, `unread` why a file was not."""

    told = Signal(str)
    changed = Signal(tuple)
    unread = Signal(str)

    def __init__(self, door: BatchDoor, worker: Worker, page: QWidget) -> None:
        super().__init__(page)
        self._door, self._worker = door, worker
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A workbook dropped onto the board holds receipts."""
        if not isinstance(event, QDragEnterEvent | QDropEvent) or event.type() == QEvent.Type.DragMove:
            return False
        path = workbook(event)
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take_receipts(path)
        return True

    def export(self) -> None:
        """Write the waiting texts into a workbook of the desk's folder."""
        self._worker.run(self._door.export, self._say_exported, self._say_unread, command=True)

    @Slot(object)
    def _say_exported(self, done: Any) -> None:
        self.told.emit(f"已导出 {done.texts} 条：{done.path}" if done else "没有待发的短信")
        self.changed.emit(())

    def take_receipts(self, path: Path) -> None:
        """Take a platform's receipts in."""
        job = partial(self._door.take_receipts, path)
        self._worker.run(job, self._say_receipts, self._say_unread, command=True)

    @Slot(object)
    def _say_receipts(self, found: Any) -> None:
        unknown = f"，{len(found.unknown)} 条不是本台的" if found.unknown else ""
        self.told.emit(f"回执：送达 {found.delivered}，失败 {found.failed}，以前已记 {found.known}{unknown}")
        self.changed.emit(tuple(found.changed))

    @Slot(object)
    def _say_unread(self, fault: BaseException) -> None:
        known = getattr(fault, "sentence", "")
        self.unread.emit(known or errors.sentence_of(fault))
        if not known and not errors.is_environment(fault):
            self._worker.faulted.emit(fault)


def workbook(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one workbook or CSV file that is dragged, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in (".xlsx", ".csv") else None
