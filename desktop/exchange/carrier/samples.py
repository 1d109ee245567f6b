"""Invented applications for the reference server: valid check digits, nobody's name, the same for the same seed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop.handbook.identity import check_digit
from desktop.handbook.moments import write_moment

_SURNAMES = ("欧阳", "司马", "诸葛", "上官", "尉迟", "令狐", *"单仇解查区曾朴云盖任翟覃乐陈林黄周吴徐孙")
_GIVEN = ("文静", "晓峰", "志强", "丽华", "炳辉", "可欣", "慧兰", "明远", "建国", "思远", "玉梅", "艳红", *"敏雅燕")
_REGIONS = ("110105", "310104", "440106", "320102", "330106", "510104", "420106", "370102", "610113", "430104")
_PLACES = (
    ("北京", "北京协和医院", "乳腺外科"), ("上海", "复旦大学附属肿瘤医院", "胸外科"),
    ("广州", "中山大学附属第一医院", "肾内科"), ("成都", "四川大学华西医院", "消化内科"),
)  # fmt: skip
_ENTRANCES = ("人保寿险E服务", "人保寿险管家", "电话")
FAULTS = ("plan", "id", "missing", "type", "applicant", "object")
"""What can be wrong with an invented application."""


def application(number: int, asked: datetime, chance: Random) -> dict[str, Any]:
    """The application with that number, asked for shortly before `asked`; every one is of another person."""
    woman = chance.random() < 0.5
    name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    made = {
        "request_no": f"CF{asked:%y}{number:07d}",
        "applied_at": write_moment(asked - timedelta(minutes=chance.randrange(1, 600))),
        "entrance": chance.choice(_ENTRANCES), "policy_no": f"9020{number:010d}", "plan": "i 无忧 3.0",
        "policy_start": f"{asked.year - 1}-01-01", "policy_end": f"{asked.year + 1}-12-31", "holder": name,
        "insured": name, "relation": "本人", "id_type": "身份证", "id_number": _document(number, woman),
        "phone": f"139{number % 100_000_000:08d}",
    }  # fmt: skip
    return {**made, **_service(chance, asked)}


def _document(number: int, woman: bool) -> str:
    """A citizen's number nobody else of the series has."""
    count, region = divmod(number, len(_REGIONS))
    day, order = divmod(count, 499)
    born = datetime(1950, 1, 1) + timedelta(days=day)
    first = f"{_REGIONS[region]}{born:%Y%m%d}{order * 2 + (0 if woman else 1):03d}"
    return first + check_digit(first)


def _service(chance: Random, asked: datetime) -> dict[str, str]:
    drawn = chance.random()
    city, hospital, department = chance.choice(_PLACES)
    if drawn < 0.5:
        return {"service": "重疾绿通", "item": "专家门诊", "illness": "恶性肿瘤——重度", "city": city,
                "hospital": hospital, "department": department}  # fmt: skip
    if drawn < 0.65:
        day = f"{asked - timedelta(days=2):%Y-%m-%d}"
        return {"service": "重疾绿通", "item": "住院安排", "illness": "恶性肿瘤——重度", "city": city,
                "certificate_hospital": hospital, "certificate_day": day}  # fmt: skip
    if drawn < 0.8:
        return {"service": "解结服务", "nodule": chance.choice(("肺结节", "乳腺结节", "甲状腺结节"))}
    if drawn < 0.9:
        return {"service": "在线问诊", "remark": "血压偏高，想了解日常注意事项"}
    return {"service": "电话医生"}


def spoil(made: dict[str, Any], fault: str) -> Any:
    """The application with one of FAULTS in it."""
    if fault == "object":
        return [made["request_no"]]
    wrong: dict[str, Any] = {
        "plan": {"plan": "不存在的计划"}, "id": {"id_number": made["id_number"][:-1] + "?"},
        "missing": {"policy_no": None}, "type": {"phone": int(made["phone"])}, "applicant": {"applicant": "别人"},
    }  # fmt: skip
    return {**made, **wrong[fault]}
