"""Where in a list a rule's refusal belongs, and what the sender can do about it before the list comes in again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Advice(NamedTuple):
    """The field that a rule's refusal is about, and what to do."""

    field: str
    action: str


ADVICE: Mapping[str, Advice] = {
    "G-02": Advice("applicant", "只能由被保险人本人申请；确认后改申请人，否则删去此行"),
    "G-03": Advice("service", "核对计划和服务；计划不含此服务的，删去此行并告知客户"),
    "G-04": Advice("policy_end", "核对保单起止日；保单确已失效的，删去此行并告知客户"),
    "G-08": Advice("item", "此项权益已用完或已预留，删去此行；记录有误的请联系本台"),
    "D-03": Advice("item", "已有在办案件，补充要求请直接告知本台，删去此行"),
    "GC-04": Advice("doctor", "清空希望医生，只写医院和科室"),
    "GC-13": Advice("certificate_day", "补住院证医院和日期；没有住院证的，改为专家门诊"),
    "GC-15": Advice("stay", "填已入院、未出院的住院安排的案件号或申请编号；没有的，删去此行"),
    "ND-09": Advice("hospital", "清空希望医院和希望医生"),
}


def field_of(rule: str, known: str, *, has_applicant: bool) -> str:
    """The field of a refusal; `known` wins, and without a column for the applicant G-02 is about the insured."""
    if known:
        return known
    field = ADVICE[rule].field if rule in ADVICE else "request_no"
    return "insured" if field == "applicant" and not has_applicant else field


def told(rule: str, sentence: str) -> str:
    """The refusal's sentence followed by what to do."""
    return f"{sentence}。{ADVICE[rule].action}" if rule in ADVICE else sentence
