"""The right pane of a queue: one case at a glance, what is due, and the next step one key away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.rows import CaseView, Fact, QueueRow, Step
from desktop.ui.case.clock_lines import Time, clock_lines, current_face
from desktop.ui.case.composer import Composer
from desktop.ui.case.inspector_parts import PLATE, ClockRail, SlaBanner, TimelineBrief, WhoHead
from desktop.ui.case.rows_painted import INSPECTOR, FactRows, RightTiles, SectionLabel
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.source import CaseSource
from desktop.ui.case.steps_bar import Consequence, StepsBar
from desktop.ui.case.timeline_folding import folded

_FACTS, _ENTRIES, _ENTRIES_LOW = 4, 4, 2
_LOW, _PAD = 800, 15


class Overview(Scroller):
    """The middle of the inspector: facts, rights, clocks, last entries; it scrolls when the window is low."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.facts = FactRows(INSPECTOR)
        self.rights_head, self.rights = SectionLabel("权益", "保单期内 · 剩余"), RightTiles()
        self.clocks_head, self.rail = SectionLabel("时限"), ClockRail()
        self.entries_head, self.entries = SectionLabel("时间线"), TimelineBrief()
        self.hold(self._laid_out())

    def _laid_out(self) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(_PAD - PLATE, 0, _PAD - PLATE, 0)
        grid.setSpacing(0)
        for column, wide in ((0, PLATE), (2, PLATE)):
            grid.setColumnMinimumWidth(column, wide)
        grid.setColumnStretch(1, 1)
        parts = (
            (0, self.facts), (10, self.rights_head), (4, self.rights), (10, self.clocks_head), (2, self.rail),
            (10, self.entries_head), (2, self.entries),
        )  # fmt: skip
        for place, (gap, part) in enumerate(parts):
            grid.setRowMinimumHeight(2 * place, gap)
            whole = part is self.rail
            grid.addWidget(part, 2 * place + 1, 0 if whole else 1, 1, 3 if whole else 1)
        grid.setRowStretch(2 * len(parts), 1)
        return inner


class Inspector(QWidget):
    """One case in 372 px (328 below 1440). `show_case` fills it, `tick` moves its clocks by arithmetic alone.

    Signals carry what the user asks for; doing it is the runner's part. `step_wanted` the verb, `barred` the
    refused Step, `why_wanted` the place of a clock among the view's readings.
    """

    step_wanted = Signal(str)
    barred = Signal(object)
    open_wanted = Signal()
    why_wanted = Signal(int)
    call_logged = Signal(str, str, bool)
    note_logged = Signal(str)
    left = Signal()

    def __init__(self, source: CaseSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.view: CaseView | None = None
        self.who, self.banner = WhoHead(self), SlaBanner(self)
        self.overview = Overview(self)
        self.composer = Composer(parent=self)
        self.consequence, self.steps = Consequence(self), StepsBar(self)
        self._lay_out()
        self._connect()
        self.setAccessibleName("案件摘要")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 15, 0, 15)
        box.setSpacing(0)
        self._edged(box, self.who, 12)
        self._edged(box, self.banner, 12)
        box.addWidget(self.overview, 1)
        box.addSpacing(12)
        self._edged(box, self.composer, 0)
        box.addSpacing(12)
        self._edged(box, self.consequence, 12)
        self._edged(box, self.steps, 0)

    @staticmethod
    def _edged(box: QVBoxLayout, part: QWidget, gap: int) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(_PAD, 0, _PAD, gap)
        inner.addWidget(part)
        box.addLayout(inner)

    def _connect(self) -> None:
        self.who.open.clicked.connect(self.open_wanted)
        self.banner.pressed.connect(self._why_current)
        self.overview.rail.chosen.connect(self.why_wanted)
        self.composer.call_logged.connect(self.call_logged)
        self.composer.note_logged.connect(self.note_logged)
        self.composer.left.connect(self.left)
        self.steps.step_wanted.connect(self.step_wanted)
        self.steps.barred.connect(self.barred)

    def show_case(self, view: CaseView, row: QueueRow | None = None) -> None:
        """Show a case; the queue's row is known to the pane that holds this."""
        del row
        self.view = view
        self.who.show_case(view)
        self.overview.facts.show_facts(together(view.groups[0].facts)[:_FACTS] if view.groups else ())
        self.overview.rights.show_rights(view.quotas)
        self.composer.show_case(view)
        self.steps.show_steps(view.steps)
        self._fit()
        self.tick(self._source.now())

    def tick(self, now: datetime) -> None:
        """Move the clocks to `now`: the reading is enough, the database is not asked."""
        view = self.view
        if view is None:
            return
        at = Time(now, self._source.calendar, self._source.hours)
        reading = view.readings[view.current] if 0 <= view.current < len(view.readings) else None
        self.banner.show_face(current_face(view, at), reading.step if reading else "", reading.kind if reading else "")
        self.overview.rail.show_lines(clock_lines(view, at))
        self.overview.clocks_head.say("时限", spell_clocks(view))
        self.overview.entries_head.say("时间线", view.next_call or f"全部 {len(folded(view.timeline))} 条 · Enter")
        self.overview.entries.show_entries(folded(view.timeline)[: self._entries()], now)

    def begin(self, mode: str) -> None:
        """Take a call (C) or a note (Q) down."""
        self.composer.begin(mode)

    def step(self, verb: str) -> Step | None:
        """The step of this verb, if the case offers it."""
        return next((step for step in self.view.steps if step.verb == verb), None) if self.view else None

    def _why_current(self) -> None:
        if self.view is not None:
            self.why_wanted.emit(self.view.current)

    def _entries(self) -> int:
        return _ENTRIES if self.height() >= _LOW else _ENTRIES_LOW

    def _fit(self) -> None:
        steps = self.view.steps if self.view else ()
        primary = next((step for step in steps if step.primary and not step.findings), None)
        self.consequence.say(primary.irreversible if primary else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer entries in a low window."""
        super().resizeEvent(event)
        if self.view is not None:
            self.overview.entries.show_entries(folded(self.view.timeline)[: self._entries()], self._source.now())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """F6 comes here: hand the keyboard to the next step."""
        super().focusInEvent(event)
        buttons = self.steps.buttons()
        (buttons[0] if buttons else self.composer.chips).setFocus()


def spell_clocks(view: CaseView) -> str:
    """How many clocks the case has, and which of them is current: `6 个 · 当前第 3 个`."""
    words = f"{len(view.readings)} 个"
    return f"{words} · 当前第 {view.current + 1} 个" if 0 <= view.current < len(view.readings) else words


def together(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with hospital and department on one line, where four lines are all there is."""
    department = next((fact for fact in facts if fact.label == "科室"), None)
    if department is None:
        return tuple(facts)
    return tuple(
        fact._replace(value=f"{fact.value} · {department.value}") if fact.label == "医院" else fact
        for fact in facts
        if fact is not department
    )
