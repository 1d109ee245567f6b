"""登记新案件 (Ctrl+N): one page, recognised from the clipboard, checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.rows import Outcome
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.ui import errors
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case import keys, new_case_ways
from desktop.ui.case.keys import Key
from desktop.ui.case.new_case_keeping import KeepingBoard
from desktop.ui.case.paste import recognise
from desktop.ui.case.pointing import enter, named_in, titled
from desktop.ui.case.source import CaseSource
from desktop.ui.worker import Worker

_PAUSE = 250
_WHOLE_FORM = 2
_ACTIONS = {"gap": "go_on", "submit": "submit", "submit_next": "submit_next", "draft": "save",
            "duplicate": "open_duplicate"}  # fmt: skip


class NewCasePage(KeepingBoard):
    """The page at work. `registered` carries the Done and whether the next one was begun, `open_wanted` a case's id.

    `faulted` is a bug that the page cannot explain.
    """

    registered = Signal(object, bool)
    open_wanted = Signal(int)
    faulted = Signal(object)

    def __init__(
        self, source: CaseSource, worker: Worker, desk: ActionDesk | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, worker, parent)
        self._desk = desk
        self.check = ApplicationCheck()
        self._refused: tuple[Finding, ...] = ()
        self._next = self._busy = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self._connect()
        self._follow()

    def _connect(self) -> None:
        self.form.changed.connect(self._edited)
        self.form.wanted.connect(self.registrar.look_up)
        self.form.refusal.acted.connect(self._take_way)
        self.card.open_wanted.connect(self.open_wanted)
        self.card.foot.submit.clicked.connect(self.submit)
        self.card.foot.submit_next.clicked.connect(self.submit_next)
        self.card.foot.save.clicked.connect(self.save)
        self.registrar.checked.connect(self._show_check)
        self.registrar.plans_known.connect(self.form.offer_plans)
        self.registrar.answered.connect(self._answered)
        self.registrar.failed.connect(self._failed)
        for field in self.form.fields.values():
            field.control.installEventFilter(self)

    def begin(self, draft: ApplicationDraft | None = None) -> None:
        """Start: with a draft, or with what was kept on this machine."""
        self._handle_actions()
        self.keep()
        self.form.fill(draft or ApplicationDraft())
        self.registrar.renew()
        self._refused, self._busy = (), False
        self.strip.clear()
        self.say_title("")
        self.registrar.begin(kept=draft is None)
        self.form.fields["insured"].control.setFocus()
        self.look()

    def _handle_actions(self) -> None:
        """The form's actions exist, in palette and key sheet, once a form was begun."""
        if self._desk is not None:
            for action, method in _ACTIONS.items():
                self._desk.handle(action, getattr(self, method))

    def _edited(self) -> None:
        self._refused = ()
        self._pause.start()
        self._follow()

    def _show_check(self, check: ApplicationCheck) -> None:
        self.check = check
        self.form.show_check(check)
        self.card.show_check(check, self._source.now())
        self._follow()

    def findings(self) -> Sequence[Finding]:
        """The rules that refuse: those of the last attempt, else those of the live check."""
        return self._refused or self.check.findings

    def _follow(self) -> None:
        """Say what is missing or refused, wherever it is said."""
        findings = self.findings()
        if findings:
            self.form.refusal.tell(*new_case_ways.told(findings, self.form.tiles.item, self.check))
        else:
            self.form.refusal.clear()
        words = new_case_ways.spell_gaps(self.gaps()) or new_case_ways.spell_stops(self.form, findings)
        warned = sum(line.state == "warned" for line in self.check.lines)
        self.card.foot.say(words, "正在登记" if self._busy else words, warned)

    def gaps(self) -> list[QWidget]:
        """What is still to be filled in, in the order of the page: empty fields, the item, what a rule asks for."""
        return new_case_ways.gaps_of(self.form, self.findings())

    def go_to_gap(self) -> bool:
        """Put the keyboard into the next gap after the present place, wrapping; says whether there is one."""
        return new_case_ways.focus_next(self.gaps(), QApplication.focusWidget() or self)

    def go_on(self) -> bool:
        """F8: the next gap, else the next place that a rule refuses; says whether there was one."""
        stops = new_case_ways.stops_of(self.form, self.findings())
        return self.go_to_gap() or new_case_ways.focus_next(stops, QApplication.focusWidget() or self)

    def submit_next(self) -> None:
        """Open the case and start the next one."""
        self.submit(another=True)

    def submit(self, *, another: bool = False) -> None:
        """Open the case and its page, or `another` form."""
        if self._busy or self.go_to_gap():
            return
        self._next, self._busy = another, True
        self._follow()
        self.registrar.apply(self.form.draft())

    def _answered(self, outcome: Outcome) -> None:
        self._busy = False
        if isinstance(outcome, Refusal):
            self._refused = outcome.findings
            if "D-06" in outcome.rules:
                self.form.ask_late_reason()
            self._follow()
            self.go_on()
            return
        self.told.emit(f"已登记 {outcome.number}")
        self.forget()
        if self._next:
            self.begin(ApplicationDraft(entrance=self.form.draft().entrance))
        self.registered.emit(outcome, self._next)

    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        self._follow()
        if isinstance(fault, InputFault):
            field = named_in((str(fault),), self.form.leaves())
            self.strip.tell(titled(field), str(fault), kind="warning")
            if field is not None:
                enter(field.control)
        elif errors.is_environment(fault):
            words = f"{errors.sentence_of(fault)}；填好的都还在"
            self.strip.tell("没有办成", words, kind="error", code=errors.code_of(fault))
        else:
            self.faulted.emit(fault)

    def open_duplicate(self) -> None:
        """Open the likeliest duplicate."""
        self.card.duplicates.open_first()

    def paste(self, at_least: int = 1) -> bool:
        """Recognise the clipboard; says whether there was enough to take."""
        found = recognise(QApplication.clipboard().text(), self._source.now().date())
        if len(found.found) < at_least:
            return False
        self.form.take(found)
        return True

    def _take_way(self, name: str) -> None:
        case_id = new_case_ways.take_way(self.form, name)
        if case_id:
            self.open_wanted.emit(case_id)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the page while a field has the keyboard: Alt+2 types no 2, a whole application is no single paste."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        name = new_case_ways.name_of(event)
        if name == "paste":
            return self.paste(_WHOLE_FORM)
        if name:
            self.keyPressEvent(event)
        return bool(name)

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and keys.claim(event, bool(new_case_ways.name_of(event))):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8, Ctrl+Enter, Ctrl+Shift+Enter, Ctrl+S, Ctrl+V, Alt+1 to 7, Alt+O."""
        name = new_case_ways.name_of(event)
        acts: dict[str, Callable[[], object]] = {
            "gap": self.go_on, "submit": self.submit, "submit_next": self.submit_next, "save": self.save,
            "paste": self.paste, "duplicate": self.open_duplicate,
        }  # fmt: skip
        if name.startswith("item:"):
            self.form.tiles.pick(int(name[5:]))
        elif name in acts:
            acts[name]()
        elif event.key() != Key.Key_Escape:
            super().keyPressEvent(event)
        else:
            self.back_wanted.emit()
