"""The roster as one person's screen works with it: every change to an escort saved together, and who was faster."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.calendar_desk import STEPS_KEPT, CalendarDesk
from desktop.casework.desk import Desk, Entry
from desktop.casework.masking import masked_name
from desktop.casework.roster import jobs_between
from desktop.casework.roster_rows import EscortCard, EscortDraft
from desktop.casework.roster_undo import FileState, Step, read_state, take_back
from desktop.casework.rows import Done
from desktop.handbook.moments import spoken_moment
from desktop.models.errors import Stale
from desktop.models.tables import AuditEntry, Escort

_TITLES = {
    "name": "姓名", "phone": "电话", "sex": "性别", "cities": "城市", "languages": "语言", "hours": "上班时间",
    "reserve": "候补", "active": "在岗", "note": "备注",
}  # fmt: skip
_OWN = ("change_escort", "add_escort", "undo_escort")
_ANY = (*_OWN, "set_leave", "drop_leave", "set_qualification")


class Paper(NamedTuple):
    """A paper as it is to be: on file or not, and until when (None: for good)."""

    held: bool
    valid_until: date | None = None


class LeaveDraft(NamedTuple):
    """A leave as it is to be; `id` 0 for a new one."""

    id: int
    start: datetime
    end: datetime
    reason: str = ""


class RosterEdit(NamedTuple):
    """What is to change of an escort; `draft` None leaves the file's first part as it is."""

    draft: EscortDraft | None
    papers: Mapping[str, Paper]
    leaves: Sequence[LeaveDraft]
    dropped: Sequence[int]


class Saved(NamedTuple):
    """The files (cards of escorts, or of experts) after saving, and whose it was.

    `stale` says who changed what when somebody was faster; `refused` what of papers or leave cannot be right, the
    rest being saved. `undoable` names what an undo would take back now, "" for nothing. `warned` names the jobs
    that lie in a leave just entered: they stay with the escort until somebody gives them to another.
    """

    cards: tuple[Any, ...]
    escort_id: int
    stale: str = ""
    refused: str = ""
    undoable: str = ""
    warned: str = ""


class RosterDesk:
    """Every method runs in the database worker."""

    def __init__(self, desk: Desk, calendar: CalendarDesk) -> None:
        self._desk, self._calendar = desk, calendar
        self._steps: deque[Step] = deque(maxlen=STEPS_KEPT)

    def cards(self) -> tuple[EscortCard, ...]:
        """Every escort: those in service first."""
        return tuple(self._calendar.roster())

    def save(self, seen: EscortCard | None, edit: RosterEdit) -> Saved:
        """Save what changed of the escort that was `seen` (None: a new one).

        Nothing is saved when somebody else changed the file meanwhile. BadInput says what of the file cannot be right.
        """
        before = self._state(seen.id) if seen else None
        try:
            escort_id = self._keep_file(seen, edit.draft)
        except Stale:
            return self._faster(seen) if seen else self._saved(0)
        refusal = ""
        try:
            self._keep_rest(escort_id, edit)
        except BadInput as refused:
            refusal = str(refused)
        after = self._state(escort_id)
        if after is not None and after != before:
            self._steps.append(Step(escort_id, before, after))
        return self._saved(escort_id, refused=refusal)._replace(warned=self._jobs_in(escort_id, edit.leaves))

    def undo(self) -> Saved:
        """Take back the last change entered here; `stale` says who changed the file since, and nothing is taken back.

        BadInput when there is nothing to take back, or a new escort has been given work meanwhile.
        """
        if not self._steps:
            raise BadInput("没有可以撤销的操作")
        step = self._steps.pop()
        try:
            take_back(self._desk, step, Entry(self._calendar.person))
        except Stale:
            return self._saved(step.escort_id, stale=f"没有撤销「{step.label}」：{self._since(step)}")
        return self._saved(step.escort_id)

    def undo_label(self) -> str:
        """What an undo would take back now; "" when there is nothing."""
        return self._steps[-1].label if self._steps else ""

    def _saved(self, escort_id: int, stale: str = "", refused: str = "") -> Saved:
        return Saved(self.cards(), escort_id, stale, refused, self.undo_label())

    def _jobs_in(self, escort_id: int, leaves: Sequence[LeaveDraft]) -> str:
        """`3月4日 周三 09:30 罗*英`, each job that is still to come in one of the leaves."""
        with self._desk.reading() as session:
            found = {job.id: job for one in leaves for job in jobs_between(session, escort_id, one.start, one.end)}
            coming = [job for job in found.values() if job.ends_at > self._desk.clock()]
            return "；".join(
                f"{spoken_moment(job.starts_at)} {masked_name(job.case.person.name)}"
                for job in sorted(coming, key=lambda job: job.starts_at)
            )

    def _state(self, escort_id: int) -> FileState | None:
        with self._desk.reading() as session:
            return read_state(session, escort_id)

    def _since(self, step: Step) -> str:
        """`高翔在 9月23日 周三 14:20 改过何敏`."""
        with self._desk.reading() as session:
            latest = select(AuditEntry).where(AuditEntry.action.in_(_ANY)).order_by(AuditEntry.id.desc()).limit(200)
            last = next((one for one in session.scalars(latest) if _is_about(one, step)), None)
        return f"{_who(last)} 改过{step.after.name}"

    def _keep_rest(self, escort_id: int, edit: RosterEdit) -> None:
        for kind, paper in edit.papers.items():
            self._calendar.set_qualification(escort_id, kind, paper.valid_until, paper.held)
        for leave in edit.dropped:
            self._calendar.drop_leave(leave)
        for one in edit.leaves:
            self._calendar.set_leave(escort_id, one.start, one.end, one.reason, one.id)

    def _keep_file(self, seen: EscortCard | None, draft: EscortDraft | None) -> int:
        if seen is None:
            assert draft is not None, "a new escort has a file"
            outcome = self._calendar.add_escort(draft)
            return outcome.case_id if isinstance(outcome, Done) else 0
        if draft is not None:
            self._calendar.change_escort(seen.id, seen.version, draft)
        return seen.id

    def _faster(self, seen: EscortCard) -> Saved:
        with self._desk.reading() as session:
            name = session.scalar(select(Escort.name).where(Escort.id == seen.id)) or seen.name
            last = session.scalars(
                select(AuditEntry).where(AuditEntry.subject == name, AuditEntry.action.in_(_OWN))
                .order_by(AuditEntry.id.desc()).limit(1)
            ).first()  # fmt: skip
        cards = self.cards()
        now = next((card for card in cards if card.id == seen.id), seen)
        said = f"{_who(last)} 改过{now.name}：{changes(seen, now)}；没有保存"
        return Saved(cards, seen.id, said, undoable=self.undo_label())


def _who(last: AuditEntry | None) -> str:
    return f"{last.person}在 {spoken_moment(last.at)}" if last else "有人刚刚"


def _is_about(entry: AuditEntry, step: Step) -> bool:
    return entry.subject == step.after.name or (entry.after or {}).get("escort_id") == step.escort_id


def changes(before: EscortCard, after: EscortCard) -> str:
    """What differs between two states of a file: `电话 13800004471 → 13900006620`."""
    said = [
        f"{title} {_spoken(name, getattr(before, name))} → {_spoken(name, getattr(after, name))}"
        for name, title in _TITLES.items() if getattr(before, name) != getattr(after, name)
    ]  # fmt: skip
    return "，".join(said) or "内容相同"


def _spoken(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "hours":
        days = (f"周{'一二三四五六日'[one.weekday]} {one.starts:%H:%M}–{one.ends:%H:%M}" for one in value)
        return " ".join(days) or "未定"
    if isinstance(value, tuple):
        return "、".join(value) or "空"
    return str(value) or "空"
