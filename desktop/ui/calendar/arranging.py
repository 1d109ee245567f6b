"""How the parts of the calendar's page lie, and which of their signals lead where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.ui.calendar.page import CalendarPage


def lay_out(page: CalendarPage) -> None:
    """Head, strip, view with the plan beside it, conflict, legend, keys; Tab leads from the view to the conflict."""
    middle = QHBoxLayout()
    middle.setSpacing(8)
    middle.addWidget(page.views, 1)
    middle.addWidget(page.planning.panel)
    box = QVBoxLayout(page)
    box.setContentsMargins(16, 12, 12, 12)
    box.setSpacing(0)
    box.addWidget(page.head)
    box.addSpacing(12)
    box.addWidget(page.strip)
    box.addLayout(middle, 1)
    for gap, widget in ((8, page.conflicts), (8, page.legend), (4, page.hints)):
        box.addSpacing(gap)
        box.addWidget(widget)
    QWidget.setTabOrder(page.views.day, page.conflicts.apply)
    QWidget.setTabOrder(page.conflicts.apply, page.conflicts.keep)


def connect(page: CalendarPage) -> None:
    """Answers of the desk to the page, choices of the views to the page, troubles to who mends them."""
    deeds, views = page.deeds, page.views
    deeds.read.connect(page.take_reading)
    deeds.counted.connect(page.count)
    deeds.advised.connect(views.week.show_advice)
    views.picked.connect(page.pick)
    views.opened.connect(page.open_block)
    views.day_picked.connect(page.pick_day)
    views.day_opened.connect(page.open_day)
    views.offered.connect(page.action_desk.trigger)
    page.head.acted.connect(page.action_desk.trigger)
    page.head.views.chosen.connect(page.choose_view)
    page.conflicts.applied.connect(page.giving.mend)
    page.conflicts.kept.connect(page.kept)
