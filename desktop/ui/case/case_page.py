"""The whole case on one page: who, lock, stepper, timeline, facts, clocks and every step it offers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.countdown import Band
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.case_columns import ClocksColumn, FactsColumn, TimelineColumn
from desktop.ui.case.case_head import CaseHeader, LockBanner, Stepper
from desktop.ui.case.clock_lines import Time, current_face
from desktop.ui.case.source import CaseSource
from desktop.ui.key_hints import KeyHintBar

_LEAST = {"timeline": 300, "facts": 300, "clocks": 336}


class CasePage(QWidget):
    """One case at full width. `show_case` fills it, `tick` moves its clocks by arithmetic alone.

    The signals carry what the user asks for: `step_wanted` the verb, `barred` the refused Step,
    `void_wanted` the timeline entry, `why_wanted` the place of a clock; the runner does it.
    """

    back_wanted = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    step_wanted = Signal(str)
    barred = Signal(object)
    why_wanted = Signal(int)
    void_wanted = Signal(object)
    call_logged = Signal(str, str, bool)
    note_logged = Signal(str)
    shown = Signal(int)

    def __init__(self, source: CaseSource, desk: ActionDesk | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.view: CaseView | None = None
        self.header, self.banner, self.stepper = CaseHeader(self), LockBanner(self), Stepper(self)
        self.timeline, self.facts = TimelineColumn(self), FactsColumn(source.hours, self)
        self.clocks = ClocksColumn(source, self)
        self.hints = KeyHintBar(desk, Where.CASE, self) if desk is not None else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("案件")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for part, stretch in ((self.timeline, 448), (self.facts, 372), (self.clocks, 372)):
            columns.addWidget(part, stretch)
        self.timeline.setMinimumWidth(_LEAST["timeline"])
        self.facts.setMinimumWidth(_LEAST["facts"])
        self.clocks.setMinimumWidth(_LEAST["clocks"])
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self.banner)
        box.addWidget(self.stepper)
        box.addLayout(columns, 1)
        if self.hints is not None:
            box.addWidget(self.hints)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.header.previous_wanted.connect(self.previous_wanted)
        self.header.next_wanted.connect(self.next_wanted)
        self.banner.step_wanted.connect(self.step_wanted)
        self.clocks.steps.step_wanted.connect(self.step_wanted)
        self.clocks.steps.barred.connect(self.barred)
        self.clocks.rows.chosen.connect(self.why_wanted)
        self.timeline.list.void_wanted.connect(self.void_wanted)
        self.timeline.composer.call_logged.connect(self.call_logged)
        self.timeline.composer.note_logged.connect(self.note_logged)
        self.timeline.text_wanted.connect(partial(self.step_wanted.emit, "send_text"))
        self.timeline.composer.left.connect(self.take_back)

    @property
    def composer(self) -> QWidget:
        """Where calls and notes are taken down."""
        return self.timeline.composer

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        self.view = view
        self.header.show_case(view)
        self.banner.show_case(view)
        self.stepper.show_stages(view.stages)
        self.timeline.show_case(view, self._source)
        self.facts.show_case(view)
        self.clocks.show_case(view)
        self._judge(self._source.now())
        self.shown.emit(view.id)

    def tick(self, now: datetime) -> None:
        """Move the clocks to `now`."""
        self.clocks.tick(now)
        self._judge(now)

    def _judge(self, now: datetime) -> None:
        """Mark the present station when its clock has run out."""
        if self.view is not None:
            face = current_face(self.view, Time(now, self._source.calendar, self._source.hours))
            self.stepper.set_overdue(face is not None and face.band is Band.BREACH)

    def begin(self, mode: str) -> None:
        """Take a call (C) or a note (Q) down."""
        self.timeline.begin(mode)

    def explain_next(self) -> None:
        """W: put the keyboard on the clocks and explain the current one, then one after the other."""
        rows = self.clocks.rows
        if not rows.hasFocus():
            self.clocks.explain_current()
            rows.setFocus()
        elif self.view is not None and self.view.readings:
            self.clocks.explain((rows.at + 1) % len(self.view.readings))

    def take_back(self) -> None:
        """Give the keyboard to the timeline."""
        self.timeline.list.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The timeline has the keyboard first."""
        super().focusInEvent(event)
        self.take_back()
