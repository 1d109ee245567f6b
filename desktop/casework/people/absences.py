"""Who of the desk is away, from when to when: entered and taken back, each in the audit trail."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput, attempt, check_dates
from desktop.casework.desk import Desk, Entry
from desktop.casework.people.rows import Away, Colleague
from desktop.casework.rows import Done, Outcome
from desktop.models.tables import Absence, Case, User


def colleagues(session: Session, today: date) -> tuple[Colleague, ...]:
    """The active people of the desk by name, with their open cases and what absences are not over."""
    counts = select(Case.owner_id, func.count()).where(Case.is_open).group_by(Case.owner_id)
    opened = {owner: count for owner, count in session.execute(counts).all()}
    away: dict[int, list[Away]] = {}
    wanted = select(Absence).where(Absence.end >= today, Absence.dropped.is_(False)).order_by(Absence.start, Absence.id)
    for row in session.scalars(wanted):
        away.setdefault(row.user_id, []).append(Away(row.id, row.start, row.end, row.reason))
    users = session.scalars(select(User).where(User.active).order_by(User.name))
    return tuple(Colleague(one.name, one.role, opened.get(one.id, 0), tuple(away.get(one.id, ()))) for one in users)


def set_absence(desk: Desk, entry: Entry, *, name: str, start: date, end: date, reason: str = "") -> Outcome:
    """Somebody is away from `start` to `end`, both included; the Done's seq is the absence's id.

    BadInput for an unknown name, days that run backwards, or a stretch that overlaps one entered before.
    """
    check_dates(start, end)
    if end < start:
        raise BadInput("结束日期早于开始日期，请核对")

    def work(session: Session) -> Done:
        user = session.scalars(select(User).where(User.name == name.strip(), User.active).with_for_update()).first()
        if user is None:
            raise BadInput(f"本台没有「{name.strip()}」这个人")
        taken = session.scalars(select(Absence).where(
            Absence.user_id == user.id, Absence.dropped.is_(False), Absence.start <= end, Absence.end >= start
        )).first()  # fmt: skip
        if taken is not None:
            raise BadInput(f"{user.name}在 {taken.start} 至 {taken.end} 已登记不在，请先撤回")
        row = Absence(user_id=user.id, start=start, end=end, reason=reason.strip())
        session.add(row)
        session.flush()
        audit.record(session, at=desk.clock(), person=entry.person, action="set_absence", subject=user.name,
                     after={"start": str(start), "end": str(end), "reason": reason.strip()})  # fmt: skip
        return Done(0, row.id, user.name)

    return attempt(desk, work)


def drop_absence(desk: Desk, entry: Entry, absence_id: int) -> Outcome:
    """Take an absence back; BadInput for one that is not there."""

    def work(session: Session) -> Done:
        row = session.get(Absence, absence_id, with_for_update=True)
        if row is None or row.dropped:
            raise BadInput("没有这段不在的登记")
        row.dropped = True
        user = session.get_one(User, row.user_id)
        audit.record(session, at=desk.clock(), person=entry.person, action="drop_absence", subject=user.name,
                     before={"start": str(row.start), "end": str(row.end)})  # fmt: skip
        return Done(0, row.id, user.name)

    return attempt(desk, work)
