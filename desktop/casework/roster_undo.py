"""An escort's file as it stood, and how to put it back after a change, unless somebody changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput, plain
from desktop.casework.desk import Desk, Entry
from desktop.casework.roster import audited, check_name_free, held_escort
from desktop.casework.rows import Outcome
from desktop.models.errors import Stale
from desktop.models.tables import Escort, EscortLeave, EscortQualification, Job

_COLUMNS = ("name", "phone", "sex", "cities", "languages", "hours", "reserve", "active", "note")


class FileState(NamedTuple):
    """A file's columns, its papers as (kind, valid until), and its leaves as (from, to, reason)."""

    columns: Mapping[str, Any]
    papers: frozenset[tuple[str, date | None]]
    leaves: frozenset[tuple[datetime, datetime, str]]

    @property
    def name(self) -> str:
        """Whose file it is."""
        return str(self.columns["name"])


class Step(NamedTuple):
    """A change of a file; `before` is None for a new escort."""

    escort_id: int
    before: FileState | None
    after: FileState

    @property
    def label(self) -> str:
        """What taking it back is about: `停用 何敏`."""
        before, after = self.before, self.after
        if before is None:
            return f"新增 {after.name}"
        if before.columns["active"] != after.columns["active"]:
            return f"{'启用' if after.columns['active'] else '停用'} {after.name}"
        if before.columns == after.columns:
            what = "证件" if before.leaves == after.leaves else "请假" if before.papers == after.papers else "档案"
            return f"修改 {after.name} 的{what}"
        return f"修改 {after.name}"


def read_state(session: Session, escort_id: int) -> FileState | None:
    """The file as it stands; None when there is no such escort."""
    row = session.get(Escort, escort_id, populate_existing=True)
    if row is None:
        return None
    papers = session.scalars(select(EscortQualification).where(EscortQualification.escort_id == escort_id))
    leaves = session.scalars(select(EscortLeave).where(EscortLeave.escort_id == escort_id))
    return FileState(
        {name: getattr(row, name) for name in _COLUMNS}, frozenset((one.kind, one.valid_until) for one in papers),
        frozenset((one.starts_at, one.ends_at, one.reason) for one in leaves),
    )  # fmt: skip


def take_back(desk: Desk, step: Step, entry: Entry) -> Outcome:
    """Put the file back as it was before the step, in one transaction.

    Stale when the file is not as the step left it; BadInput when a new escort has been given work meanwhile.
    """

    def work(session: Session) -> int:
        row = held_escort(session, step.escort_id)
        if read_state(session, step.escort_id) != step.after:
            raise Stale
        if step.before is None:
            _remove(session, row)
        else:
            _put_back(session, row, step.before)
        return step.escort_id

    details = plain({"escort_id": step.escort_id, "undone": step.label})
    return audited(desk, entry, "undo_escort", (step.before or step.after).name, details, work)


def _remove(session: Session, row: Escort) -> None:
    if session.scalar(select(Job.id).where(Job.escort_id == row.id).limit(1)) is not None:
        raise BadInput(f"{row.name}已经派过单，不能撤掉；不再派单可改为不在岗")
    _clear(session, row.id)
    session.delete(row)


def _put_back(session: Session, row: Escort, state: FileState) -> None:
    check_name_free(session, state.name, row.id)
    for column, value in state.columns.items():
        setattr(row, column, value)
    _clear(session, row.id)
    session.add_all(EscortQualification(escort_id=row.id, kind=kind, valid_until=until) for kind, until in state.papers)
    session.add_all(EscortLeave(escort_id=row.id, starts_at=start, ends_at=end, reason=reason)
                    for start, end, reason in state.leaves)  # fmt: skip


def _clear(session: Session, escort_id: int) -> None:
    for table in (EscortQualification, EscortLeave):
        session.execute(delete(table).where(table.escort_id == escort_id))
