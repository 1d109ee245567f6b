"""The three columns of the case page: what happened, what is known, what is due."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.deskhours import DeskHours
from desktop.ui import cards, icons, text
from desktop.ui.attachments.section import AttachmentSection
from desktop.ui.case.clock_lines import Time, clock_lines
from desktop.ui.case.clock_rows import ClockRows, TraceBox
from desktop.ui.case.composer import Composer
from desktop.ui.case.held_bar import HeldBar, PreparedText
from desktop.ui.case.inspector import spell_clocks
from desktop.ui.case.rows_painted import CASE_PAGE, FactRows, RightTiles, SectionLabel
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.source import CaseSource
from desktop.ui.case.steps_bar import Consequence, StepsBar
from desktop.ui.case.timeline_list import TimelineList
from desktop.ui.chips import Chip
from desktop.ui.today_line import short_day
from desktop.ui.trace_words import why

_TEXT = "text"
_VERBS = (("call", "电话", "C"), (_TEXT, "短信", "M"), ("note", "备注", "Q"))


class TimelineColumn(cards.Card):
    """The timeline, and below it the place for calls and notes; `text_wanted` asks for the sheet of texts."""

    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("时间线", "最新在上 · Tab 展开", 0, parent)
        self.list = TimelineList()
        self.composer = Composer(88, captioned=False)
        self._chips = [Chip(title, digit=key) for _mode, title, key in _VERBS]
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 8)
        box.addWidget(self.list)
        box.addStretch(1)
        self._area = Scroller(inner)
        self.list.moved.connect(self._follow)
        self.body.setSpacing(0)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for chip, (mode, _title, _key) in zip(self._chips, _VERBS, strict=True):
            chip.setObjectName(mode)
            chip.clicked.connect(self._turn)
            row.addWidget(chip)
        row.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 16)
        foot.setSpacing(8)
        foot.addLayout(row)
        foot.addWidget(self.composer)
        self._choose("call")
        return foot

    def _turn(self) -> None:
        mode = self.sender().objectName()
        if mode == _TEXT:
            self._choose(self.composer.draft().mode)
            self.text_wanted.emit()
        else:
            self.begin(mode)

    def begin(self, mode: str) -> None:
        """Take a call or a note down."""
        self._choose(mode)
        self.composer.begin(mode)

    def _choose(self, mode: str) -> None:
        for chip in self._chips:
            chip.setChecked(chip.objectName() == mode)

    def show_case(self, view: CaseView, source: CaseSource) -> None:
        """Show another case."""
        may_void = any(step.verb == "void" and not step.findings for step in view.steps)
        self.list.show_entries(view.timeline, source.now(), source.calendar, may_void)
        self.set_fact(f"{self.list.count()} 条 · 最新在上 · Tab 展开")
        self.composer.show_case(view)
        self.composer.setEnabled(any(step.verb in ("call", "note") for step in view.steps))
        self._choose(self.composer.draft().mode)

    def _follow(self, box: QRect) -> None:
        self._area.ensureVisible(0, box.center().y(), 0, box.height() // 2 + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above the composer."""
        super().paintEvent(event)
        cards.hairline(QPainter(self), 1, self.width() - 1, self.height() - 150)


class FactsColumn(cards.Card):
    """What is known, group by group, the policy's rights and who held the ball between; the text to be sent first."""

    def __init__(self, hours: DeskHours, parent: QWidget | None = None) -> None:
        super().__init__("事实", "", 0, parent)
        self.rights, self.held, self.prepared = RightTiles(), HeldBar(hours), PreparedText()
        self.attachments = AttachmentSection()
        self._inner = QWidget()
        self._box = QVBoxLayout(self._inner)
        self._box.setContentsMargins(16, 0, 16, 16)
        self._box.setSpacing(0)
        self._area, self._case = Scroller(self._inner), 0
        self.body.addWidget(self._area, 1)
        self._parts: list[QWidget] = []

    def show_case(self, view: CaseView) -> None:
        """Show another case."""
        self._clear()
        if view.id != self._case:
            self._area.verticalScrollBar().setValue(0)
        self._case = view.id
        for place, group in enumerate(view.groups):
            self._add(SectionLabel(group.title, group.note), 0 if place == 0 else 12)
            rows = FactRows(CASE_PAGE, leading=place == 0)
            rows.show_facts(group.facts)
            self._add(rows, 4)
            if place == 0:
                self._add_rights(view)
                self._add_kept(view)
        self._box.addSpacing(12)
        self._box.addWidget(self.attachments)
        self._box.addStretch(1)

    def _add_rights(self, view: CaseView) -> None:
        parts = view.policy.replace(" · ", "·").split("·")
        until = next((part for part in parts if part.startswith("有效至")), "")
        self._add(SectionLabel(f"权益 · {parts[0].strip()}", until), 12)
        self.rights = RightTiles()
        self.rights.show_rights(view.quotas)
        self._add(self.rights, 4)

    def _add_kept(self, view: CaseView) -> None:
        """Bar and text stay the same widgets: others listen to them."""
        self.held.show_held(view.held)
        self.prepared.say(view.prepared)
        for part, shown in ((self.held, view.held), (self.prepared, view.prepared)):
            self._box.addSpacing(12 if shown else 0)
            self._box.addWidget(part)

    def _add(self, part: QWidget, gap: int) -> None:
        self._box.addSpacing(gap)
        self._box.addWidget(part)
        self._parts.append(part)

    def _clear(self) -> None:
        while self._box.count():
            self._box.takeAt(0)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []


class NoteLine(QWidget):
    """A line with an icon, broken to the width, 18 px for each further one: the closing checklist, a task."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self.words = icon, ""
        self.setFixedHeight(24)

    def _lines(self) -> list[str]:
        return text.wrap(self.words, max(80, self.width() - 26), "caption")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.setFixedHeight(6 + 18 * max(1, len(self._lines())))

    def say(self, words: str) -> None:
        """Say it, or nothing."""
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(words))
        self.setFixedHeight(6 + 18 * max(1, len(self._lines())))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon and words."""
        painter = QPainter(self)
        icons.draw(painter, 0, 4, self._icon, "text2")
        for place, line in enumerate(self._lines()):
            text.draw(painter, 26, 3 + 18 * place, 18, line, "caption", "text2")


class ClocksColumn(cards.Card):
    """The clocks, why the chosen one ends where it does, what is left for closing, and the steps."""

    why_wanted = Signal(int)

    def __init__(self, source: CaseSource, parent: QWidget | None = None) -> None:
        super().__init__("时限", "", 0, parent)
        self._source = source
        self._view: CaseView | None = None
        self.rows, self.trace = ClockRows(), TraceBox()
        self.tasks, self.checklist = NoteLine("bell"), NoteLine("clipboard-check")
        self.consequence, self.steps = Consequence(), StepsBar()
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(0)
        box.addWidget(self.rows)
        box.addSpacing(12)
        box.addLayout(self._edged(self.trace, 12))
        box.addLayout(self._edged(self.tasks, 16))
        box.addLayout(self._edged(self.checklist, 16))
        box.addStretch(1)
        self.body.setSpacing(0)
        self.body.addWidget(Scroller(inner), 1)
        self.body.addSpacing(8)
        self.body.addLayout(self._edged(self.consequence, 16, 12))
        self.body.addLayout(self._edged(self.steps, 16, 16))
        self.rows.chosen.connect(self.explain)

    @staticmethod
    def _edged(part: QWidget, edge: int, below: int = 4) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(edge, 0, edge, below)
        made.addWidget(part)
        return made

    def show_case(self, view: CaseView) -> None:
        """Show another case, its current clock explained."""
        fresh = self._view is None or self._view.id != view.id
        self._view = view
        self.set_fact(spell_clocks(view))
        self.steps.show_steps(view.steps)
        primary = next((step for step in view.steps if step.primary and not step.findings), None)
        self.consequence.say(primary.irreversible if primary else "")
        self.checklist.say(spell_checklist(view))
        self.tasks.say(spell_tasks(view, self._source.now()))
        if fresh or self._is_over(self.rows.at):
            self.explain_current()
        else:
            self.explain(self.rows.at)

    def explain_current(self) -> None:
        """Explain the clock that has to be met next, else the last one that runs or ran."""
        if self._view is None or not self._view.readings:
            self._tell(self._source.now())
            return
        readings, current = self._view.readings, self._view.current
        started = [place for place, reading in enumerate(readings) if reading.due is not None]
        self.explain(current if current >= 0 else max(started, default=0))

    def _is_over(self, place: int) -> bool:
        """Whether the clock that was explained has ended meanwhile, or is not there any more."""
        readings = self._view.readings if self._view else ()
        return not 0 <= place < len(readings) or readings[place].ended_at is not None

    def tick(self, now: datetime) -> None:
        """Move the clocks by arithmetic alone."""
        if self._view is not None:
            lines = clock_lines(self._view, Time(now, self._source.calendar, self._source.hours))
            self.rows.show_lines(lines, self.rows.at)
            self._tell(now)

    def explain(self, place: int) -> None:
        """Explain another clock."""
        if self._view is None:
            return
        now = self._source.now()
        self.rows.show_lines(clock_lines(self._view, Time(now, self._source.calendar, self._source.hours)), place)
        self._tell(now)

    def _tell(self, now: datetime) -> None:
        readings, at = self._view.readings if self._view else (), self.rows.at
        told = why(readings[at], now, self._source.calendar, self._source.hours) if 0 <= at < len(readings) else None
        self.trace.tell(told, now.date())


def spell_checklist(view: CaseView) -> str:
    """`结案清单 4/7，还差 提醒、来电、就诊`; empty without a checklist."""
    if not view.checklist:
        return ""
    done = sum(item.done for item in view.checklist)
    gaps = "、".join(item.title for item in view.checklist if not item.done)
    return f"结案清单 {done}/{len(view.checklist)}" + (f"，还差 {gaps}" if gaps else "，可以结案")


def spell_tasks(view: CaseView, now: datetime) -> str:
    """The open tasks in one line, the next one first: `待办 告知客户陪诊人员 · 就诊前日再次提醒 9月28日`."""
    open_ones = [task for task in view.tasks if not task.done]
    words = (f"{task.title} {short_day(task.before, now)} 前" if task.before else task.title for task in open_ones)
    return "待办 " + " · ".join(words) if open_ones else ""
