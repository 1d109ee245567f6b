"""What a person does on the consultation's workspace besides writing: materials, experts, times, parcels, the issue."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot

from desktop.casework.consulting.rows import Choice
from desktop.casework.forms import FORMS
from desktop.casework.rows import Done
from desktop.ui.case.verb_form_parts import Command, Errand
from desktop.ui.mdt import words
from desktop.ui.mdt.ask_popover import AskPopover
from desktop.ui.mdt.invite_popover import InvitePopover, values_of
from desktop.ui.worker import Worker
from desktop.ui.workspace.words import was_issued


class MdtDeeds(QObject):
    """The verbs of a case go through the window's runner, which asks, refuses, tells and can take back."""

    def __init__(self, page: Any, source: Any, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self.invite_box: InvitePopover | None = None
        self.ask_box: AskPopover | None = None

    def run(self, verb: str, values: dict[str, Any]) -> None:
        """Carry out a verb of the case."""
        if self._page.view is not None:
            self._page.runner.run(Command(self._page.view, FORMS[verb], values, None))

    def begin(self, verb: str) -> None:
        """Ask what a verb needs."""
        if self._page.view is not None:
            self._page.runner.begin(verb, self._page.view)

    def tick_off(self) -> None:
        """Space: a material received, or the time confirmed by the party under the cursor."""
        if self._page.plan.hasFocus():
            self.confirm()
        else:
            self._page.materials.tick()

    def confirm(self) -> None:
        """The party under the plan's cursor confirms the proposed time (MD-04)."""
        page = self._page
        if page.sheet is None or page.sheet.proposal is None:
            page.told.emit("先约时间 B")
        elif page.plan.confirmed(page.plan.party):
            page.told.emit("已经确认过")
        else:
            self.run("confirm_time", {"who": [page.plan.party]})

    def release(self) -> None:
        """U: take the invitation of the expert under the cursor back."""
        expert = self._page.plan.expert
        if expert is None:
            self._page.told.emit("先在会诊方案里选一位专家")
        else:
            self.run("release_expert", {"name": expert.name, "hospital": expert.hospital})

    def plan(self) -> None:
        """F2: the plan's disciplines and questions, as they are now (MD-03)."""
        page = self._page
        if page.view is None or page.sheet is None:
            return
        known = {"disciplines": page.sheet.disciplines, "questions": page.sheet.questions}
        form = FORMS["plan_mdt"]
        fields = tuple(replace(one, prefill="\n".join(known[one.name])) for one in form.fields)
        page.runner.sheet.open(Errand(replace(form, fields=fields), page.view))

    def post(self) -> None:
        """R: the report goes out by courier, or originals go back (MD-10)."""
        page = self._page
        offered = {step.verb for step in page.view.steps if not step.findings} if page.view else set()
        if "post_report" in offered and was_issued(page.view):
            self.begin("post_report")
        elif page.sheet is not None and page.sheet.originals:
            self.begin("return_originals")
        else:
            page.told.emit("没有待寄回的原件")

    def invite(self) -> None:
        """Y: who could come."""
        sheet = self._page.sheet
        if sheet is not None:
            at, minutes = (sheet.proposal.at, sheet.proposal.minutes) if sheet.proposal else (None, 60)
            job = partial(self._source.consulting.consultants, sheet.disciplines, at, minutes, self._page.case_id)
            self._worker.run(job, self._offer, self._say_fault, lane="invite", urgent=True)

    @Slot(object)
    def _offer(self, choices: tuple[Choice, ...]) -> None:
        page = self._page
        if page.sheet is None:
            return
        if self.invite_box is None:
            self.invite_box = InvitePopover(page)
            self.invite_box.invited.connect(self._book)
        corner = page.plan.mapTo(page.window(), QPoint(0, 72))
        self.invite_box.ask(choices, [one.name for one in page.sheet.experts], corner)

    @Slot(object)
    def _say_fault(self, fault: BaseException) -> None:
        self._page.faulted.emit(fault)

    @Slot(object)
    def _book(self, choice: Choice) -> None:
        self.run("book_expert", dict(values_of(choice)))

    def ask(self) -> None:
        """M: one text for all that is missing or unusable."""
        page = self._page
        if page.sheet is None or page.view is None or not page.sheet.to_ask:
            page.told.emit("没有要补的资料")
            return
        if self.ask_box is None:
            self.ask_box = AskPopover(page)
            self.ask_box.copied.connect(self._copied)
        corner = page.materials.mapTo(page.window(), QPoint(8, page.materials.height() - 360))
        self.ask_box.ask(words.asking_text(page.sheet), len(page.sheet.to_ask), corner)

    @Slot(str)
    def _copied(self, _words: str) -> None:
        self._page.told.emit("补件短信已复制")

    def open_material(self) -> None:
        """Enter on a material: its file."""
        line = self._page.materials.list.line
        if line is not None:
            self._page.attachment_wanted.emit(line)

    def issue(self) -> None:
        """Ctrl+Enter: issue the report, or send the guidance; what bars it is said, and F8 leads there."""
        page = self._page
        page.editor.writing.judge()
        if page.view is None or page.bar.reason:
            page.told.emit(page.bar.reason)
        elif page.editor.row is not None and page.editor.row.editable:
            (page.issuing.send if page.kind == "guidance" else page.issuing.issue)(page.view)

    def correct(self) -> None:
        """Ctrl+R: a new version of what was issued."""
        if self._page.view is not None:
            self._page.issuing.correct(self._page.view)

    @Slot(str)
    def begin_correction(self, reason: str) -> None:
        """The reason is known: the new version begins with the issued text (D-07)."""
        self._page.editor.open(self._page.case_id, self._page.kind, reason)

    @Slot(object, str)
    def after_issue(self, done: Done, said: str) -> None:
        """Show the issued version, and what changed of the case."""
        self._page.told.emit(said)
        self._page.editor.open(self._page.case_id, self._page.kind)
        self._page.changed.emit(done.changed)
