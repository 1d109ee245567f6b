"""The case as a file: owner, calls, notes, cancelling, closing, reopening, voiding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.breaches import check_frozen
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import facts_without
from desktop.casework.jobs import cancel_job_of, cancel_jobs, escort_lost, unfinish_job
from desktop.casework.message_rows import PURPOSES, VISIT_TEXTS
from desktop.casework.rows import Outcome
from desktop.casework.wording import CALL_OUTCOMES, CAUSES
from desktop.handbook.path import PATHS
from desktop.handbook.progress import right
from desktop.models.tables import User

_NAMED = 12


def take(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """Become the case's owner; a case that is taken tells who has it and since when (D-02)."""
    return act(desk, case_id, entry, "take", {})


def hand_over(desk: Desk, case_id: int, entry: Entry, *, to: str) -> Outcome:
    """Give the case to another person of the desk (D-02); BadInput for a name nobody at the desk has."""
    receiver = to.strip()
    if not receiver:
        raise BadInput("请写明转给谁", "to")

    def know(under_way: Act) -> Given:
        if under_way.session.scalar(select(User.id).where(User.name == receiver)) is None:
            names = under_way.session.scalars(select(User.name).where(User.active, User.name != entry.person))
            there = "、".join(sorted(names)[:_NAMED]) or "还没有别的同事"
            raise BadInput(f"本台没有「{receiver}」这个人，可转给：{there}")
        return {}

    return act(desk, case_id, entry, "hand_over", {"to": receiver}, prepare=know)


def call(
    desk: Desk, case_id: int, entry: Entry, *, outcome: str, request_recorded: bool = False, note: str = "",
    again_at: datetime | None = None,
) -> Outcome:  # fmt: skip
    """A call to or from the customer; `request_recorded` starts the consultation's promise (MD-06).

    `again_at` is when the customer is called again: agreed with them (outcome later), or planned.
    """
    if outcome not in CALL_OUTCOMES:
        raise BadInput(f"通话结果「{outcome}」不存在，应为 {'、'.join(CALL_OUTCOMES)}")
    if outcome == "later" and again_at is None:
        raise BadInput("请写明约在几点回电，如 15:30", "again_at")
    if again_at is not None and again_at <= (entry.happened or desk.clock()):
        raise BadInput("约定的回电时间已过，请核对", "again_at")
    given = {"outcome": outcome, "request_recorded": request_recorded, "reason": note, "again_at": again_at}
    return act(desk, case_id, entry, "call", given)


def send_text(desk: Desk, case_id: int, entry: Entry, *, about: str) -> Outcome:
    """A text went to the customer without this desk's gateway; it says what it was about (GC-08 for the escort)."""
    if about not in PURPOSES or about in VISIT_TEXTS:
        raise BadInput(f"没有用途「{about}」的短信记录")
    return act(desk, case_id, entry, "send_text", {"about": about, "by": "sms"})


def note(desk: Desk, case_id: int, entry: Entry, *, text: str) -> Outcome:
    """A remark on the timeline that moves no clock."""
    if not text.strip():
        raise BadInput("备注不能为空")
    return act(desk, case_id, entry, "note", {"text": text.strip()})


def cancel(desk: Desk, case_id: int, entry: Entry, *, by: str, reason: str = "") -> Outcome:
    """Cancel a case before its lock; the right is given back (G-08, GC-14, ND-08)."""
    if by not in CAUSES:
        raise BadInput(f"取消方「{by}」不存在，应为 {'、'.join(CAUSES)}")
    return act(desk, case_id, entry, "cancel", {"by": by, "reason": reason}, effect=cancel_jobs)


def close(
    desk: Desk, case_id: int, entry: Entry, *, gaps: Mapping[str, str] | None = None, cause: str = "",
    approved_by: str = "", summary: str = "",
) -> Outcome:  # fmt: skip
    """Close a case whose checklist is done or whose gaps have reasons (D-08); `summary` is what came of it.

    `cause` hospital or provider closes a locked case without a visit and gives the right back, approved by a
    supervisor (GC-14).
    """
    if cause and cause not in ("hospital", "provider"):
        raise BadInput("退回权益的原因只能是医院或服务商")

    def check(under_way: Act) -> Given:
        known = {station.item for station in PATHS[under_way.case.item] if station.item}
        unknown = [name for name in gaps or {} if name not in known]
        if unknown:
            raise BadInput(f"结案清单没有「{unknown[0]}」这一项")
        return {}

    def end_tasks(under_way: Act) -> None:
        cancel_jobs(under_way, after=under_way.entered)

    given = {"gaps": dict(gaps or {}), "cause": cause, "approved_by": approved_by, "summary": summary.strip()}
    return act(desk, case_id, entry, "close", given, prepare=check, effect=end_tasks)


def reopen(desk: Desk, case_id: int, entry: Entry, *, reason: str) -> Outcome:
    """Open a closed case again, with a reason (D-08)."""
    if not reason.strip():
        raise BadInput("重新打开须写明理由")
    given: dict[str, object] = {"reason": reason}

    def look(under_way: Act) -> Given:
        given["escort_released"] = escort_lost(under_way, under_way.case.facts.escort) or None
        return {}

    return act(desk, case_id, entry, "reopen", given, prepare=look)


def void(desk: Desk, case_id: int, entry: Entry, *, record: int, reason: str, approved_by: str = "") -> Outcome:
    """Void a record entered by mistake by a second one; clocks and ledger are computed without it (D-09)."""

    def look(under_way: Act) -> Given:
        check_frozen(under_way, record)
        before = under_way.case.facts
        after = facts_without(under_way.desk, under_way.row.records, before, record)
        given["escort_released"] = escort_lost(under_way, after.escort, voided=record) or None
        return {
            "unlocks": before.rendered and not after.rendered,
            "retakes": right(before) == "returned" and right(after) != "returned",
            "revives": after.holds_place and not before.holds_place,
        }

    def release(under_way: Act) -> None:
        cancel_job_of(under_way, record)
        unfinish_job(under_way, record)

    given: dict[str, object] = {"record": record, "reason": reason, "approved_by": approved_by}
    return act(desk, case_id, entry, "void", given, prepare=look, effect=release)
