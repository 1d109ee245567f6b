"""Records the results of a day in the worker, and takes them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.roster_rows import FinishedJob, JobResult
from desktop.casework.rows import Done, Outcome
from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.ui.results.source import ResultSource
from desktop.ui.worker import Worker


class Recorded(NamedTuple):
    """What became of a recording: how many are done, why others are not (by job), whether D-06 asks for a reason.

    `steps` of those done can be taken back, by the numbers of their records; the others locked (D-09).
    """

    words: str
    done: int
    steps: tuple[int, ...]
    refused: Mapping[int, str]
    late: bool
    changed: tuple[int, ...]


class Recording(QObject):
    """`answered` carries a Recorded, `undone` words and the changed cases, `failed` a fault; one at a time."""

    answered = Signal(object)
    undone = Signal(str, object)
    failed = Signal(object)

    def __init__(self, source: ResultSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self.busy = False

    def record(self, results: Sequence[JobResult], late_reason: str) -> None:
        """Record results."""
        self._run(partial(self._source.finish, tuple(results), late_reason), self._answered)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.busy = True
        self._worker.run(job, done, self._failed, urgent=True, command=True)

    @Slot(object)
    def _answered(self, finished: Sequence[FinishedJob]) -> None:
        self.busy = False
        done = [one.outcome for one in finished if isinstance(one.outcome, Done)]
        refused = {one.job_id: one.outcome for one in finished if isinstance(one.outcome, Refusal)}
        steps = tuple(one.undo.record for one in finished if one.undo)
        late = any(finding.rule == "D-06" for refusal in refused.values() for finding in refusal.findings)
        words = f"已登记 {len(done)} 单" if done else "没有登记"
        words += f"，{len(refused)} 单没有办成，看每行的说明" if refused else ""
        locked = len(done) - len(steps)
        words += f"，{locked} 单已锁定，撤销须未经手的主管作废" if locked else ""
        warned = dict.fromkeys(warning.sentence for outcome in done for warning in outcome.warnings)
        words = "；".join((words, *warned))
        said = {job: "；".join(map(_with_clause, refusal.findings)) for job, refusal in refused.items()}
        self.answered.emit(Recorded(words, len(done), steps, said, late, _changed(done)))

    def undo(self, steps: tuple[int, ...]) -> bool:
        """Take back what was recorded together; says whether it is under way now."""
        if self.busy:
            return False
        self._run(partial(self._source.undo, steps), self._undone)
        return True

    @Slot(object)
    def _undone(self, outcomes: Sequence[Outcome]) -> None:
        self.busy = False
        done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        words = f"已撤销 {len(done)} 单结果" if done else "没有撤销"
        sentences = dict.fromkeys(finding.sentence for refusal in refused for finding in refusal.findings)
        self.undone.emit("；".join((words, *sentences)), _changed(done))

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.busy = False
        self.failed.emit(fault)


def _with_clause(finding: Finding) -> str:
    known = RULES.get(finding.rule)
    return f"{finding.sentence}（{known.section}）" if known and known.section != "本台" else finding.sentence


def _changed(done: Sequence[Done]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(case for outcome in done for case in (outcome.case_id, *outcome.changed)))
