"""Carries out what a person does on the reminders board: asks in one sheet, waits in the outbox, runs, and tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.board_rows import Board, BoardCard
from desktop.casework.message_rows import Preview
from desktop.casework.texts import text_set
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.case.outbox import Outbox, Parcel
from desktop.ui.reminders import board_words, questions
from desktop.ui.reminders.ask_sheet import AskSheet, Question
from desktop.ui.reminders.source import BoardSource, Outcome
from desktop.ui.worker import Worker

_BEAT_MS = 250
_SENDABLE = ("notice", "reminder", "failed")


class Deed(NamedTuple):
    """What was done to how many cards, and what became of each."""

    kind: str
    outcomes: Sequence[Outcome]


class BoardDeeds(QObject):
    """The acts of one board. `done` carries the changed cases, `told` a line for the toast, `held` cards in the outbox.

    `sent` carries the words for Ctrl+Z and the texts that are on their way, `recorded` the toast's words, those for
    Ctrl+Z and (case, record) of what was recorded.
    """

    done = Signal(tuple)
    told = Signal(str)
    held = Signal(object)
    sent = Signal(str, object)
    recorded = Signal(str, str, object)
    faulted = Signal(object)

    def __init__(self, source: BoardSource, clock: Any, worker: Worker, outbox: Outbox, host: QWidget) -> None:
        super().__init__(host)
        self._source, self._clock, self._worker, self.outbox = source, clock, worker, outbox
        self.sheet = AskSheet(host)
        self._cards: tuple[BoardCard, ...] = ()
        self._beside = QRect()
        self._shown: Preview | None = None
        self._waiting: dict[str, tuple[BoardCard, ...]] = {}
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._tell_held)
        self.sheet.agreed.connect(self._agree)
        self.sheet.declined.connect(self._decline)
        self.sheet.other_chosen.connect(self._agree_later)
        self.sheet.copied.connect(self._say_copied)
        outbox.pulled_back.connect(self._forget)
        outbox.sent.connect(self._forget)

    def send(self, cards: Sequence[BoardCard], beside: QRect) -> None:
        """Show the first text as it would go; Enter sends them all."""
        cards = tuple(card for card in cards if card.lane in _SENDABLE and card.key not in self.in_outbox())
        if not cards:
            self.told.emit("这一列没有要发的短信")
            return
        self._cards, self._beside = cards, beside
        job = partial(self._source.preview, cards[0].case_id, cards[0].purpose)
        self._worker.run(job, self._show_preview, self._no_preview, lane="preview", urgent=True)

    @Slot(object)
    def _show_preview(self, shown: Preview | Refusal) -> None:
        if isinstance(shown, Refusal):
            self.told.emit(shown.sentence)
            return
        if shown.problem:
            self.told.emit(f"{shown.name}：{shown.problem}")
            return
        self._shown = shown
        self._ask(questions.sending(shown, self._cards))

    @Slot(object)
    def _no_preview(self, fault: BaseException) -> None:
        if isinstance(fault, InputFault):
            self.told.emit(f"{self._cards[0].name}：{fault}")
        else:
            self._fail(fault)

    def phone(self, card: BoardCard, beside: QRect) -> None:
        """C: log the escort's call, or say that the customer was told by phone instead of by text."""
        self._cards, self._beside = (card,), beside
        calendar = self._clock.calendar
        self._ask(questions.calling(card, calendar) if card.lane == "call" else questions.phoning(card, calendar))

    def prove(self, cards: Sequence[BoardCard], person: str, beside: QRect) -> None:
        """Y: texts that a person has sent by hand."""
        self._cards = tuple(card for card in cards if card.message_id)
        if not self._cards:
            self.told.emit("先发出，再记人工已发")
            return
        self._beside = beside
        self._ask(questions.proving(self._cards, person, self._clock.now()))

    def plan_courtesy(self, cases: Sequence[int], wanted: bool) -> None:
        """Remind once more on the eve, or not."""
        self._run("courtesy" if wanted else "no_courtesy", partial(self._source.plan_courtesy, cases, wanted))

    def release(self, board: Board) -> None:
        """What waited for the morning goes as soon as it has come."""
        waits = any(card.state == "queued" for card in board.lanes["sent"])
        if waits and text_set().may_send(board.now):
            self._worker.run(self._source.release, self._say_released, self._fail, lane="release", command=True)

    @Slot(object)
    def _say_released(self, count: int) -> None:
        if count:
            self.told.emit(f"昨晚暂存的 {count} 条短信已提交")
            self.done.emit(())

    def undo(self, texts: tuple[int, ...]) -> bool:
        """Pull back texts that are on their way."""
        self._run("undo", partial(self._source.withdraw, texts))
        return True

    def in_outbox(self) -> Mapping[str, int]:
        """The cards that wait in the outbox, with the seconds left."""
        left = self.outbox.seconds_left()
        return {card.key: left[title] for title, some in self._waiting.items() if title in left for card in some}

    def _ask(self, question: Question) -> None:
        self.sheet.ask(question, self._beside)

    @Slot(str, object)
    def _agree(self, kind: str, values: Mapping[str, str]) -> None:
        cards = self._cards
        if kind == "send":
            self._with_outbox("send", partial(self._source.send, [(card.case_id, card.purpose) for card in cards]))
        elif kind == "phone":
            self._with_outbox("phone", partial(_alone, self._source.by_phone, cards[0].case_id, cards[0].purpose))
        elif kind == "sent":
            ids = [card.message_id for card in cards]
            self._run("sent", partial(self._source.mark_sent, ids, values["how"] or questions.HOW))
        elif kind == "call":
            at = questions.meeting_moment(cards[0], values["at"])
            self._run("call", partial(_alone, self._source.log_call, cards[0].case_id, at, values["place"]))

    @Slot(str)
    def _decline(self, kind: str) -> None:
        if kind == "call":
            self._run("missed", partial(_alone, self._source.log_missed, self._cards[0].case_id, self._again()))
        elif kind == "send":
            self.phone(self._cards[0], self._beside)

    @Slot(str)
    def _agree_later(self, _kind: str) -> None:
        again = self._again()
        if again is None:
            self.told.emit("先写约几点再拨，如 15:30")
        else:
            self._run("later", partial(_alone, self._source.log_later, self._cards[0].case_id, again))

    def _again(self) -> datetime | None:
        return questions.at_hour(self._clock.now(), self.sheet.values().get("again", ""))

    def _with_outbox(self, kind: str, job: Callable[[], Sequence[Outcome]]) -> None:
        """What cannot be undone waits ten seconds; everything else goes at once (D-04)."""
        cards = self._cards
        consequence = next((card.consequence for card in cards if card.consequence), "")
        if not consequence:
            self._run(kind, job)
            return
        title = self._parcel_title(kind)
        self._waiting[title] = cards
        self._beat.start()
        self.outbox.hold(Parcel(title, self._parcel_lines(kind), consequence, partial(self._run, kind, job)), False)
        self._tell_held()

    def _parcel_title(self, kind: str) -> str:
        first = self._cards[0]
        what = "就诊时间通知" if kind == "send" else "电话通知"
        return f"{first.name}·{what}" if len(self._cards) == 1 else f"{len(self._cards)} 条{what}（{first.name}等）"

    def _parcel_lines(self, kind: str) -> tuple[str, ...]:
        card, shown = self._cards[0], self._shown
        visit = f"{board_words.card_words(card, self._clock.calendar)} {card.place}"
        if kind == "send" and shown is not None:
            return f"短信 {shown.segments} 段·{shown.phone}", visit
        return "电话已告知", visit

    @Slot(object)
    def _forget(self, parcel: Parcel) -> None:
        self._waiting.pop(parcel.title, None)
        self._tell_held()

    @Slot()
    def _tell_held(self) -> None:
        if not self._waiting:
            self._beat.stop()
        self.held.emit(self.in_outbox())

    def _run(self, kind: str, job: Callable[[], Sequence[Outcome]]) -> None:
        self._worker.run(partial(_carry_out, kind, job), self._say_done, self._fail, urgent=True, command=True)

    @Slot(object)
    def _say_done(self, deed: Deed) -> None:
        good = [one for one in deed.outcomes if not one.sentence]
        self.told.emit(spell_deed(deed))
        if deed.kind == "send" and good:
            self.sent.emit(f"撤回刚发出的 {len(good)} 条短信", tuple(one.message_id for one in good))
        acts = tuple((one.case_id, one.seq) for one in good if one.seq)
        if acts:
            self.recorded.emit(spell_deed(deed), _TITLES[deed.kind], acts)
        self.done.emit(tuple(one.case_id for one in good if one.case_id))

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self.told.emit(errors.sentence_of(fault))
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(str)
    def _say_copied(self, words: str) -> None:
        self.told.emit(f"已复制 {len(words)} 字，粘贴到短信里发出后按 Y 记为人工已发")


def _carry_out(kind: str, job: Callable[[], Sequence[Outcome]]) -> Deed:
    return Deed(kind, job())


def _alone(job: Callable[..., Outcome], *given: Any) -> Sequence[Outcome]:
    return (job(*given),)


_DONE = {
    "send": "已提交 {n} 条短信", "phone": "已记电话告知", "sent": "已记人工发出 {n} 条", "call": "已记陪诊来电",
    "missed": "已记未接", "later": "已记约回电",
    "undo": "已撤回 {n} 条", "courtesy": "已排定前日提醒 {n} 件", "no_courtesy": "不加发前日提醒",
}  # fmt: skip


_TITLES = {"phone": "电话告知", "sent": "人工发出", "call": "陪诊来电", "missed": "来电未接", "later": "约回电"}


def spell_deed(deed: Deed) -> str:
    """What the toast says: how many were done, then each that was not, and every rule that warned."""
    good = [one for one in deed.outcomes if not one.sentence]
    bad = [one.sentence for one in deed.outcomes if one.sentence]
    parts = [_DONE[deed.kind].format(n=len(good))] if good else []
    parts += [f"{len(bad)} 件没有办成：{bad[0]}"] if bad else []
    parts += [one.waits for one in good if one.waits][:1]
    warned = list(dict.fromkeys(words for one in good for words in one.warnings))
    return "；".join([*parts, *warned[:1]])
