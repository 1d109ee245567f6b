"""Conditions of the desk itself: ownership, late entry, closing, voiding, exemptions."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from desktop.handbook.facts import Facts
from desktop.handbook.path import checklist_gaps
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import BOOKABLE

Arguments = Mapping[str, Any]
UNVOIDABLE = ("apply", "void", "close", "reopen", "recalculated", "policy_changed")
_FIRST = ("apply", "recalculated", "policy_changed")


def over(case: Situation) -> str:
    """D-08: nothing but void and reopen happens on a closed or cancelled case."""
    if case.facts.cancelled_at:
        return "案件已取消"
    return "案件已结案" if case.facts.closed_at else ""


def owned_by_other(case: Situation) -> str:
    """D-02: tells who has the case and since when."""
    owner = case.facts.owner
    if not owner or owner == case.person:
        return ""
    since = f"（{case.facts.owned_since:%m-%d %H:%M} 起）" if case.facts.owned_since else ""
    return f"{owner}正在负责{since}"


def not_ones_own_to_hand_over(case: Situation) -> str:
    """D-02: the owner or a supervisor hands over."""
    return "" if case.person in case.office.supervisors else owned_by_other(case)


def entered_late(case: Situation, given: Arguments) -> str:
    """D-06: later than the working day after it happened needs a reason."""
    happened, entered = given["happened"].date(), given["entered"].date()
    if given.get("late_reason") or entered <= happened:
        return ""
    if entered <= case.office.calendar.next(happened):
        return ""
    return f"发生于 {happened}，已超过次一工作日，补录须写明理由"


def checklist_open(case: Situation, given: Arguments) -> str:
    """D-08: closed only when the checklist is done or each gap has a reason."""
    if given.get("cause"):
        return ""
    reasons = given.get("gaps") or {}
    gaps = [title for name, title in checklist_gaps(case.facts) if not reasons.get(name)]
    return f"结案清单未完成：{'、'.join(gaps)}" if gaps else ""


def release_not_approved(case: Situation, given: Arguments) -> str:
    """GC-14: giving a used right back for the hospital's or provider's cause needs a supervisor."""
    if not given.get("cause"):
        return ""
    if case.facts.served_at or case.facts.admitted_at or case.facts.no_show_at or case.facts.booked_at is None:
        return "只有因医院或服务商原因未能就诊的案件才能退回权益"
    return _approval(case, given)


def approval_missing(case: Situation, given: Arguments) -> str:
    """D-05: asked for by one person, approved by another, a supervisor."""
    return _approval(case, given)


def exemption_out_of_scope(case: Situation) -> str:
    """GC-17: only the outpatient and inpatient clocks can be exempt."""
    return "" if case.item in BOOKABLE else "只有专家门诊和住院安排的时限可以豁免"


def exemption_asked_already(case: Situation) -> str:
    """D-05: one request waits for its answer before another is made."""
    return "豁免申请正在等主管批准" if case.facts.exemption_asked else ""


def no_exemption_asked(case: Situation) -> str:
    """D-05: only a request that waits can be refused."""
    return "" if case.facts.exemption_asked else "没有等待批准的豁免申请"


def not_closed(case: Situation) -> str:
    """D-08: a cancelled case is not reopened, an open one need not be."""
    if case.facts.cancelled_at:
        return "已取消的案件不能重新打开"
    return "" if case.facts.closed_at else "案件没有结案"


def twin_open(case: Situation) -> str:
    """D-03: another case of the item is open."""
    return f"同一保单已有在办案件 {case.open_twin.number}" if case.open_twin else ""


def right_gone(case: Situation) -> str:
    """G-08: a right given back at closing must still be there."""
    left = case.left()
    return "权益已被另一件使用或预留" if left is not None and left <= 0 else ""


def right_gone_since_return(case: Situation, given: Arguments) -> str:
    """G-08: voiding what gave the right back takes it again, so it must still be there."""
    return right_gone(case) if given.get("retakes") else ""


def twin_opened_since_end(case: Situation, given: Arguments) -> str:
    """D-03: voiding what ended the case brings it back, but not beside another open one."""
    return twin_open(case) if given.get("revives") else ""


def record_not_voidable(case: Situation, given: Arguments) -> str:
    """D-09: an existing record, not yet voided, that does not open or end the case; an undo takes an ending back."""
    seq = given["record"]
    verb = case.facts.verbs.get(seq)
    if verb is None:
        return "没有这条记录"
    if verb in (_FIRST if given.get("undone") else UNVOIDABLE):
        return "申请、结案与作废记录不能作废"
    if seq in case.facts.voided:
        return "这条记录已作废"
    return "" if given.get("reason") else "作废须写明理由"


def locking_record_needs_supervisor(case: Situation, given: Arguments) -> str:
    """D-09: voiding what locked, an issued report or a cancellation needs a supervisor who did not enter it."""
    seq = given["record"]
    own_cancel = given.get("undone") and case.facts.verbs.get(seq) == "cancel"
    if own_cancel or not needs_supervisor(case.facts, seq, unlocks=bool(given.get("unlocks"))):
        return ""
    enterer = case.facts.entered_by.get(seq)
    for person in (given.get("approved_by"), case.person):
        if person in case.office.supervisors and person != enterer:
            return ""
    return "作废已锁定的记录须由未经手的主管批准"


def needs_supervisor(facts: Facts, seq: int, *, unlocks: bool) -> bool:
    """D-09: whether only a supervisor voids a record; `unlocks` when the service would not count as rendered then."""
    return unlocks or seq == facts.locked_by or facts.verbs.get(seq) in ("issue_report", "cancel")


def _approval(case: Situation, given: Arguments) -> str:
    asker = given.get("asked_by") or case.person
    return approval_sentence(given.get("approved_by") or "", asker, case.office.supervisors)


def approval_sentence(approver: str, asker: str, supervisors: Set[str]) -> str:
    """D-05: why the approval does not hold, or ''."""
    if not approver:
        return "须由主管批准"
    if approver == asker:
        return "申请人不能批准自己的申请"
    return "" if approver in supervisors else f"{approver}不是主管，不能批准"
