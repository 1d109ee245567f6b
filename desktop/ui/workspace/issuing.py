"""The end of a document's writing: its PDF as a file, and its issue, which waits ten seconds and can be pulled back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.documents.rows import IssuedPaper
from desktop.casework.forms import LOCKS_REPORT
from desktop.casework.rows import CaseView, Done, FormField, VerbForm
from desktop.casework.wording import DELIVERIES
from desktop.faults import InputFault
from desktop.handbook.vocabulary import ITEM_TITLES, Refusal
from desktop.ui import errors
from desktop.ui.case.outbox import Outbox, Parcel
from desktop.ui.case.verb_form import VerbSheet
from desktop.ui.case.verb_form_parts import Command, Errand
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.worker import Worker
from desktop.ui.workspace.source import PaperSource

SENDING = VerbForm("send_guidance", "发出诊后指导", (
    FormField("channel", "发送方式", "choice", choices=tuple(DELIVERIES.items())),
    FormField("received_by", "谁收到了", prefill="客户本人"),
), "Ctrl+Enter", "send")  # fmt: skip
CORRECTING = VerbForm("correct", "更正为新版本", (
    FormField("reason", "更正的原因", "long_text", hint="印在新版首页"),
), "Ctrl+R", "file-text")  # fmt: skip


class Issuing(QObject):
    """`issued` carries the Done and words for the toast, `told` one line, `correcting` the reason of a new version."""

    issued = Signal(object, str)
    told = Signal(str)
    correcting = Signal(str)
    faulted = Signal(object)

    def __init__(
        self, editor: DocumentEditor, papers: PaperSource, worker: Worker, outbox: Outbox, sheet: VerbSheet
    ) -> None:
        super().__init__(editor)
        self._editor, self._papers, self._worker = editor, papers, worker
        self.outbox, self.sheet = outbox, sheet
        self._view: CaseView | None = None
        self._waiting: Parcel | None = None
        self._busy = False
        self.sheet.submitted.connect(self._take)
        outbox.pulled_back.connect(self._pulled_back)

    @property
    def waits(self) -> bool:
        """Whether an issue waits in the outbox or is under way."""
        return self._waiting is not None or self._busy

    def write_pdf(self) -> None:
        """Ctrl+P: the paper as it is, as a file; a draft says on every page that it is one."""
        row = self._editor.row
        if row is not None:
            self._editor.flush()
            job = partial(self._papers.write, row, dict(self._editor.writing.content), self._papers.folder())
            self._worker.run(job, self._written, self._failed, command=True)

    def write_parcel(self, case_id: int) -> None:
        """L: the cover letter and the label of the last posting, as files."""
        self._worker.run(partial(self._papers.parcel, case_id), self._written, self._failed, command=True)

    @Slot(object)
    def _written(self, path: Any) -> None:
        self.told.emit(f"已生成 PDF：{path}")

    def issue(self, view: CaseView) -> None:
        """Ctrl+Enter on a report without gaps: it waits ten seconds, and nothing can be typed meanwhile."""
        row = self._editor.row
        if row is None or self.waits:
            return
        self._editor.flush()
        title = f"{view.name}·签发{row.form.title}第 {row.version} 版"
        lines = (f"{ITEM_TITLES[view.item]}·{view.number}", "PDF 与记录一起留存，时限于此刻停止")
        order = partial(self._send, row.id, {}, uuid4().hex)
        self._waiting = Parcel(title, lines, LOCKS_REPORT, order)
        self._editor.set_frozen(True)
        self.outbox.hold(self._waiting)

    def send(self, view: CaseView) -> None:
        """Ctrl+Enter on the guidance: asks how and to whom it goes."""
        if self._editor.row is not None and not self.waits:
            self._editor.flush()
            self.sheet.open(Errand(SENDING, view))

    def correct(self, view: CaseView) -> None:
        """Ctrl+R on an issued document: asks why; the new version names the old one (D-07)."""
        if self._editor.row is not None and not self._editor.row.editable:
            self.sheet.open(Errand(CORRECTING, view))

    @Slot(object)
    def _take(self, command: Command) -> None:
        row = self._editor.row
        self.sheet.dismiss()
        self.sheet.forget()
        if row is None:
            return
        if command.form.verb == CORRECTING.verb:
            self.correcting.emit(str(command.values["reason"]))
        else:
            self._send(row.id, dict(command.values), uuid4().hex)

    def _send(self, document_id: int, delivery: dict[str, str], command_id: str) -> None:
        """Issue, or send with its delivery; what was typed last goes before it."""
        self._waiting, self._busy = None, True
        if self._editor.writing.clash is not None:
            self._end("这份文书有没有定下的冲突，没有签发")
            return
        if delivery:
            job = partial(self._papers.send, document_id, command_id=command_id, **delivery)
        else:
            job = partial(self._papers.issue, document_id, command_id)
        self._worker.run(job, self._answered, self._failed, command=True)

    @Slot(object)
    def _answered(self, answer: IssuedPaper) -> None:
        if isinstance(answer.outcome, Refusal):
            self._end("；".join(finding.sentence for finding in answer.outcome.findings))
            return
        done: Done = answer.outcome
        self._end("")
        words = f"已签发·PDF 在 {answer.path}" if answer.path else answer.trouble
        self.issued.emit(done, words)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        known = isinstance(fault, InputFault | ValueError)
        self._end(str(fault) if known and str(fault) else errors.sentence_of(fault))
        if not known and not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(object)
    def _pulled_back(self, parcel: Parcel) -> None:
        if parcel is self._waiting:
            self._waiting = None
            self._end("")

    def _end(self, words: str) -> None:
        self._busy = False
        self._editor.set_frozen(False)
        if words:
            self.told.emit(words)
