"""The sheet that asks what a verb needs, beside the case and never in front of the whole window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.casework.green_rows import Advice
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.case import keys
from desktop.ui.case.advice_lines import AdviceLines
from desktop.ui.case.composite_fields import is_away
from desktop.ui.case.fields_panel import FieldsPanel, is_unreadable
from desktop.ui.case.keys import Key
from desktop.ui.case.refusal_card import RefusalCard
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.sheet import HEAD, SHADOW, Sheet
from desktop.ui.case.verb_form_parts import Command, Errand, Foot, subject_of
from desktop.ui.date_inputs import mark_days
from desktop.ui.strip import Strip

LATE = "D-06"


class VerbSheet(Sheet):
    """A card over the right edge of its window: fields, refusals where they belong, Ctrl+Enter and Esc.

    `submitted` carries a Command once everything is filled in and, for what cannot be undone, confirmed by a
    second Ctrl+Enter. What was typed stays when the sheet is closed, until the case changes.
    """

    submitted = Signal(object)
    wanted = Signal(object)
    filled_in = Signal()

    def __init__(self, host: QWidget, now: Any, calendar: Callable[[], WorkCalendar] | None = None) -> None:
        super().__init__(host)
        self._now, self._calendar = now, calendar
        self.errand: Errand | None = None
        self.panel: FieldsPanel | None = None
        self._kept: tuple[tuple[int, int, str, tuple], FieldsPanel] | None = None
        self.armed, self.busy = False, False
        self.refusal, self.strip, self.foot = RefusalCard(self), Strip("error", self), Foot(self)
        self.advice = AdviceLines(self)
        self._scroll = Scroller(parent=self)
        self._lay_out()
        self.foot.submit.clicked.connect(self.submit)
        self.foot.cancel.clicked.connect(self.dismiss)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + HEAD, SHADOW + 16, SHADOW + 16)
        box.setSpacing(12)
        box.addWidget(self.refusal)
        box.addWidget(self.strip)
        box.addWidget(self._scroll, 1)
        box.addWidget(self.advice)
        box.addWidget(self.foot)

    def open(self, errand: Errand) -> None:
        """Ask for a verb; typed text of the same verb and the same state of the case comes back."""
        self.errand, self.armed, self.busy = errand, False, False
        self.refusal.clear()
        self._say_caution()
        self.advice.say(())
        self._take_panel(errand)
        self.head(errand.form.icon, errand.form.title, subject_of(errand), errand.form.key)
        self.foot.consequence.say(errand.irreversible)
        self._name_button()
        self._follow()
        self.present()
        self._focus_first()
        self.filled_in.emit()

    def _take_panel(self, errand: Errand) -> None:
        key = (errand.view.id, errand.view.version, errand.form.verb, errand.fixed)
        if self._kept is None or self._kept[0] != key:
            hidden = {name for name, _value in errand.fixed} | set(errand.without)
            panel = FieldsPanel(errand.form.fields, self._now, errand.view.checklist, hidden)
            panel.changed.connect(self._edited)
            panel.wanted.connect(self.wanted)
            if self._calendar is not None:
                mark_days(panel, self._calendar())
            self._kept = key, panel
            self._scroll.hold(panel)
        self.panel = self._kept[1]

    def _focus_first(self) -> None:
        if self.panel is not None and (self.panel.fields or self.panel.happened.required):
            self.panel.go_to_first()
        else:
            self.foot.submit.setFocus()

    def leave(self) -> bool:
        """Close, as Esc does; says whether something could be filled in here."""
        asked = not self.isHidden() and not is_away(self.foot.submit)
        self.dismiss()
        return asked

    def forget(self) -> None:
        """Drop what was typed: it was carried out, or the case is another one."""
        self._kept = None

    def explain(self, title: str, findings: tuple[Finding, ...], errand: Errand) -> None:
        """Say why a verb is not possible now, with nothing to fill in."""
        self.open(errand)
        self.refusal.tell(title, findings)
        self._scroll.hide()
        self.foot.submit.hide()
        self.foot.cancel.set_title("关闭")
        self.foot.say_missing(-1, "")
        self.place()
        self.foot.consequence.say("")
        self.foot.cancel.setFocus()

    def _say_caution(self) -> None:
        """Say what the rules would warn of, before it is sent."""
        caution = self.errand.form.caution if self.errand else ""
        if caution:
            self.strip.tell("请留意", caution, kind="warning")
        else:
            self.strip.clear()

    def _edited(self) -> None:
        self.armed = False
        self._say_caution()
        self._name_button()
        self._follow()
        self.filled_in.emit()

    @Slot(object)
    def say_advice(self, lines: Sequence[Advice]) -> None:
        """Show what the desk says about the form so far; D-06 asks at once why it is entered late."""
        self.advice.say(() if not is_away(self.refusal) else lines)
        if self.panel is not None and any(line.rule == LATE for line in lines):
            self.panel.ask_late_reason(True)
        self._follow()

    def _follow(self) -> None:
        self._scroll.show()
        self.foot.submit.show()
        self.foot.cancel.set_title("取消")
        gaps = self.panel.gaps() if self.panel else []
        names = "、".join(field.label for field in gaps[:3])
        unreadable = "、".join(field.label for field in gaps if is_unreadable(field))
        self.foot.say_missing(len(gaps), names + ("…" if len(gaps) > 3 else ""), unreadable)
        self.place()

    def _name_button(self) -> None:
        title = self.errand.form.title if self.errand else ""
        self.foot.submit.set_title("再按一次确认发出" if self.armed else title)
        self.foot.submit.set_reason("正在办理" if self.busy else "")

    def submit(self) -> None:
        """Hand over what was entered; what cannot be undone is confirmed by a second time."""
        if self.busy or self.errand is None or self.panel is None or self.foot.submit.isHidden():
            return
        if not self.panel.check():
            self.panel.go_to_fault()
            return
        if self.errand.irreversible and not self.armed:
            self.armed = True
            self._name_button()
            return
        self.refusal.clear()
        self.submitted.emit(Command(
            self.errand.view, self.errand.form, {**self.panel.values(), **dict(self.errand.fixed)}, self.panel.late()
        ))  # fmt: skip

    def set_busy(self, busy: bool) -> None:
        """The command is on its way: nothing is submitted twice."""
        self.busy, self.armed = busy, False
        self._name_button()

    def say_refused(self, refusal: Refusal) -> None:
        """Show every refusing rule; D-06 asks why it is entered late."""
        self.set_busy(False)
        self.strip.clear()
        title = f"不能{self.errand.form.title}" if self.errand else "不能这样做"
        self.refusal.tell(title, refusal.findings)
        self.advice.say(())
        if self.panel is not None and LATE in refusal.rules:
            self.panel.ask_late_reason(True)
            self.panel.late_reason.setFocus()
        self._follow()

    def say_fault(self, title: str, sentence: str, kind: str = "error", code: str = "") -> None:
        """Show what cannot be right, or a fault of the environment; what was typed stays."""
        self.set_busy(False)
        self.refusal.clear()
        self.strip.tell(title, sentence, kind=kind, code=code)
        self.place()

    def need(self) -> int:
        """The height that holds everything without scrolling."""
        extra = sum(part.height() + 12 for part in (self.refusal, self.strip, self.advice) if not is_away(part))
        fields = self.panel.sizeHint().height() + 24 if self.panel is not None and not is_away(self._scroll) else 0
        return HEAD + extra + fields + self.foot.sizeHint().height() + 28

    def event(self, event: QEvent) -> bool:
        """The sheet's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent):
            mine = event.key() in (Key.Key_Escape, Key.Key_F8) or keys.is_submit(event)
            if keys.claim(event, mine):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits, Enter too where it types no line, F8 goes to the next gap, Esc closes."""
        if event.key() == Key.Key_Escape:
            self.dismiss()
        elif event.key() == Key.Key_F8 and self.panel is not None:
            self.panel.go_to_gap()
        elif keys.is_submit(event) or self._enters(event):
            self.submit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _enters(event: QKeyEvent) -> bool:
        return keys.is_plain(event, keys.RETURNS) and not isinstance(QApplication.focusWidget(), QPlainTextEdit)
