"""Takes a step of a case from key press to record: asks, confirms, waits in the outbox, runs, and tells the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import CaseView, Done, Outcome, Step, TimelineEntry, VerbForm
from desktop.faults import InputFault
from desktop.handbook.vocabulary import ITEM_TITLES, Finding, Refusal
from desktop.ui import errors
from desktop.ui.case.advice_lines import Adviser
from desktop.ui.case.call_back import ASK, read_call_back
from desktop.ui.case.outbox import SECONDS, Outbox, Parcel
from desktop.ui.case.picking import Ask, look_up
from desktop.ui.case.pointing import say_refused, say_wrong
from desktop.ui.case.source import CaseSource
from desktop.ui.case.verb_form import VerbSheet
from desktop.ui.case.verb_form_parts import Command, Errand
from desktop.ui.worker import Worker

COMPOSED = {"call": "call", "note": "note"}
Fixed = tuple[tuple[str, Any], ...]


class Order(QObject):
    """One command on its way through the worker: it knows whom to answer, and repeats itself under the same id."""

    answered = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, command: Command, parent: QObject) -> None:
        super().__init__(parent)
        self.command = command
        self.id = uuid4().hex

    def job(self, source: CaseSource) -> Any:
        """What the worker does."""
        form, view = self.command.form, self.command.view
        return partial(source.perform, form.verb, view.id, self.command.values, self.command.late, self.id)

    @Slot(object)
    def take_answer(self, outcome: Outcome) -> None:
        """Pass the outcome on, with what it answers."""
        self.answered.emit(self, outcome)

    @Slot(object)
    def take_fault(self, fault: BaseException) -> None:
        """Pass the fault on."""
        self.failed.emit(self, fault)


class StepRunner(QObject):
    """Carries out the steps of a case for one window.

    `done` carries the Done (its `changed` are the cases to read again), `told` one line for the toast,
    `composer_wanted` call or note, `composed` the case whose call or note was recorded, `refused` the Refusal,
    `faulted` a fault that no form was open for, `undoable` what Ctrl+Z would take back from the outbox,
    `recorded` a Command with its Done and the toast's words.
    """

    done = Signal(object)
    recorded = Signal(object, object, str)
    told = Signal(str)
    refused = Signal(object)
    composer_wanted = Signal(str)
    composed = Signal(int)
    faulted = Signal(object)
    undoable = Signal(str)

    def __init__(self, source: CaseSource, worker: Worker, host: QWidget, span: int = SECONDS * 1000) -> None:
        super().__init__(host)
        self._source, self._worker = source, worker
        self.sheet = VerbSheet(host, source.now, partial(getattr, source, "calendar"))
        self.outbox = Outbox(host, span)
        self._asked: tuple[CaseView, str, Fixed, tuple[str, ...]] | None = None
        self._orders: set[Order] = set()
        self._retry: Order | None = None
        self.sheet.submitted.connect(self._take)
        self.sheet.wanted.connect(self._look_up)
        self.adviser = Adviser(source, worker, self.sheet)
        self.outbox.pulled_back.connect(self._say_pulled_back)
        self.outbox.changed.connect(self.undoable)

    def begin(self, verb: str, view: CaseView) -> None:
        """Take a step: a call or a note goes to the composer, anything else asks what it needs."""
        step = step_of(view, verb)
        if step is not None and step.findings:
            self.explain(verb, view, step.findings)
        elif verb in COMPOSED:
            self.composer_wanted.emit(COMPOSED[verb])
        else:
            self._ask(view, verb)

    def explain(self, verb: str, view: CaseView, findings: Sequence[Finding]) -> None:
        """Show why a step is refused now, with the handbook's words."""
        step = step_of(view, verb)
        title = step.title if step else verb
        form = VerbForm(verb, title, icon=step.icon if step else "ban")
        self.sheet.explain(f"现在不能{title}", tuple(findings), Errand(form, view))

    def void(self, view: CaseView, entry: TimelineEntry) -> None:
        """Ask why a record is void, and for one that only a supervisor voids who approved it (D-09)."""
        self._ask(view, "void", (("record", entry.seq),), () if entry.supervised else ("approved_by",))

    def log_call(self, view: CaseView, outcome: str, words: str, request: bool = False) -> None:
        """Record a call from the composer."""
        values: dict[str, Any] = {"outcome": outcome, "note": words}
        if outcome == "later":
            again = read_call_back(words, self._source.now())
            if again is None:
                self.told.emit(ASK)
                return
            values |= {"again_at": again.at, "note": again.words}
        if request:
            values["request_recorded"] = True
        self.run(Command(view, VerbForm("call", "记电话", icon="phone"), values, None))

    def log_note(self, view: CaseView, words: str) -> None:
        """Record a note from the composer."""
        self.run(Command(view, VerbForm("note", "备注", icon="square-pen"), {"text": words}, None))

    def pull_back(self) -> bool:
        """Pull back what waits in the outbox: for the window's Ctrl+Z; says whether anything waited."""
        return self.outbox.pull_back()

    def case_changed(self, view: CaseView | None) -> None:
        """Another case is shown: an open sheet belongs to the former one."""
        errand = self.sheet.errand
        if errand is not None and (view is None or errand.view.id != view.id):
            self.sheet.dismiss()
            self.sheet.forget()

    @Slot(int)
    def page_turned(self, _place: int) -> None:
        """Another page came: no sheet opens there, and the one that was open keeps what was typed."""
        self._asked = None
        if self.sheet.leave() and self.sheet.errand is not None:
            self.told.emit(f"{self.sheet.errand.form.title}：表单已收起，填好的都在")

    def _ask(self, view: CaseView, verb: str, fixed: Fixed = (), without: tuple[str, ...] = ()) -> None:
        self._asked = view, verb, fixed, without
        job = partial(self._source.form, verb, view)
        self._worker.run(job, self._open, self._no_form, lane="verb form", urgent=True)

    @Slot(object)
    def _open(self, form: VerbForm) -> None:
        if self._asked is None:
            return
        view, verb, fixed, without = self._asked
        self._asked = None
        step = step_of(view, verb)
        consequence = step.irreversible if step is not None else form.irreversible
        errand = Errand(form, view, consequence, fixed, without)
        if not form.fields and not consequence:
            self.run(Command(view, form, dict(fixed), None))
            return
        self.sheet.open(errand)

    @Slot(object)
    def _no_form(self, fault: BaseException) -> None:
        self._asked = None
        self.faulted.emit(fault)

    @Slot(object)
    def _look_up(self, ask: Ask) -> None:
        look_up(self._source.directory, self._worker, ask)

    @Slot(object)
    def _take(self, command: Command) -> None:
        errand = self.sheet.errand
        if errand is None or not errand.irreversible:
            self.sheet.set_busy(True)
            self.run(command)
            return
        view = command.view
        lines = (f"{ITEM_TITLES[view.item]} · {view.number}", view.policy)
        title = f"{view.name} · {command.form.title}"
        self.sheet.dismiss()
        self.outbox.hold(Parcel(title, lines, errand.irreversible, partial(self.run, command)))

    def run(self, command: Command) -> None:
        """Carry out a command, the sheet's or another page's."""
        order = self._retry if self._retry is not None and self._retry.command == command else Order(command, self)
        self._retry = None
        if order not in self._orders:
            self._orders.add(order)
            order.answered.connect(self._answered)
            order.failed.connect(self._failed)
        self._worker.run(order.job(self._source), order.take_answer, order.take_fault, urgent=True, command=True)

    @Slot(object, object)
    def _answered(self, order: Order, outcome: Outcome) -> None:
        self._orders.discard(order)
        if isinstance(outcome, Refusal):
            self._say_refused(order, outcome)
        else:
            self._say_done(order, outcome)
        order.deleteLater()

    def _say_done(self, order: Order, done: Done) -> None:
        if self._sheet_is_for(order):
            self.sheet.dismiss()
            self.sheet.forget()
        if order.command.form.verb in COMPOSED:
            self.composed.emit(order.command.view.id)
        words = spell_done(order.command, done)
        self.told.emit(words)
        self.recorded.emit(order.command, done, words)
        self.done.emit(done)

    def _say_refused(self, order: Order, refusal: Refusal) -> None:
        self._show_sheet(order)
        say_refused(self.sheet, refusal)
        self.refused.emit(refusal)

    @Slot(object, object)
    def _failed(self, order: Order, fault: BaseException) -> None:
        self._show_sheet(order)
        if isinstance(fault, InputFault):
            self._orders.discard(order)
            say_wrong(self.sheet, fault)
            order.deleteLater()
            return
        self._retry = order
        self.sheet.say_fault("没有办成", errors.sentence_of(fault), code=errors.code_of(fault))
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    def _sheet_is_for(self, order: Order) -> bool:
        errand = self.sheet.errand
        command = order.command
        return (
            errand is not None and not self.sheet.isHidden() and errand.view.id == command.view.id
            and errand.form.verb == command.form.verb
        )  # fmt: skip

    def _show_sheet(self, order: Order) -> None:
        """A command sent from the composer or the outbox has no sheet open: open it with what was entered."""
        if self._sheet_is_for(order):
            return
        command = order.command
        step = step_of(command.view, command.form.verb)
        fixed = () if command.form.fields else tuple(command.values.items())
        self.sheet.open(Errand(command.form, command.view, step.irreversible if step else "", fixed))

    @Slot(object)
    def _say_pulled_back(self, parcel: Parcel) -> None:
        self.told.emit(f"已撤回：{parcel.title}，没有发出")


def step_of(view: CaseView, verb: str) -> Step | None:
    """The step of this verb that the case offers."""
    return next((step for step in view.steps if step.verb == verb), None)


def spell_done(command: Command, done: Done) -> str:
    """What the toast says: who and what, then every rule that warned."""
    words = f"{command.view.name} · {command.form.title} 已记录"
    return "；".join([words, *(f"{warned.sentence}（{warned.rule}）" for warned in done.warnings)])
