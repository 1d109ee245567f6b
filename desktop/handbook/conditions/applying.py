"""Conditions on an application: who applies, under which policy, for what, with which papers.

Each returns the sentence shown to the user, or '' when the rule has nothing against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.handbook.moments import spoken_date
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES, SERVICE_TITLES, Item

Arguments = Mapping[str, Any]


def applicant_is_not_insured(_: Situation, given: Arguments) -> str:
    """G-02."""
    return "申请人不是被保险人，只为被保险人本人服务" if given.get("by", "insured") != "insured" else ""


def service_not_in_plan(case: Situation) -> str:
    """G-03."""
    if case.item.service in case.plan.offers:
        return ""
    return f"计划「{case.plan.title or case.plan.name}」不含{SERVICE_TITLES[case.item.service]}"


def policy_not_in_force(case: Situation, _: Arguments) -> str:
    """G-04, on the day of application."""
    if case.policy.status != "in_force":
        state = {"lapsed": "已失效", "terminated": "已终止"}.get(case.policy.status, "非有效")
        return f"保单{state}"
    if not case.policy.start <= case.today <= case.policy.end:
        return f"申请日不在保单有效期内（{spoken_date(case.policy.start)} 至 {spoken_date(case.policy.end)}）"
    return ""


def no_right_left(case: Situation) -> str:
    """G-08: nothing of the quota is left, the case itself not counted."""
    left = case.left()
    if left is None or left > 0:
        return ""
    return f"{ITEM_TITLES[case.item]}权益已无剩余（共 {case.plan.quotas.get(case.item.value, 0)} 次）"


def same_item_is_open(case: Situation) -> str:
    """D-03: the policy already has an open case of this limited item."""
    twin = case.open_twin
    return f"同一保单已有在办的{ITEM_TITLES[case.item]}：{twin.number}" if twin else ""


def request_known(case: Situation, given: Arguments) -> str:
    """D-03: the carrier's request number was opened before."""
    number = given.get("request_no")
    return f"申请编号 {number} 已登记过" if number and number in case.known_requests else ""


def doctor_named(_: Situation, given: Arguments) -> str:
    """GC-04."""
    return "可以指定医院和科室，不能指定医生" if (given.get("wish") or {}).get("doctor") else ""


def hospital_or_expert_named(_: Situation, given: Arguments) -> str:
    """ND-09."""
    wish = given.get("wish") or {}
    return "解结服务不支持指定医院及专家" if wish.get("hospital") or wish.get("doctor") else ""


def no_certificate_and_no_order(case: Situation, given: Arguments) -> str:
    """GC-13: an inpatient application needs the certificate, or an admission ordered at an outpatient visit."""
    certificate = given.get("certificate") or {}
    if certificate.get("issued_on") or case.ordering_hospitals:
        return ""
    return "没有住院证，本保单也没有由门诊专家开出的入院通知：请先申请专家门诊"


def certificate_unsound(_: Situation, given: Arguments) -> str:
    """GC-13: a certificate names its hospital and its day, and is not issued after it was handed in."""
    certificate = given.get("certificate") or {}
    hospital, issued_on = certificate.get("hospital"), str(certificate.get("issued_on") or "")[:10]
    if not hospital and not issued_on:
        return ""
    if not hospital or not issued_on:
        return f"住院证须同时写明开具医院和日期，缺{'日期' if hospital else '开具医院'}"
    entered = given["entered"].date().isoformat()
    return f"住院证的开具日期 {spoken_date(issued_on)} 晚于今天 {spoken_date(entered)}" if issued_on > entered else ""


def no_current_stay(case: Situation, given: Arguments) -> str:
    """GC-15: a visit belongs to an inpatient stay of this policy that has begun and not ended."""
    stays = [other for other in case.siblings if other.item is Item.INPATIENT]
    if given.get("stay_id") is not None:
        stays = [other for other in stays if other.case_id == given["stay_id"]]
    if any(stay.admitted and not stay.discharged and stay.open for stay in stays):
        return ""
    return "探视只随已入院、未出院的住院安排提供，不能单独使用或留作下次"
