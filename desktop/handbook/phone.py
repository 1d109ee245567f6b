"""The phone doctor's nouns: who may answer, what a call ends in, which advice there is, which departments answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop.handbook.ranks import full_grade, grade_rank, title_rank

FEWEST_YEARS = 2
GENERAL = "全科"
DEPARTMENTS = (GENERAL, "内科", "外科", "皮肤科", "儿科", "妇产科", "骨科", "泌尿科")
"""PD-01: the list can grow; general practitioners come first."""

ADVICE_KINDS: Mapping[str, str] = {
    "emergency": "急症处理", "prevention": "预防", "treatment": "治疗建议", "hospital": "医院推荐",
    "guidance": "就医指导",
}  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "advice": "健康建议", "clinic": "建议门诊", "emergency": "急诊·120", "transfer": "转其他科医生",
    "call_back": "约回呼", "invalid": "无效·中断",
}  # fmt: skip
"""How a call ends; the place in this order is the digit."""

ADVISED = ("advice", "clinic", "emergency")
"""Outcomes in which the customer was given advice."""

CHECKS: Mapping[str, str] = {"name": "姓名", "id_last4": "证件后 4 位", "birth": "出生年月"}
CALLERS: Mapping[str, str] = {"insured": "本人", "contact": "联系人转述"}
DUTY_KINDS: Mapping[str, str] = {"duty": "值班", "on_call": "呼叫值班"}


class Point(NamedTuple):
    """One part of PD-03: its title, how it stands, whether it is met, and what to say when it is not."""

    title: str
    value: str
    met: bool
    lacking: str


def doctor_points(doctor: Mapping[str, Any]) -> tuple[Point, ...]:
    """PD-03 part by part, for name, title, years, hospital_grade, public, general_practitioner."""
    years, grade, title = years_of(doctor.get("years")), doctor.get("hospital_grade") or "", doctor.get("title") or ""
    public, general = doctor.get("public") is True, doctor.get("general_practitioner", True) is True
    return (
        Point("全科", "全科医生" if general else "不是", general, "不是全科医生"),
        Point("公立临床", f"{years:g} 年，须满 {FEWEST_YEARS} 年", years >= FEWEST_YEARS,
              "公立医院临床从业不满 2 年"),
        Point("公立医院", "公立" if public else "不是", public, "不是公立医院从业经历"),
        Point("医院", f"{full_grade(grade)}，须二级以上", grade_rank(grade) >= grade_rank("二级丙等"),
              "医院等级低于二级"),
        Point("职称", title or "未填", title_rank(title) >= title_rank("主治医师"), "职称低于主治医师"),
    )  # fmt: skip


def years_of(written: Any) -> float:
    """Years as written; what is no number shows none."""
    try:
        return float(written or 0)
    except (TypeError, ValueError):
        return 0.0
