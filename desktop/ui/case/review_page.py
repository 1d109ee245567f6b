"""The review workspace: materials beside the plan's illnesses, a checklist that proposes, a person who decides."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.casework.green_rows import ReviewSheet
from desktop.casework.rows import VerbForm
from desktop.handbook.judgement import propose
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.ui.buttons import IconButton
from desktop.ui.case import keys
from desktop.ui.case.case_head import CaseTitle
from desktop.ui.case.composite_fields import is_away
from desktop.ui.case.keys import CTRL, Key
from desktop.ui.case.review_columns import DecisionColumn, FindingsColumn, MaterialsColumn
from desktop.ui.case.review_parts import DIGITS, HINTS, TYPING_HINTS
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.key_hints import HintLine
from desktop.ui.segments import Segments
from desktop.ui.worker import Worker

_DIGIT_TAKERS = (QLineEdit, QPlainTextEdit, QComboBox, Segments)
FORM = VerbForm("review", "审核", key="V", icon="shield-check")


class ReviewPage(QWidget):
    """One review at full width. `open` reads the case, `shown` tells that it is there, `decided` carries the Command.

    What is filled in is kept on the desk when one leaves, and forgotten once the review is recorded.
    """

    back_wanted = Signal()
    shown = Signal()
    decided = Signal(object)
    told = Signal(str)
    faulted = Signal(object)

    def __init__(self, source: Any, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._green, self._worker = source, getattr(source, "green", None), worker
        self.sheet: ReviewSheet | None = None
        self._touched = False
        self.back, self.title = IconButton("arrow-left", "返回", "Esc", 32, self), CaseTitle(self)
        self.materials, self.findings = MaterialsColumn(), FindingsColumn(source.now)
        self.decision, self.hints = DecisionColumn(), HintLine(HINTS, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("审核")
        self._lay_out()
        self.back.clicked.connect(self.leave)
        self.findings.changed.connect(self._edited)
        self.decision.changed.connect(self._edited)
        self.decision.copied.connect(self.told)
        self.decision.submit.clicked.connect(self.submit)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._hint)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for part, stretch, least in ((self.materials, 340, 280), (self.findings, 460, 400), (self.decision, 392, 352)):
            part.setMinimumWidth(least)
            columns.addWidget(part, stretch)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(12)
        box.addLayout(top)
        box.addLayout(columns, 1)
        box.addWidget(self.hints)

    def possible(self) -> bool:
        """Whether this window's desk has a review workspace."""
        return self._green is not None

    def open(self, case_id: int) -> None:
        """Read a case and begin its review."""
        if self._green is not None:
            self._worker.run(partial(self._green.review, case_id), self.show_sheet, self._failed, lane="review")

    @Slot(object)
    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Show a review."""
        self.sheet, view = sheet, sheet.view
        self.title.say(f"审核 · {view.name} · {ITEM_TITLES[view.item]}", f"{view.subtitle} · {view.policy}")
        self.materials.show_sheet(sheet)
        self.findings.show_sheet(sheet)
        self.decision.show_sheet(sheet)
        self._touched = False
        self._judge()
        self.shown.emit()
        self._take_keyboard()
        if sheet.draft:
            self.told.emit("已取回没有做完的审核")

    def _failed(self, fault: BaseException) -> None:
        self.faulted.emit(fault)

    def _take_keyboard(self) -> None:
        chosen = self.findings.picker.chosen is not None
        (self.decision.outcomes if chosen else self.findings.picker.search.control).setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page hands the keyboard on."""
        super().focusInEvent(event)
        self._take_keyboard()

    @Slot(QWidget, QWidget)
    def _hint(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A field that takes digits itself leaves Ctrl and the digit for the outcome."""
        if new is not None and self.isAncestorOf(new):
            self.hints.say(TYPING_HINTS if isinstance(new, _DIGIT_TAKERS) else HINTS)

    def _edited(self) -> None:
        self._touched = True
        self._judge()

    def _judge(self) -> None:
        if self.sheet is None:
            return
        form = self.findings.form
        proposal = propose(
            self.sheet.view.item, form.illness(), form.findings(), self.sheet.plan, self.sheet.policy,
            self._source.now().date(),
        )  # fmt: skip
        self.proposed = proposal.outcome
        self.decision.propose(proposal)

    def values(self) -> dict[str, Any]:
        """The arguments of the review as far as they are filled in."""
        form, outcome = self.findings.form, self.decision.outcomes.value()
        return {
            "outcome": outcome, "illness": form.illness(), "findings": form.findings(), "proposed": self.proposed,
            "missing": self.decision.missing.value() if outcome == "more_material" else [],
            "reason": "" if is_away(self.decision.reason) else self.decision.reason.value(),
            "told": "" if is_away(self.decision.told) else self.decision.told.value(),
        }  # fmt: skip

    def submit(self) -> None:
        """Record the decision, or go to what it lacks."""
        if self.sheet is None:
            return
        lacking = self.decision.lacking()
        if lacking is not None:
            lacking.setFocus()
            if lacking is self.decision.outcomes:
                self.told.emit("先选结论")
            elif lacking is self.decision.told.control:
                self.told.emit(self.decision.told.fault)
            else:
                self.told.emit(f"「{lacking.accessibleName()}」还没有填")
            return
        self.decided.emit(Command(self.sheet.view, FORM, self.values(), None))

    def go_to_gap(self) -> bool:
        """Put the keyboard into the next empty field after the present one, wrapping; says whether there is one."""
        gaps = [leaf.control for leaf in self.findings.form.gaps()]
        if not self.findings.picker.name():
            gaps.insert(0, self.findings.picker.search.control)
        if not gaps:
            self.decision.outcomes.setFocus()
            return False
        now = QApplication.focusWidget()
        at = next((place for place, control in enumerate(gaps) if control is now), -1)
        gaps[(at + 1) % len(gaps)].setFocus()
        return True

    def leave(self) -> None:
        """Go back; what is half done is kept."""
        self.keep()
        self.back_wanted.emit()

    def keep(self) -> None:
        """Keep what is half done on the desk."""
        if self.sheet is not None and self._touched and self._green is not None:
            draft = {name: value for name, value in self.values().items() if name != "proposed"}
            job = partial(self._green.keep_review, self.sheet.view.id, draft)
            self._worker.run(job, None, self._failed, command=True)
            self._touched = False

    def forget(self) -> None:
        """The review is recorded: nothing is kept of it."""
        if self.sheet is not None and self._green is not None:
            job = partial(self._green.keep_review, self.sheet.view.id, {})
            self._worker.run(job, None, self._failed, command=True)
        self.sheet, self._touched = None, False

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and keys.claim(event, self._mine(event)):
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        plain = event.key() in (Key.Key_Escape, Key.Key_F8) or event.text() in DIGITS
        return plain or keys.is_submit(event) or keys.is_undo(event) or self._digit(event) != ""

    @staticmethod
    def _digit(event: QKeyEvent) -> str:
        """The outcome of a digit: bare, or with Ctrl while a text has the keyboard."""
        name = DIGITS.get(chr(event.key()) if event.key() < 128 else "", "")
        bare = keys.modifiers(event) == keys.NO_MODIFIER
        return name if bare or keys.modifiers(event) == CTRL else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits decide, F8 goes to the next gap, Ctrl+Enter records, Esc leaves."""
        typing = isinstance(QApplication.focusWidget(), QPlainTextEdit)
        if event.key() == Key.Key_Escape:
            self.leave()
        elif event.key() == Key.Key_F8:
            self.go_to_gap()
        elif keys.is_submit(event):
            self.submit()
        elif (name := self._digit(event)) and not (typing and keys.modifiers(event) != CTRL):
            self.decision.outcomes.pick(name)
        else:
            super().keyPressEvent(event)
