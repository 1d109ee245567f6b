"""Whom a screen may send to a customer: escorts of the roster whose file says how to reach them and where they work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput
from desktop.casework.carers import carer_of
from desktop.casework.desk import Desk, Entry
from desktop.casework.jobs import assign
from desktop.casework.planning.fitness import file_gaps
from desktop.casework.rows import Outcome
from desktop.models.tables import Escort


def assign_listed(
    desk: Desk, case_id: int, entry: Entry, *, escort: str, from_: datetime, to: datetime, hospital: str = "",
    reason: str = "",
) -> Outcome:  # fmt: skip
    """Send an escort of the roster (GC-08: the customer is told the phone); BadInput for anybody else.

    Nobody is put on the roster by a verb: that is the roster page's own step.
    """
    given = {"escort": escort.strip(), "from_": from_, "to": to, "hospital": hospital, "reason": reason}

    def look(under_way: Act) -> None:
        check_sendable(under_way.session, escort.strip())

    return assign(desk, case_id, entry, given, look=look)


def check_sendable(session: Session, name: str) -> None:
    """BadInput unless the escort is on the roster with phone and city."""
    escort_id = session.scalar(select(Escort.id).where(Escort.name == name))
    if escort_id is None:
        raise BadInput(f"陪诊名册里没有「{name}」：请从名单里选，新人先到「陪诊人员」登记")
    gaps = next(file_gaps(carer_of(session, escort_id)), None)
    if gaps is not None:
        raise BadInput(f"{name}的{gaps.sentence}，请先到「陪诊人员」补全再派")
