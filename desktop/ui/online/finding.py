"""Finds conversations by full name, pinyin, number or policy, and names of the directory for the wish."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.ui.case.picking import Ask, look_up
from desktop.ui.online.source import OnlineSource
from desktop.ui.queue_head import SearchBox
from desktop.ui.worker import Worker


class Finding(QObject):
    """Between the page's search field, its list, and the desk."""

    def __init__(self, page: Any, online: OnlineSource, directory: Any, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._online, self._directory, self._worker = page, online, directory, worker
        self.box: SearchBox = page.search
        self.box.sought.connect(self.seek)
        self.box.left.connect(page.list.setFocus)
        self.box.confirmed.connect(page.list.setFocus)
        page.panel.wish.asked.connect(self._look_up)

    @Slot(str)
    def seek(self, words: str) -> None:
        """Show the conversations that fit, all of them for no words."""
        if words:
            self._worker.run(partial(self._online.find, words), self._show, self._page.lost, lane="find talks")
        else:
            self._page.list.show_found(None)

    @Slot(object)
    def _show(self, found: frozenset[int]) -> None:
        self._page.list.show_found(found if self.box.text().strip() else None)

    def clear(self) -> bool:
        """Esc takes the search off; whether there was one."""
        had = bool(self.box.text())
        self.box.empty()
        if had:
            self._page.list.show_found(None)
        return had

    @Slot(object)
    def _look_up(self, ask: Ask) -> None:
        if self._directory is not None:
            look_up(self._directory, self._worker, ask)
