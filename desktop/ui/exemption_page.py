"""Requests for exemption: what waits, what it touches, and the supervisor's answer (GC-17, D-05)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.green_rows import SCOPES, STATES, ExemptionLine
from desktop.casework.rows import Done, Fact, Outcome
from desktop.handbook.moments import spoken_day, spoken_moment
from desktop.handbook.vocabulary import Refusal
from desktop.ui import cards, chips, text
from desktop.ui.buttons import Button
from desktop.ui.case import keys
from desktop.ui.case.case_head import CaseTitle
from desktop.ui.case.keys import Key
from desktop.ui.case.refusal_card import RefusalCard
from desktop.ui.case.rows_painted import CASE_PAGE, FactRows
from desktop.ui.case.scroller import Scroller
from desktop.ui.empty import EmptyState
from desktop.ui.inputs import LongTextField
from desktop.ui.strip import Offer, Strip
from desktop.ui.worker import Worker

_ROW = 92
_TONES = {"waiting": "info", "approved": "ok", "refused": "plain", "ended": "plain"}
_HOW = ("医院停诊、院区感控等使时限不能履行时，在案件页按 L 选「申请时限豁免」", "批准前时限照常计算，截止时间始终不变")


class RequestList(QWidget):
    """The requests, 92 px each: subject, reason, who asked, state. J and K or the arrows walk; `moved` tells."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ExemptionLine, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("豁免申请")

    def show_lines(self, lines: Sequence[ExemptionLine]) -> None:
        """Show other requests; the current one stays current by its id."""
        known = self.current.id if self.current else 0
        self.lines = tuple(lines)
        self.at = next((place for place, line in enumerate(lines) if line.id == known), 0)
        self.setFixedHeight(max(_ROW, _ROW * len(lines)))
        self.go(0)

    @property
    def current(self) -> ExemptionLine | None:
        """The request that is looked at."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    def go(self, step: int) -> None:
        """Go up or down."""
        self.at = min(max(self.at + step, 0), max(0, len(self.lines) - 1))
        line = self.current
        self.setAccessibleDescription(f"{line.subject} {STATES[line.state]}" if line else "没有申请")
        self.update()
        self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the request under the pointer."""
        self.go(int(event.position().y() // _ROW) - self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk."""
        step = {Key.Key_J: 1, Key.Key_Down: 1, Key.Key_K: -1, Key.Key_Up: -1}.get(Key(event.key()), 0)
        if step:
            self.go(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the requests."""
        painter, wide = QPainter(self), self.width()
        for place, line in enumerate(self.lines):
            y = place * _ROW
            if place == self.at:
                painter.fillRect(QRectF(0, y, wide, _ROW), cards.shade_of("bg_selected"))
                painter.fillRect(QRectF(0, y, 3, _ROW), cards.shade_of("accent"))
            text.draw(painter, 16, y + 10, 20, line.subject, "body", "text", 600, room=wide - 32)
            text.draw(painter, 16, y + 32, 18, line.reason, "caption", "text2", room=wide - 32)
            text.draw(painter, 16, y + 50, 18, _asked(line), "caption", "text2", room=wide - 110)
            tag = STATES[line.state]
            chips.draw_tag(painter, wide - 16 - chips.tag_width(tag), y + 58, tag, _TONES[line.state], 20)
            cards.hairline(painter, 0, wide, y + _ROW - 1)


def _asked(line: ExemptionLine) -> str:
    return f"{line.asked_by} {spoken_moment(line.asked_at)}"


def facts_of(line: ExemptionLine) -> tuple[Fact, ...]:
    """A request as facts."""
    period = f"{spoken_day(line.start)} 至 {spoken_day(line.end)}" if line.start and line.end else "本案的时限"
    decided = f"{line.decided_by} {spoken_moment(line.decided_at)}" if line.decided_at else line.decided_by
    found = (
        Fact("范围", f"{SCOPES[line.scope]}：{line.subject}"), Fact("起止", period),
        Fact("适用时限", "专家门诊预约（5 日）、住院安排（10 日）；其他时限不可豁免"), Fact("原因", line.reason),
        Fact("影响", f"在办案件 {line.open_cases} 件；截止时间本身不变，单独列在报表"), Fact("申请人", _asked(line)),
        Fact("办理", decided), Fact("意见", line.opinion),
    )  # fmt: skip
    return tuple(fact for fact in found if fact.value)


class ExemptionPage(QWidget):
    """List, request, answer. `open` reads the requests; `done` carries the Done of an answer."""

    back_wanted = Signal()
    case_wanted = Signal(int)
    done = Signal(object)
    told = Signal(str)
    faulted = Signal(object)

    def __init__(self, source: Any, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._green, self._worker = source, getattr(source, "green", None), worker
        self._busy = False
        self.title, self.list, self.facts = CaseTitle(self), RequestList(), FactRows(CASE_PAGE)
        self.refusal, self.strip, self.empty = RefusalCard(self), Strip("error", self), EmptyState(self)
        self.opinion = LongTextField("意见", "批准或退回都必填", True)
        self.approve = Button("批准豁免", "Ctrl+Enter", "primary", "shield-check")
        self.send_back = Button("退回并说明", "U")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("时限豁免")
        self._lay_out()
        self.list.moved.connect(self._show_current)
        self.empty.acted.connect(self.back_wanted)
        self.approve.clicked.connect(partial(self.answer, True))
        self.send_back.clicked.connect(partial(self.answer, False))

    def _lay_out(self) -> None:
        requests, self.detail = cards.Card("申请", "", 1), cards.Card("豁免申请", "", 0)
        self.requests = requests
        requests.body.addWidget(Scroller(self.list), 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 16, 16)
        inner.setSpacing(12)
        for part in (self.facts, self.strip, self.refusal, self.opinion):
            inner.addWidget(part)
        inner.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.approve, 1)
        row.addWidget(self.send_back)
        inner.addLayout(row)
        self.detail.body.addLayout(inner)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(requests, 360)
        columns.addWidget(self.detail, 720)
        columns.addWidget(self.empty, 1)
        self.empty.hide()
        self.empty.tell("hourglass", "没有豁免申请", _HOW, (Offer("back", "回到队列", "Esc", True),))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(12)
        box.addWidget(self.title)
        box.addLayout(columns, 1)

    def open(self) -> None:
        """Read the requests."""
        if self._green is not None:
            self._worker.run(self._green.exemptions, self.show_lines, self._failed, lane="exemptions")

    @Slot(object)
    def show_lines(self, lines: Sequence[ExemptionLine]) -> None:
        """Show the requests."""
        waiting = sum(line.state == "waiting" for line in lines)
        self.title.say("时限豁免", f"待批准 {waiting} · 申请人不能批准自己的申请")
        self.list.show_lines(lines)
        self.requests.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if not lines and self.isVisible():
            self.setFocus()

    def _show_current(self) -> None:
        line = self.list.current
        self.detail.setVisible(line is not None)
        self.facts.show_facts(facts_of(line) if line else ())
        self.refusal.clear()
        self.strip.clear()
        waiting = line is not None and line.state == "waiting"
        for part in (self.opinion, self.approve, self.send_back):
            part.setVisible(waiting)
        mine = waiting and line is not None and line.asked_by == self._source.person
        self.approve.set_reason("申请人不能批准自己的申请" if mine else "")

    def answer(self, approve: bool) -> None:
        """Approve or send back; the opinion is required."""
        line = self.list.current
        if self._green is None or self._busy or line is None or line.state != "waiting" or line.case_id is None:
            return
        if not self.opinion.check():
            self.opinion.control.setFocus()
            return
        self._busy = True
        words = self.opinion.value()
        job = partial(self._green.decide_exemption, line.case_id, approve, words, uuid4().hex)
        self._worker.run(job, self._answered, self._failed, urgent=True, command=True)

    @Slot(object)
    def _answered(self, outcome: Outcome) -> None:
        self._busy = False
        if isinstance(outcome, Refusal):
            self.refusal.tell("不能办理这份申请", outcome.findings)
            return
        self._tell_done(outcome)

    def _tell_done(self, done: Done) -> None:
        self.opinion.set_value("")
        self.told.emit(f"{done.number} 的豁免申请已办理")
        self.done.emit(done)
        self.open()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        if not self.strip.tell_fault(fault):
            self.faulted.emit(fault)

    def tick(self, _now: datetime) -> None:
        """Nothing here counts down."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list has the keyboard first."""
        super().focusInEvent(event)
        if self.list.isVisible():
            self.list.setFocus()

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent):
            mine = event.key() in (Key.Key_Escape, Key.Key_U, Key.Key_Return, Key.Key_J, Key.Key_K)
            if keys.claim(event, mine or keys.is_submit(event)):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter approves, U sends back, Enter opens the case, Esc leaves."""
        line = self.list.current
        if event.key() == Key.Key_Escape:
            self.back_wanted.emit()
        elif keys.is_submit(event):
            self.answer(True)
        elif event.key() == Key.Key_U:
            self.answer(False)
        elif keys.is_plain(event, keys.RETURNS) and line is not None and line.case_id:
            self.case_wanted.emit(line.case_id)
        else:
            super().keyPressEvent(event)
