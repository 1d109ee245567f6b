"""The page of the carrier's feed: how it stands, what was sent back, and what a person does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from desktop.casework.feed.rows import FeedState, RejectedRow
from desktop.casework.feed.settings import FeedSettings
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case.keys import Key
from desktop.ui.empty import EmptyState
from desktop.ui.feed.source import FeedSource
from desktop.ui.feed.words import HEADINGS, HOW, line, standing
from desktop.ui.inputs import LongTextField
from desktop.ui.line_page import LinePage
from desktop.ui.strip import Offer
from desktop.ui.worker import Worker

AGAIN, DEALT = "再试一次", "记为已处理"


class _Shown(NamedTuple):
    settings: FeedSettings
    state: FeedState
    rows: tuple[RejectedRow, ...]


def _read(source: FeedSource) -> _Shown:
    return _Shown(source.settings(), source.state(), source.rejected())


class FeedPage(LinePage):
    """A list of what was sent back. R tries the current one again, Ctrl+Enter keeps how it was dealt with.

    `opened` says that a case came of it.
    """

    opened = Signal()

    def __init__(self, source: FeedSource, worker: Worker, now: Any, parent: QWidget | None = None) -> None:
        super().__init__("承保对接", HEADINGS, "待人处理的申请与消息", worker, parent)
        self._source, self._now = source, now
        self.empty = EmptyState(self)
        self.list, self.deal = Card("待人处理"), Card("处理")
        self.note = LongTextField("怎样处理的", "", True, "如：已电话告知保险公司改保单号后重发", 2)
        self.again = Button(AGAIN, "R", "normal", "refresh-cw")
        self.dealt = Button(DEALT, "Ctrl+Enter", "primary", "check")
        self._lay_out()
        self.again.clicked.connect(self.try_again)
        self.dealt.clicked.connect(self.dismiss)
        self.empty.acted.connect(self.back_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._turned)

    def _lay_out(self) -> None:
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.dealt)
        self.deal.body.addWidget(self.note)
        self.deal.body.addLayout(row)
        self.box.addWidget(self.list, 1)
        self.box.addWidget(self.deal)
        self.box.addWidget(self.empty, 1)

    def own_keys(self) -> Mapping[Key, Callable[[], None]]:
        """R, but where one types."""
        return {} if self.note.control.hasFocus() else {Key.Key_R: self.try_again}

    def submit(self) -> None:
        """Ctrl+Enter."""
        self.dismiss()

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the list and how the feed stands."""
        self._worker.run(partial(_read, self._source), self.show_rows, self._failed, lane="feed")

    @Slot(object)
    def show_rows(self, shown: _Shown) -> None:
        """Show them."""
        self.head.set_words(standing(shown.settings, shown.state, self._now()) if shown.settings.active else "没有设置")
        self.list.set_fact(f"{len(shown.rows)} 份")
        for part in (self.list, self.deal):
            part.setVisible(bool(shown.rows))
        self.empty.setVisible(not shown.rows)
        self._say_empty(shown.settings.active)
        if shown.state.failure:
            self.strip.tell(f"连续 {shown.state.failures} 次没有连通", shown.state.failure, kind="warning")
        else:
            self.strip.clear()
        self.show_lines(shown.rows, [line(row) for row in shown.rows])
        if not shown.rows and self.isVisible():
            self.empty.setFocus()

    def _say_empty(self, active: bool) -> None:
        back = (Offer("back", "回到队列", "Esc", True),)
        if active:
            self.empty.tell("check", "没有要人处理的", ("收到的申请都登记了，该报的状态都报了",), back, tone="ok")
        else:
            self.empty.tell("inbox", "没有设置承保对接", HOW, back)

    def _turned(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.note.set_value("")
        row: RejectedRow | None = self.current
        self.deal.title = f"处理 {row.request_no}" if row is not None and row.request_no else "处理"
        self.deal.update()

    def try_again(self) -> None:
        """Judge the current one anew, as after its plan was added."""
        row = self.current
        if row is not None and not self._busy:
            self._busy = True
            self._worker.run(partial(self._source.try_again, row), self._tried, self._failed, urgent=True, command=True)

    @Slot(object)
    def _tried(self, through: bool) -> None:
        self._busy = False
        self.told.emit("已登记或已重新排队" if through else "仍未通过，原因照旧")
        if through:
            self.opened.emit()
        self.load()

    def dismiss(self) -> None:
        """Keep how the current one was dealt with; that has to be said."""
        row = self.current
        if row is None or self._busy:
            return
        if not self.note.check():
            self.note.control.setFocus()
            return
        self._busy = True
        job = partial(self._source.dismiss, row, self.note.value())
        self._worker.run(job, self._dealt, self._failed, urgent=True, command=True)

    @Slot(object)
    def _dealt(self, _answer: Any) -> None:
        self._busy = False
        self.told.emit("已记为处理过")
        self.load()
