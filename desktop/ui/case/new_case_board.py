"""The frame of 登记新案件: head, form at the left, live check at the right, key hints."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import cards
from desktop.ui.buttons import Button
from desktop.ui.case.case_head import CaseTitle
from desktop.ui.case.check_card import CheckCard
from desktop.ui.case.new_case_form import NewCaseForm
from desktop.ui.case.new_case_parts import HINTS
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.source import CaseSource
from desktop.ui.date_inputs import mark_days
from desktop.ui.frame import Frame
from desktop.ui.key_hints import HintLine
from desktop.ui.strip import Strip
from desktop.ui.today_line import today_line


class NewCaseBoard(Frame):
    """The page's frame: head, form at the left, live check at the right, key hints."""

    back_wanted = Signal()

    def __init__(self, source: CaseSource, drafts: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._source, self._kept_at = source, ""
        self.title = CaseTitle(self)
        self.form, self.card, self.strip = NewCaseForm(source.now), CheckCard(drafts, self), Strip("error", self)
        self.hints = HintLine(HINTS, self)
        mark_days(self.form, source.calendar)
        self.setAccessibleName("登记新案件")
        self._lay_out()
        self.say_title("")

    def _lay_out(self) -> None:
        back = Button("返回", "Esc", "quiet", height=32, role="dense", parent=self)
        back.clicked.connect(self.back_wanted)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(back)
        frame = cards.Card(padding=1)
        frame.body.addWidget(self.strip)
        frame.body.addWidget(Scroller(self.form), 1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(frame, 760)
        columns.addWidget(self.card, 444)
        self.card.setMinimumWidth(372)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(12)
        box.addLayout(top)
        box.addLayout(columns, 1)
        box.addWidget(self.hints)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard starts at the first field."""
        super().focusInEvent(event)
        self.form.fields["insured"].control.setFocus()

    def say_title(self, kept_at: str) -> None:
        """Say the day, and when the draft was kept."""
        self._kept_at = kept_at
        line = today_line(self._source.now(), self._source.calendar, self._source.hours).split(" · ")[0]
        kept = f"草稿已存 {kept_at}" if kept_at else ""
        self.title.say("登记新案件", " · ".join(part for part in (line, kept) if part))

    def tick(self, _now: datetime) -> None:
        """Move the head's time."""
        self.say_title(self._kept_at)
