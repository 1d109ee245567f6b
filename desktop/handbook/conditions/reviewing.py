"""Conditions on review and triage: what must be shown before a case is accepted and worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.handbook.illness import Checklist, check_critical, check_malignancy
from desktop.handbook.situation import Situation

Arguments = Mapping[str, Any]


def not_accepted(case: Situation) -> str:
    """GC-02, MD-01: no work before acceptance."""
    if case.facts.accepted:
        return ""
    return "审核未通过，不能继续" if case.facts.refused else "尚未审核通过"


def right_gone_since_refusal(case: Situation) -> str:
    """G-08: a case refused before takes its right again only when one is left."""
    if not case.facts.refused:
        return ""
    left = case.left()
    return "权益已被另一件使用或预留" if left is not None and left <= 0 else ""


def twin_opened_since_refusal(case: Situation) -> str:
    """D-03: a case refused before cannot come back beside a newer open one."""
    return f"同一保单已有在办案件 {case.open_twin.number}" if case.facts.refused and case.open_twin else ""


def outcome_incomplete(_: Situation, given: Arguments) -> str:
    """GC-02, MD-01: wanted material is named, a refusal has its reason."""
    if given["outcome"] == "more_material" and not given.get("missing"):
        return "补材料须写明要补哪些"
    if given["outcome"] == "refused" and not given.get("reason"):
        return "不符合须写明理由"
    return ""


def undone_after_booking(case: Situation, given: Arguments) -> str:
    """GC-02, MD-01: a case already booked or consulted on is not sent back to review."""
    if given["outcome"] not in ("more_material", "refused"):
        return ""
    if case.facts.held_at:
        return "会诊已完成，不能再退回审核"
    return "已预约，不能再退回审核" if case.facts.booked_at else ""


def not_a_critical_illness(case: Situation, given: Arguments) -> str:
    """GC-02, when an illness was named: on the plan's list, and no exclusion against it."""
    illness = given.get("illness") or case.facts.illness
    if given["outcome"] not in ("confirmed", "suspected") or not illness:
        return ""
    return _sentence(check_critical(illness, case.plan, suspected=given["outcome"] == "suspected"), missing=False)


def not_a_malignancy(case: Situation, given: Arguments) -> str:
    """MD-01: the malignancy must be shown in full; there is no 'suspected'."""
    if given["outcome"] == "suspected":
        return "多学科会诊只受理确诊的恶性肿瘤，没有「疑似」"
    if given["outcome"] != "confirmed":
        return ""
    return _sentence(check_malignancy(given.get("illness") or case.facts.illness, case.plan), missing=True)


def critical_illness_not_shown(case: Situation, given: Arguments) -> str:
    """GC-02, as a warning: fields on which an exclusion hangs that were not shown."""
    if given["outcome"] != "confirmed" or not given.get("illness"):
        return ""
    found = check_critical(given["illness"], case.plan, suspected=False)
    return f"未见：{'、'.join(found.missing)}" if found.missing else ""


def department_differs(case: Situation, given: Arguments) -> str:
    """GC-03, as a warning: the department wished for does not fit the illness; the customer's wish stands."""
    decided = given.get("decided") or case.facts.wish.get("department") or given["advised"]
    if decided == given["advised"]:
        return ""
    return f"建议{given['advised']}，客户选择{decided}：已提示，以客户需求为主"


def review_belongs_to_stay(_: Situation) -> str:
    """GC-15: a visit takes over the stay's review and triage."""
    return "探视沿用住院安排的审核与分诊"


def not_triaged(case: Situation) -> str:
    """GC-03: the health manager speaks with the customer before booking."""
    return "" if case.facts.triaged_at else "尚未与客户诊前沟通（分诊）"


def _sentence(found: Checklist, *, missing: bool) -> str:
    parts = list(found.misfits)
    if missing and found.missing:
        parts.append(f"缺少 {'、'.join(found.missing)}，视为未证明")
    return "；".join(parts)
