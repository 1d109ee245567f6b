"""The phone doctor's page: one call with its caller, record and script, who waits, and who is on duty."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.casework.phone.board import Board
from desktop.casework.phone.rows import CallSheet
from desktop.handbook.phone import GENERAL
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.date_inputs import spell_day
from desktop.ui.documents.phrase_popover import PhrasePopover
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.phone.banner import EmergencyBanner
from desktop.ui.phone.call_card import CallCard
from desktop.ui.phone.caller_column import CallerColumn
from desktop.ui.phone.deeds import CallDeeds
from desktop.ui.phone.duty_strip import DutyStrip
from desktop.ui.phone.keeping import CallKeeping
from desktop.ui.phone.record_column import RecordColumn
from desktop.ui.phone.ring_popover import RingPopover
from desktop.ui.phone.side_column import SideColumn
from desktop.ui.phone.source import PhoneSource
from desktop.ui.phone.words import PHRASES
from desktop.ui.read_page import ReadPage
from desktop.ui.source import Source
from desktop.ui.worker import Worker

_LOW = 800


class PhonePage(ReadPage):
    """`told` carries a line for the toast, `did` what Ctrl+Z takes back (title, acts), `changed` the cases."""

    where = Where.PHONE
    told = Signal(str, bool)
    did = Signal(str, object)
    changed = Signal(object)
    turn_wanted = Signal(int)

    def __init__(self, desk: Source, source: PhoneSource, worker: Worker, actions: ActionDesk, person: str) -> None:
        super().__init__()
        self._desk, self._source, self._worker, self._actions, self._person = desk, source, worker, actions, person
        self.board: Board | None = None
        self.sheet: CallSheet | None = None
        self.ended_at: datetime | None = None
        self.written: dict[int, dict[str, Any]] = {}
        self.head = PageHead("电话医生", self)
        self.card, self.banner = CallCard(desk.now, self), EmergencyBanner(self)
        self.caller, self.record, self.side = CallerColumn(self), RecordColumn(desk.now, self), SideColumn(self)
        self.duty = DutyStrip(self)
        self.ring = RingPopover(self, source, worker)
        self.deeds = CallDeeds(self, source, worker)
        self.keeping = CallKeeping(self, source, worker)
        self.phrases: PhrasePopover | None = None
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.side.waiting)
        self.setAccessibleName("电话医生")

    def _lay_out(self) -> None:
        for name, title, key, icon in (("phone_figures", "统计", "G", "chart-column"),
                                       ("phone_queue", "队列", "L", "list")):  # fmt: skip
            self.head.offer(name, title, key, icon)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        for column, share in ((self.caller, 316), (self.record, 544), (self.side, 336)):
            middle.addWidget(column, share)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 4)
        box.setSpacing(8)
        for widget in (self.head, self.strip, self.card, self.banner):
            box.addWidget(widget)
        box.addLayout(middle, 1)
        box.addWidget(self.duty)
        box.addWidget(KeyHintBar(self._actions, Where.PHONE, self))

    def _connect(self) -> None:
        self.head.acted.connect(self._actions.trigger)
        self.card.acted.connect(self._actions.trigger)
        self.record.signs.connect(self.judge)
        self.record.ended.connect(self.deeds.end_chosen)
        self.record.turn_wanted.connect(self.turn)
        self.record.advice.phrase_wanted.connect(self.ask_phrase)
        self.banner.told.connect(self.deeds.tell_120)
        self.banner.calm.connect(self.deeds.calm)
        self.side.waiting.picked.connect(self.deeds.take)
        self.ring.taken.connect(self.deeds.begin)
        self.ring.faulted.connect(self.faulted)
        self.duty.wanted.connect(partial(self._actions.trigger, "phone_duty"))

    def now(self) -> datetime:
        """The desk's clock."""
        return self._desk.now()

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read who waits and who is on duty; what is being written stays."""
        self._worker.run(self._source.board, self._take_board, self.lose, lane="phone board")

    @Slot(object)
    def _take_board(self, board: Board) -> None:
        self.board, self.asked = board, self._desk.now()
        self.strip.clear()
        now = self._desk.now()
        self.side.waiting.show_calls(board.waiting, now)
        free = len({one.doctor_id for one in board.roster.duties if one.start <= now < one.end and not one.on_call}
                   - board.busy)  # fmt: skip
        self.side.waiting_head.set_fact(f"{len(board.waiting)} 位·{free} 位医生空闲")
        self.duty.show_roster(board.roster, board.busy, now)
        self.side.show_doctors(board.doctors, self._usual(board), keep=self.card.talking)
        self.card.set_waiting(len(board.waiting))
        self.record.tiles.set_note("transfer", f"{free} 位可接" if free else "")
        self._say_time(now)
        if board.mine and (self.sheet is None or self.sheet.case_id != board.mine):
            self.read(board.mine)

    def _usual(self, board: Board) -> int:
        """Who answers unless somebody else is chosen: this person, else a general practitioner on duty."""
        own = next((card.id for card in board.doctors if card.name == self._person), 0)
        there = [one for one in self.duty.on_duty() if not one.on_call and one.doctor_id not in board.busy]
        there.sort(key=lambda one: one.department != GENERAL)
        return own or (there[0].doctor_id if there else 0)

    def _say_time(self, now: datetime) -> None:
        shift = "夜班" if now.hour >= 20 or now.hour < 8 else "白班"
        self.head.set_words(f"{spell_day(now.date())} {now:%H:%M} · {shift}，7×24 小时接听")

    def tick(self, now: datetime) -> None:
        """Move countdowns and the line of now."""
        self._say_time(now)
        self.side.waiting.tick(now)
        self.duty.tick(now)

    def read(self, case_id: int) -> None:
        self._worker.run(partial(self._source.sheet, case_id), self._take_sheet, self.lose, lane="phone sheet")

    @Slot(object)
    def _take_sheet(self, sheet: CallSheet) -> None:
        fresh = self.sheet is None or self.sheet.case_id != sheet.case_id or self.sheet.recorded != sheet.recorded
        self.sheet, self.ended_at = sheet, None
        self.card.show_call(sheet)
        if not sheet.recorded:
            self.side.choose(sheet.doctor)
        if fresh:
            self.caller.show_call(sheet)
            self.record.set_open(not sheet.recorded)
            self._refill(sheet)
            if not sheet.recorded:
                self.record.complaint.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.side.waiting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refill(self, sheet: CallSheet) -> None:
        """What was written of the call before: in this window, else before a crash."""
        said = self.written.get(sheet.case_id) or dict(sheet.draft)
        self.record.fill(said)
        if said:
            self.caller.fill(said)
        if sheet.draft and sheet.case_id not in self.written:
            self.told.emit("已取回没有保存的通话记录", False)
        self.keeping.follow()

    @Slot(object)
    def judge(self, _found: object) -> None:
        """Words of an emergency came or went."""
        opened, every = self.record.open_signs(), self.record.all_signs()
        self.side.show_sign((opened or every)[0] if every else None)
        words = [word for sign in opened for word in self.record.flagged_words(sign)]
        self.banner.show_signs(tuple(sign.title for sign in opened), tuple(words), opened[0].say if opened else "")
        self._fit()

    def ask_phrase(self) -> None:
        """`/`: phrases for the advice."""
        if self.phrases is None:
            self.phrases = PhrasePopover(self)
        self.phrases.ask(PHRASES, self.record.advice)

    def turn(self) -> None:
        """Open another service out of this call."""
        if self.sheet is not None:
            self.turn_wanted.emit(self.sheet.case_id)

    def retreat(self) -> bool:
        """Esc leaves a text for the digits; from elsewhere it goes to the queue."""
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self.record.tiles.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def leave(self) -> None:
        """What is written is kept."""
        self.keeping.keep()

    def panes(self) -> list[QWidget]:
        """F6 goes round the columns."""
        return [self.caller.matches, self.record.complaint, self.side.waiting]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A low window keeps two lanes of the roster, and none while an emergency is open."""
        low = self.height() < _LOW
        self.duty.setFixedHeight(122 if low else 180)
        self.duty.setVisible(not (low and self.banner.isVisibleTo(self)))
