"""What was done to roster, doctors and minimum, each step with its name and the way back."""

from __future__ import annotations

from typing import NamedTuple

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.phone import doctors, duties
from desktop.casework.phone.rows import DoctorCard, DoctorDraft, DutyDraft, DutyRow
from desktop.casework.rows import Outcome
from desktop.handbook.duty import Minimum
from desktop.models.errors import Stale


class DutyStep(NamedTuple):
    """A change of the roster: the stretch before and after it; None where there was none."""

    before: DutyRow | None
    after: DutyRow | None

    @property
    def label(self) -> str:
        """`改 陆远 03-02 20:00–06:00 的班`."""
        one = self.after or self.before
        verb = "移除" if self.after is None else "补排" if self.before is None else "改"
        return f"{verb} {one.doctor} {one.start:%m-%d %H:%M}–{one.end:%H:%M} 的班" if one else ""

    def back(self, desk: Desk, entry: Entry) -> Outcome:
        """Undo it; BadInput when the stretch was changed since."""
        try:
            if self.before is None:
                assert self.after is not None
                return duties.drop_duty(desk, entry, self.after)
            return duties.save_duty(desk, entry, draft_of(self.before), self.after)
        except Stale:
            raise BadInput("这一班已被别人改过，没有撤销") from None


class DoctorStep(NamedTuple):
    """A change of a doctor."""

    before: DoctorCard
    after: DoctorDraft

    @property
    def label(self) -> str:
        """`改医生 陆远`."""
        return f"改医生 {self.after.name}"

    def back(self, desk: Desk, entry: Entry) -> Outcome:
        """Undo it; BadInput when the doctor was changed since."""
        with desk.reading() as session:
            cards = doctors.doctor_cards(session)
        now = next((card for card in cards if card.id == self.before.id), None)
        if now is None or doctor_draft(now) != self.after:
            raise BadInput(f"{self.after.name}已被别人改过，没有撤销")
        return doctors.save_doctor(desk, entry, doctor_draft(self.before), now)


class LeastStep(NamedTuple):
    """A change of how many must answer at least."""

    before: tuple[Minimum, ...]
    after: tuple[Minimum, ...]

    @property
    def label(self) -> str:
        """`改值班最低人数`."""
        return "改值班最低人数"

    def back(self, desk: Desk, entry: Entry) -> Outcome:
        """Undo it; BadInput when it was set anew since."""
        with desk.reading() as session:
            now = duties.minimum(session)
        if now != self.after:
            raise BadInput("最低人数已被别人改过，没有撤销")
        return duties.set_minimum(desk, entry, self.before)


RosterStep = DutyStep | DoctorStep | LeastStep


def draft_of(row: DutyRow) -> DutyDraft:
    """A stretch as it would be entered."""
    return DutyDraft(row.doctor_id, row.department, row.start, row.end, row.kind, row.minutes)


def doctor_draft(card: DoctorCard) -> DoctorDraft:
    """A doctor as they would be entered."""
    given = card.given
    return DoctorDraft(
        card.name, card.title, card.hospital, given["hospital_grade"], given["public"], given["general_practitioner"],
        given["years"], card.departments, card.phone, card.active,
    )  # fmt: skip
