"""The main window: navigation, pages, inspector, keys, and the beat of the clocks."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.casework.rows import CaseView, QueueRow
from desktop.ui import icons, theme
from desktop.ui.action_desk import ActionDesk
from desktop.ui.body import Body
from desktop.ui.current_case import CurrentCase
from desktop.ui.errors import ErrorNet, is_environment
from desktop.ui.key_sheet import KeySheet
from desktop.ui.minute_clock import MinuteClock
from desktop.ui.nav import NavBar
from desktop.ui.page_book import PageBook
from desktop.ui.pages import QUEUES
from desktop.ui.palette import Palette
from desktop.ui.queue_page import QueuePage
from desktop.ui.shell_keys import wire
from desktop.ui.source import Source
from desktop.ui.toast import Toast
from desktop.ui.trace_popover import TracePopover
from desktop.ui.undo_stack import UndoStack
from desktop.ui.watchdog import Watchdog
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

MINIMUM = (1206, 550)
_FIRST_PAINT_MS = 250


class Shell(QMainWindow):
    """The window. It owns the worker, the action desk, the toast and the watchdog, and knows no database.

    `case_opened` carries the row to show on a page of its own; a page put up with `show_over` covers the
    queues until `back`. `look_again` refreshes what is shown after a verb changed cases.
    """

    case_opened = Signal(object)
    theme_changed = Signal(str)
    closing = Signal()

    def __init__(self, source: Source, person: str, role: str = "健康管家", worker: Worker | None = None) -> None:
        super().__init__()
        self.source, self.person = source, person
        self.worker = worker or Worker(self)
        self.desk = ActionDesk(role, self)
        self.nav = NavBar(person, role)
        self.body = Body(self.nav, self)
        self.queues = {spec.name: QueuePage(spec, source, self.worker, self.desk, person) for spec in QUEUES}
        self.toast = Toast(self.body, self.body.pages)
        self.undo = UndoStack(source, self.worker, self.desk, self.toast, self)
        self.errors = ErrorNet(self)
        self.watchdog = Watchdog(self)
        self.clock = MinuteClock(source.now, self)
        self.case = CurrentCase(source, self.worker, self)
        self.book = PageBook(self.desk, self.nav, self)
        self._build()
        self.keys = wire(self, self)
        self.show_page(QUEUES[0].name)

    def _build(self) -> None:
        self.setWindowTitle("健管台 CareDesk")
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(*MINIMUM)
        self.setCentralWidget(self.body)
        self.palette_box = Palette(self.body, self.desk)
        self.key_sheet = KeySheet(self.body, self.desk)
        self.trace = TracePopover(self.body)
        for spec in QUEUES:
            page = self.queues[spec.name]
            self.add_page(spec.name, page, spec.title, spec.icon)
            page.picked.connect(self._pick)
            page.opened.connect(self.case_opened)
            page.offered.connect(self.desk.trigger)
            page.sought.connect(partial(_seek_everywhere, self))
        self.case.shown.connect(self._show_case)
        self.case.moved.connect(self._follow_case)
        self.case.failed.connect(self._lost)
        self.nav.chosen.connect(self.show_page)
        self.nav.keys_wanted.connect(partial(self.desk.trigger, "keys"))
        self.nav.theme_wanted.connect(self.switch_theme)
        self.desk.refused.connect(partial(self.toast.tell, undoable=False))
        self.errors.caught.connect(self.body.show_fault)
        self.worker.faulted.connect(self.errors.take)
        self.clock.ticked.connect(self.tick)

    def add_page(self, name: str, page: QWidget, title: str, icon: str, apart: bool = False) -> None:
        """Add a page (a queue, or a WholePage) with a row in the navigation, and its digit."""
        self.book.add(name, page)
        self.body.pages.addWidget(page)
        digit = self.nav.add(name, title, icon, apart)
        if digit:
            self.desk.handle(f"page_{digit}", partial(self.show_page, name), title)

    def begin(self) -> None:
        """Load the first page and begin to beat; call it once the window is shown."""
        self.errors.install()
        self.watchdog.start_after(_FIRST_PAINT_MS)
        self.clock.start()
        self.refresh()
        self.focus_page()

    @property
    def queue(self) -> QueuePage | None:
        """The queue page that is on, when it is one."""
        return self.book.queue

    @property
    def whole(self) -> WholePage | None:
        """The page in sight, when it is no queue, no case and no form."""
        return self.book.whole

    @property
    def row(self) -> QueueRow | None:
        """The current case's row."""
        return self.case.row

    @property
    def view(self) -> CaseView | None:
        """The current case, once it has been read."""
        return self.case.view

    def show_page(self, name: str) -> None:
        """Turn to a page of the navigation."""
        fresh = self.book.turn(name)
        self.body.pages.setCurrentWidget(self.book.page(name))
        self.body.set_inspector(name in self.queues)
        self.nav.choose(name)
        if fresh and name in self.queues and self.isVisible():
            self.queues[name].load()
            self._pick(self.queues[name].table.view.current_row())
        elif fresh and self.whole is not None and self.isVisible():
            self.whole.load()
        self.focus_page()

    def show_over(self, page: QWidget) -> None:
        """Show a page over the queues, at full width: a case, a form. `back` takes it away again."""
        self.book.cover(page)
        if self.body.pages.indexOf(page) < 0:
            self.body.pages.addWidget(page)
        self.body.pages.setCurrentWidget(page)
        self.body.set_inspector(False)
        page.setFocus()
        if self.whole is not None:
            self.whole.load()

    def back(self) -> None:
        """One step down the Esc ladder: marks, filters, floating inspector, page over the queue, list."""
        if self.whole is not None and self.whole.retreat():
            return
        if self.book.over is not None:
            self.show_page(self.book.name)
            self._follow_case()
            self.look_again()
            return
        page = self.queue
        if page is not None and (page.table.view.unmark() or page.clear() or self.body.dismiss_inspector()):
            return
        self.focus_page()

    def focus_page(self) -> None:
        """Give the keyboard to the list, or to the page."""
        (self.queue.view if self.queue else self.body.page()).setFocus()

    def step_case(self, places: int) -> None:
        """Open the case so many rows further down the list one came from."""
        if self.book.name in self.queues:
            view = self.queues[self.book.name].table.view
            view.step(places)
            view.open_current()

    def refresh(self, changed: tuple[int, ...] = ()) -> None:
        """Ask the desk anew for the page that is on and for the counts."""
        self.book.load(changed)
        job = partial(self.source.queue_counts, self.person, self.source.now())
        self.worker.run(job, self.nav.set_counts, self._lost, lane="counts")

    def look_again(self, changed: tuple[int, ...] = ()) -> None:
        """Refresh list, counts and inspector after cases changed."""
        self.refresh(changed)
        self.case.refresh(changed)

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        """A desk out of reach is told of by the list; anything else is a bug."""
        if is_environment(fault):
            self.nav.set_link("数据库没有回应", "breach_bar")
        else:
            self.errors.take(fault)

    @Slot(object)
    def _pick(self, row: QueueRow | None) -> None:
        sender = self.sender()
        if self.book.over is not None or sender in (self.queue, None) or not isinstance(sender, QueuePage):
            self.case.pick(row)

    @Slot(object)
    def _show_case(self, view: CaseView) -> None:
        if self.row is not None:
            self.body.inspector.show_case(view, self.row)

    def _follow_case(self) -> None:
        if self.row is None:
            self.body.inspector.show_nothing()
        if self.book.over is None:
            marked = len(self.queue.table.view.marked) if self.queue else 0
            self.desk.look(self.row, self.case.steps, marked)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        """Move every clock in sight to `now`; the desk is not asked."""
        self.book.tick(now)
        self.body.inspector.tick(now)

    def switch_theme(self) -> None:
        """Turn to the other theme."""
        theme.SWITCH.toggle()
        self.theme_changed.emit(theme.SWITCH.name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the clocks, finish what was ordered, leave the desk, and go."""
        self.clock.stop()
        self.watchdog.stop()
        self.errors.uninstall()
        self.closing.emit()
        self.worker.close(last=self.source.close)
        super().closeEvent(event)


def _seek_everywhere(shell: Shell, words: str, view: str) -> None:
    """Show in all queues what a search did not find in the one that is on."""
    shell.show_page("all")
    shell.queues["all"].show_search(words, view)
