"""The record of the call: complaint, onset, severity, vital signs, advice, the notice, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.emergency_words import red_flags
from desktop.handbook.phone import ADVICE_KINDS, ADVISED, DEPARTMENTS
from desktop.handbook.red_flags import Flagged, Sign, signs_of, words_of
from desktop.ui import cards
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.ticks import TickBox
from desktop.ui.inputs import TextField
from desktop.ui.phone.bare_fields import HIGH, BareChoice, BareMoment, BareText
from desktop.ui.phone.flag_text import FlagText, PhraseText
from desktop.ui.phone.outcome_tiles import KEYS, OutcomeTiles
from desktop.ui.phone.words import NOTICE
from desktop.ui.text_label import Caption


def _line(words: str, *widgets: QWidget) -> QHBoxLayout:
    """A caption with controls at its right."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Caption(words, role="dense", tint="text2"), 3)
    for widget in widgets:
        line.addWidget(widget, 2)
    return line


class NoticeBox(QWidget):
    """PD-05: what the caller was told, to be ticked before anything is saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = TickBox(NOTICE, "dense", parent=self)
        self.box.toggled.connect(self.update)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 2, 8, 2)
        line.addWidget(self.box)
        self.setFixedHeight(32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Green once it was told."""
        ground = "ok_bg" if self.box.isChecked() else "bg_subtle"
        cards.rounded(QPainter(self), QRectF(self.rect()), 6, ground)


class RecordColumn(Card):
    """`signs` carries the emergencies the complaint tells of; `ended` the outcome that was chosen."""

    signs = Signal(object)
    ended = Signal(str)
    turn_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("通话记录", parent=parent)
        self.told_at: datetime | None = None
        self.calm_reason = ""
        self.complaint = FlagText("主诉与经过", red_flags(), 2)
        self.onset, self.severity = TextField("起病", required=True), TextField("程度")
        self.vitals = TextField("生命体征")
        self.department = BareChoice("科室", tuple((one, one) for one in DEPARTMENTS))
        self.kind = BareChoice("建议的种类", tuple(ADVICE_KINDS.items()))
        self.advice = PhraseText("建议")
        self.notice = NoticeBox()
        self.tiles = OutcomeTiles()
        self.again, self.reason = BareMoment("回呼时间", now), BareText("无效或中断的原因")
        self.turn = Button("转为其他服务", "Ctrl+B", icon="external-link", height=HIGH, role="dense")
        self.turn.clicked.connect(self.turn_wanted)
        self.tiles.chosen.connect(self._follow)
        self.complaint.flagged.connect(self._flag)
        self._more = QStackedWidget()
        self._inner = QWidget(self)
        self._lay_out()
        self.set_open(False)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self._inner)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(4)
        short = QHBoxLayout()
        short.setSpacing(8)
        for field in (self.onset, self.severity, self.vitals):
            field.control.setFixedHeight(32)
            short.addWidget(field)
        for page in (QWidget(), self.again, self.reason, self.turn):
            self._more.addWidget(page)
        self._more.setFixedHeight(HIGH)
        box.addWidget(Caption("主诉与经过", self, "dense", "text2"))
        box.addWidget(self.complaint)
        box.addLayout(short)
        box.addLayout(_line("建议　/ 常用语", self.department, self.kind))
        box.addWidget(self.advice)
        box.addWidget(self.notice)
        box.addLayout(_line("结果　Esc 离开文本，按数字即选", self._more))
        box.addWidget(self.tiles)
        box.addStretch(1)
        self.body.setContentsMargins(16, self.HEAD, 12, 12)
        self.body.addWidget(Scroller(self._inner))

    def set_open(self, opened: bool) -> None:
        """Whether there is a call to write down."""
        self._inner.setEnabled(opened)
        self.set_fact("" if opened else "接听后填写")

    def clear(self) -> None:
        """Empty every field."""
        self.fill({})

    def fill(self, said: dict[str, Any]) -> None:
        """Show what was written before."""
        self.told_at, self.calm_reason = said.get("told_at"), said.get("not_emergency", "")
        self.complaint.setPlainText(said.get("complaint", ""))
        self.advice.setPlainText(said.get("advice", ""))
        for name in ("onset", "severity", "vitals", "department", "reason"):
            getattr(self, name).set_value(said.get(name, ""))
        self.kind.set_value(said.get("advice_kind", ""))
        self.again.set_value(said.get("again_at"))
        self.notice.box.setChecked(bool(said.get("notice_told")))
        self.tiles.show_outcome("")
        self.tiles.set_note("emergency", "")
        if said.get("outcome"):
            self.tiles.choose(KEYS.index(said["outcome"]))
        self._turn_more()
        self.complaint.read()

    def said(self) -> dict[str, Any]:
        """What was written, as the record keeps it; empty parts are left out."""
        again = self.again.value() if self.tiles.outcome == "call_back" else None
        written = {
            "outcome": self.tiles.outcome, "complaint": self.complaint.toPlainText().strip(),
            "onset": self.onset.value(), "severity": self.severity.value(), "vitals": self.vitals.value(),
            "department": self.department.value(), "advice_kind": self.kind.value(),
            "advice": self.advice.toPlainText().strip(), "again_at": again, "not_emergency": self.calm_reason,
            "reason": self.reason.value() if self.tiles.outcome == "invalid" else "",
        }  # fmt: skip
        kept = {name: value for name, value in written.items() if value not in ("", None)}
        return {**kept, "outcome": self.tiles.outcome, "notice_told": self.notice.box.isChecked(),
                "told_120": self.told_at is not None}  # fmt: skip

    def _flag(self, found: tuple[Flagged, ...]) -> None:
        self.signs.emit(found)

    def open_signs(self) -> tuple[Sign, ...]:
        """The emergencies that were said and neither told of nor explained away."""
        self.complaint.read()
        if self.told_at is not None or self.calm_reason:
            return ()
        return signs_of(self.complaint.found, red_flags())

    def all_signs(self) -> tuple[Sign, ...]:
        """Every emergency that was said."""
        return signs_of(self.complaint.found, red_flags())

    def flagged_words(self, sign: Sign) -> tuple[str, ...]:
        """The customer's words for a sign."""
        return words_of(self.complaint.found, sign)

    def tell_120(self, at: datetime) -> None:
        """The caller was told to call 120: that is the outcome."""
        self.told_at = at
        self.tiles.set_note("emergency", f"已告知 {at:%H:%M}")
        self.tiles.choose(KEYS.index("emergency"))
        if not self.kind.value():
            self.kind.set_value("emergency")

    def _follow(self, key: str) -> None:
        self._turn_more()
        self.ended.emit(key)

    def _turn_more(self) -> None:
        """Beside the kinds stands what this outcome still asks for."""
        pages = {"call_back": 1, "invalid": 2, "clinic": 3}
        self._more.setCurrentIndex(pages.get(self.tiles.outcome, 0))

    def next_gap(self) -> QWidget | None:
        """The first part still to be filled in for this outcome."""
        outcome = self.tiles.outcome
        if not outcome:
            return self.tiles
        needed: list[tuple[bool, QWidget]] = []
        if outcome in ADVISED:
            needed += [(bool(self.complaint.toPlainText().strip()), self.complaint),
                       (bool(self.kind.value()), self.kind), (bool(self.advice.toPlainText().strip()), self.advice)]
        needed += [(outcome != "call_back" or self.again.value() is not None, self.again),
                   (outcome != "invalid" or bool(self.reason.value()), self.reason),
                   (outcome == "invalid" or self.notice.box.isChecked(), self.notice.box)]  # fmt: skip
        return next((widget for filled, widget in needed if not filled), None)
