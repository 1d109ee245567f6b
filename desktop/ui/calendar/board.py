"""The board of the calendar: the days shown, the block under the cursor, and the parts that show both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot

from desktop.casework.rows import QueueCount
from desktop.casework.schedule_rows import Block, Schedule
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.calendar.agenda import Agenda, Key, prepare
from desktop.ui.calendar.conflict_strip import ConflictStrip
from desktop.ui.calendar.deeds import Deeds, Reading
from desktop.ui.calendar.foot import CalendarHints, Legend
from desktop.ui.calendar.head import CalendarHead
from desktop.ui.calendar.shown import Shown
from desktop.ui.calendar.source import CalendarSource
from desktop.ui.calendar.views import Views
from desktop.ui.calendar.wording import key_of
from desktop.ui.source import Source
from desktop.ui.strip import Strip
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

_COUNTED_DAYS = timedelta(days=13)


class CalendarBoard(WholePage):
    """What the calendar's parts share. `case_wanted` carries a case to open, `sheets_wanted` the day to print.

    `told` carries a line for the toast and whether it can be taken back, `changed` the cases that changed,
    `renamed` what the newest step is called.
    `turning` tells that other days come: what is under way is put back. `mode` is "", move or plan.
    """

    where = Where.CALENDAR
    case_wanted = Signal(int)
    sheets_wanted = Signal(object)
    told = Signal(str, bool)
    renamed = Signal(str)
    changed = Signal(object)
    faulted = Signal(object)
    turning = Signal()

    def __init__(self, desk: Source, source: CalendarSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._desk, self.action_desk = desk, actions
        self.shown = Shown(desk.now().date())
        self.agenda: Agenda | None = None
        self.cursor_key: Key | None = None
        self.mode = ""
        self.said: Schedule | None = None
        self.asked: datetime | None = None
        self.deeds = Deeds(source, worker, self)
        self.head, self.strip = CalendarHead(self), Strip("error", self, gap=8)
        self.views = Views(desk.calendar, desk.now, self)
        self.conflicts, self.legend = ConflictStrip(self), Legend(self)
        self.hints = CalendarHints(actions, self)
        self.setFocusProxy(self.views)
        self.setAccessibleName("陪诊日历")

    @property
    def now(self) -> datetime:
        """The desk's moment."""
        return self._desk.now()

    @property
    def calendar(self):
        """The working days."""
        return self._desk.calendar

    @property
    def block(self) -> Block | None:
        """The block that has the cursor, if it is in sight."""
        agenda = self.agenda
        if agenda is None or self.shown.scene == "month" or not self.shown.is_of(agenda.schedule):
            return None
        return agenda.find(self.cursor_key)

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the days shown; what is shown stays until the answer is there."""
        self.deeds.load(self.shown.span, self._ahead)

    @property
    def _ahead(self) -> tuple[date, date]:
        today = self.now.date()
        return today, today + _COUNTED_DAYS

    def recount(self) -> None:
        """Count what waits today and in the thirteen days after; while the page is on, `load` does."""
        if not self.isVisible():
            self.deeds.count(self._ahead)

    @Slot(int)
    def count(self, waiting: int) -> None:
        """So many wait."""
        self.counted.emit(QueueCount(waiting, 0))

    @Slot(object)
    def take_reading(self, reading: Reading) -> None:
        """What the desk said: show it."""
        if not self.shown.is_of(reading.schedule):
            return
        self.said, self.asked = reading.schedule, self.now
        self.strip.clear()
        self.count(reading.waiting)
        if self.isVisible():
            self.renamed.emit(reading.undoable)
        self.show_schedule(reading.schedule)
        if self.shown.view == "week":
            self.deeds.ask_advice(reading.schedule.waiting)

    def show_schedule(self, schedule: Schedule) -> None:
        """Show a schedule, the desk's own or one that runs ahead of it."""
        self.agenda = prepare(schedule)
        self.views.follow(self.calendar)
        if self.agenda.find(self.cursor_key) is None:
            first = self.agenda.first()
            self.cursor_key = key_of(first) if first else None
        self._show()

    def _show(self) -> None:
        if self.agenda is not None:
            self.views.show_agenda(self.agenda, self.cursor_key, self.shown)
            self.head.title.set_words(self.shown.words(self.agenda.schedule, self.now.date(), self.calendar))
        self._follow()

    def _follow(self) -> None:
        if self.isVisible():
            self.action_desk.stand(block=self.block, scene=self.shown.scene, mode=self.mode)
        agenda = None if self.mode else self.agenda
        of_cursor = agenda.trouble_of(self.cursor_key) if agenda and self.block else None
        self.conflicts.show_troubles(agenda.schedule.troubles if agenda else (), of_cursor)
        self.hints.set_mode(self.mode, self.shown.view, self.conflicts.mending)

    def set_mode(self, mode: str) -> None:
        """Show the keys of a mode."""
        self.mode = mode
        self._follow()

    def put_back(self) -> None:
        """Show what the desk said last."""
        if self.said is not None and self.shown.is_of(self.said):
            self.show_schedule(self.said)

    def show_days(self, shown: Shown) -> None:
        """Turn to other days or another view."""
        self.turning.emit()
        fresh = shown.span != self.shown.span or self.agenda is None
        self.shown = shown
        self.views.turn(shown)
        self.head.views.choose(shown.scene)
        self.legend.setVisible(shown.scene == "day")
        self.head.title.set_words(shown.words(None, self.now.date(), self.calendar))
        if not fresh:
            self._show()
        elif self.isVisible():
            self.load()
        self._follow()

    @Slot(str)
    def choose_view(self, name: str) -> None:
        """Turn to a view by its name."""
        listed = name == "list" and not self.shown.listed
        self.show_days(replace(self.shown, view=self.shown.view if name == "list" else name, listed=listed))

    @Slot(object)
    def pick(self, block: Block) -> None:
        """Give a block the cursor."""
        self.cursor_key = key_of(block)
        self.views.set_cursor(self.cursor_key)
        self._follow()

    @Slot(object)
    def pick_day(self, day: date) -> None:
        """Give a day of the month the cursor; another month is read."""
        self.show_days(replace(self.shown, day=day))

    @Slot(object)
    def open_day(self, day: date) -> None:
        """Show one day."""
        self.show_days(Shown(day))

    @Slot(object)
    def open_block(self, block: Block) -> None:
        """Ask for the case of a block."""
        self.case_wanted.emit(block.case_id)

    @Slot(object)
    def kept(self, _trouble: object) -> None:
        """A conflict is left as it is: back to the view."""
        self.views.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def tick(self, now: datetime) -> None:
        """Move the line of the present moment and the words that depend on it."""
        if self.agenda is not None:
            self.head.title.set_words(self.shown.words(self.agenda.schedule, now.date(), self.calendar))
        self.views.tick()
