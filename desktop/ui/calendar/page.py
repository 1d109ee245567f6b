"""The escort calendar: who accompanies whom and when, given out and moved by pointer or by key."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.action_desk import ActionDesk
from desktop.ui.calendar.board import CalendarBoard
from desktop.ui.calendar.giving import Giving
from desktop.ui.calendar.keys import wire
from desktop.ui.calendar.outcomes import Outcomes
from desktop.ui.calendar.planning import Planning
from desktop.ui.calendar.source import CalendarSource
from desktop.ui.source import Source
from desktop.ui.worker import Worker


class CalendarPage(CalendarBoard):
    """The board with everything that can be done on it."""

    def __init__(self, desk: Source, source: CalendarSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__(desk, source, worker, actions)
        self.giving = Giving(self, source)
        self.planning = Planning(self)
        self.outcomes = Outcomes(self)
        self.outcomes.failed.connect(self.planning.end)
        self._lay_out()
        self._connect()
        wire(self, self.giving, self.planning)
        actions.handle("print", self.print_sheets)
        self.show_days(self.shown)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.views, 1)
        middle.addWidget(self.planning.panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addSpacing(12)
        box.addWidget(self.strip)
        box.addLayout(middle, 1)
        for gap, widget in ((8, self.conflicts), (8, self.legend), (4, self.hints)):
            box.addSpacing(gap)
            box.addWidget(widget)
        views, conflicts = self.views, self.conflicts
        in_turn = (views.day, views.week, views.month, views.list, conflicts.apply, conflicts.keep)
        for one, other in pairwise(in_turn):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.deeds.read.connect(self.take_reading)
        self.deeds.counted.connect(self.count)
        self.deeds.advised.connect(self.views.week.show_advice)
        self.views.picked.connect(self.pick)
        self.views.opened.connect(self.open_block)
        self.views.day_picked.connect(self.pick_day)
        self.views.day_opened.connect(self.open_day)
        self.views.offered.connect(self.action_desk.trigger)
        self.head.acted.connect(self.action_desk.trigger)
        self.head.views.chosen.connect(self.choose_view)
        self.conflicts.applied.connect(self.giving.mend)
        self.conflicts.kept.connect(self.kept)

    def retreat(self) -> bool:
        """Let go, put back, drop the plan, keep the conflict."""
        if self.giving.cancel() or self.planning.drop():
            return True
        if self.conflicts.isVisible() and (self.conflicts.live or self.conflicts.has_keyboard):
            self.conflicts.let_be()
            return True
        return False

    def leave(self) -> None:
        """A block under way goes back."""
        self.giving.cancel()
        self.action_desk.stand(block=None, scene="", mode="")

    def print_sheets(self) -> None:
        """Ask for the day sheets."""
        self.sheets_wanted.emit(self.shown.day)
