"""A document while it is written: what it says now, what of it is kept, and who else wrote on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.casework.documents.rows import DocumentRow, SaveConflict, Saved
from desktop.faults import InputFault
from desktop.handbook.documents.gaps import Gap, RailRow, gaps, rail
from desktop.handbook.documents.values import WrongContent, clean, is_empty
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.documents.merging import Clash, merged, take_apart
from desktop.ui.documents.source import DocumentSource, read_or_open
from desktop.ui.worker import Worker

SAVE_MS, JUDGE_MS, RETRY_MS = 2000, 120, 15_000
CLASH_NOTE = "另有人先保存，这是没有存下的文字"


class Writing(QObject):
    """One draft on one screen.

    `shown` carries the DocumentRow that was opened, `changed` the field that was written in, `judged` that gaps and
    rail are new, `kept` when it was saved, `failed` why it was not, `clashed` a Clash to be settled, `refreshed` the
    fields whose value came from elsewhere. What is typed is saved two seconds after its first key at the latest.
    """

    shown = Signal(object)
    lost = Signal(str)
    changed = Signal(str)
    judged = Signal()
    kept = Signal(object)
    failed = Signal(str)
    clashed = Signal(object)
    refreshed = Signal(tuple)
    told = Signal(str)
    faulted = Signal(object)

    def __init__(self, source: DocumentSource, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self.row: DocumentRow | None = None
        self.content: dict[str, Any] = {}
        self.gaps: tuple[Gap, ...] = ()
        self.rail: tuple[RailRow, ...] = ()
        self.clash: Clash | None = None
        self.revision, self._edits, self._sent = 0, 0, 0
        self._base: Mapping[str, Any] = {}
        self._saving = False
        self._after: Any = None
        self._save_soon, self._judge_soon = QTimer(self), QTimer(self)
        for timer, deed, wait in ((self._save_soon, self.save, SAVE_MS), (self._judge_soon, self.judge, JUDGE_MS)):
            timer.setSingleShot(True)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.setInterval(wait)
            timer.timeout.connect(deed)

    @property
    def editable(self) -> bool:
        """Whether anything can be written."""
        return self.row is not None and self.row.editable

    @property
    def unsaved(self) -> bool:
        """Whether something stands on the screen that is not kept."""
        return self._edits != self._sent or self._saving or self.clash is not None

    def kept_in(self) -> int:
        """Milliseconds until what is typed is kept; -1 when nothing waits."""
        return self._save_soon.remainingTime()

    def open(self, case_id: int, kind: str, reason: str = "") -> None:
        """Show a case's document; what was not saved of the former one is saved first."""
        self.save()
        job = partial(read_or_open, self._source, case_id, kind, reason)
        self._worker.run(job, self._opened, self._not_read, lane="document")

    def renew(self) -> None:
        """The case changed: read the document again, without losing what is being typed."""
        if self.row is not None:
            self.save()
            job = partial(read_or_open, self._source, self.row.case_id, self.row.form.kind)
            self._worker.run(job, self._renewed, self._not_read, lane="document")

    @Slot(object)
    def _opened(self, answer: DocumentRow | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.row = None
            self.lost.emit("；".join(finding.sentence for finding in answer.findings))
            return
        self._take(answer)
        self.shown.emit(answer)
        self.judged.emit()

    def _take(self, row: DocumentRow) -> None:
        self.row, self.content, self._base = row, dict(row.content), row.content
        self.revision, self.clash = row.revision, None
        self._edits = self._sent = 0
        self._save_soon.stop()
        self.gaps, self.rail = row.gaps, row.rail

    @Slot(object)
    def _renewed(self, answer: DocumentRow | Refusal) -> None:
        if isinstance(answer, Refusal) or self.row is None or self.unsaved:
            return
        if answer.id != self.row.id or answer.editable != self.row.editable:
            self._opened(answer)
            return
        before = self.content
        self._take(answer)
        names = tuple(name for name in {*before, *answer.content} if before.get(name) != answer.content.get(name))
        if names:
            self.refreshed.emit(names)
        self.judged.emit()

    @Slot(object)
    def _not_read(self, fault: BaseException) -> None:
        self.lost.emit(errors.sentence_of(fault))
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    def put(self, name: str, value: Any) -> None:
        """Write a field; an empty value takes it away."""
        if not self.editable:
            return
        if is_empty(value):
            self.content.pop(name, None)
        else:
            self.content[name] = value
        self._edits += 1
        if not self._save_soon.isActive():
            self._save_soon.start(SAVE_MS)
        self._judge_soon.start()
        self.changed.emit(name)

    def judge(self) -> None:
        """Compute gaps and rail of what stands on the screen."""
        self._judge_soon.stop()
        if self.row is not None:
            self.gaps, self.rail = gaps(self.row.form, self.content), rail(self.row.form, self.content)
            self.judged.emit()

    def save(self, over: bool = False) -> None:
        """Keep what is new; nothing happens while nothing is, or while a conflict waits."""
        if self.row is None or self._saving or self.clash is not None or (self._edits == self._sent and not over):
            return
        self._save_soon.stop()
        self._saving, self._sent = True, self._edits
        said = dict(self.content)
        self._after = said
        job = partial(self._source.save, self.row.id, said, self.revision, over=over)
        self._worker.run(job, self._saved, self._not_saved, urgent=True, command=True)

    @Slot(object)
    def _saved(self, answer: Saved | SaveConflict | Refusal) -> None:
        self._saving = False
        if self.row is None or (not isinstance(answer, Refusal) and answer.document_id != self.row.id):
            return
        if isinstance(answer, Refusal):
            self.failed.emit("；".join(finding.sentence for finding in answer.findings))
        elif isinstance(answer, SaveConflict):
            self._meet(take_apart(self._base, answer))
        else:
            self._base, self.revision = clean(self.row.form, self._after), answer.revision
            self.kept.emit(answer.at)
            if self._edits != self._sent:
                self._save_soon.start(SAVE_MS)

    @Slot(object)
    def _not_saved(self, fault: BaseException) -> None:
        self._saving, self._sent = False, -1
        wrong = isinstance(fault, InputFault | WrongContent)
        self.failed.emit(str(fault) if wrong else errors.sentence_of(fault))
        if not wrong and not errors.is_environment(fault):
            self.faulted.emit(fault)
        self._save_soon.start(RETRY_MS)

    def _meet(self, clash: Clash) -> None:
        """Changes in different fields are put together; the same field is for the person to settle."""
        if not clash.both:
            self._settle(clash, theirs=True)
            self.told.emit(f"已并入 {clash.conflict.person} 的修改")
            return
        self.clash, self._sent = clash, -1
        job = partial(self._source.keep, clash.conflict.document_id, CLASH_NOTE, clash.conflict.mine)
        self._worker.run(job, None, self._not_read, command=True)
        self.clashed.emit(clash)

    def settle(self, *, theirs: bool) -> None:
        """Take their value or mine in the fields that both changed; the other text stays as a snapshot."""
        clash, self.clash = self.clash, None
        if clash is not None:
            self._settle(clash, theirs=theirs)

    def _settle(self, clash: Clash, *, theirs: bool) -> None:
        before = self.content
        self.content = merged(clash, before, theirs=theirs)
        self.revision, self._base = clash.conflict.revision, clash.conflict.theirs
        self._edits += 1
        names = tuple(name for name in {*before, *self.content} if before.get(name) != self.content.get(name))
        self.refreshed.emit(names)
        self.judge()
        self.save(over=not theirs)
