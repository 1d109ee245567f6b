"""The phone doctor's desk as one person's screens use it; every method runs in the database worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from desktop.casework import applying, consult
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.phone import calls, doctors, duties
from desktop.casework.phone.board import Board, call_sheet, read_board
from desktop.casework.phone.calling import matches
from desktop.casework.phone.figures import phone_figures
from desktop.casework.phone.rows import (
    CallSheet,
    Changed,
    DoctorCard,
    DoctorDraft,
    DutyDraft,
    DutyRow,
    Match,
    PhoneFigures,
    Roster,
)
from desktop.casework.rows import Done, Outcome
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.errors import Stale

_STEPS = 50


class _Step(NamedTuple):
    """A change of the roster: the stretch before and after it; None where there was none."""

    before: DutyRow | None
    after: DutyRow | None


class PhoneDesk:
    """Calls, callers, doctors, roster and statistics; what happens to a case goes through the desk's verbs."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person
        self._steps: deque[_Step] = deque(maxlen=_STEPS)

    def board(self) -> Board:
        """Who waits, who talks, who is on duty."""
        with self._desk.reading() as session:
            return read_board(session, self._desk, self._person, self._desk.clock())

    def sheet(self, case_id: int) -> CallSheet:
        """One call with its caller."""
        with self._desk.reading() as session:
            return call_sheet(session, self._desk, case_id)

    def callers(self, number: str) -> tuple[Match, ...]:
        """Who has this number; BadInput for what is no number."""
        with self._desk.reading() as session:
            return matches(session, number, self._desk.clock().date())

    def answer(self, case_id: int, doctor: DoctorCard, command_id: str = "") -> Outcome:
        """Take a call that waits, as this doctor (PD-03)."""
        return consult.take_call(self._desk, case_id, Entry(self._person, command_id=command_id), doctor=doctor.given)

    def begin(self, match: Match, doctor: DoctorCard) -> Outcome:
        """Somebody rings: open the call of the insured person they speak for, and take it."""
        if not match.policy_id:
            raise BadInput(f"{match.served}没有生效的保单，不能接受服务")
        application = applying.Application(item=Item.PD, entrance="phone")
        opened = applying.apply(self._desk, match.policy_id, application, Entry(self._person))
        return opened if isinstance(opened, Refusal) else self.answer(opened.case_id, doctor)

    def keep(self, case_id: int, said: Mapping[str, Any], command_id: str = "") -> Outcome:
        """Keep what was said."""
        return calls.record_call(self._desk, case_id, Entry(self._person, command_id=command_id), **said)

    def turn(self, case_id: int, wish: Mapping[str, str], command_id: str = "") -> Outcome:
        """Open another service out of the call."""
        return calls.turn_into(self._desk, case_id, Entry(self._person, command_id=command_id), **wish)

    def doctors(self) -> tuple[DoctorCard, ...]:
        """The directory."""
        with self._desk.reading() as session:
            return doctors.doctor_cards(session)

    def save_doctor(self, draft: DoctorDraft, seen: DoctorCard | None = None) -> Outcome:
        """Enter a doctor or change one; Stale when somebody was faster."""
        return doctors.save_doctor(self._desk, Entry(self._person), draft, seen)

    def roster(self, start: datetime, end: datetime) -> Roster:
        """The roster of a span with its gaps."""
        with self._desk.reading() as session:
            return duties.roster(session, start, end)

    def figures(self, start: datetime, end: datetime) -> PhoneFigures:
        """Statistics of a span."""
        with self._desk.reading() as session:
            return phone_figures(session, start, end)

    def save_duty(self, draft: DutyDraft, seen: DutyRow | None = None) -> Changed:
        """Put a doctor on the roster or change a stretch; Stale when somebody was faster."""
        outcome = duties.save_duty(self._desk, Entry(self._person), draft, seen)
        if not isinstance(outcome, Done):
            return Changed(outcome)
        self._steps.append(_Step(seen, self._duty(outcome.case_id, draft)))
        return Changed(outcome, self._label())

    def drop_duty(self, seen: DutyRow) -> Changed:
        """Take a stretch off the roster; Stale when somebody was faster."""
        outcome = duties.drop_duty(self._desk, Entry(self._person), seen)
        self._steps.append(_Step(seen, None))
        return Changed(outcome, self._label())

    def undo_duty(self) -> str:
        """Take the last change back unless the stretch was changed since; says what was taken back."""
        if not self._steps:
            raise BadInput("没有可以撤销的操作")
        label, step = self._label(), self._steps.pop()
        outcome = self._back(step)
        if not isinstance(outcome, Done):
            raise BadInput(outcome.sentence)
        if step.before is not None:
            self._follow((step.after or step.before).id, self._duty(outcome.case_id, draft_of(step.before)))
        return label

    def _follow(self, known: int, fresh: DutyRow) -> None:
        """Earlier steps go on from the stretch as it stands after a taking back."""
        same = (step.after is not None and step.after.id == known for step in self._steps)
        steps = [step._replace(after=fresh) if own else step for step, own in zip(self._steps, same, strict=True)]
        self._steps = deque(steps, maxlen=_STEPS)

    def _back(self, step: _Step) -> Outcome:
        entry = Entry(self._person)
        try:
            if step.before is None:
                assert step.after is not None
                return duties.drop_duty(self._desk, entry, step.after)
            return duties.save_duty(self._desk, entry, draft_of(step.before), step.after)
        except Stale:
            raise BadInput("这一班已被别人改过，没有撤销") from None

    def _duty(self, duty_id: int, draft: DutyDraft) -> DutyRow:
        with self._desk.reading() as session:
            found = duties.roster(session, draft.start, draft.end).duties
        return next(one for one in found if one.id == duty_id)

    def _label(self) -> str:
        if not self._steps:
            return ""
        step = self._steps[-1]
        one = step.after or step.before
        verb = "移除" if step.after is None else "补排" if step.before is None else "改"
        return f"{verb} {one.doctor} {one.start:%m-%d %H:%M}–{one.end:%H:%M} 的班" if one else ""


def draft_of(row: DutyRow) -> DutyDraft:
    """A stretch as it would be entered."""
    return DutyDraft(row.doctor_id, row.department, row.start, row.end, row.kind, row.minutes)
