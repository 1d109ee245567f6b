"""The reminders board as a page: head, day line, lanes and states; what is done goes through `BoardDeeds`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework.board_rows import Board
from desktop.casework.rows import QueueCount
from desktop.ui import errors, queue_states
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.outbox import Outbox
from desktop.ui.empty import EmptyState
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.queue_head import HeadLine, SearchBox
from desktop.ui.reminders import board_words
from desktop.ui.reminders.batches import Batches
from desktop.ui.reminders.board_deeds import BoardDeeds
from desktop.ui.reminders.board_view import BoardView
from desktop.ui.reminders.card_paint import Moment
from desktop.ui.reminders.day_strip import DayStrip
from desktop.ui.reminders.past_strip import PastStrip
from desktop.ui.reminders.source import BatchDoor, BoardSource
from desktop.ui.strip import Offer, Strip
from desktop.ui.today_line import today_line
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker


class BoardPage(WholePage):
    """The page. `opened` and `escort_wanted` carry a case's id, `why_wanted` a card and where it lies."""

    where = Where.BOARD
    opened = Signal(int)
    escort_wanted = Signal(int)
    why_wanted = Signal(object, QRect)
    changed = Signal(tuple)
    told = Signal(str)

    def __init__(
        self, source: Any, board: BoardSource, worker: Worker, desk: ActionDesk, outbox: Outbox, host: QWidget
    ) -> None:  # fmt: skip
        super().__init__()
        self._source, self._board, self._worker = source, board, worker
        self._mine, self._words = False, ""
        self._asked: datetime | None = None
        self.head = HeadLine("提醒看板", self)
        self.search = SearchBox(self)
        self.search.setPlaceholderText("找 姓名、拼音、案号、医院")
        self.line = DayStrip(self)
        self.past = PastStrip(self)
        self.strip = Strip("error", self, gap=12)
        self.view = BoardView(self)
        self.empty = EmptyState(self)
        self.hints = KeyHintBar(desk, Where.BOARD, self)
        self.deeds = BoardDeeds(board, source, worker, outbox, host)
        self.batches = Batches(board, worker, self) if isinstance(board, BatchDoor) else None
        self.setFocusProxy(self.view)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.head, 1)
        top.addWidget(self.search)
        middle = QWidget(self)
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(0)
        box.addLayout(top)
        box.addSpacing(12)
        box.addWidget(self.strip)
        box.addWidget(self.line)
        box.addSpacing(12)
        box.addWidget(self.past)
        box.addWidget(middle, 1)
        box.addSpacing(16)
        box.addWidget(self.hints)

    def _connect(self) -> None:
        self.search.sought.connect(self._seek)
        for done in (self.search.left, self.search.confirmed):
            done.connect(self.view.setFocus)
        self.view.asked.connect(self._take_click)
        self.deeds.done.connect(self.changed)
        self.deeds.told.connect(self.told)
        self.deeds.held.connect(self.view.hold)
        if self.batches is not None:
            self.batches.told.connect(self.told)
            self.batches.changed.connect(self.changed)
            self.batches.unread.connect(self._say_unread)
        self.past.opened.connect(self.opened)
        for telling in (self.deeds, self.past):
            telling.told.connect(self.told)
        for asking in (self.strip, self.empty):
            asking.acted.connect(self._take_offer)

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Read the board anew; it stays where it stood."""
        del changed
        self._worker.run(partial(self._board.board, self._query()), self._show, self._lost, lane="board")

    def recount(self) -> None:
        """The page that is on counts itself; behind another page the board is read for its count alone."""
        if not self.isVisible():
            self._worker.run(partial(self._board.board, self._query()), self._count, None, lane="board")

    def _query(self) -> tuple[str, str]:
        return (self._source.person if self._mine else "", self._words)

    @Slot(object)
    def _count(self, board: Board) -> None:
        if not self._narrowed():
            self.counted.emit(QueueCount(board.to_do, board.overdue))

    @Slot(object)
    def _show(self, board: Board) -> None:
        self._asked = board.now
        self.strip.clear()
        self.view.show_board(board, self._moment(board.now))
        self.line.say(board_words.day_line(board))
        self.past.show_board(board, self._source.calendar)
        self.head.set_line(today_line(board.now, self._source.calendar, self._source.hours))
        if board.is_empty:
            say_empty(self.empty, board, self._narrowed())
        self.deeds.release(board)
        self._stack.setCurrentWidget(self.empty if board.is_empty else self.view)
        self._count(board)

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        queue_states.say_failed(self.strip, fault, self._asked)
        if not errors.is_environment(fault):
            self._worker.faulted.emit(fault)

    def _moment(self, now: datetime) -> Moment:
        return Moment(now, self._source.calendar, self._source.hours)

    def tick(self, now: datetime) -> None:
        """Move every clock to `now`."""
        self.view.tick(self._moment(now))
        if self.view.board is not None:
            self.deeds.release(replace(self.view.board, now=now))
        self.head.set_line(today_line(now, self._source.calendar, self._source.hours))

    def retreat(self) -> bool:
        """Esc: marks first, then what narrows the board."""
        return self.view.unmark() or self._widen()

    def open(self) -> None:
        """Enter: open the case; on the holiday card remind on the eve as well."""
        card = self.view.card()
        if self.view.on_gap():
            self.courtesy(True)
        elif card is not None:
            self.opened.emit(card.case_id)

    def send(self) -> None:
        """R: the text of the card, or of all marked ones."""
        self.deeds.send(self.view.chosen(), self.view.box())

    def phone(self) -> None:
        """C: the escort's call, or the phone instead of a text."""
        card = self.view.card()
        if card is not None:
            self.deeds.phone(card, self.view.box())

    def prove(self) -> None:
        """Y: a person has sent it."""
        self.deeds.prove(self.view.chosen(), self._source.person, self.view.box())

    def escort(self) -> None:
        """E: give the visit to an escort."""
        card = self.view.card()
        if card is not None:
            self.escort_wanted.emit(card.case_id)

    def explain(self) -> None:
        """W: why this deadline."""
        card = self.view.card()
        if card is not None and card.reading.due is not None:
            self.why_wanted.emit(card, self.view.box())

    def courtesy(self, wanted: bool) -> None:
        """Answer the holiday card."""
        board = self.view.board
        if board is not None and board.gap is not None:
            self.deeds.plan_courtesy(board.gap.cases, wanted)

    def turn_mine(self) -> None:
        """F: only my own cases, or everybody's."""
        self._mine, self.view.free = not self._mine, True
        self.told.emit("只看自己的案件" if self._mine else "看全部案件")
        self.load()

    def _seek(self, words: str) -> None:
        if words != self._words:
            self._words, self.view.free = words, True
            self.load()

    def _narrowed(self) -> str:
        return self._words or ("只看自己的案件" if self._mine else "")

    def _widen(self) -> bool:
        if had := bool(self._narrowed()):
            self._words, self._mine = "", False
            self.load()
        self.search.empty()
        return had

    @Slot(str)
    def _take_click(self, what: str) -> None:
        _clicks(self)[what]()

    @Slot(str)
    def _say_unread(self, sentence: str) -> None:
        self.strip.tell("回执没有读入", sentence, kind="error")

    @Slot(str)
    def _take_offer(self, name: str) -> None:
        self._widen() if name == "all" else self.load()


def _clicks(page: BoardPage) -> dict[str, Callable[[], None]]:
    """What a click on a card's part asks for."""
    return {
        "open": page.open, "phone": page.phone, "courtesy_yes": partial(page.courtesy, True),
        "courtesy_no": partial(page.courtesy, False),
    }  # fmt: skip


def say_empty(state: EmptyState, board: Board, narrowed: str) -> None:
    """Say why there is nothing, and what comes next; `narrowed` is what the board is narrowed to."""
    if narrowed:
        state.tell("search", "没有符合的提醒", (narrowed,), (Offer("all", "看全部", "Esc", True),))
    else:
        title, lines = board_words.empty_words(board)
        state.tell("check", title, lines, tone="ok")
