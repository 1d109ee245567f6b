"""What is done on the page of working days: a draft enabled and taken back, a year read from a file and written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.casework.rows import Done, Outcome
from desktop.handbook.vocabulary import Refusal
from desktop.ui.file_dialogs import file_dialog
from desktop.ui.worker import Worker
from desktop.ui.working_days import words
from desktop.ui.working_days.source import YearSource

BACK_MS = 10_000
KINDS = "放假通知 (*.txt *.json *.xlsx *.csv)"


class YearDeeds(QObject):
    """Works for a page; `back` runs while what was enabled can be taken back."""

    def __init__(self, page: Any, source: YearSource, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self._version, self._busy = 0, False
        self.back = QTimer(self)
        self.back.setSingleShot(True)
        self.back.setInterval(BACK_MS)
        self.back.timeout.connect(self._forget_back)

    def enable(self) -> None:
        """Ctrl+Enter: let the draft take effect."""
        reason = words.barred(self._page.draft, self._page.page)
        if reason or self._busy:
            self._page.told.emit(f"没有启用：{reason or '正在启用'}", False)
            return
        self._busy = True
        job = partial(self._source.enable, self._page.draft, uuid4().hex)
        self._worker.run(job, self._enabled, self._fail, urgent=True, command=True)

    @Slot(object)
    def _enabled(self, outcome: Outcome) -> None:
        self._busy = False
        if isinstance(outcome, Refusal):
            self._page.strip.tell("没有启用", outcome.sentence, kind="refusal")
            return
        self._version = outcome.seq
        self._page.clear()
        self._page.show_year(int(outcome.number))
        self.back.start()
        self._page.did.emit(f"启用 {outcome.number} 年日历")
        self._page.told.emit(f"已启用 {outcome.number} 年日历，{len(outcome.changed)} 件案件重算", True)
        self._page.changed.emit(outcome.changed)

    def take_back(self) -> bool:
        """Ctrl+Z: let the former calendar take effect again."""
        if not self._version:
            return False
        job = partial(self._source.take_back, self._version, uuid4().hex)
        self._worker.run(job, self._taken_back, self._fail, urgent=True, command=True)
        self._version = 0
        self.back.stop()
        return True

    @Slot(object)
    def _taken_back(self, done: Done) -> None:
        self._page.told.emit(f"已撤回 {done.number} 年日历，恢复原来的放假安排", False)
        self._page.load()
        self._page.changed.emit(done.changed)

    @Slot()
    def _forget_back(self) -> None:
        self._version = 0
        self._page.did.emit("")

    def import_file(self) -> None:
        """I: choose a notice, a workbook or a CSV."""
        dialog = file_dialog(self._page, "导入放假通知", QFileDialog.FileMode.ExistingFile, kinds=KINDS)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Read a chosen file."""
        self._page.pane.fill_quietly("")
        self._page.weigh(partial(self._source.read_file, Path(path), self._page.wanted))

    def export_file(self) -> None:
        """X: write the year in sight."""
        dialog = file_dialog(self._page, "导出年历", QFileDialog.FileMode.AnyFile, kinds="年历 (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"工作日历-{self._page.year}.csv")
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write it there."""
        self._worker.run(partial(self._source.write_file, self._page.year, Path(path)), self._written, self._fail)

    @Slot(object)
    def _written(self, count: int) -> None:
        self._page.told.emit(f"已导出 {self._page.year} 年放假与补班 {count} 天", False)

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self._busy = False
        self._page.fail(fault)
