"""The attachments of the case in front: read, taken in by drops without blocking, taken off, taken back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.rows import Done, Outcome
from desktop.exchange.attachment_door import Handed
from desktop.exchange.found_files import TooMuch, Trouble
from desktop.ui import errors
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.worker import Worker

_BEAT = 0.08
_ROOM = 60


class Shelf(QObject):
    """Knows the attachments of one case.

    `listed` carries (case, entries), `told` a line for the toast and whether it can be taken back, `progress` words
    while files are taken in (none at the end), `troubled` a sentence for each file that was not taken, `changed` the
    ids of cases whose timeline has grown, `did` what Ctrl+Z takes back: a title and (case, record), `hung` the case and
    the number of the record that brought files.
    """

    listed = Signal(int, object)
    told = Signal(str, bool)
    progress = Signal(object)
    troubled = Signal(object)
    changed = Signal(object)
    faulted = Signal(object)
    did = Signal(str, object)
    hung = Signal(int, int)
    _stepped = Signal(int, int)

    def __init__(self, source: AttachmentSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.source, self._worker = source, worker
        self.files = Worker(self)
        self.case_id = 0
        self.entries: tuple[AttachmentEntry, ...] = ()
        self._stop = threading.Event()
        self._taking = 0
        self._stepped.connect(self._step)

    def open(self, case_id: int) -> None:
        """Read the attachments of a case."""
        if case_id != self.case_id:
            self.case_id, self.entries = case_id, ()
            self.listed.emit(case_id, ())
        self._worker.run(partial(self._read, case_id), self._list, self._fail, lane="attachments")

    def _read(self, case_id: int) -> tuple[int, tuple[AttachmentEntry, ...]]:
        return case_id, self.source.listing(case_id)

    @Slot(object)
    def _list(self, found: tuple[int, tuple[AttachmentEntry, ...]]) -> None:
        case_id, entries = found
        if case_id == self.case_id:
            self.entries = entries
            self.listed.emit(case_id, entries)

    @property
    def busy(self) -> bool:
        """Whether files are being taken in."""
        return self._taking > 0

    def hand_over(self, paths: Sequence[Path], material: str = "") -> None:
        """Take files and folders in, all as one material when it is named; drops that come meanwhile wait."""
        if not self.case_id or not paths:
            return
        self._taking += 1
        self._stop.clear()
        self.progress.emit(("正在看有哪些文件",))
        job = partial(self._take_in, self.case_id, tuple(paths), material)
        self.files.run(job, self._taken, self._refused, command=True)

    def _take_in(self, case_id: int, paths: Sequence[Path], material: str) -> tuple[int, Handed]:
        last = 0.0

        def told(done: int, of: int) -> None:
            nonlocal last
            if done == of or monotonic() - last > _BEAT:
                last = monotonic()
                self._stepped.emit(done, of)

        return case_id, self.source.hand_over(case_id, paths, told, self._stop.is_set, material)

    @Slot(int, int)
    def _step(self, done: int, of: int) -> None:
        if self._taking:
            self.progress.emit((f"正在收文件 {done} / {of}·Esc 停止",))

    def stop(self) -> bool:
        """Break the taking in off; says whether there was any."""
        running = self.busy and not self._stop.is_set()
        self._stop.set()
        return running

    def _over(self) -> None:
        self._taking -= 1
        if not self._taking:
            self.progress.emit(())

    @Slot(object)
    def _taken(self, answer: tuple[int, Handed]) -> None:
        _case_id, handed = answer
        self._over()
        if handed.stopped:
            self.told.emit("已停止，没有收下任何文件", False)
            return
        words = "；".join(part for part in (
            f"已收 {handed.taken} 个文件" if handed.taken else "" if handed.troubles else "没有收下文件",
            _untaken(handed.troubles),
        ) if part)  # fmt: skip
        self.troubled.emit([_spoken(one) for one in handed.troubles])
        if handed.outcome is None:
            self.told.emit(words, False)
        else:
            self._settle(handed.outcome, words, "添加附件")
            if isinstance(handed.outcome, Done):
                self.hung.emit(handed.outcome.case_id, handed.outcome.seq)

    @Slot(object)
    def _refused(self, fault: BaseException) -> None:
        self._over()
        self._fail(fault)

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        if isinstance(fault, TooMuch | ValueError) or errors.is_environment(fault):
            self.told.emit(str(fault), False)
        else:
            self.faulted.emit(fault)

    def remove(self, entry: AttachmentEntry) -> None:
        """Take an entry off the case."""
        job = partial(self.source.remove, self.case_id, entry.ids)
        self._worker.run(job, self.removed, self._fail, command=True)

    @Slot(object)
    def removed(self, outcome: Outcome) -> None:
        """It is off the case, or a rule refused."""
        self._settle(outcome, "已移除附件", "移除附件")

    def _settle(self, outcome: Outcome, words: str, title: str) -> None:
        if not isinstance(outcome, Done):
            self.told.emit(outcome.sentence, False)
            return
        self.did.emit(title, ((outcome.case_id, outcome.seq),))
        self.told.emit(words, True)
        self._announce(outcome)

    def _announce(self, done: Done) -> None:
        self.changed.emit((done.case_id,))
        if done.case_id == self.case_id:
            self.open(self.case_id)

    def close(self) -> None:
        """Stop taking in and end the thread."""
        self._stop.set()
        self.files.close(last=self.source.close)



def _spoken(trouble: Trouble) -> str:
    """`「坏图.png」未收：图片打不开。`."""
    return f"「{trouble.name}」未收：{trouble.sentence}"


def _untaken(troubles: Sequence[Trouble]) -> str:
    """Each file with its cause as long as a toast has room, else the first and how many more: the tiles name all."""
    said = [_spoken(one).rstrip("。") for one in troubles]
    if sum(map(len, said)) <= _ROOM or len(said) < 2:
        return "；".join(said)
    return f"{said[0]}；另有 {len(said) - 1} 个未收，附件处逐个写明"
