"""The experts' files as one person's page works with them: a file saved together with its absences, and taken back."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from desktop.casework.acting import BadInput
from desktop.casework.calendar_desk import STEPS_KEPT
from desktop.casework.consulting.consulting_desk import ConsultingDesk
from desktop.casework.consulting.rows import ExpertCard, ExpertDraft
from desktop.casework.roster_desk import LeaveDraft, Saved
from desktop.casework.rows import Done
from desktop.models.errors import Stale


class ExpertEdit(NamedTuple):
    """What is to change of an expert; `draft` None leaves the file's first part as it is."""

    draft: ExpertDraft | None
    leaves: Sequence[LeaveDraft] = ()
    dropped: Sequence[int] = ()


class _Step(NamedTuple):
    """A change that can be taken back: the file before it (None: a new expert), and as it left it."""

    before: ExpertCard | None
    after: ExpertCard

    @property
    def label(self) -> str:
        """`停用 郑教授`."""
        if self.before is None:
            return f"新增 {self.after.name}"
        if self.before.active != self.after.active:
            return f"{'启用' if self.after.active else '停用'} {self.after.name}"
        return f"修改 {self.after.name}"


class ExpertFiles:
    """Every method runs in the database worker; it answers the page of files as the escorts' roster does."""

    def __init__(self, desk: ConsultingDesk) -> None:
        self._desk = desk
        self._steps: deque[_Step] = deque(maxlen=STEPS_KEPT)

    def cards(self) -> tuple[ExpertCard, ...]:
        """Every expert: those in service first."""
        return self._desk.experts()

    def save(self, seen: ExpertCard | None, edit: ExpertEdit) -> Saved:
        """Save what changed of the expert that was `seen` (None: a new one), as the roster's desk does."""
        before = self._card(seen.id) if seen else None
        try:
            expert_id = self._keep_file(seen, edit.draft)
        except Stale:
            name = before.name if before else ""
            return self._saved(seen.id if seen else 0, stale=f"{name}的档案刚被别人改过；没有保存")
        refused = ""
        try:
            self._keep_absences(expert_id, edit)
        except BadInput as fault:
            refused = str(fault)
        after = self._card(expert_id)
        if after is not None and after != before:
            self._steps.append(_Step(before, after))
        return self._saved(expert_id, refused=refused)

    def undo(self) -> Saved:
        """Take back the last change entered here; `stale` when the file was changed since."""
        if not self._steps:
            raise BadInput("没有可以撤销的操作")
        step = self._steps.pop()
        now = self._card(step.after.id)
        if now is None or _told(now) != _told(step.after):
            return self._saved(step.after.id, stale=f"没有撤销「{step.label}」：{step.after.name}的档案后来又改过")
        if step.before is None:
            self._desk.remove_expert(now)
            return self._saved(0)
        self._desk.save_expert(draft_of(step.before), now)
        for leave in set(now.absences) - set(step.before.absences):
            self._desk.drop_absence(leave.id)
        for leave in set(step.before.absences) - set(now.absences):
            self._desk.set_absence(now.id, leave.start, leave.end, leave.reason)
        return self._saved(now.id)

    def undo_label(self) -> str:
        """What an undo would take back now; "" when there is nothing."""
        return self._steps[-1].label if self._steps else ""

    def _saved(self, expert_id: int, stale: str = "", refused: str = "") -> Saved:
        return Saved(self.cards(), expert_id, stale, refused, self.undo_label())

    def _card(self, expert_id: int) -> ExpertCard | None:
        return next((card for card in self.cards() if card.id == expert_id), None)

    def _keep_file(self, seen: ExpertCard | None, draft: ExpertDraft | None) -> int:
        if draft is not None:
            outcome = self._desk.save_expert(draft, seen)
            return outcome.case_id if isinstance(outcome, Done) else 0
        assert seen is not None, "a new expert has a file"
        return seen.id

    def _keep_absences(self, expert_id: int, edit: ExpertEdit) -> None:
        for absence in edit.dropped:
            self._desk.drop_absence(absence)
        for one in edit.leaves:
            self._desk.set_absence(expert_id, one.start, one.end, one.reason, one.id)


def _told(card: ExpertCard) -> tuple[int, frozenset[tuple[object, ...]]]:
    """What an undo must find unchanged."""
    return card.version, frozenset((leave.start, leave.end, leave.reason) for leave in card.absences)


def draft_of(card: ExpertCard | None) -> ExpertDraft:
    """A file as it would be entered; an empty one for a new expert."""
    if card is None:
        return ExpertDraft("", "", "主任医师", "", hours={})
    hours = {str(one.weekday): (f"{one.starts:%H:%M}", f"{one.ends:%H:%M}") for one in card.hours}
    return ExpertDraft(
        card.name, card.hospital, card.title, card.specialty, card.city, card.phone, hours, card.note, card.active
    )
