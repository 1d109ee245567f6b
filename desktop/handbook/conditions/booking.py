"""Conditions on the green channel's booking, lock, escort and hospital visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from desktop.handbook import before_visit
from desktop.handbook.clocks import booking_due, visit_window
from desktop.handbook.moments import closing_day, spoken_date, spoken_day, spoken_moment
from desktop.handbook.ranks import title_rank
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Item

Arguments = Mapping[str, Any]
LONGEST_ESCORT = timedelta(hours=4)
VISIT_MATERIALS = {"id": "有效身份证件", "personal": "个人信息", "policy": "保单信息", "stay": "住院信息"}


def title_too_low(_: Situation, given: Arguments) -> str:
    """GC-01: associate chief physician or higher."""
    title = given.get("title") or ""
    enough = title_rank(title) >= title_rank("副主任医师")
    return "" if enough else f"专家须为副主任医师及以上，不能是{title or '未填职称'}"


def nothing_settled(case: Situation, given: Arguments) -> str:
    """GC-05, GC-06: hospital and department come first."""
    if case.facts.settled_at or (given.get("hospital") and given.get("department")):
        return ""
    return "医院和科室尚未确定"


def already_booked(case: Situation) -> str:
    """GC-05, GC-06: a booking is moved by rebooking."""
    return "已预约，改时间请用改期" if case.facts.booked_at and not case.facts.rendered else ""


def locked(case: Situation) -> str:
    """GC-14: after the lock nothing is cancelled, changed or booked anew."""
    if not case.facts.rendered:
        return ""
    if case.facts.locked_at is None:
        return "服务已实施，不能取消或更改"
    return f"就诊时间通知已于 {spoken_moment(case.facts.locked_at)} 发出，视同服务已发生，不能取消或更改"


def locked_against_customer(case: Situation, given: Arguments) -> str:
    """GC-14: after the lock only the hospital or the provider can cause a new time."""
    return locked(case) if given["cause"] == "customer" else ""


def nothing_to_rebook(case: Situation) -> str:
    """GC-14: only a booking that has not been attended is moved."""
    if case.facts.booked_at is None:
        return "尚未预约"
    return "就诊已完成，不能改期" if case.facts.served_at or case.facts.admitted_at else ""


def no_certificate_yet(case: Situation) -> str:
    """GC-13: the case waits for the certificate before admission is booked."""
    return "" if case.facts.certificate_at else "还没有住院证"


def other_hospital_booked(case: Situation, given: Arguments) -> str:
    """GC-13: admission is arranged where it was ordered or where the certificate was issued."""
    bound = tuple(filter(None, (case.facts.certificate_hospital, *case.ordering_hospitals)))
    hospital = given.get("hospital") or case.facts.hospital
    if not bound or not hospital or hospital in bound:
        return ""
    return f"住院证或入院通知由{bound[0]}开具，不能安排到{hospital}"


def other_hospital_settled(case: Situation, given: Arguments) -> str:
    """GC-13, as a warning: what is settled elsewhere than ordered or certified cannot be booked there."""
    return other_hospital_booked(case, given)


def other_hospital_certified(case: Situation, given: Arguments) -> str:
    """GC-13: the certificate comes from the hospital that ordered admission."""
    ordering = case.ordering_hospitals
    if not ordering or given["hospital"] in ordering:
        return ""
    return f"入院通知由{'、'.join(ordering)}开出，住院证不能来自{given['hospital']}"


def policy_ends_before_visit(case: Situation, given: Arguments) -> str:
    """G-04, as a warning on the day of service."""
    day = given["visit_at"].date()
    if day <= case.policy.end and case.policy.status == "in_force":
        return ""
    return f"保单在就诊日 {spoken_day(day)} 前到期或失效（有效至 {spoken_date(case.policy.end)}）"


def visit_after_promised_day(case: Situation, given: Arguments) -> str:
    """GC-05, GC-06, as a warning: the visit lies after the promised day."""
    due = booking_due(case, given.get("happened") or case.now)
    if due is None or given["visit_at"].date() <= closing_day(due):
        return ""
    return f"就诊 {spoken_day(given['visit_at'].date())} 晚于承诺日 {spoken_day(closing_day(due))}"


def not_booked(case: Situation) -> str:
    """GC-08, GC-09, GC-10, GC-11: nothing is booked."""
    return "" if case.facts.booked_at else "尚未预约"


def not_arranged(case: Situation) -> str:
    """D-10, GC-08: neither a booking nor a planned visit."""
    return "" if case.facts.booked_at or case.facts.visit_planned_at else "尚未预约"


def already_attended(case: Situation) -> str:
    """D-10: who came cannot have stayed away."""
    facts = case.facts
    came = facts.served_at or facts.admitted_at or facts.visit_done_at
    return f"已于 {spoken_moment(came)} 登记到场，不能再登记为未到" if came else ""


def no_escort_yet(case: Situation, _: Arguments) -> str:
    """GC-08, as a warning: the text says the escort follows."""
    return "" if case.facts.escort else "还没有陪诊人员：通知将写明稍后告知，须另行告知客户"


def visit_over(case: Situation, given: Arguments) -> str:
    """GC-08, GC-09, as a warning: what happens now comes after the visit it is about."""
    return before_visit.visit_over(case.facts.visit_at, given["happened"])


def reminder_too_early(case: Situation, given: Arguments) -> str:
    """GC-09, as a warning: what is sent before the working day before the visit is not its reminder."""
    return before_visit.too_early(case.facts.visit_at, given["happened"], case.office.calendar)


def escort_time_over(_: Situation, given: Arguments) -> str:
    """GC-12, as a warning: an escort is sent to what lies ahead."""
    return "" if given["happened"] <= given["to"] else f"陪诊时间 {spoken_moment(given['to'])} 已过，请核对起止时间"


def already_served(case: Situation) -> str:
    """GC-10: one booking is one visit."""
    return "就诊已登记完成" if case.facts.served_at else ""


def not_to_be_admitted(case: Situation) -> str:
    """GC-11."""
    return "已办理入院" if case.facts.admitted_at else not_booked(case)


def not_to_be_discharged(case: Situation) -> str:
    """GC-11."""
    if case.facts.admitted_at is None:
        return "尚未入院"
    return "已办理出院" if case.facts.discharged_at else ""


def escort_busy(_: Situation, given: Arguments) -> str:
    """D-01: the clash found by the desk, unless a reason forces it."""
    return "" if given.get("reason") else given.get("clash", "")


def escort_forced(_: Situation, given: Arguments) -> str:
    """D-01, as a warning."""
    return f"{given['clash']}；已按理由强制安排" if given.get("clash") and given.get("reason") else ""


def escort_unfit(_: Situation, given: Arguments) -> str:
    """D-01: on leave or with a lapsed paper that day, as the desk found it; no reason forces that."""
    return given.get("unfit") or ""


def escort_doubtful(_: Situation, given: Arguments) -> str:
    """D-01, as a warning: outside the escort's hours or city, too far from the job before, a day too full."""
    return given.get("doubtful") or ""


def no_escort_to_release(case: Situation) -> str:
    """D-01: nobody is assigned."""
    return "" if case.facts.escort else "还没有派陪诊"


def escort_too_long(_: Situation, given: Arguments) -> str:
    """GC-12, as a warning: in principle at most 4 hours; what has no escort's hours is not measured."""
    start, end = given.get("from_"), given.get("to")
    if start is None or end is None:
        return ""
    return "单次陪诊原则上不超过 4 小时" if _length(start, end) > LONGEST_ESCORT else ""


def _length(start: datetime, end: datetime) -> timedelta:
    return end - start


def visit_materials_missing(case: Situation) -> str:
    """GC-16."""
    missing = [title for name, title in VISIT_MATERIALS.items() if name not in case.facts.visit_materials]
    return f"探视资料不全：缺 {'、'.join(missing)}" if missing else ""


def stay_over(case: Situation) -> str:
    """GC-15: a visit needs a stay that has begun and not ended."""
    stays = [other for other in case.siblings if other.item is Item.INPATIENT and other.admitted]
    if case.stay_id is not None:
        stays = [stay for stay in stays if stay.case_id == case.stay_id]
    return "" if any(not stay.discharged for stay in stays) else "住院已结束，探视不能再安排"


def visit_left_open(case: Situation, _: Arguments) -> str:
    """GC-15, as a warning: the hospital visit of this stay is not done, and after the discharge it cannot be."""
    for other in case.siblings:
        if other.item is Item.VISIT and other.open and other.right == "reserved" and other.stay_id == case.case_id:
            return f"住院探视 {other.number} 还没有完成，出院后不能再安排，请先与客户确认"
    return ""


def visit_outside_window(case: Situation, given: Arguments) -> str:
    """GC-07: outside days 1 to 3."""
    first, last = visit_window(case)
    if first <= given["visit_at"] <= last:
        return ""
    return f"探视应在 {spoken_day(first.date())} 至 {spoken_moment(last)} 之间"


def visit_outside_window_without_reason(case: Situation, given: Arguments) -> str:
    """GC-07: a date outside the window needs a reason."""
    return "" if given.get("reason") else visit_outside_window(case, given)


def visit_not_planned(case: Situation) -> str:
    """GC-07."""
    if case.facts.visit_planned_at is None:
        return "尚未安排探视时间"
    return "探视已完成" if case.facts.visit_done_at else ""


def visit_already_done(case: Situation) -> str:
    """GC-15: a visit that was done cannot be cancelled or planned anew."""
    return "探视已完成" if case.facts.visit_done_at else ""
