"""Which pages the window has, which one is on, and what lies over it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import QueueCount
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.nav import NavBar
from desktop.ui.queue_page import QueuePage
from desktop.ui.whole_page import WholePage


class PageBook(QObject):
    """The pages by name; the one that is on, and the page that covers it (a case, a form), if any."""

    def __init__(self, desk: ActionDesk, nav: NavBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._nav = desk, nav
        self._pages: dict[str, QWidget] = {}
        self.name = ""
        self.over: QWidget | None = None

    def add(self, name: str, page: QWidget) -> None:
        """Take a page in; a WholePage gets its keys and its count in the navigation."""
        self._pages[name] = page
        if isinstance(page, WholePage):
            self.adopt(page)
            page.counted.connect(partial(self._count, name))

    def adopt(self, page: WholePage) -> None:
        """Give a page its keys and let it offer what can be taken back; one that only covers others has no row."""
        if page.where is not Where.WINDOW:  # bound twice, a key would be ambiguous and do nothing
            self._desk.bind(page, page.where)
        page.undo_offered.connect(self._desk.offer_undo)

    def _count(self, name: str, count: QueueCount) -> None:
        self._nav.set_counts({name: count})

    def page(self, name: str) -> QWidget:
        """The page of that name."""
        return self._pages[name]

    @property
    def queue(self) -> QueuePage | None:
        """The queue page that is on, when it is one."""
        page = self._pages.get(self.name) if self.over is None else None
        return page if isinstance(page, QueuePage) else None

    @property
    def whole(self) -> WholePage | None:
        """The page in sight, when it is no queue, no case and no form."""
        page = self._pages.get(self.name) if self.over is None else self.over
        return page if isinstance(page, WholePage) else None

    def turn(self, name: str) -> bool:
        """Turn to a page and uncover it; says whether another one was seen before."""
        fresh = name != self.name or self.over is not None
        self.cover(None)
        self.name = name
        return fresh

    def cover(self, page: QWidget | None) -> None:
        """Put a page over the one that is on, or take it away with None."""
        if self.whole is not None:
            self.whole.leave()
        self.over = page

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Let the page that is on ask the desk anew, and all others for their counts."""
        page = self.over if isinstance(self.over, WholePage) else self._pages.get(self.name)
        if isinstance(page, QueuePage | WholePage):
            page.load(changed)
        for other in self._pages.values():
            if isinstance(other, WholePage):
                other.recount()

    def tick(self, now: datetime) -> None:
        """Move the clocks of the page in sight to `now`."""
        page = self._pages.get(self.name) if self.over is None else self.over
        if (move := getattr(page, "tick", None)) is not None:
            move(now)
