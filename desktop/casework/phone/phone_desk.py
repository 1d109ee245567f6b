"""The phone doctor's desk as one person's screens use it; every method runs in the database worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.casework import applying, consult, unsent
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
from desktop.casework.phone.steps import DoctorStep, DutyStep, LeastStep, RosterStep, doctor_draft, draft_of
from desktop.casework.rows import Done, Outcome
from desktop.handbook.duty import Minimum
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal

_STEPS = 50
_MOMENTS = ("told_at", "again_at")


class PhoneDesk:
    """Calls, callers, doctors, roster and statistics; what happens to a case goes through the desk's verbs."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person
        self._steps: deque[RosterStep] = deque(maxlen=_STEPS)

    def board(self) -> Board:
        """Who waits, who talks, who is on duty."""
        with self._desk.reading() as session:
            return read_board(session, self._desk, self._person, self._desk.clock())

    def sheet(self, case_id: int) -> CallSheet:
        """One call with its caller, and what this person wrote of it and did not save."""
        with self._desk.reading() as session:
            found = call_sheet(session, self._desk, case_id)
        kept = {} if found.recorded else unsent.load(self._desk, self._draft_key(case_id))
        moments = {name: parse_moment(kept[name]) for name in _MOMENTS if name in kept}
        return replace(found, draft={**kept, **moments})

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
        """Keep what was said; its draft is gone with it."""
        outcome = calls.record_call(self._desk, case_id, Entry(self._person, command_id=command_id), **said)
        if isinstance(outcome, Done):
            self.keep_draft(case_id, {})
        return outcome

    def keep_draft(self, case_id: int, written: Mapping[str, Any]) -> None:
        """Keep what is being written of a call, for this person; nothing forgets it."""
        unsent.keep(self._desk, self._draft_key(case_id), written)

    def _draft_key(self, case_id: int) -> str:
        return f"call:{case_id}:{self._person}"

    def turn(self, case_id: int, wish: Mapping[str, str], command_id: str = "") -> Outcome:
        """Open another service out of the call."""
        return calls.turn_into(self._desk, case_id, Entry(self._person, command_id=command_id), **wish)

    def doctors(self) -> tuple[DoctorCard, ...]:
        """The directory."""
        with self._desk.reading() as session:
            return doctors.doctor_cards(session)

    def save_doctor(self, draft: DoctorDraft, seen: DoctorCard | None = None) -> Changed:
        """Enter a doctor or change one; Stale when somebody was faster. Only a change can be taken back."""
        outcome = doctors.save_doctor(self._desk, Entry(self._person), draft, seen)
        if seen is None or not isinstance(outcome, Done):
            return Changed(outcome)
        after = next(card for card in self.doctors() if card.id == seen.id)
        self._steps.append(DoctorStep(seen, doctor_draft(after)))
        return Changed(outcome, self._label())

    def minimum(self) -> tuple[Minimum, ...]:
        """How many must answer at least."""
        with self._desk.reading() as session:
            return duties.minimum(session)

    def set_minimum(self, least: Sequence[Minimum]) -> Changed:
        """Set how many must answer at least."""
        before, after = self.minimum(), tuple(least)
        outcome = duties.set_minimum(self._desk, Entry(self._person), after)
        self._steps.append(LeastStep(before, after))
        return Changed(outcome, self._label())

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
        self._steps.append(DutyStep(seen, self._duty(outcome.case_id, draft)))
        return Changed(outcome, self._label())

    def drop_duty(self, seen: DutyRow) -> Changed:
        """Take a stretch off the roster; Stale when somebody was faster."""
        outcome = duties.drop_duty(self._desk, Entry(self._person), seen)
        self._steps.append(DutyStep(seen, None))
        return Changed(outcome, self._label())

    def undo_duty(self) -> str:
        """Take the last change back unless it was changed since; says what was taken back."""
        if not self._steps:
            raise BadInput("没有可以撤销的操作")
        step = self._steps.pop()
        outcome = step.back(self._desk, Entry(self._person))
        if not isinstance(outcome, Done):
            raise BadInput(outcome.sentence)
        if isinstance(step, DutyStep) and step.before is not None:
            self._follow((step.after or step.before).id, self._duty(outcome.case_id, draft_of(step.before)))
        return step.label

    def _follow(self, known: int, fresh: DutyRow) -> None:
        """Earlier steps go on from the stretch as it stands after a taking back."""
        for place, step in enumerate(self._steps):
            if isinstance(step, DutyStep) and step.after is not None and step.after.id == known:
                self._steps[place] = step._replace(after=fresh)

    def _duty(self, duty_id: int, draft: DutyDraft) -> DutyRow:
        with self._desk.reading() as session:
            found = duties.roster(session, draft.start, draft.end).duties
        return next(one for one in found if one.id == duty_id)

    def _label(self) -> str:
        return self._steps[-1].label if self._steps else ""
