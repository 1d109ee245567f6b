"""The frame of a page of files: head, search, list and empty state at the left, the file at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.empty import EmptyState
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.read_page import ReadPage
from desktop.ui.roster.escort_list import Lines, roster_list
from desktop.ui.roster.facts import FileFacts
from desktop.ui.roster.finder import Finder
from desktop.ui.roster.form import FileForm
from desktop.ui.roster.saving import Saving
from desktop.ui.roster.source import RosterSource
from desktop.ui.source import Source
from desktop.ui.worker import Worker


class Files(NamedTuple):
    """Whose files a page holds: its title, what one is called, the empty page's words, list, sheet, form, summary."""

    title: str
    one: str
    first: tuple[str, str, str]
    lines: Lines
    facts: FileFacts
    form: FileForm
    summary: Callable[[Sequence[Any], date], str]


class FilesFrame(ReadPage):
    """What is on the page. `told` carries a line for the toast and whether it can be taken back.

    `changed` says that others may show different people now, `did` what Ctrl+Z takes back.
    """

    where = Where.ROSTER
    told = Signal(str, bool)
    changed = Signal()
    did = Signal(str)

    def __init__(self, files: Files, desk: Source, source: RosterSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._files, self._desk, self._source, self._worker, self._actions = files, desk, source, worker, actions
        self._wanted = 0
        self.editing = False
        self.list = roster_list(desk.now, self, files.lines)
        self.finder = Finder(self.list, self)
        self.facts, self.form = files.facts, files.form
        self.empty = EmptyState(self)
        self.saving = Saving(self.form, source, worker, self.strip, self)
        self.head = PageHead(files.title, self)
        self.card = Card("档案", parent=self)
        self._sheets = QStackedWidget(self)
        self._build()
        self.setFocusProxy(self.list)
        self.setAccessibleName(files.title)

    def _build(self) -> None:
        self.head.offer("roster_new", f"新{self._files.one}", "N", "user-plus")
        self.head.offer("roster_edit", "修改", "F2", "pencil")
        self._save = Button("保存", "Ctrl+Return", "primary", parent=self)
        self._drop = Button("不保存", "Esc", parent=self)
        for sheet in (self.facts, self.form):
            self._sheets.addWidget(Scroller(sheet))
        self.card.body.addWidget(self._sheets, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self._drop, self._save):
            button.hide()
            foot.addWidget(button)
        self.card.body.addLayout(foot)
        left = Card("", padding=4, parent=self)
        left.body.addWidget(self.finder)
        left.body.addWidget(self.list)
        left.body.addWidget(self.empty)
        self.empty.hide()
        _lay_out(self, self.head, self.strip, (left, self.card), KeyHintBar(self._actions, Where.ROSTER, self))


def _lay_out(page: QWidget, head: QWidget, strip: QWidget, both: tuple[QWidget, QWidget], keys: QWidget) -> None:
    middle = QHBoxLayout()
    middle.setSpacing(8)
    for widget, share in zip(both, (10, 11), strict=True):
        middle.addWidget(widget, share)
    box = QVBoxLayout(page)
    box.setContentsMargins(16, 10, 16, 8)
    box.setSpacing(0)
    box.addWidget(head)
    box.addSpacing(10)
    box.addWidget(strip)
    box.addLayout(middle, 1)
    box.addSpacing(6)
    box.addWidget(keys)
