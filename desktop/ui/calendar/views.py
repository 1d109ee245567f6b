"""The views of the calendar behind one face: day, week, month and the list, with one cursor for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.schedule_rows import Block, Change
from desktop.handbook.workdays import WorkCalendar
from desktop.ui import cards
from desktop.ui.calendar.agenda import Agenda, Key
from desktop.ui.calendar.canvas import Canvas
from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.list_view import ListView
from desktop.ui.calendar.month_view import MonthView
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.pointer import Pointer
from desktop.ui.calendar.shown import Shown
from desktop.ui.calendar.week_view import WeekView
from desktop.ui.calendar.wording import is_off, key_of
from desktop.ui.empty import EmptyState
from desktop.ui.strip import Offer

_OFFERS = (Offer("calendar_workday", "下一个工作日", "Alt+Right", True), Offer("calendar_today", "今天", "Home"))


class _ListCard(QFrame):
    """The list on a card."""

    def __init__(self, view: ListView) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 4, 1, 4)
        box.addWidget(view)
        self.setFocusProxy(view)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        cards.rounded(QPainter(self), QRectF(self.rect()), 8, "bg_surface", "border")


class _Plate(EmptyState):
    """An empty state on a plate of its own: the grid under it stays out of its words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plate first."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface")
        painter.end()
        super().paintEvent(event)


class Views(QStackedWidget):
    """Shows an agenda in the view that is on. `picked` and `opened` carry blocks, `day_opened` a day of the month.

    `dragged`, `dropped` and `barred` come from the pointer; `offered` is an action an empty day offers.
    """

    picked = Signal(object)
    opened = Signal(object)
    day_picked = Signal(object)
    day_opened = Signal(object)
    dragged = Signal(object)
    dropped = Signal(object)
    barred = Signal(str)
    offered = Signal(str)

    def __init__(self, calendar: WorkCalendar, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar, self._clock = calendar, now
        self.day, self.week = DayView(calendar, now, self), WeekView(calendar, now, self)
        self.month, self.list = MonthView(calendar, now, self), ListView()
        self._card = _ListCard(self.list)
        self._by_name: dict[str, QWidget] = {
            "day": self.day, "week": self.week, "month": self.month, "list": self._card,
        }  # fmt: skip
        self.pointers = (Pointer(self.day), Pointer(self.week))
        for view in self._by_name.values():
            self.addWidget(view)
        self.empty = _Plate(self)
        self.empty.hide()
        self._connect()

    def _connect(self) -> None:
        for pointer in self.pointers:
            for name in ("picked", "opened", "dragged", "dropped", "barred"):
                getattr(pointer, name).connect(getattr(self, name))
        self.list.picked.connect(self.picked)
        self.list.opened.connect(self.opened)
        self.month.day_picked.connect(self.day_picked)
        self.month.day_opened.connect(self.day_opened)
        self.empty.acted.connect(self.offered)

    @property
    def canvas(self) -> Canvas | None:
        """The painted view that is on, when it is one."""
        view = self.currentWidget()
        return view if isinstance(view, Canvas) else None

    def follow(self, calendar: WorkCalendar) -> None:
        """Show days by this calendar from now on."""
        self._calendar = self.day.calendar = self.week.calendar = self.month.calendar = calendar

    def turn(self, shown: Shown) -> None:
        """Turn to the view of some days."""
        had = self.hasFocus() or self.isAncestorOf(self.focusWidget() or self.window())
        self.day.day = shown.day
        self.month.set_day(shown.day)
        view = self._by_name[shown.scene]
        self.setCurrentWidget(view)
        self.setFocusProxy(view)
        if had:
            view.setFocus()

    def show_agenda(self, agenda: Agenda, cursor: Key | None, shown: Shown) -> None:
        """Show an agenda in the view that is on; a day off without work says so."""
        if self.canvas is not None:
            self.canvas.show_agenda(agenda, cursor)
        else:
            self.list.show_agenda(agenda, cursor, self._clock())
        self._say_empty(agenda, shown)

    def _say_empty(self, agenda: Agenda, shown: Shown) -> None:
        nothing = not agenda.every() and (shown.is_off(agenda.schedule) or shown.listed)
        if not agenda.schedule.lanes and not agenda.every():
            self.empty.tell("users", "还没有陪诊人员", ("登记陪诊人员之后，这里按人排出每天的陪诊",))
        elif nothing and shown.view == "day" and is_off(agenda.days[0]):
            title, line = shown.off_words(agenda.schedule, self._calendar)
            self.empty.tell("calendar-x", title, ("这一天没有安排", line), _OFFERS)
        elif nothing:
            self.empty.tell("calendar", "这些天没有陪诊", ("按 [ 或 ] 看前后，Ctrl+3 看整个月",), _OFFERS)
        self.empty.setVisible(nothing or (not agenda.schedule.lanes and not agenda.every()))
        self.empty.raise_()

    def set_cursor(self, key: Key | None) -> None:
        """Put the cursor on a block."""
        if self.canvas is not None:
            self.canvas.set_cursor(key)
        else:
            self.list.set_cursor(key)

    def tick(self) -> None:
        """Move what depends on the time."""
        if self.canvas is not None:
            self.canvas.relay()

    def show_move(self, move: Move | None) -> None:
        """Show where a block would go."""
        if self.canvas is not None:
            self.canvas.show_move(move)

    def show_preview(self, changes: tuple[Change, ...]) -> None:
        """Show what a plan would do."""
        for view in (self.day, self.week):
            view.show_preview(changes)

    def cancel_drag(self) -> bool:
        """Let go of what is dragged."""
        return any([pointer.cancel() for pointer in self.pointers])

    def anchor(self, block: Block) -> QRect:
        """A block's box in the window's pixels, for what opens beside it."""
        view: QWidget = self.list.viewport()
        box = QRect(view.width() // 2, 60, 1, 1)
        if self.canvas is not None:
            view = self.canvas.viewport()
            spot = self.canvas.spot(key_of(block))
            box = self.canvas.seen_spot(spot).toRect() if spot else box
        return QRect(view.mapTo(self.window(), QPoint(box.x(), box.y())), box.size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the empty state in the middle."""
        super().resizeEvent(event)
        self.empty.setGeometry(QRect(192, 60, max(0, self.width() - 196), max(0, self.height() - 64)))
