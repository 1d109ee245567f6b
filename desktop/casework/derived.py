"""Keeps a case's derived columns true to its timeline, in the same transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.feed.telling import tell
from desktop.handbook import path, progress
from desktop.handbook.aftercare import follow_ups
from desktop.handbook.calls import step_words
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES, ClockReading, Item
from desktop.models.tables import Case, EntitlementUse, User
from desktop.models.types import FAR_FUTURE


def derive(case: Situation) -> dict[str, Any]:
    """Every derived column of a case as its timeline gives it, independent of the present hour."""
    facts = case.facts
    readings = progress.clocks_of(case)
    reading = progress.next_clock(readings, facts) if facts.is_open else None
    holder = progress.holder(facts)
    stage, step = path.stage(facts)
    office = case.office
    step = step_words(facts, office.calls, office.calendar, office.hours) or step
    return {
        "is_open": facts.is_open, "limited": facts.item.limited and facts.holds_place, "stage": stage,
        "next_step": step, "accepted_at": facts.accepted_at, "holder": holder.name, "holder_since": holder.since,
        "holder_until": holder.until, "locked": facts.rendered, "right_state": progress.right(facts),
        "request_text": request_text(case), "hospital": facts.hospital or facts.wish.get("hospital") or "",
        "department": facts.department or facts.wish.get("department") or "", "owned_since": facts.owned_since,
        "closed_at": facts.closed_at or facts.cancelled_at, "finished": _finished(case),
        "follow_ups": follow_ups(facts, readings), **_next(reading),
    }  # fmt: skip


def _next(reading: ClockReading | None) -> dict[str, Any]:
    if reading is None:
        return {
            "next_clock": "", "next_started_at": None, "next_due_at": None, "due_key": FAR_FUTURE, "next_kind": "",
            "next_unit": "", "next_provisional": False, "next_note": "", "next_state_done": None,
        }  # fmt: skip
    exempt = reading.state == "exempt"
    return {
        "next_clock": reading.name, "next_started_at": reading.started, "next_due_at": reading.due,
        "due_key": FAR_FUTURE if reading.due is None or exempt else reading.due, "next_kind": reading.kind.value,
        "next_unit": reading.unit.value, "next_provisional": reading.provisional,
        "next_note": "" if reading.due and not exempt else reading.note, "next_state_done": exempt,
    }  # fmt: skip


def _finished(case: Situation) -> str:
    facts = case.facts
    if facts.cancelled_at:
        return "cancelled"
    if facts.closed_at:
        return "closed"
    return "refused" if facts.refused else ""


def request_text(case: Situation) -> str:
    """What was asked for, as the queue's second line: item, hospital and department, or kind of nodule."""
    facts = case.facts
    place = [facts.hospital or facts.wish.get("hospital") or facts.wish.get("city") or "",
             facts.department or facts.wish.get("department") or ""]  # fmt: skip
    what = NODULE_TITLES.get(facts.nodule, "") or ITEM_TITLES[facts.item]
    if facts.item is Item.MD:
        what = facts.complaint or str(facts.illness.get("name") or what)
    return "·".join(part for part in (what, " ".join(part for part in place if part)) if part)


def refresh(session: Session, row: Case, case: Situation) -> None:
    """Write the derived columns, the policy's ledger of rights (G-08), and what the carrier is told."""
    for column, value in derive(case).items():
        if getattr(row, column) != value:
            setattr(row, column, value)
    owner = session.scalar(select(User.id).where(User.name == case.facts.owner)) if case.facts.owner else None
    if row.owner_id != owner:
        row.owner_id = owner
    _keep_ledger(session, row)
    tell(session, row)


def _keep_ledger(session: Session, row: Case) -> None:
    if row.right_state == "none":
        return
    entry = session.scalar(select(EntitlementUse).where(EntitlementUse.case_id == row.id))
    if entry is None:
        entry = EntitlementUse(policy_id=row.policy_id, quota=row.item, case_id=row.id, state="returned", use_no=1)
        session.add(entry)
    if entry.state == "returned" and row.right_state != "returned":
        entry.use_no = _free_use(session, row)
    entry.state = row.right_state


def _free_use(session: Session, row: Case) -> int:
    taken = set(session.scalars(
        select(EntitlementUse.use_no).where(
            EntitlementUse.policy_id == row.policy_id, EntitlementUse.quota == row.item,
            EntitlementUse.state.in_(("reserved", "used")), EntitlementUse.case_id != row.id,
        )
    ))  # fmt: skip
    return next(number for number in range(1, len(taken) + 2) if number not in taken)
