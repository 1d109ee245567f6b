"""How the desk tries to reach customers, as a setting: a change computes the stored next steps of open cases again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput, attempt, begin
from desktop.casework.derived import refresh
from desktop.casework.desk import CALLS, Desk, Entry
from desktop.casework.rows import Done, Outcome
from desktop.handbook.calls import CallPlan
from desktop.models.tables import Case, Record, Setting

ATTEMPTS, MINUTES = (2, 9), (5, 1440)
"""The least and the most of either."""


def set_calls(desk: Desk, entry: Entry, *, attempts: int = 0, second_after_minutes: int = 0) -> Outcome:
    """After how many unanswered calls a customer counts as lost, and minutes to the second try; 0 leaves one as it is.

    `changed` are the open cases whose stored columns were computed again. BadInput outside `ATTEMPTS` or `MINUTES`.
    """
    now = desk.office.calls
    plan = CallPlan(
        timedelta(minutes=_within(second_after_minutes, MINUTES, "第二次拨打的间隔", "分钟")) or now.second_after,
        _within(attempts, ATTEMPTS, "算作失联的次数", "次") or now.attempts,
    )

    def work(session: Session) -> Outcome:
        minutes = plan.second_after // timedelta(minutes=1)
        session.merge(Setting(key=CALLS, value={"second_after_minutes": minutes, "attempts": plan.attempts}))
        session.flush()
        desk.renew(session)
        subject = f"{plan.attempts} 次，间隔 {minutes} 分钟"
        audit.record(session, at=desk.clock(), person=entry.person, action="set_calls", subject=subject)
        return Done(0, 0, subject, (), _recalculated(session, desk, entry))

    try:
        return attempt(desk, work)
    except Exception:
        desk.refresh()
        raise


def _within(value: int, limits: tuple[int, int], what: str, unit: str) -> int:
    least, most = limits
    if value and not least <= value <= most:
        raise BadInput(f"{what}应在 {least} 到 {most} {unit}之间，不是 {value}")
    return value


def _recalculated(session: Session, desk: Desk, entry: Entry) -> tuple[int, ...]:
    called = select(Record.id).where(Record.case_id == Case.id, Record.verb == "call").exists()
    found = tuple(session.scalars(select(Case.id).where(Case.is_open, called).order_by(Case.id)))
    for case_id in found:
        under_way = begin(session, desk, case_id, entry)
        refresh(session, under_way.row, under_way.case)
    return found
