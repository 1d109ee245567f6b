"""What a doctor does in a call: take it, settle words of an emergency, end it, and keep what was said."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Slot

from desktop.casework.phone.rows import Match, Waiting
from desktop.casework.rows import Done, Outcome
from desktop.handbook.vocabulary import Refusal
from desktop.ui.phone.failing import tell_fault
from desktop.ui.phone.outcome_tiles import KEYS
from desktop.ui.phone.source import PhoneSource
from desktop.ui.worker import Worker


class CallDeeds(QObject):
    """Acts for the page; only one record is on its way at a time."""

    def __init__(self, page: Any, source: PhoneSource, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self.saving = False

    def answer(self) -> None:
        """R: take the most urgent of those who wait to be answered."""
        self._take_first(call_back=False)

    def call_back(self) -> None:
        """C: return the first call that is to be returned."""
        self._take_first(call_back=True)

    def _take_first(self, *, call_back: bool) -> None:
        waiting = self._page.board.waiting if self._page.board else ()
        one = next((one for one in waiting if one.call_back == call_back), None)
        if one is None:
            self._page.told.emit("没有要回呼的" if call_back else "没有人在等", False)
        else:
            self.take(one)

    @Slot(object)
    def take(self, one: Waiting) -> None:
        """Take this call as the chosen doctor."""
        doctor = self._doctor()
        if doctor is not None:
            self._worker.run(partial(self._source.answer, one.case_id, doctor, uuid4().hex), self._answered,
                             self._failed, command=True)  # fmt: skip

    @Slot(object)
    def begin(self, match: Match) -> None:
        """Somebody rang and was found: open the call and take it."""
        doctor = self._doctor()
        if doctor is not None:
            self._worker.run(partial(self._source.begin, match, doctor), self._answered, self._failed, command=True)

    def _doctor(self) -> Any:
        if self._page.card.talking:
            self._page.told.emit("先结束并保存正在进行的通话", False)
            return None
        if self._page.side.chosen is None:
            self._page.told.emit("没有可接听的医生：先在值班表登记符合资质的医生", False)
        return self._page.side.chosen

    @Slot(object)
    def _answered(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._page.strip.tell("不能接听", outcome.sentence, kind="refusal")
            return
        self._page.changed.emit(outcome.changed)
        self._page.read(outcome.case_id)

    def hang_up(self) -> None:
        """The line is closed; the record is still to be saved."""
        if self._page.card.talking:
            self._page.ended_at = self._page.now()
            self._page.card.show_call(self._page.sheet, self._page.ended_at)
            self._page.told.emit("已挂断，Ctrl+Enter 保存记录", False)

    @Slot()
    def tell_120(self) -> None:
        """3: the caller was told to call 120."""
        if self._page.sheet is not None and not self._page.sheet.recorded:
            self._page.record.tell_120(self._page.now())
            self._page.judge(None)

    def ask_calm(self) -> None:
        """Ask why it is no emergency."""
        if self._page.banner.isVisible():
            self._page.banner.ask()

    @Slot(str)
    def calm(self, reason: str) -> None:
        """It is no emergency, for this reason."""
        self._page.record.calm_reason = reason
        self._page.judge(None)
        self._page.record.complaint.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_end(self, digit: int) -> None:
        """A digit chooses how the call ends."""
        if self._page.sheet is not None and not self._page.sheet.recorded:
            self._page.record.tiles.choose(digit - 1)

    @Slot(str)
    def end_chosen(self, key: str) -> None:
        """A call that ends at 120 was told so."""
        if key == KEYS[2] and self._page.record.told_at is None:
            self.tell_120()

    def tick_notice(self) -> None:
        """Ctrl+G: the notice was told."""
        if self._page.sheet is not None and not self._page.sheet.recorded:
            self._page.record.notice.box.toggle()

    def next_gap(self) -> None:
        """F8: the next part to be filled in."""
        if self._page.sheet is None or self._page.sheet.recorded:
            return
        unchecked = self._page.caller.first_unchecked() if self._page.record.tiles.outcome in KEYS[:3] else None
        gap = self._page.record.next_gap() or unchecked
        if gap is not None:
            gap.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._page.told.emit("都填好了，Ctrl+Enter 保存", False)

    def save(self) -> None:
        """Keep what was said; the line is closed by it."""
        sheet = self._page.sheet
        if sheet is None or sheet.recorded or self.saving:
            return
        self.hang_up()
        said = {**self._page.record.said(), **self._page.caller.said(), "seconds": self._page.card.seconds()}
        self._page.written[sheet.case_id] = {**said, "told_at": self._page.record.told_at}
        self.saving = True
        self._page.keeping.rest()
        job = partial(self._source.keep, sheet.case_id, said, uuid4().hex)
        self._worker.run(job, self._kept, self._failed, command=True)

    @Slot(object)
    def _kept(self, outcome: Outcome) -> None:
        self.saving = False
        if isinstance(outcome, Done):
            self._page.strip.clear()
            self._page.told.emit(f"已保存 {outcome.number} 的通话记录", True)
            self._page.did.emit(f"记录通话 {outcome.number}", ((outcome.case_id, outcome.seq),))
            self._page.changed.emit(outcome.changed)
            self._page.read(outcome.case_id)
        else:
            self._page.strip.tell("还不能保存", outcome.sentence, kind="refusal")
            self.next_gap()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.saving = False
        tell_fault(self._page, fault)
