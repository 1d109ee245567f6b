"""Saves an escort's file in the worker; tells when somebody was faster or something cannot be right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.roster_desk import Saved
from desktop.faults import InputFault
from desktop.ui import errors
from desktop.ui.roster.form import FileForm
from desktop.ui.roster.source import RosterSource
from desktop.ui.strip import COPY, Offer, Strip
from desktop.ui.worker import Worker

_WHOSE = (Offer("theirs", "用对方的", "Esc"), Offer("mine", "用我的", "Ctrl+Enter", True))


class Saving(QObject):
    """`saved` carries what the desk answered, `undone` words and the answer to an undo, `refused` why it cannot be.

    When saving, refusals are told at the field or in the strip, and nothing typed goes.
    After somebody else was faster, saving again takes the file as it is now for the one to be changed.
    """

    saved = Signal(object)
    undone = Signal(str, object)
    refused = Signal(str)
    faulted = Signal(object)

    def __init__(
        self, form: FileForm, source: RosterSource, worker: Worker, strip: Strip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form, self._source, self._worker, self._strip = form, source, worker, strip
        self._theirs: Any = None
        self.busy = False

    def forget(self) -> None:
        """Another file is written in, or none."""
        self._theirs = None

    def save(self) -> None:
        """Save what the form says."""
        self.busy = True
        job = partial(self._source.save, self._theirs or self._form.seen, self._form.edit())
        self._worker.run(job, self._answered, self._failed, urgent=True, command=True)

    @Slot(object)
    def _answered(self, saved: Saved) -> None:
        self.busy = False
        card = next((card for card in saved.cards if card.id == saved.escort_id), None)
        if saved.stale:
            self._theirs = card
            why = saved.stale.partition("；没有保存")[0]
            self._strip.tell("没有保存：这份档案刚被改过", why, _WHOSE, kind="conflict")
        elif saved.refused:
            self._form.seen, self._theirs = card, None
            self._blame(saved.refused)
        else:
            self.saved.emit(saved)

    def undo(self) -> None:
        """Take back what was saved last."""
        self.busy = True
        job = partial(_undo, self._source)
        self._worker.run(job, self._taken_back, self._not_taken_back, urgent=True, command=True)

    @Slot(object)
    def _taken_back(self, answer: tuple[str, Saved]) -> None:
        self.busy = False
        label, saved = answer
        self.undone.emit(saved.stale or f"已撤销：{label}", saved)

    @Slot(object)
    def _not_taken_back(self, fault: BaseException) -> None:
        self.busy = False
        if isinstance(fault, InputFault):
            self.refused.emit(f"没有撤销：{fault}")
        else:
            self.faulted.emit(fault)

    def _blame(self, sentence: str) -> None:
        if not self._form.blame(sentence):
            self._strip.tell("没有保存", sentence, kind="refusal")

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.busy = False
        if isinstance(fault, InputFault):
            self._blame(str(fault))
            return
        self._strip.tell(f"没有保存：{errors.sentence_of(fault)}", "写下的都还在，恢复后再按 Ctrl+Enter",
                         (COPY,), kind="error", code=errors.code_of(fault))  # fmt: skip
        if not errors.is_environment(fault):
            self.faulted.emit(fault)


def _undo(source: RosterSource) -> tuple[str, Saved]:
    return source.undo_label(), source.undo()
