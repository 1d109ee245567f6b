"""The page of online consultation: conversations | what is said and the answer | what it is turned into."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.online.rows import AnswerDraft, HandOver, HandOverCheck, Talk, Talks, Utterance
from desktop.ui import errors, queue_states
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.outbox import Outbox
from desktop.ui.key_hints import Hint, KeyHintBar
from desktop.ui.online import words
from desktop.ui.online.composer import local_files
from desktop.ui.online.finding import Finding
from desktop.ui.online.panel import NARROW, HandOverPanel
from desktop.ui.online.panel import WIDTH as PANEL
from desktop.ui.online.talk_card import TalkCard
from desktop.ui.online.talk_list import TalkList
from desktop.ui.online.writing import Writing
from desktop.ui.queue_head import HeadLine, SearchBox
from desktop.ui.strip import Strip
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

_WIDE = 1150
"""From this width of the page on, the panel has its 352 px."""


class _Hints(KeyHintBar):
    """The keys of the lists, and those that work while one writes."""

    def hints(self) -> list[Hint]:
        """Sending and handing over stand among them."""
        found = super().hints()
        return [*found[:3], (("Ctrl+Return",), "发送"), *found[3:4], (("Ctrl+N",), "转办"), *found[4:]]


class OnlinePage(WholePage):
    """`look_wanted` carries a file to be shown large, `sign_settled` what was done about words of an emergency."""

    where = Where.ONLINE_TEXT
    told = Signal(str)
    look_wanted = Signal(object)
    sign_settled = Signal(str)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, outbox: Outbox) -> None:
        super().__init__()
        self._source, self._online, self._worker = source, source.online, worker
        self.talk: Talk | None = None
        self._asked: datetime | None = None
        self._median: float | None = None
        self.head = HeadLine("在线问诊", self)
        self.strip = Strip("error", self, gap=12)
        self.list = TalkList(source.now, self)
        self.card = TalkCard(self)
        self.bubbles, self.composer = self.card.bubbles, self.card.composer
        self.panel = HandOverPanel(self)
        self.hints = _Hints(desk, Where.ONLINE, self)
        door = getattr(source, "attachment_desk", None)
        self.writing = Writing(self._online, door, worker, self.composer, outbox, self)
        self.search = SearchBox(self)
        self.finding = Finding(self, self._online, getattr(source, "directory", None), worker)
        self.setFocusProxy(self.list)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part, stretch in ((self.list, 0), (self.card, 1), (self.panel, 0)):
            row.addWidget(part, stretch)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.head, 1)
        top.addWidget(self.search)
        box.addLayout(top)
        box.addWidget(self.strip)
        box.addLayout(row, 1)
        box.addWidget(self.hints)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.composer.send_wanted.connect(self.send)
        self.bubbles.looked_at.connect(self.look_wanted)
        self.panel.check_wanted.connect(self._check)
        self.writing.told.connect(self.told)
        self.writing.pending.connect(self._say)
        self.card.alarm.acted.connect(self.sign_settled)

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Read the conversations anew, and the one in front; it stays where it stood."""
        del changed
        self._worker.run(self._online.talks, self._show_talks, self.lost, lane="talks")
        if self.talk is not None:
            self._read(self.talk.row.case_id)

    def open(self, case_id: int) -> None:
        """Put the cursor on a conversation."""
        self.list.choose(case_id)

    @Slot(object)
    def _show_talks(self, talks: Talks) -> None:
        self._asked, self._median = talks.now, talks.median
        self.strip.clear()
        self.head.set_line(words.head_line(talks.now, talks.median))
        self.list.show_rows(talks.rows)
        if talks.more:
            self._worker.run(self._online.talks, self._show_talks, self.lost, lane="talks", urgent=False)

    @Slot(object)
    def lost(self, fault: BaseException) -> None:
        """The desk could not be read."""
        queue_states.say_failed(self.strip, fault, self._asked)
        if not errors.is_environment(fault):
            self._worker.faulted.emit(fault)

    @Slot(int)
    def _choose(self, case_id: int) -> None:
        if not case_id:
            self._show(None, AnswerDraft())
        elif self.talk is None or self.talk.row.case_id != case_id:
            self.writing.keep()
            self._read(case_id)

    def _read(self, case_id: int) -> None:
        self._worker.run(partial(_read, self._online, case_id), self._take_talk, self.lost, lane="talk", urgent=False)

    @Slot(object)
    def _take_talk(self, answer: tuple[Talk, AnswerDraft]) -> None:
        talk, draft = answer
        if talk.row.case_id == self.list.case_id:
            self._show(talk, draft)

    def _show(self, talk: Talk | None, draft: AnswerDraft) -> None:
        self.writing.show(talk, draft)
        self.talk = talk
        self.panel.show_talk(talk)
        self._say()

    @Slot()
    def _say(self) -> None:
        """Show the conversation, with an answer that waits in the outbox."""
        talk, now = self.talk, self._source.now()
        said = list(talk.said) if talk is not None else []
        letter = self.writing.waiting.get(talk.row.case_id) if talk is not None else None
        if letter is not None:
            later = now + timedelta(seconds=1)
            said.append(Utterance(0, "desk", letter.text, later, "待发出 Ctrl+Z 撤回", (), "附"))
        self.card.show_talk(talk, said, now)

    @Slot(object)
    def _check(self, wanted: HandOver) -> None:
        if self.talk is not None:
            job = partial(self._online.check, self.talk.row.case_id, wanted)
            self._worker.run(job, self._show_check, self.lost, lane="hand-over")

    @Slot(object)
    def _show_check(self, verdict: HandOverCheck) -> None:
        self.panel.show_check(verdict)

    def send(self) -> None:
        """Ctrl+Enter: it goes in ten seconds; the keyboard is with the list meanwhile, for the next one."""
        if self.writing.send():
            self.list.setFocus()

    def write_letter(self) -> None:
        """I: take down what the customer wrote."""
        self.writing.keep()
        self.composer.fill("")
        self.composer.set_letter(True)
        self.composer.setFocus()

    def look(self) -> None:
        """Space: the picture at the cursor, large."""
        if self.bubbles.current is not None:
            self.look_wanted.emit(self.bubbles.current)
        else:
            self.told.emit("这个会话还没有图片")

    def retreat(self) -> bool:
        """Esc: from a message taken down to the answer, from writing to the list; a search is taken off."""
        if self.composer.letter:
            self.composer.set_letter(False)
            self.composer.fill("")
            self._read(self.list.case_id)
        had = not self.list.view.hasFocus()
        self.list.setFocus()
        return self.finding.clear() or had

    def leave(self) -> None:
        """What is written is kept."""
        self.writing.keep()

    def tick(self, now: datetime) -> None:
        """Move the clocks."""
        self.head.set_line(words.head_line(now, self._median))
        self.list.tick()
        self.card.head.show_talk(self.talk, now)

    def panes(self) -> list[QWidget]:
        """F6 walks through list, conversation, answer and panel."""
        return [self.list.view, self.bubbles, self.composer.box, self.panel.items]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen what is said has the room before the panel."""
        super().resizeEvent(event)
        self.panel.setFixedWidth(PANEL if self.width() >= _WIDE else NARROW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere on the page."""
        if self.talk is not None and (local_files(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They go along with what is being written."""
        self.composer.box.insertFromMimeData(event.mimeData())
        event.acceptProposedAction()


def _read(online: Any, case_id: int) -> tuple[Talk, AnswerDraft]:
    return online.talk(case_id), online.draft(case_id)
