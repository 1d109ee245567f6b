"""Puts the desk of online consultation into the window: its row in the navigation, its keys, what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.forms import FORMS
from desktop.casework.rows import Done, Outcome
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.action import Where
from desktop.ui.case.verb_form_parts import Command
from desktop.ui.documents.phrase_popover import PhrasePopover
from desktop.ui.online.page import OnlinePage

NAME, QUEUE = "online", "OC"


def join_online(whole: Any) -> OnlineRoom | None:
    """Add the page where the desk has conversations; the queue of its cases stays a key away."""
    return OnlineRoom(whole) if getattr(whole.source, "online", None) is not None else None


class OnlineRoom(QObject):
    """Leads from a conversation to its case, its pictures, its phrases, and to the service it is turned into."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._whole, self._shell, self._source = whole, whole.shell, whole.source
        shell = self._shell
        self.page = page = OnlinePage(whole.source, shell.worker, shell.desk, whole.runner.outbox)
        self._phrases: PhrasePopover | None = None
        self._turning = ""
        shell.book.add(NAME, page)
        shell.body.pages.addWidget(page)
        digit = shell.nav.names().index(QUEUE) + 1
        shell.nav.lead(QUEUE, NAME)
        shell.desk.handle(f"page_{digit}", partial(shell.show_page, NAME), "在线问诊")
        for pane in (page.list, page.bubbles):
            shell.desk.bind(pane, Where.ONLINE)
        for name, handler in self._handlers().items():
            shell.desk.handle(name, handler)
        shell.desk.handle("new", self.begin_new)
        self._connect()

    def _connect(self) -> None:
        page, shell = self.page, self._shell
        page.told.connect(partial(shell.toast.tell, undoable=False))
        page.writing.faulted.connect(shell.errors.take)
        page.writing.sent.connect(self._sent)
        page.look_wanted.connect(self._look)
        page.sign_settled.connect(self._settle_sign)
        page.card.trigger.acted.connect(self.turn)
        page.composer.phrase_wanted.connect(self.ask_phrase)
        page.composer.files_wanted.connect(self.ask_files)
        page.panel.turn_wanted.connect(self.turn)
        page.panel.link_wanted.connect(self._whole.open_case)
        page.panel.more_wanted.connect(partial(self.begin, "ask_more"))
        shell.closing.connect(self._close)
        attachments = getattr(self._whole, "attachments", None)
        if attachments is not None:
            page.bubbles.use(attachments.thumbnails)

    def _handlers(self) -> Mapping[str, Callable[[], Any]]:
        page = self.page
        return {
            "online_down": partial(page.list.step, 1), "online_up": partial(page.list.step, -1),
            "online_answer": page.composer.setFocus, "online_phrases": self.ask_phrase, "online_send": page.send,
            "online_look": page.look, "online_picture_left": partial(page.bubbles.step, -1),
            "online_picture_right": partial(page.bubbles.step, 1), "online_more": partial(self.begin, "ask_more"),
            "online_transfer": partial(self.begin, "hand_over"), "online_doctor": partial(self.begin, "refer"),
            "online_take": self.take, "online_sign": partial(self._settle_sign, "told_120"),
            "online_letter": page.write_letter, "online_files": self.ask_files,
            "online_service": page.panel.turn_service, "online_close": partial(self.begin, "close"),
            "online_next_tab": partial(page.list.turn, 1), "online_previous_tab": partial(page.list.turn, -1),
            "online_case": self.open_case, "online_queue": partial(self._shell.show_page, QUEUE),
        }  # fmt: skip

    def begin(self, verb: str) -> None:
        """Ask what a verb of the conversation needs."""
        if self.page.talk is not None:
            self._whole.runner.begin(verb, self.page.talk.view)

    def _run(self, verb: str, values: dict[str, Any]) -> None:
        if self.page.talk is not None:
            self._whole.runner.run(Command(self.page.talk.view, FORMS[verb], values, None))

    def take(self) -> None:
        """A: become its owner."""
        self._run("take", {})

    @Slot(str)
    def _settle_sign(self, way: str) -> None:
        if self.page.talk is None or not self.page.talk.alarms:
            self._shell.toast.tell("来信里没有急症信号", undoable=False)
        elif way == "told_120":
            self._run("settle_sign", {"way": way})
        else:
            self.begin("settle_sign")

    def open_case(self) -> None:
        """Alt+Enter: the case's own page, with timeline, facts and clocks."""
        if self.page.talk is not None:
            self._whole.open_case(self.page.talk.row.case_id)

    def ask_phrase(self) -> None:
        """/ opens the phrases at the caret."""
        if self.page.talk is None:
            return
        if self._phrases is None:
            self._phrases = PhrasePopover(self.page)
        self.page.composer.setFocus()
        self._phrases.ask(self._source.online.phrases(), self.page.composer.box)

    def ask_files(self) -> None:
        """Choose pictures to send along."""
        if self.page.talk is None:
            return
        dialog = QFileDialog(self._shell, "添加图片", "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.page.composer.take_names)
        dialog.open()

    @Slot(object)
    def _look(self, entry: AttachmentEntry) -> None:
        attachments, talk = getattr(self._whole, "attachments", None), self.page.talk
        if attachments is not None and talk is not None:
            attachments.shelf.open(talk.row.case_id)
            attachments.look_at(entry)

    @Slot(int, int, str)
    def _sent(self, case_id: int, seq: int, title: str) -> None:
        self._shell.undo.did(title, ((case_id, seq),))
        self._shell.toast.tell(f"已记录：{title}")
        self._shell.look_again((case_id,))

    def begin_new(self) -> None:
        """Ctrl+N: on this page turn the conversation into a case; elsewhere begin a registration."""
        if self._shell.whole is self.page and self.page.talk is not None:
            self.turn()
        else:
            self._whole.begin_registration()

    def turn(self, *_: object) -> None:
        """Open the other service as the panel says it."""
        page = self.page
        if page.talk is None or self._turning:
            return
        reason = page.panel.go.reason
        if reason:
            self._shell.toast.tell(f"不能转办：{reason}", undoable=False)
            return
        self._turning = uuid4().hex
        job = partial(self._source.online.turn, page.talk.row.case_id, page.panel.wanted(), page.panel.words_along(),
                      self._turning)  # fmt: skip
        self._shell.worker.run(job, self._turned, self._failed, urgent=True, command=True)

    @Slot(object)
    def _turned(self, outcome: Outcome) -> None:
        self._turning = ""
        if isinstance(outcome, Refusal):
            self._shell.toast.tell("；".join(one.sentence for one in outcome.findings), undoable=False)
            return
        assert isinstance(outcome, Done)
        name = self.page.talk.row.name if self.page.talk is not None else ""
        title = f"{name} {self.page.panel.accessibleName()}"
        way = partial(self._turn_back, outcome.case_id, outcome.seq, uuid4().hex)
        if self._shell.undo.did(title, back=way):
            self._shell.toast.tell(f"已{title.split(' ')[-1]}，会话照常继续")
        self._shell.look_again(outcome.changed)

    def _turn_back(self, case_id: int, seq: int, command_id: str) -> bool:
        job = partial(self._source.online.turn_back, case_id, seq, command_id)
        self._shell.worker.run(job, self._turned_back, self._failed, urgent=True, command=True)
        return True

    @Slot(object)
    def _turned_back(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            words = "；".join(one.sentence for one in outcome.findings)
            self._shell.toast.tell(f"没有撤销：{words}", undoable=False)
            return
        self._shell.toast.tell("已撤销转办，那一件已取消，权益退回", undoable=False)
        self._shell.look_again(outcome.changed)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._turning = ""
        if isinstance(fault, InputFault) or errors.is_environment(fault):
            said = str(fault) if isinstance(fault, InputFault) else errors.sentence_of(fault)
            self._shell.toast.tell(said, undoable=False)
        else:
            self._shell.errors.take(fault)

    @Slot()
    def _close(self) -> None:
        """Keep what is written, and end the thread of files."""
        self.page.writing.keep()
        self.page.writing.files.close()
