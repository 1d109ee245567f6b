"""M: opens the sheet for texts beside the composer, carries out what is decided there, and tells the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.message_rows import Preview, TextChoice
from desktop.casework.rows import CaseView
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.case.outbox import Parcel
from desktop.ui.case.runner import step_of
from desktop.ui.reminders.source import Outcome
from desktop.ui.texts.source import TextSource
from desktop.ui.texts.text_paint import WIDTH
from desktop.ui.texts.text_sheet import TextSheet

VERB, HOW = "send_text", "手机短信"


class _Done(NamedTuple):
    """What was done to which text, and what came of it."""

    title: str
    words: str
    outcome: Outcome


def _do(job: Callable[[], Outcome], title: str, words: str) -> _Done:
    return _Done(title, words, job())


class TextRoom(QObject):
    """The texts of one window. Ctrl+Z pulls the last one back while nobody has sent it."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._whole, shell = whole, whole.shell
        self._desk: TextSource | None = getattr(whole.source, "text_desk", None)
        self._worker, self._clock = shell.worker, whole.source
        self.sheet = TextSheet(shell.body)
        self._view: CaseView | None = None
        self.sheet.turned.connect(self._read)
        self.sheet.worded.connect(self._read_again)
        self.sheet.agreed.connect(self._agree)
        self.sheet.proved.connect(self._prove)
        self.sheet.pulled_back.connect(self._pull_back)
        self.sheet.copied.connect(self._say_copied)

    def takes(self, verb: str, view: CaseView) -> bool:
        """Whether the verb is a text to send: then its sheet opens, unless a rule refuses it now."""
        step = step_of(view, verb)
        if verb != VERB or self._desk is None or step is None or step.findings:
            return False
        self._view = view
        job = partial(self._desk.choice, view.id)
        self._worker.run(job, self._open, self._fail, lane="texts", urgent=True)
        return True

    @Slot(object)
    def _open(self, choice: TextChoice) -> None:
        if self._view is not None and self._view.id == choice.case_id:
            self.sheet.open(choice, self._clock.now(), self._corner())

    def _corner(self) -> QPoint:
        """On the case page over the composer; beside the inspector's."""
        whole = self._whole
        page = whole.case_page.isVisible()
        composer: QWidget = whole.case_page.composer if page else whole.inspector.composer
        corner = composer.mapTo(composer.window(), QPoint(0, composer.height()))
        return corner if page else QPoint(corner.x() - WIDTH - 28, corner.y())

    @Slot(str)
    def _read(self, purpose: str) -> None:
        if self._desk is not None and self._view is not None:
            job = partial(self._desk.preview, self._view.id, purpose, self.sheet.values())
            self._worker.run(job, self._show, self._fail, lane="text", urgent=True)

    def _read_again(self) -> None:
        if self.sheet.text is not None:
            self._read(self.sheet.text.purpose)

    @Slot(object)
    def _show(self, shown: Preview | Refusal) -> None:
        if isinstance(shown, Refusal):
            self._tell(shown.sentence)
        elif self.sheet.isVisible():
            self.sheet.show_preview(shown)

    def _agree(self) -> None:
        shown, view, desk = self.sheet.shown, self._view, self._desk
        if shown is None or view is None or desk is None:
            return
        job = partial(desk.send, view.id, shown.purpose, dict(self.sheet.values()))
        self._carry_out(shown, job, "已提交")

    def _prove(self) -> None:
        shown, view, desk = self.sheet.shown, self._view, self._desk
        if shown is None or view is None or desk is None:
            return
        job = partial(desk.mark_sent, view.id, shown.purpose, dict(self.sheet.values()), HOW)
        self._carry_out(shown, job, "已记人工发出")

    def _carry_out(self, shown: Preview, job: Callable[[], Outcome], words: str) -> None:
        """What cannot be undone waits ten seconds (D-04); everything else goes at once."""
        self.sheet.dismiss()
        run = partial(self._run, job, f"{shown.name}·{shown.title}", words)
        if not shown.consequence:
            run()
            return
        lines = (f"短信 {shown.segments} 段·{shown.phone}", shown.visit)
        self._whole.runner.outbox.hold(Parcel(f"{shown.name}·{shown.title}", lines, shown.consequence, run))

    def _run(self, job: Callable[[], Outcome], title: str, words: str) -> None:
        self._worker.run(partial(_do, job, title, words), self._say_done, self._fail, urgent=True, command=True)

    @Slot(object)
    def _say_done(self, done: _Done) -> None:
        title, words, outcome = done
        if outcome.sentence:
            self._tell(f"{title}没有办成：{outcome.sentence}")
            return
        queued = words == "已提交"
        if queued:
            self._whole.shell.undo.did(f"撤回{title}", back=partial(self._take_back, outcome.message_id))
        parts = (f"{title} {words}", outcome.waits, *outcome.warnings[:1])
        self._tell("；".join(part for part in parts if part))
        self._look_again(outcome.case_id)

    def _take_back(self, message_id: int) -> bool:
        self._pull_back(message_id)
        return True

    @Slot(int)
    def _pull_back(self, message_id: int) -> None:
        if self._desk is not None:
            self.sheet.dismiss()
            self._run(partial(self._desk.withdraw, message_id), "短信", "已撤回，没有发出")

    def _look_again(self, case_id: int) -> None:
        whole = self._whole
        whole.shell.look_again((case_id,))
        if whole.case_page.view is not None and whole.case_page.view.id == case_id:
            whole.open_case(case_id, turn=False)

    @Slot(str)
    def _say_copied(self, body: str) -> None:
        self._tell(f"已复制 {len(body)} 字，粘贴到短信里发出后按 Y 记为人工已发")

    def _tell(self, words: str) -> None:
        self._whole.shell.toast.tell(words, undoable=False)

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self._tell(str(fault) if isinstance(fault, InputFault) else errors.sentence_of(fault))
        if not isinstance(fault, InputFault) and not errors.is_environment(fault):
            self._whole.shell.errors.take(fault)
