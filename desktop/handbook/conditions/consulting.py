"""Conditions on the consultation, the nodule reading and the phone doctor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.handbook.consultation_facts import FEWEST_SPECIALTIES
from desktop.handbook.moments import spoken_moment
from desktop.handbook.nodule_materials import MATERIAL_TITLES, fitting, lacking, misfit
from desktop.handbook.phone import doctor_points
from desktop.handbook.ranks import full_grade, plain_city, title_rank
from desktop.handbook.situation import Situation

Arguments = Mapping[str, Any]
PARTIES: Mapping[str, str] = {"customer": "客户", "host": "会诊地点"}
READING_CITIES = ("北京", "上海", "广州")


def no_call_reached(case: Situation) -> str:
    """MD-02."""
    return "" if case.facts.reached_at else "尚未与客户通话"


def no_plan(case: Situation) -> str:
    """MD-03."""
    return "" if case.facts.planned_at else "尚未制定会诊方案"


def already_held(case: Situation) -> str:
    """MD-09: one consultation per policy."""
    return "会诊已完成" if case.facts.held_at else ""


def too_few_specialties(case: Situation, _: Arguments) -> str:
    """MD-05: at least 3 physicians of different specialties as a rule."""
    count = case.facts.specialties
    return "" if count >= FEWEST_SPECIALTIES else f"不同专科 {count} 个，一般不少于 3 个，须写明理由"


def too_few_specialties_without_reason(case: Situation, given: Arguments) -> str:
    """MD-05: fewer needs a stated reason."""
    return "" if given.get("reason") else too_few_specialties(case, given)


def nobody_to_confirm(case: Situation, given: Arguments) -> str:
    """MD-04: only a proposed time is confirmed, and only by those who were asked."""
    if not case.facts.proposed:
        return "还没有约定会诊时间"
    asked = {"customer", "host", *(expert["name"] for expert in case.facts.experts)}
    strangers = [name for name in given["who"] if name not in asked]
    return f"{'、'.join(strangers)}不在邀请之列" if strangers else ""


def time_not_confirmed(case: Situation, _: Arguments) -> str:
    """MD-04: the time is the customer's, the experts' and the host's."""
    missing = case.facts.unconfirmed
    return f"会诊时间还没有得到{'、'.join(PARTIES.get(name, name) for name in missing)}确认" if missing else ""


def not_held(case: Situation) -> str:
    """MD-07."""
    return "" if case.facts.held_at else "会诊尚未完成"


def report_not_issued(case: Situation) -> str:
    """MD-07, MD-08, ND-05: nothing is sent before it is issued."""
    return "" if case.facts.issued_at else "报告尚未签发"


def materials_incomplete(case: Situation) -> str:
    """ND-04: the complete set comes first."""
    missing = lacking(case.item, case.facts.nodule, case.facts.received)
    return f"资料不全：缺 {_titles(missing)}" if missing else ""


def no_reader(case: Situation) -> str:
    """ND-04."""
    return "" if case.facts.reader_at else "尚未安排阅片专家"


def materials_misfit_or_incomplete(case: Situation, given: Arguments) -> str:
    """ND-10, as a warning: the clock does not start."""
    wrong = misfit(case.facts.nodule, given)
    if wrong:
        return f"{wrong}：不计入，时限不起算"
    received = fitting(case.facts.nodule, (*case.facts.receipts, given))
    missing = lacking(case.item, case.facts.nodule, received)
    return f"资料仍缺 {_titles(missing)}：时限不起算" if missing else ""


def reader_not_allowed(_: Situation, given: Arguments) -> str:
    """ND-02, as a refusal."""
    return reader_unfit(given)


def reader_unfit(given: Arguments) -> str:
    """ND-02: associate chief or higher, 三甲, Beijing, Shanghai or Guangzhou; '' for one who may read."""
    wrong = []
    if title_rank(given["title"]) < title_rank("副主任医师"):
        wrong.append(f"职称{given['title']}低于副主任医师")
    if full_grade(given["grade"]) != "三级甲等":
        wrong.append(f"{given['hospital']}为{full_grade(given['grade'])}，须为三甲")
    if plain_city(given["city"]) not in READING_CITIES:
        wrong.append(f"{given['city']}不在北京、上海、广州")
    return "；".join(wrong)


def reading_locked(case: Situation) -> str:
    """ND-08: the service has taken effect."""
    if case.facts.locked_at is None:
        return ""
    return f"已于 {spoken_moment(case.facts.locked_at)} 收到身份证件和影像资料，服务已生效，不能取消或更改"


def reading_cancelled_without_reason(case: Situation, given: Arguments) -> str:
    """ND-08: once booked it is cancelled only with a reason."""
    return "" if given.get("reason") or case.facts.locked_at else "预约后一般不能取消，须写明理由"


def doctor_not_qualified(_: Situation, given: Arguments) -> str:
    """PD-03, naming what is lacking."""
    return doctor_unfit(given["doctor"])


def doctor_unfit(doctor: Arguments) -> str:
    """PD-03 of a doctor alone; '' for one who may answer."""
    missing = [point.lacking for point in doctor_points(doctor) if not point.met]
    return f"{doctor.get('name', '该医生')}不能接听：{'、'.join(missing)}" if missing else ""


def _titles(names: tuple[str, ...]) -> str:
    return "、".join(MATERIAL_TITLES.get(name, name) for name in names)
