"""What tests of undoing share: commands of one manager, the act taken back, and all that is stored of a case."""

from itertools import count

from sqlalchemy import select

from desktop.casework.derived import derive
from desktop.casework.desk import Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.undoing import undo
from desktop.models.tables import EntitlementUse, Job

LIN = "林管家"
_numbers = count(1)


def lin():
    """One command of the manager."""
    return Entry(LIN, command_id=f"C{next(_numbers)}")


def back(desk, act, entry=None):
    """Take back what an act did."""
    return undo(desk, act.case_id, entry or lin(), record=act.seq)


def stored(desk, case):
    """What is stored of a case but its records and version: derived columns, right, jobs that live."""
    with desk.reading() as session:
        row = load_case(session, case)
        derived = derive(situation(session, desk, row, desk.clock()))
        columns = {name: getattr(row, name) for name in (*derived, "owner_id")}
        right = session.execute(select(EntitlementUse.state).where(EntitlementUse.case_id == case)).scalars().all()
        live = select(Job.escort_id, Job.starts_at, Job.ends_at, Job.blocked_from, Job.blocked_to, Job.actual_to,
                      Job.forced).where(Job.case_id == case, Job.cancelled.is_(False))  # fmt: skip
        return columns, right, [tuple(job) for job in session.execute(live)]
