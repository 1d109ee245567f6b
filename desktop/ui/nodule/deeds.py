"""What a person does on the reading's workspace besides writing: the parcel, the reader, the issue, the post."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot

from desktop.casework.consulting.rows import Choice
from desktop.casework.forms import FORMS, LOCKS_MATERIALS
from desktop.casework.rows import Done
from desktop.ui import errors
from desktop.ui.case.outbox import Parcel
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.nodule.case_reading import can_post
from desktop.ui.nodule.reader_popover import ReaderPopover
from desktop.ui.nodule.receipt import Receipt
from desktop.ui.worker import Worker


class NoduleDeeds(QObject):
    """The verbs of the case go through the window's runner, which refuses, tells, and can pull back."""

    def __init__(self, page: Any, source: Any, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self.reader_box: ReaderPopover | None = None

    def run(self, verb: str, values: dict[str, Any]) -> None:
        """Carry out a verb of the case."""
        if self._page.view is not None:
            self._page.runner.run(Command(self._page.view, FORMS[verb], values, None))

    @Slot(object)
    def receive(self, receipt: Receipt) -> None:
        """Record the parcel; when it locks (ND-08) it waits ten seconds and can be pulled back."""
        page = self._page
        if page.view is None or page.sheet is None:
            return
        values = receipt.values()
        command = Command(page.view, FORMS["receive_materials"], values, None)
        if not receipt.locks(page.sheet):
            page.runner.run(command)
            return
        titles = {one.key: one.title for one in page.sheet.items}
        lines = (f"解结服务·{page.view.number}", "、".join(titles[key] for key in receipt.items))
        title = f"{page.view.name}·收讫 {len(receipt.items)} 项"
        page.runner.outbox.hold(Parcel(title, lines, LOCKS_MATERIALS, partial(page.runner.run, command)))

    def assign(self) -> None:
        """Y: who may read."""
        if self._page.view is not None:
            job = self._source.consulting.readers
            self._worker.run(job, self._offer, self._lost, lane="readers", urgent=True)

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self._page.told.emit(errors.sentence_of(fault))
        if not errors.is_environment(fault):
            self._page.faulted.emit(fault)

    @Slot(object)
    def _offer(self, choices: tuple[Choice, ...]) -> None:
        page = self._page
        if self.reader_box is None:
            self.reader_box = ReaderPopover(page)
            self.reader_box.invited.connect(self._give)
            self.reader_box.barred.connect(page.told)
        self.reader_box.ask(choices, (), page.findings.mapTo(page.window(), QPoint(20, 60)))

    @Slot(object)
    def _give(self, choice: Choice) -> None:
        card = choice.card
        self.run("assign_reader", {
            "name": card.name, "hospital": card.hospital, "city": card.city, "grade": card.grade, "title": card.title,
        })  # fmt: skip

    def post(self) -> None:
        """R: report and originals go to the customer by courier, or originals alone go back (ND-05, ND-07)."""
        page = self._page
        if page.view is not None and can_post(page.view):
            page.runner.begin("post_report", page.view)
        elif page.sheet is not None and page.sheet.originals and page.view is not None:
            page.runner.begin("return_originals", page.view)
        else:
            page.told.emit("报告签发后才寄送" if page.view is not None else "")

    def take_measurement(self, found: Any) -> None:
        """What the viewer measured (`long`, `short` in mm, its slice) goes into the current nodule."""
        page = self._page
        row = page.book.current
        if row is None or not page.book.editable:
            page.told.emit("先在解读里添加或选中一枚结节")
            return
        page.book.take_sizes(found.long, found.short, found.slice)
        page.told.emit(f"结节 {row.get('number')} 已写入 {found.long:.1f} × {found.short:.1f} mm")

    def issue(self) -> None:
        """Ctrl+Enter: issue the report; what bars it is said, and F8 leads there."""
        page = self._page
        page.findings.leave_form()
        page.editor.writing.judge()
        if page.view is None or page.bar.reason:
            page.told.emit(page.bar.reason)
        elif page.editor.row is not None and page.editor.row.editable:
            page.issuing.issue(page.view)
            page.freeze(page.issuing.waits)

    def correct(self) -> None:
        """Ctrl+R: a new version of what was issued."""
        if self._page.view is not None:
            self._page.issuing.correct(self._page.view)

    @Slot(str)
    def begin_correction(self, reason: str) -> None:
        """The reason is known: the new version begins with the issued text (D-07)."""
        self._page.editor.open(self._page.case_id, "nodule", reason)

    @Slot(object, str)
    def after_issue(self, done: Done, said: str) -> None:
        """Show the issued version, and what changed of the case."""
        self._page.freeze(False)
        self._page.told.emit(said)
        self._page.editor.open(self._page.case_id, "nodule")
        self._page.changed.emit(done.changed)
