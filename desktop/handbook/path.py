"""The usual way of each item, station by station: stage, next step, and the closing checklist (D-08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import Item


class Station(NamedTuple):
    """One station: `done` is an attribute of Facts; `item` is its name on the closing checklist, '' when not on it."""

    title: str
    stage: str
    verb: str
    step: str
    done: str
    item: str = ""


_REVIEWED = Station("审核", "待审核", "review", "核对病种", "accepted_at", "reviewed")
_TRIAGED = Station("分诊", "待分诊", "triage", "诊前沟通", "triaged_at", "triaged")
_SETTLED = Station("定院", "待定医院", "settle", "确定医院科室", "settled_at")
_NOTIFIED = Station("时间通知", "待发通知", "notify", "发就诊时间通知", "notified_at", "notified")
_REMINDED = Station("提醒", "待提醒", "remind", "发就诊提醒", "reminded_at", "reminded")
_ESCORT_CALLED = Station("来电", "待陪诊来电", "escort_call", "陪诊致电客户", "escort_called_at", "escort_called")

PATHS: Mapping[Item, tuple[Station, ...]] = {
    Item.OC: (Station("解答", "待解答", "answer", "答复客户", "answered_at", "answered"),),
    Item.PD: (Station("接听", "待接听", "take_call", "接听或回拨", "taken_at", "call_taken"),),
    Item.OUTPATIENT: (
        _REVIEWED, _TRIAGED, _SETTLED,
        Station("预约", "待预约", "book", "预约专家号", "booked_at", "booked"),
        _NOTIFIED, _REMINDED, _ESCORT_CALLED,
        Station("就诊", "待就诊", "serve", "登记就诊", "attended_at", "served"),
    ),
    Item.INPATIENT: (
        _REVIEWED, _TRIAGED,
        Station("住院证", "待住院证", "certificate", "登记住院证", "certificate_at", "certificate"),
        _SETTLED,
        Station("床位", "待安排床位", "book", "安排床位", "booked_at", "booked"),
        _NOTIFIED, _REMINDED, _ESCORT_CALLED,
        Station("入院", "待入院", "admit", "办理入院", "attended_at", "admitted"),
        Station("出院", "住院中", "discharge", "办理出院", "stay_ended_at", "discharged"),
    ),
    Item.VISIT: (
        Station("资料", "待探视资料", "visit_materials", "核对探视资料", "visit_papers_complete", "materials"),
        Station("安排", "待安排探视", "plan_visit", "安排探视时间", "visit_planned_at"),
        Station("探视", "待探视", "visit_done", "登记探视", "visit_settled_at", "visited"),
    ),
    Item.MD: (
        Station("审核", "待审核", "review", "核对恶性肿瘤范围", "accepted_at", "reviewed"),
        Station("首呼", "待首次电话", "call", "致电客户", "called_at", "called"),
        Station("方案", "待定方案", "plan_mdt", "制定会诊方案", "planned_at", "planned"),
        Station("约专家", "约请专家", "book_expert", "邀请专家", "experts_enough"),
        Station("会诊", "待会诊", "hold_consultation", "登记会诊", "held_at", "held"),
        Station("报告", "待签发报告", "issue_report", "签发报告", "issued_at", "report"),
        Station("指导", "待诊后指导", "send_guidance", "发送诊后指导", "guided_at", "guidance"),
        Station("寄送", "待寄报告", "post_report", "寄送报告与资料", "posted_at", "posted"),
    ),
    Item.ND: (
        Station("首呼", "待首次电话", "call", "致电客户", "called_at", "called"),
        Station("收件", "等资料", "receive_materials", "登记收到的资料", "complete_at", "materials"),
        Station("派专家", "待派专家", "assign_reader", "安排阅片专家", "reader_at", "read"),
        Station("解读", "待出报告", "issue_report", "签发解读报告", "issued_at", "report"),
        Station("寄送", "待寄报告", "post_report", "寄送报告", "posted_at", "posted"),
    ),
}


BEFORE_VISIT = ("notify", "remind", "escort_call")
"""What is pointless once the customer has come, or has not; D-08 still asks for it as a gap with its reason."""


def current_station(facts: Facts) -> Station | None:
    """The first station not reached yet; None when all are done. After the visit nobody is told of it any more."""
    ahead = (station for station in PATHS[facts.item] if not getattr(facts, station.done))
    return next((station for station in ahead if not (facts.attended_at and station.verb in BEFORE_VISIT)), None)


def checklist(facts: Facts) -> tuple[tuple[str, str, bool], ...]:
    """D-08's checklist as (name, title, done), in its order; empty when refused in review or cancelled."""
    if facts.refused or facts.cancelled_at:
        return ()
    return tuple((s.item, s.title, bool(getattr(facts, s.done))) for s in PATHS[facts.item] if s.item)


def checklist_gaps(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The checklist's open items as (name, title)."""
    return tuple((name, title) for name, title, done in checklist(facts) if not done)


def stage(facts: Facts) -> tuple[str, str]:
    """The case's stage and its next step, as the queue shows them."""
    if facts.cancelled_at:
        return "已取消", ""
    if facts.closed_at:
        return "已结案", ""
    if facts.refused:
        return "不符合", "告知客户并结案"
    if facts.asked_material:
        return "待补材料", "等客户补材料"
    station = current_station(facts)
    if station is None and facts.item is Item.OC and facts.to_answer_since:
        return "待续答", "答复客户"
    if station is None:
        return "待结案", "核对清单并结案"
    return station.stage, station.step
