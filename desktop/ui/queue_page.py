"""A queue page: head, views, filters, the list with its states, total and key hints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import queue_states
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.filter_popover import Choices, FilterPopover, ask_choices
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.pages import QueueSpec
from desktop.ui.queue_head import FilterRow, HeadLine, SearchBox, ViewTabs
from desktop.ui.queue_table import QueueTable
from desktop.ui.queue_view import QueueView
from desktop.ui.queue_wish import Answer, Wish, ask
from desktop.ui.source import Source
from desktop.ui.strip import COPY, Strip
from desktop.ui.today_line import today_line
from desktop.ui.worker import Worker

_STALE = timedelta(minutes=5)
_OWN_FILTERS = ("stage", "hospital", "holder")


class QueuePage(QWidget):
    """One queue of the window. `load` asks the desk; `tick` moves the clocks without it.

    `picked` carries the current row or None, `opened` the row to open; `offered` the name of an action that an
    empty state or a strip offers. `sought` carries words found only in all queues, and the view that has them.
    """

    sought = Signal(str, str)

    picked = Signal(object)
    opened = Signal(object)
    offered = Signal(str)

    def __init__(self, spec: QueueSpec, source: Source, worker: Worker, desk: ActionDesk, me: str) -> None:
        super().__init__()
        self.spec, self.wish = spec, Wish(spec.views[0][0])
        self._source, self._worker, self._desk, self._me = source, worker, desk, me
        self._asked: datetime | None = None
        self._open_first = False
        self.new_case = 0
        self._elsewhere: Mapping[str, int] = {}
        self.head = HeadLine(spec.title, self)
        self.search = SearchBox(self)
        self.views = ViewTabs(spec.views, self)
        self.filters = FilterRow(self)
        self.strip = Strip("error", self, gap=12)
        self.table = QueueTable(spec, source, worker, self)
        self.hints = KeyHintBar(desk, Where.LIST, self)
        self.popover: FilterPopover | None = None
        _lay_out(self)
        self._connect()
        desk.bind(self.table, Where.LIST)
        self.views.choose(self.wish.view)
        self.head.set_line(today_line(source.now(), source.calendar, source.hours))

    @property
    def view(self) -> QueueView:
        """The list, for focus."""
        return self.table.view

    def _connect(self) -> None:
        self.search.sought.connect(self.seek)
        self.search.left.connect(self.table.view.setFocus)
        self.search.confirmed.connect(self._confirm_search)
        self.views.chosen.connect(self.choose_view)
        self.views.filter_wanted.connect(self.open_filters)
        self.filters.removed.connect(self._drop_filter)
        self.table.view.picked.connect(self.picked)
        self.table.view.opened.connect(self.opened)
        self.table.view.sorted_by.connect(self.sort_by_column)
        self.table.model.failed.connect(self._failed)
        self.table.empty.acted.connect(self.take_offer)
        self.strip.acted.connect(self.take_offer)

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Ask for the list anew; what is shown stays until the answer is there. `changed` rows are read again."""
        now = self._source.now()
        self.tick(now)
        if self._asked and now - self._asked > _STALE:
            queue_states.say_stale(self.strip, self._asked, now)
        if changed:
            self.table.model.refresh(changed)
        query = self.wish.query(self.spec, self._me, now)
        self.table.set_busy(True)
        self._worker.run(partial(ask, self._source, query), self._loaded, self._failed, lane=f"queue {self.spec.name}")

    @Slot(object)
    def _loaded(self, answer: Answer) -> None:
        self._asked = answer.asked
        self.strip.clear()
        self.table.set_busy(False)
        self.views.set_counts(dict(answer.counts))
        self._elsewhere = answer.elsewhere
        self.table.show_answer(answer, self.wish)
        _find_new(self)
        if self._open_first:
            self._open_first = False
            if not answer.ids:
                self.seek_everywhere()
                return
            self.table.view.go_to(0)
            self.table.open_when_loaded()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.table.set_busy(False)
        queue_states.say_failed(self.strip, fault, self._asked)

    def tick(self, now: datetime) -> None:
        """Move line and clocks to `now`, by arithmetic alone."""
        self.head.set_line(today_line(now, self._source.calendar, self._source.hours))
        self.table.tick(now)

    def seek(self, words: str) -> None:
        """Search for words, or for nothing."""
        if words != self.wish.search:
            self._want(Wish(self.wish.view, words, self.wish.sort, self.wish.descending, self.wish.filters))

    def stand_on(self, case_id: int) -> None:
        """Rest on a case that was just registered; a search or view that hides it gives way."""
        self.new_case = case_id
        self.load()

    def seek_everywhere(self) -> None:
        """Ask for the search in all queues, when they have it."""
        if self.wish.search and self._elsewhere.get("all"):
            self.sought.emit(self.wish.search, "todo" if self._elsewhere.get("todo") else "done")

    def show_search(self, words: str, view: str) -> None:
        """Show what a search finds in a view, without filters."""
        self.search.setText(words)
        self._want(Wish(view, words))

    def choose_view(self, name: str) -> None:
        """Show another view of the queue."""
        self._want(Wish(name, self.wish.search, self.wish.sort, self.wish.descending, self.wish.filters))

    def step_view(self, step: int) -> None:
        """Show the view after or before this one."""
        names = self.views.names()
        self.choose_view(names[(names.index(self.wish.view) + step) % len(names)])

    def clear(self) -> bool:
        """Drop filters and search; says whether there were any."""
        had = bool(self.wish.narrowed)
        self.search.empty()
        if had:
            self._want(self.wish.cleared())
        return had

    def drop_last_filter(self) -> None:
        """Take the filter off that was set last."""
        if self.wish.filters:
            self._drop_filter(list(self.wish.filters)[-1])

    def _drop_filter(self, name: str) -> None:
        self._want(self.wish.filtered(name, ""))

    def set_filter(self, name: str, value: str) -> None:
        """Set a filter (stage, hospital, owner, holder), or take it off with an empty value."""
        self._want(self.wish.filtered(name, value))

    def sort_by_due(self) -> None:
        """Put the earliest deadline first again."""
        self._want(Wish(self.wish.view, self.wish.search, "due", False, self.wish.filters))

    def sort_by_column(self, sort: str) -> None:
        """Sort by a column, or turn its order."""
        self._want(self.wish.sorted_by(sort))

    def _want(self, wish: Wish) -> None:
        self.wish = wish
        self.views.choose(wish.view)
        self.filters.show_filters(dict(wish.filters))
        self.table.view.set_order(wish.sort, wish.descending)
        self.load()

    def _confirm_search(self) -> None:
        self._open_first = True
        self.table.view.setFocus()
        self.load()

    def open_filters(self) -> None:
        """Open the filter popover under its button, filled from the desk."""
        query = self.wish.query(self.spec, self._me, self._source.now())
        self._worker.run(partial(ask_choices, self._source, query), self._offer_filters, self._failed, lane="filters")

    @Slot(object)
    def _offer_filters(self, choices: Choices) -> None:
        if self.popover is None:
            names = _OWN_FILTERS if self.spec.mine else ("stage", "hospital", "owner", "holder")
            self.popover = FilterPopover(self, names)
            self.popover.chosen.connect(self.set_filter)
            self.popover.cleared.connect(self.clear)
        self.popover.offer(choices, self.wish.filters)
        button = self.views.filter_button
        corner = button.mapTo(self.window(), QPoint(button.width() - 320, button.height() + 4))
        self.popover.open_at(corner)
        self.popover.take_focus()

    def take_offer(self, name: str) -> None:
        """Do what an empty state or a strip offered."""
        own = {"clear": self.clear, "drop_one": self.drop_last_filter, "refresh": self.load,
               "everywhere": self.seek_everywhere}
        if name in own:
            own[name]()
        elif name == "unassigned":
            self.choose_view("unassigned")
        elif name == "next_view":
            self.step_view(1)
        elif name != COPY.name:
            self.offered.emit(name)
        QTimer.singleShot(0, self.table.view, self.table.view.setFocus)


def _find_new(page: QueuePage) -> None:
    case, page.new_case = page.new_case, 0
    place = page.table.model.place_of(case) if case else 0
    if case and place >= 0:
        page.table.view.go_to(place)
    elif case and (page.wish.narrowed or page.wish.view != "unassigned"):
        page.new_case = case
        page.clear() if page.wish.narrowed else page.choose_view("unassigned")


def _lay_out(page: QueuePage) -> None:
    top = QHBoxLayout()
    top.setSpacing(12)
    top.addWidget(page.head, 1)
    top.addWidget(page.search)
    box = QVBoxLayout(page)
    box.setContentsMargins(16, 12, 12, 12)
    box.setSpacing(0)
    box.addLayout(top)
    box.addSpacing(16)
    box.addWidget(page.views)
    box.addSpacing(12)
    box.addWidget(page.filters)
    box.addWidget(page.strip)
    box.addWidget(page.table, 1)
    box.addWidget(page.hints)
