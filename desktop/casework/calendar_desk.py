"""The escort calendar as one person's screen asks for it: days, candidates, steps and the way back from each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from desktop.casework import proposing, roster, shifting
from desktop.casework.acting import BadInput
from desktop.casework.candidates import others_of
from desktop.casework.desk import Desk, Entry
from desktop.casework.planning.fitness import file_gaps, hindrances
from desktop.casework.planning.model import DAY_LIMIT, Stint
from desktop.casework.roster_rows import EscortCard, EscortDraft, FinishedJob, JobResult, Shifted, Undo
from desktop.casework.rows import Outcome
from desktop.casework.schedule import candidates, drawn, lane
from desktop.casework.schedule_reading import Snapshot, moved, read_snapshot
from desktop.casework.schedule_rows import Block, Candidate, Lane, Proposal, Schedule

STEPS_KEPT = 100
_WATCHED = ("inactive", "away", "lapsed", "overlap", "way", "city", "hours", "limit", "file")


class _Step(NamedTuple):
    """One step of this person that can be taken back."""

    label: str
    undo: Undo


class CalendarDesk:
    """Every method but `trial` and `undo_label` runs in the database worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self.person = desk, person
        self._shown: Snapshot | None = None
        self._steps: deque[_Step] = deque(maxlen=STEPS_KEPT)
        self._planned: deque[_Step] = deque(maxlen=STEPS_KEPT)

    def schedule(self, first: date, last: date) -> Schedule:
        """The calendar from `first` to `last`, both included."""
        self._shown = self._read(first, last)
        return drawn(self._desk, self._shown)

    def candidates(self, block: Block) -> Sequence[Candidate]:
        """Who could take it, best first; for a job somebody else than who has it."""
        snapshot = self._read(block.starts_at.date(), block.ends_at.date())
        return candidates(snapshot, _stint(snapshot, block), moving=block.job_id)

    def assign(
        self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime, reason: str = ""
    ) -> Outcome:
        """Give waiting work to an escort, or move a job; a reason forces an overlap (D-01)."""
        shifted = self._shifted(block, escort_id, starts_at, ends_at, self._entry(), reason)
        return self._kept(f"{'改派' if block.job_id else '派出'} {block.name} {starts_at:%H:%M}", shifted)

    def _shifted(
        self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime, entry: Entry, reason: str = ""
    ) -> Shifted:
        if block.job_id:
            return shifting.move_job(
                self._desk, block.job_id, block.version, escort_id, starts_at, ends_at, entry, reason
            )
        return shifting.give_work(self._desk, block.case_id, escort_id, starts_at, ends_at, entry, reason)

    def unassign(self, block: Block, reason: str = "") -> Outcome:
        """Hand a job back: the work waits again."""
        if not block.job_id:
            raise BadInput("这一单还没有派出")
        shifted = shifting.unassign_job(self._desk, block.job_id, block.version, self._entry(), reason)
        return self._kept(f"退回 {block.name} {block.starts_at:%H:%M}", shifted)

    def undo(self, token: int = 0) -> Outcome:
        """Take back what the Done with this `seq` did, of several the latest; 0 is the last step but a plan's."""
        for steps in (self._steps, self._planned) if token else (self._steps,):
            step = next((one for one in reversed(steps) if token in (0, one.undo.record)), None)
            if step is not None:
                steps.remove(step)
                break
        else:
            raise BadInput("没有可以撤销的操作")
        return shifting.undo(self._desk, step.undo, self._entry())

    def undo_label(self) -> str:
        """What Ctrl+Z would take back now; "" when there is nothing."""
        return self._steps[-1].label if self._steps else ""

    def propose(self, first: date, last: date) -> Proposal:
        """A plan for the open work of these days; nothing is entered."""
        return proposing.propose(self._read(first, last))

    def accept(self, proposal: Proposal, chosen: Sequence[int]) -> Sequence[Outcome]:
        """Enter the changes of a proposal at these places.

        Each is a command of its own, so that the window takes the whole plan back, and does it again, as one deed.
        """
        outcomes: list[Outcome] = []
        for one in (proposal.changes[place] for place in chosen):
            entry = Entry(self.person, command_id=uuid4().hex)
            shifted = self._shifted(one.block, one.escort_id, one.starts_at, one.ends_at, entry)
            if shifted.undo:
                self._planned.append(_Step("自动排班", shifted.undo))
            outcomes.append(shifted.outcome)
        return outcomes

    def trial(self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime) -> str:
        """Why the block could not go there, from what was shown last; "" when it could. Needs no database."""
        shown = self._shown
        carer = shown.carer(escort_id) if shown else None
        if shown is None or carer is None:
            return ""
        work = moved(_stint(shown, block), escort_id, starts_at, ends_at)
        gaps = file_gaps(carer) if escort_id != block.escort_id else ()
        found = (*gaps, *hindrances(carer, work, others_of(shown, carer, work), shown.ways))
        return "；".join(one.sentence for one in found if one.kind in _WATCHED)

    def finish(self, results: Iterable[JobResult], late_reason: str = "") -> Sequence[FinishedJob]:
        """What became of the jobs of a day (GC-12), why so late where D-06 asks; each is a step of its own."""
        finished = shifting.finish_jobs(self._desk, results, Entry(self.person, late_reason=late_reason))
        for one in finished:
            self._kept("登记完成", Shifted(one.outcome, one.undo))
        return finished

    def escorts(self) -> Sequence[Lane]:
        """The escorts of today."""
        today = self._desk.clock().date()
        snapshot = self._read(today, today)
        return [lane(snapshot, carer, DAY_LIMIT) for carer in snapshot.carers]

    def roster(self) -> Sequence[EscortCard]:
        """Every escort with papers, leave and hours."""
        with self._desk.reading() as session:
            return roster.escort_cards(session, self._desk.clock())

    def add_escort(self, draft: EscortDraft) -> Outcome:
        """Put a new escort on the roster."""
        return roster.add_escort(self._desk, self._entry(), draft)

    def change_escort(self, escort_id: int, version: int, draft: EscortDraft) -> Outcome:
        """Change what is known of an escort."""
        return roster.change_escort(self._desk, escort_id, version, self._entry(), draft)

    def set_leave(self, escort_id: int, start: datetime, end: datetime, reason: str = "", leave_id: int = 0) -> Outcome:
        """Enter or change a leave."""
        return roster.set_leave(
            self._desk, escort_id, self._entry(), start=start, end=end, reason=reason, leave_id=leave_id
        )

    def drop_leave(self, leave_id: int) -> Outcome:
        """Take a leave back."""
        return roster.drop_leave(self._desk, leave_id, self._entry())

    def set_qualification(self, escort_id: int, kind: str, valid_until: date | None, held: bool = True) -> Outcome:
        """Enter a paper, or take it off the file."""
        return roster.set_qualification(
            self._desk, escort_id, self._entry(), kind=kind, valid_until=valid_until, held=held
        )

    def _entry(self) -> Entry:
        return Entry(self.person)

    def _read(self, first: date, last: date) -> Snapshot:
        with self._desk.reading() as session:
            return read_snapshot(session, self._desk, first, last)

    def _kept(self, label: str, shifted: Shifted) -> Outcome:
        if shifted.undo:
            self._steps.append(_Step(label, shifted.undo))
        return shifted.outcome


def _stint(snapshot: Snapshot, block: Block) -> Stint:
    """The block's work as the snapshot has it, or as the block says when it is not there any more."""
    own, every = (block.case_id, block.occasion), (*snapshot.jobs, *snapshot.waiting)
    known = next((one for one in every if (one.case_id, one.occasion) == own), None)
    if known is not None:
        return moved(known, block.escort_id, block.starts_at, block.ends_at)
    return Stint(
        block.case_id, block.occasion, block.name, block.hospital, "", block.starts_at, block.ends_at,
        timedelta(minutes=block.before), timedelta(minutes=block.after), block.wish.removesuffix("陪诊"), block.job_id,
        block.escort_id,
    )  # fmt: skip
