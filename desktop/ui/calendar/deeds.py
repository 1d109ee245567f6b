"""What the calendar asks of the desk, in the database worker; answers come back as signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.rows import Done, Outcome
from desktop.casework.schedule_rows import Block, Candidate, Proposal, Schedule
from desktop.handbook.vocabulary import Refusal
from desktop.ui.calendar.agenda import Key
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.source import CalendarSource
from desktop.ui.calendar.wording import key_of
from desktop.ui.worker import Worker

_ADVISED = 8
LAST = 0
"""The token of the last step of all."""


@dataclass(frozen=True)
class Reading:
    """A schedule as it was read, what an undo would take back then, and how much waits in the days ahead."""

    schedule: Schedule
    undoable: str
    waiting: int


@dataclass(frozen=True)
class Answer:
    """What became of a deed, or of taking one back: the words for it, and the outcomes."""

    words: str
    outcomes: tuple[Outcome, ...]
    back: bool = False
    plan: bool = False


class Deeds(QObject):
    """Carries out what a person does on the calendar.

    `read` carries a Reading, `lost` the fault of one; `done` the words of a deed and the changed cases, `undone`
    those of one taken back, `kept` how many steps can be taken back now, `planned` the words of a plan with the acts
    (case and record) that are one deed, `refused` why not, `faulted` the fault.
    While a deed is under way an older reading is dropped.
    """

    read = Signal(object)
    lost = Signal(object)
    offered = Signal(object, object)
    advised = Signal(object)
    proposed = Signal(object)
    counted = Signal(int)
    done = Signal(str, object)
    undone = Signal(str, object)
    kept = Signal(int)
    planned = Signal(str, object)
    refused = Signal(str)
    faulted = Signal(object)

    def __init__(self, source: CalendarSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self._under_way = 0

    def load(self, span: tuple[date, date], ahead: tuple[date, date]) -> None:
        """Read the days of `span`, and count what waits in those of `ahead`."""
        job = partial(_read, self._source, span, ahead)
        self._worker.run(job, self._take_reading, self._lose, lane="calendar")

    @Slot(object)
    def _take_reading(self, reading: Reading) -> None:
        if not self._under_way:
            self.read.emit(reading)

    @Slot(object)
    def _lose(self, fault: BaseException) -> None:
        self.lost.emit(fault)

    def count(self, ahead: tuple[date, date]) -> None:
        """Count what waits, for the navigation, while the calendar is not on."""
        job = partial(_count, self._source, ahead)
        self._worker.run(job, self._take_count, self._lose, lane="calendar count")

    @Slot(object)
    def _take_count(self, count: int) -> None:
        self.counted.emit(count)

    def ask_candidates(self, block: Block) -> None:
        """Ask who could take a block."""
        job = partial(_candidates, self._source, block)
        self._worker.run(job, self._take_candidates, self._fail_reading, lane="candidates", urgent=True)

    @Slot(object)
    def _take_candidates(self, answer: tuple[Block, Sequence[Candidate]]) -> None:
        self.offered.emit(*answer)

    def ask_advice(self, blocks: Sequence[Block]) -> None:
        """Ask for the best escort of each of some waiting blocks."""
        job = partial(_advice, self._source, tuple(blocks)[:_ADVISED])
        self._worker.run(job, self._take_advice, self._fail_reading, lane="calendar advice")

    @Slot(object)
    def _take_advice(self, advice: Mapping[Key, str]) -> None:
        self.advised.emit(advice)

    def ask_plan(self, first: date, last: date) -> None:
        """Ask for a plan of the open work."""
        self._worker.run(partial(self._source.propose, first, last), self._take_plan, self._fail_reading, lane="plan")

    @Slot(object)
    def _take_plan(self, proposal: Proposal) -> None:
        self.proposed.emit(proposal)

    @Slot(object)
    def _fail_reading(self, fault: BaseException) -> None:
        self.faulted.emit(fault)

    def assign(self, move: Move, words: str, reason: str = "") -> None:
        """Give a block to an escort at a time."""
        self._run(partial(self._source.assign, move.block, move.escort_id, move.starts_at, move.ends_at, reason), words)

    def unassign(self, block: Block, words: str) -> None:
        """Take a job back."""
        self._run(partial(self._source.unassign, block), words)

    def undo(self, words: str) -> None:
        """Take back the last step."""
        self._run(partial(self._source.undo, LAST), words, back=True)

    def accept(self, proposal: Proposal, chosen: Sequence[int], words: str) -> None:
        """Carry out some changes of a plan."""
        self._run(partial(self._source.accept, proposal, tuple(chosen)), words, plan=True)

    def _run(self, job: Callable[[], Any], words: str, *, back: bool = False, plan: bool = False) -> None:
        self._under_way += 1
        self._worker.run(partial(_carry_out, job, words, back, plan), self._answered, self._failed, urgent=True)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        self._under_way -= 1
        done = [outcome for outcome in answer.outcomes if isinstance(outcome, Done)]
        refusals = [outcome for outcome in answer.outcomes if isinstance(outcome, Refusal)]
        if done and answer.plan:
            self.planned.emit(answer.words, tuple((one.case_id, one.seq) for one in done))
        elif done and not answer.back:
            self.kept.emit(len(done))
        if refusals:
            self.refused.emit(_refused_words(refusals, len(done)))
        elif done:
            warnings = [warned.sentence for outcome in done for warned in outcome.warnings]
            told = self.undone if answer.back else self.done
            told.emit("；".join((answer.words, *warnings)), _changed(done))

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._under_way -= 1
        self.faulted.emit(fault)


def _changed(done: Sequence[Done]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(case for outcome in done for case in (outcome.case_id, *outcome.changed)))


def _refused_words(refusals: Sequence[Refusal], done: int) -> str:
    sentences = dict.fromkeys(finding.sentence for refusal in refusals for finding in refusal.findings)
    why = "；".join(sentences)
    return f"{done} 处已办，{len(refusals)} 处没有办成：{why}" if done else f"没有办成，已放回原处：{why}"


def _read(source: CalendarSource, span: tuple[date, date], ahead: tuple[date, date]) -> Reading:
    waiting = _count(source, ahead)  # first: `trial` answers for the days read last
    return Reading(source.schedule(*span), source.undo_label(), waiting)


def _count(source: CalendarSource, ahead: tuple[date, date]) -> int:
    return len(source.schedule(*ahead).waiting)


def _candidates(source: CalendarSource, block: Block) -> tuple[Block, Sequence[Candidate]]:
    return block, source.candidates(block)


def _advice(source: CalendarSource, blocks: Sequence[Block]) -> dict[Key, str]:
    advice = {}
    for block in blocks:
        best = next((candidate for candidate in source.candidates(block) if not candidate.hindrance), None)
        words = (f"建议 {best.name}", *best.reasons[:2]) if best else ("没有可派的人，按 E 看原因",)
        advice[key_of(block)] = "·".join(words)
    return advice


def _carry_out(job: Callable[[], Any], words: str, back: bool, plan: bool) -> Answer:
    outcome = job()
    outcomes = (outcome,) if isinstance(outcome, Done | Refusal) else tuple(outcome)
    return Answer(words, outcomes, back, plan)
