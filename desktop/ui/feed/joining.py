"""Puts the carrier's feed into the window: its page, the strip over today's queue, and who looks after it."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout

from desktop.casework.feed.rows import FeedTurn
from desktop.faults import InputFault
from desktop.ui.errors import is_environment, sentence_of
from desktop.ui.feed.page import FeedPage
from desktop.ui.feed.poller import FeedPoller
from desktop.ui.feed.source import FeedSource
from desktop.ui.feed.words import warning
from desktop.ui.pages import QUEUES
from desktop.ui.shell import Shell
from desktop.ui.strip import Offer, Strip

_OPEN = Offer("carrier", "看一看", "Ctrl+Alt+C")


class FeedRoom(QObject):
    """The page covers the queue; the strip stands over today's list while somebody has something to do."""

    def __init__(self, shell: Shell, source: FeedSource) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page = FeedPage(source, shell.worker, shell.source.now)
        self.poller = FeedPoller(source, self)
        today = shell.queues[QUEUES[0].name]
        self.strip = Strip("warning", today, gap=12)
        box = cast(QVBoxLayout, today.layout())
        box.insertWidget(box.indexOf(today.strip), self.strip)
        shell.body.keep(self.page)
        shell.book.adopt(self.page)
        self.strip.acted.connect(shell.desk.trigger)
        self.page.back_wanted.connect(shell.back)
        self.page.told.connect(partial(shell.toast.tell, undoable=False))
        self.page.faulted.connect(shell.errors.take)
        self.page.opened.connect(shell.refresh)
        self.poller.turned.connect(self.show_turn)
        self.poller.failed.connect(self.show_fault)
        shell.closing.connect(self.poller.close)
        shell.desk.handle("carrier", self.open)
        if source.possible():
            self.poller.begin()

    def open(self) -> None:
        """Show what was sent back."""
        self._shell.show_over(self.page)

    @Slot(object)
    def show_turn(self, turn: FeedTurn) -> None:
        """Say what somebody has to do; new cases come into the list, also while nothing is said."""
        title, detail = warning(turn, self._shell.source.now())
        if title:
            self.strip.tell(title, detail, (_OPEN,), kind="warning")
        else:
            self.strip.clear()
        if turn.opened:
            self._shell.toast.tell(f"保险公司发来 {turn.opened} 份申请，已登记", undoable=False)
            self._shell.refresh()
        if turn.refused and self.page.isVisible():
            self.page.load()

    @Slot(object)
    def show_fault(self, fault: BaseException) -> None:
        """A wrong address, a CA file that is none or a desk out of reach is told; anything else is a bug."""
        if isinstance(fault, InputFault) or is_environment(fault):
            told = str(fault) if isinstance(fault, InputFault) else sentence_of(fault)
            self.strip.tell("承保对接没有进行", told, (), kind="warning")
        else:
            self._shell.errors.take(fault)


def join_feed(shell: Shell, source: Any) -> FeedRoom | None:
    """Add it where the desk has a door to carriers."""
    feed = getattr(source, "feed_desk", None)
    return FeedRoom(shell, feed) if feed is not None else None
