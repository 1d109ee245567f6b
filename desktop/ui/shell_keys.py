"""What the window's own keys do: moving, panes, views, sheets; wired to the table of actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.rows import QueueRow
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.body import Body
from desktop.ui.current_case import CurrentCase
from desktop.ui.key_sheet import KeySheet
from desktop.ui.nav import NavBar
from desktop.ui.page_book import PageBook
from desktop.ui.palette import Palette
from desktop.ui.queue_head import SearchBox
from desktop.ui.queue_page import QueuePage
from desktop.ui.queue_view import QueueView
from desktop.ui.source import Source
from desktop.ui.trace_popover import TracePopover
from desktop.ui.whole_page import WholePage


class KeyedWindow(Protocol):
    """The window as its keys see it: its parts, what is on, and what only it can do."""

    desk: ActionDesk
    nav: NavBar
    body: Body
    trace: TracePopover
    palette_box: Palette
    key_sheet: KeySheet
    source: Source
    case: CurrentCase
    book: PageBook

    @property
    def queues(self) -> Mapping[str, QueuePage]:
        """Every queue by its name."""

    @property
    def queue(self) -> QueuePage | None:
        """The queue page that is on."""

    @property
    def whole(self) -> WholePage | None:
        """The page that is on, when it is one of the navigation and no queue."""

    @property
    def row(self) -> QueueRow | None:
        """The current case's row."""

    def step_case(self, places: int) -> None:
        """Open the case so many rows further down."""

    def show_page(self, name: str) -> None:
        """Turn to a page of the navigation."""

    def close(self) -> bool:
        """Close the window."""

    def back(self) -> None:
        """One step down the Esc ladder."""

    def look_again(self) -> None:
        """Refresh what is shown."""

    def switch_theme(self) -> None:
        """Turn to the other theme."""


class ShellKeys:
    """The handlers of the window's actions; each acts on the page that is on."""

    def __init__(self, shell: KeyedWindow) -> None:
        self._shell = shell

    def _view(self) -> QueueView | None:
        return self._shell.queue.table.view if self._shell.queue else None

    def _step(self, places: int) -> None:
        if view := self._view():
            view.step(places)

    def down(self) -> None:
        """Next row."""
        self._step(1)

    def up(self) -> None:
        """Previous row."""
        self._step(-1)

    def next_case(self) -> None:
        """Next case, from its page."""
        self._shell.step_case(1)

    def previous_case(self) -> None:
        """Previous case, from its page."""
        self._shell.step_case(-1)

    def open(self) -> None:
        """Open the current case."""
        if view := self._view():
            view.open_current()

    def first(self) -> None:
        """First row."""
        if view := self._view():
            view.go_to(0)

    def last(self) -> None:
        """Last row."""
        if view := self._view():
            view.go_to(view.count - 1)

    def urgent(self) -> None:
        """The most urgent case; from there on the next one."""
        page = self._shell.queue
        if page is None:
            return
        if page.wish.sort != "due" or page.wish.descending:
            page.sort_by_due()
        elif page.view.currentIndex().row() < 0:
            page.view.go_to(0)
        else:
            page.view.step(1)

    def mark(self) -> None:
        """Mark the current row, and go on."""
        if view := self._view():
            view.mark()

    def mark_down(self) -> None:
        """Mark this row and the next."""
        if view := self._view():
            view.mark(1)

    def mark_up(self) -> None:
        """Mark this row and the one before."""
        if view := self._view():
            view.mark(-1)

    def filter(self) -> None:
        """Open the filters."""
        if self._shell.queue:
            self._shell.queue.open_filters()

    def drop_filter(self) -> None:
        """Take the last filter off."""
        if self._shell.queue:
            self._shell.queue.drop_last_filter()

    def search(self) -> None:
        """Put the keyboard into the search field: the page's own, else that of the list it covers, else of all."""
        shell = self._shell
        box = _search_of(shell.queue or shell.whole)
        if box is None:
            shell.show_page(shell.book.name if _search_of(shell.book.page(shell.book.name)) else "all")
            box = _search_of(shell.queue or shell.whole)
        if box is not None:
            box.setFocus()
            box.selectAll()

    def next_view(self) -> None:
        """Next view of the queue."""
        if self._shell.queue:
            self._shell.queue.step_view(1)

    def previous_view(self) -> None:
        """Previous view of the queue."""
        if self._shell.queue:
            self._shell.queue.step_view(-1)

    def compact(self) -> None:
        """Rows of one line, or two, in all queues."""
        for page in self._shell.queues.values():
            page.table.toggle_compact()

    def why(self) -> None:
        """Open the "why" popover at the current row, or close it."""
        shell = self._shell
        if shell.queue and shell.row:
            reading = shell.case.reading or shell.row.reading
            shell.trace.toggle(reading, shell.source, shell.queue.view, shell.row.visit_at)

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self._shell.close()

    def palette(self) -> None:
        """Open the command palette."""
        self._shell.palette_box.open(self._place())

    def keys(self) -> None:
        """Open the sheet of keys."""
        self._shell.key_sheet.open(self._place())

    def _place(self) -> Where:
        if self._shell.whole is not None:
            return self._shell.whole.where
        return Where.LIST if self._shell.queue else Where.CASE

    def panes(self) -> list[QWidget]:
        """The panes F6 walks through: list or page, inspector, navigation."""
        shell = self._shell
        here: list[QWidget] = [shell.queue.view] if shell.queue else shell.whole.panes() if shell.whole else []
        here = here or [shell.body.page()]
        if shell.body.inspector.isVisible() and shell.body.inspector.case_id:
            here.append(shell.body.inspector)
        return [*here, shell.nav]

    def step_pane(self, step: int) -> None:
        """Give the keyboard to the pane after or before the one that has it."""
        panes, focus = self.panes(), QApplication.focusWidget()
        known = (place for place, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus)))
        at = next(known, 0)
        pane = panes[(at + step) % len(panes)]
        if pane is self._shell.nav:
            self._shell.nav.take_focus()
        elif pane is self._shell.body.inspector:
            self._shell.body.inspector.take_focus()
        else:
            pane.setFocus(Qt.FocusReason.TabFocusReason)

    def next_pane(self) -> None:
        """The next pane."""
        self.step_pane(1)

    def previous_pane(self) -> None:
        """The pane before."""
        self.step_pane(-1)


def _search_of(page: QWidget | None) -> SearchBox | None:
    box = getattr(page, "search", None)
    return box if isinstance(box, SearchBox) else None


_OWN = (
    "down", "up", "next_case", "previous_case", "open", "first", "last", "urgent", "mark", "mark_down", "mark_up",
    "filter", "drop_filter", "search", "next_view", "previous_view", "compact", "next_pane", "previous_pane",
    "why", "palette", "keys", "quit",
)


def wire(shell: KeyedWindow, window: QWidget) -> ShellKeys:
    """Give every action of the window its handler, and the window and inspector their keys."""
    keys = ShellKeys(shell)
    for name in _OWN:
        shell.desk.handle(name, getattr(keys, name))
    shell.desk.handle("back", shell.back)
    shell.desk.handle("refresh", shell.look_again)
    shell.desk.handle("inspector", shell.body.call_inspector)
    shell.desk.handle("theme", shell.switch_theme)
    shell.desk.bind(window, Where.WINDOW)
    shell.desk.bind(shell.body.inspector, Where.CASE)
    return keys
