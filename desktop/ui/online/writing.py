"""The answer while it is written: kept for each conversation, its files taken in, sent after ten seconds."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.casework.attachment_rows import Arrival
from desktop.casework.online.online_desk import kept_file, known_file
from desktop.casework.online.rows import AnswerDraft, Talk
from desktop.casework.rows import Done, Outcome
from desktop.exchange.found_files import TooMuch
from desktop.exchange.taking_in import TakenIn
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.case.outbox import Outbox, Parcel
from desktop.ui.online.composer import Composer
from desktop.ui.online.source import OnlineSource
from desktop.ui.worker import Worker

KEEP_MS = 1200
_NOTICE = "程序附上「仅供参考」的提示；到客户手机上后不能收回。"


class Letter(QObject):
    """One answer or message on its way: it repeats itself under the same id, and knows whom to tell."""

    answered = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, talk: Talk, text: str, files: tuple[Arrival, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.talk, self.text, self.files = talk, text, files
        self.id = uuid4().hex

    @Slot(object)
    def take_answer(self, outcome: Outcome) -> None:
        """Pass it on."""
        self.answered.emit(self, outcome)

    @Slot(object)
    def take_fault(self, fault: BaseException) -> None:
        """Pass it on."""
        self.failed.emit(self, fault)


class Writing(QObject):
    """`sent` carries case, record and title of what went, `told` a line for the toast, `pending` that one waits or not.

    What is typed is kept a second after its first key, and when another conversation, or another page, is turned to.
    """

    sent = Signal(int, int, str)
    told = Signal(str)
    pending = Signal()
    faulted = Signal(object)

    def __init__(
        self, source: OnlineSource, door: Any, worker: Worker, composer: Composer, outbox: Outbox, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._source, self._door, self._worker = source, door, worker
        self._composer, self.outbox = composer, outbox
        self.files = Worker(self)
        self.talk: Talk | None = None
        self.waiting: dict[int, Letter] = {}
        self._parcels: dict[int, Parcel] = {}
        self._taken_for = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep)
        composer.edited.connect(self._mark)
        composer.files_came.connect(self.take)
        outbox.pulled_back.connect(self._pulled_back)

    def show(self, talk: Talk | None, draft: AnswerDraft) -> None:
        """Another conversation, with what was written for it."""
        fresh = talk is None or self.talk is None or talk.row.case_id != self.talk.row.case_id
        if fresh:
            self.keep()
            files = [known_file(dict(one)) for one in draft.files]
            self._composer.set_letter(False)
            self._composer.fill(draft.text, files)
        self.talk = talk

    def _mark(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def keep(self) -> None:
        """Keep what is written now."""
        self._soon.stop()
        if self.talk is None or self._composer.letter or self.talk.row.case_id in self.waiting:
            return
        draft = AnswerDraft(self._composer.text().strip() and self._composer.text(),
                            tuple(kept_file(one) for one in self._composer.files))  # fmt: skip
        job = partial(self._source.keep_draft, self.talk.row.case_id, draft)
        self._worker.run(job, None, self._fail, command=True)

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """Pictures and files go along with what is written."""
        if self.talk is None or self._door is None:
            return
        self._taken_for = self.talk.row.case_id
        self.told.emit("正在收图片")
        job = partial(_taken, self._door, self._taken_for, tuple(paths))
        self.files.run(job, self._take_arrivals, self._fail, command=True)

    @Slot(object)
    def _take_arrivals(self, taken: TakenIn) -> None:
        if taken.troubles:
            self.told.emit("；".join(f"{one.name}：{one.sentence}" for one in taken.troubles))
        if self.talk is None or self.talk.row.case_id != self._taken_for or not taken.arrivals:
            return
        known = {one.sha256 for one in self._composer.files}
        fresh = tuple(one for one in taken.arrivals if one.sha256 not in known)
        self._composer.set_files((*self._composer.files, *fresh))
        self.told.emit(f"已带上 {len(self._composer.files)} 个文件")
        self.keep()

    def send(self) -> bool:
        """Ctrl+Enter: an answer waits ten seconds, a customer's message is written down at once."""
        if self.talk is None or self._composer.is_empty():
            self.told.emit("还没有写内容")
            return False
        self.keep()
        letter = Letter(self.talk, self._composer.text().strip(), self._composer.files, self)
        letter.answered.connect(self._answered)
        letter.failed.connect(self._failed)
        if self._composer.letter:
            self._write(self._source.message, letter)
        else:
            self._hold(letter)
        self._composer.fill("")
        self._composer.set_letter(False)
        return True

    def _hold(self, letter: Letter) -> None:
        case_id, row = letter.talk.row.case_id, letter.talk.row
        parcel = Parcel(f"答复 {row.name}", (letter.text.replace("\n", " "),), _NOTICE, partial(self._go, letter))
        self.waiting[case_id], self._parcels[case_id] = letter, parcel
        self.outbox.hold(parcel, take_focus=False)
        self.pending.emit()

    def _go(self, letter: Letter) -> None:
        self._write(self._source.answer, letter)

    def _write(self, way: Any, letter: Letter) -> None:
        job = partial(way, letter.talk.row.case_id, letter.text, letter.files, letter.id)
        self._worker.run(job, letter.take_answer, letter.take_fault, urgent=True, command=True)

    @Slot(object)
    def _pulled_back(self, parcel: Parcel) -> None:
        for case_id, held in list(self._parcels.items()):
            if held is parcel:
                self._back(self.waiting[case_id])

    def _back(self, letter: Letter) -> None:
        """It is written on: where it was, when that conversation is still in front; else it is kept as its draft."""
        case_id = letter.talk.row.case_id
        self.waiting.pop(case_id, None)
        self._parcels.pop(case_id, None)
        if self.talk is not None and self.talk.row.case_id == case_id and self._composer.is_empty():
            self._composer.set_letter(False)
            self._composer.fill(letter.text, letter.files)
            self._composer.setFocus()
        self.pending.emit()

    @Slot(object, object)
    def _answered(self, letter: Letter, outcome: Outcome) -> None:
        case_id = letter.talk.row.case_id
        if isinstance(outcome, Refusal):
            self._back(letter)
            self.told.emit("；".join(finding.sentence for finding in outcome.findings))
            return
        mine = self.waiting.pop(case_id, None) is not None
        self._parcels.pop(case_id, None)
        assert isinstance(outcome, Done)
        self.sent.emit(case_id, outcome.seq, f"{letter.talk.row.name} {'答复客户' if mine else '客户来信'}")

    @Slot(object, object)
    def _failed(self, letter: Letter, fault: BaseException) -> None:
        """The desk is out of reach: what was written is there again."""
        self._back(letter)
        self._fail(fault)

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        if isinstance(fault, InputFault | TooMuch):
            self.told.emit(str(fault))
        elif errors.is_environment(fault):
            self.told.emit(errors.sentence_of(fault))
        else:
            self.faulted.emit(fault)


def _taken(door: Any, case_id: int, paths: Sequence[Path]) -> TakenIn:
    """Take them in; a pasted picture's own folder is removed after."""
    try:
        taken: TakenIn = door.take(case_id, paths, lambda _done, _of: None, lambda: False)
    finally:
        for path in paths:
            if path.parent.name.startswith("caredesk-paste-"):
                shutil.rmtree(path.parent, ignore_errors=True)
    return taken
