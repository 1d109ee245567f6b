"""The people of the desk: who is away, and whose open cases go to whom, shown case by case before it is done."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from desktop.casework.people.rows import Colleague, HandOver, Passed
from desktop.casework.rows import Done
from desktop.faults import InputFault
from desktop.ui import errors
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.case.ticks import ChoicesField
from desktop.ui.date_inputs import DateField
from desktop.ui.import_tables import LineModel, make_table
from desktop.ui.inputs import TextField
from desktop.ui.page_head import PageHead
from desktop.ui.people import words
from desktop.ui.people.source import PeopleSource
from desktop.ui.strip import Strip
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

_RECEIVERS = ("manager",)


class PeoplePage(WholePage):
    """Colleagues at the left, the chosen one's cases at the right. Ctrl+Enter hands over what is shown.

    `passed` carries what became of a hand-over.
    """

    back_wanted = Signal()
    told = Signal(str)
    faulted = Signal(object)
    passed = Signal(object)

    def __init__(self, source: PeopleSource, worker: Worker, now: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._worker, self._now = source, worker, now
        self._busy = False
        self.colleagues: tuple[Colleague, ...] = ()
        self.plan: HandOver | None = None
        self.head, self.strip = PageHead("同事与转交", self), Strip("warning", self)
        self.people, self.cases = LineModel(words.PEOPLE_HEADINGS, self), LineModel(words.CASE_HEADINGS, self)
        self.table = make_table(self.people, words.PEOPLE_HEADINGS, "同事")
        self.preview = make_table(self.cases, words.CASE_HEADINGS, "要转交的案件")
        self.list, self.detail = Card("同事"), Card("转交")
        self.start, self.end = DateField("不在，从", now), DateField("到", now, "含当天")
        self.reason = TextField("原因", "写进每件案件的时间线", False, "如：休假")
        self.enter, self.drop = Button("登记不在", "", "normal", "calendar-x"), Button("撤回登记", "", "quiet")
        self.hand_over = Button("转交", "Ctrl+Enter", "primary", "arrow-right")
        self.to: ChoicesField | None = None
        self.setFocusProxy(self.table)
        self.setAccessibleName("同事与转交")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.preview.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.body.addWidget(self.table)
        fields, self._ticks, deeds = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for field, share in ((self.start, 2), (self.end, 2), (self.reason, 3)):
            fields.addWidget(field, share)
        for line in (fields, deeds):
            line.setSpacing(8)
        for button in (self.enter, self.drop):
            deeds.addWidget(button)
        deeds.addStretch(1)
        deeds.addWidget(self.hand_over)
        for row in (fields, self._ticks):
            self.detail.body.addLayout(row)
        self.detail.body.addWidget(self.preview, 1)
        self.detail.body.addLayout(deeds)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self.list, 360)
        columns.addWidget(self.detail, 800)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(12)
        for part in (self.head, self.strip):
            box.addWidget(part)
        box.addLayout(columns, 1)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.enter.clicked.connect(self.set_absence)
        self.drop.clicked.connect(self.drop_absence)
        self.hand_over.clicked.connect(self.carry_out)

    @property
    def current(self) -> Colleague | None:
        """The colleague in front."""
        place = self.table.currentIndex().row()
        return self.colleagues[place] if 0 <= place < len(self.colleagues) else None

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the colleagues."""
        self._worker.run(self._source.colleagues, self.show_colleagues, self._failed, lane="people")

    @Slot(object)
    def show_colleagues(self, found: tuple[Colleague, ...]) -> None:
        """Show them; the one in front stays."""
        known = self.current.name if self.current else self._source.person
        today = self._now().date()
        self.colleagues = found
        away = sum(one.away_on(today) is not None for one in found)
        self.head.set_words(f"{len(found)} 位 · 今天不在 {away} 位 · 转交逐件留痕，可一次撤销")
        self.people.show_lines([words.colleague_line(one, today) for one in found])
        self.list.set_fact(f"{len(found)} 位")
        self.table.selectRow(next((place for place, one in enumerate(found) if one.name == known), 0))

    def _turned(self, _now: QModelIndex, _before: QModelIndex) -> None:
        one = self.current
        if one is None:
            return
        self.detail.title = f"{one.name}的在办案件"
        self.strip.clear()
        self._offer_receivers(one)
        self.drop.setVisible(bool(one.absences))
        self.enter.set_reason("" if not one.away_on(self._now().date()) else "已登记不在")
        self.foresee()

    def _offer_receivers(self, one: Colleague) -> None:
        if self.to is not None:
            self._ticks.removeWidget(self.to)
            self.to.deleteLater()
        today = self._now().date()
        there = [other for other in self.colleagues if other.name != one.name]
        self.to = ChoicesField("转给（几位则按在办多少分）", tuple(
            (other.name, f"{other.name} 在办 {other.open_cases}" + ("，不在" if other.away_on(today) else ""))
            for other in there
        ))  # fmt: skip
        self.to.set_value([
            other.name for other in there if other.role in _RECEIVERS and other.away_on(today) is None
        ])  # fmt: skip
        self.to.changed.connect(self.foresee)
        self._ticks.addWidget(self.to)

    @Slot()
    def foresee(self) -> None:
        """Ask what handing over would do; nothing is written."""
        one, to = self.current, self.to.value() if self.to is not None else []
        self.plan = None
        if one is None or not to:
            self._show_plan(None)
            return
        job = partial(self._source.plan, one.name, to, self.reason.value())
        self._worker.run(job, self._show_plan, self._failed, lane="hand over")

    @Slot(object)
    def _show_plan(self, plan: HandOver | None) -> None:
        self.plan = plan
        self.cases.show_lines([words.passing_line(one) for one in plan.passings] if plan else [])
        self.detail.set_fact(words.plan_words(plan) if plan else "请选转给谁")
        self.hand_over.set_reason("" if plan and plan.possible else "没有可以转交的案件")

    def carry_out(self) -> None:
        """Hand over what is shown, with the reason as it stands now."""
        if self.plan is None or not self.plan.possible or self._busy:
            return
        self._busy = True
        reason = self.reason.value() or self.plan.reason
        wanted = HandOver(self.plan.owner, reason, self.plan.passings)
        job = partial(self._source.carry_out, wanted)
        self._worker.run(job, self._carried_out, self._failed, urgent=True, command=True)

    @Slot(object)
    def _carried_out(self, passed: tuple[Passed, ...]) -> None:
        self._busy = False
        if any(not isinstance(one.outcome, Done) for one in passed):
            self.strip.tell("有的没有转交", words.passed_words(passed), kind="warning")
        self.passed.emit(passed)
        self.load()

    def set_absence(self) -> None:
        """Enter that the one in front is away."""
        one = self.current
        if one is None or self._busy or not all([self.start.check(), self.end.check()]):
            return
        self._busy = True
        job = partial(self._source.set_absence, one.name, self.start.value(), self.end.value(), self.reason.value())
        self._worker.run(job, self._entered, self._failed, urgent=True, command=True)

    def drop_absence(self) -> None:
        """Take the nearest absence of the one in front back."""
        one = self.current
        if one is None or not one.absences or self._busy:
            return
        self._busy = True
        job = partial(self._source.drop_absence, one.absences[0].id)
        self._worker.run(job, self._entered, self._failed, urgent=True, command=True)

    @Slot(object)
    def _entered(self, done: Done) -> None:
        self._busy = False
        self.told.emit(f"{done.number}的登记已更新")
        self.load()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        if isinstance(fault, InputFault):
            self.strip.tell("请核对", str(fault), kind="warning")
        elif errors.is_environment(fault):
            self.strip.tell("没有办成", errors.sentence_of(fault), kind="error", code=errors.code_of(fault))
        else:
            self.faulted.emit(fault)

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent):
            return keys.claim(event, event.key() == Key.Key_Escape or keys.is_submit(event)) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter hands over, Esc leaves."""
        if event.key() == Key.Key_Escape:
            self.back_wanted.emit()
        elif keys.is_submit(event):
            self.carry_out()
        else:
            super().keyPressEvent(event)
