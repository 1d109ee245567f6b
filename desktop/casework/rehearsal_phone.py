"""Invented phone doctors, their roster round the demo's moment, and the calls of a night and a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from desktop.casework import applying, consult
from desktop.casework.desk import Desk, Entry
from desktop.casework.phone import calls, doctors, duties
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.phone.rows import DoctorCard, DoctorDraft, DutyDraft
from desktop.casework.rehearsing import MANAGERS
from desktop.casework.rows import Done
from desktop.handbook.phone import CHECKS
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Contact, Person, Policy

_HOUSE, _OTHER = "示例市第一人民医院", "示例区中心医院"


class _Hired(NamedTuple):
    """A doctor of the demo."""

    name: str
    title: str
    department: str
    years: float
    hospital: str = _HOUSE
    grade: str = "三级甲等"


_DOCTORS = (
    _Hired("陆致远", "主治医师", "全科", 6), _Hired("韦思清", "副主任医师", "全科", 11),
    _Hired("江雨雯", "主治医师", "全科", 4, _OTHER, "二级甲等"), _Hired("方文哲", "主治医师", "全科", 5),
    _Hired("苏晓宁", "副主任医师", "儿科", 9), _Hired("贺明轩", "主治医师", "儿科", 7),
    _Hired("温如岚", "主任医师", "妇产科", 16), _Hired("严立诚", "主治医师", "皮肤科", 8),
    _Hired("毕新宇", "住院医师", "全科", 1),
)  # fmt: skip
_PATTERN = (
    ("江雨雯", 12, 20, 0), ("陆致远", 20, 30, 0), ("江雨雯", 30, 36, 0), ("方文哲", 12, 18, 0),
    ("韦思清", 18, 26, 0), ("方文哲", 30, 36, 0), ("苏晓宁", 12, 24, 0), ("贺明轩", 24, 36, 0),
    ("温如岚", 12, 22, 0), ("温如岚", 22, 32, 30), ("严立诚", 32, 36, 0),
)  # fmt: skip
"""From noon: doctor, from hour, to hour, minutes to call back; one general practitioner is missing from 2 to 6."""


class _Told(NamedTuple):
    """A call of the past: how many minutes ago it came, how long it waited and lasted, and what was kept."""

    ago: int
    waited: int
    lasted: int
    doctor: str
    said: dict[str, Any]


def _said(outcome: str, department: str, complaint: str, advice: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "department": department, "complaint": complaint, "advice": advice,
            "advice_kind": kind, "checked": tuple(CHECKS), "notice_told": True, **more}  # fmt: skip


_CALLS = (
    _Told(1005, 42, 9, "陆致远", _said(
        "emergency", "全科", "晚饭后突然胸痛，压榨样，出汗多，左臂麻", "立即拨打 120，静卧休息", "emergency",
        told_120=True, onset="今晚 21:05", severity="NRS 7 分", vitals="血压 158/96")),
    _Told(940, 95, 6, "韦思清", _said(
        "advice", "内科", "血压偏高，没有胸痛、头晕", "按原医嘱服药，早晚各测一次血压", "treatment",
        background={"history": "高血压 10 年", "allergy": "青霉素"})),
    _Told(880, 700, 8, "贺明轩", _said(
        "clinic", "儿科", "孩子 4 岁，低热两天", "补水观察，明早儿科门诊就诊", "guidance")),
    _Told(300, 60, 5, "方文哲", _said(
        "advice", "皮肤科", "足背皮疹三天，不痒", "保持干燥，一周不退皮肤科就诊", "treatment")),
    _Told(190, 120, 4, "江雨雯", {
        "outcome": "call_back", "department": "内科", "complaint": "等化验结果再问", "notice_told": True}),
)  # fmt: skip


def rehearse_phone(desk: Desk, now: datetime) -> int:
    """Furnish the phone doctors at `now`, the demo's moment; returns how many verbs were played."""
    phone = PhoneDesk(desk, MANAGERS[0])
    cards = _hire(desk, phone)
    _fill_roster(desk, cards, now)
    people = _people(desk, len(_CALLS) + 2)
    played = sum(_tell(desk, policy, one, cards[one.doctor], now) for policy, one in zip(people, _CALLS, strict=False))
    return played + _still_open(desk, people[len(_CALLS) :], cards["江雨雯"], now)


def _hire(desk: Desk, phone: PhoneDesk) -> dict[str, DoctorCard]:
    for place, one in enumerate(_DOCTORS):
        draft = DoctorDraft(one.name, one.title, one.hospital, one.grade, True, True, one.years, (one.department,),
                            f"1380000{4401 + place}")  # fmt: skip
        doctors.save_doctor(desk, Entry(MANAGERS[0]), draft)
    return {card.name: card for card in phone.doctors()}


def _fill_roster(desk: Desk, cards: dict[str, DoctorCard], now: datetime) -> None:
    """A week of days from noon to noon, beginning on the Sunday before."""
    monday = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
    departments = {one.name: one.department for one in _DOCTORS}
    for day in range(-1, 7):
        for name, start, end, minutes in _PATTERN:
            begin = monday + timedelta(days=day)
            span = begin + timedelta(hours=start), begin + timedelta(hours=end)
            kind = "on_call" if minutes else "duty"
            duties.save_duty(desk, Entry(MANAGERS[0]),
                             DutyDraft(cards[name].id, departments[name], *span, kind, minutes))  # fmt: skip


def _people(desk: Desk, most: int) -> list[int]:
    """Policies in force whose insured person can be called."""
    with desk.reading() as session:
        wanted = (
            select(Policy).join(Person, Person.id == Policy.insured_id)
            .where(Policy.status == "in_force", Policy.end > desk.clock().date(), Person.phone != "")
            .order_by(Policy.id.desc()).limit(most)
        )  # fmt: skip
        return [policy.id for policy in session.scalars(wanted)]


def _tell(desk: Desk, policy_id: int, one: _Told, doctor: DoctorCard, now: datetime) -> int:
    """A call of the past, entered now for the time it happened."""
    came = now - timedelta(minutes=one.ago)
    taken = came + timedelta(seconds=one.waited)
    ended = taken + timedelta(minutes=one.lasted)
    case = _apply(desk, policy_id, came, "wechat")
    if case == 0:
        return 0
    again: dict[str, Any] = {"again_at": now + timedelta(minutes=40)} if one.said["outcome"] == "call_back" else {}
    consult.take_call(desk, case, Entry(MANAGERS[0], taken), doctor=doctor.given)
    calls.record_call(desk, case, Entry(MANAGERS[0], ended), **one.said, **again, seconds=one.lasted * 60)
    return 3


def _still_open(desk: Desk, people: Sequence[int], doctor: DoctorCard, now: datetime) -> int:
    """One who talks and one who waits."""
    for policy_id, ago in zip(people, (7, 2), strict=False):
        case = _apply(desk, policy_id, now - timedelta(minutes=ago), "wechat")
        if case and ago == 7:
            _add_daughter(desk, case)
            taken = now - timedelta(minutes=6, seconds=12)
            consult.take_call(desk, case, Entry(MANAGERS[0], taken), doctor=doctor.given)
    return 3


def _apply(desk: Desk, policy_id: int, at: datetime, entrance: str) -> int:
    application = applying.Application(item=Item.PD, entrance=entrance)
    outcome = applying.apply(desk, policy_id, application, Entry(MANAGERS[0], at))
    return outcome.case_id if isinstance(outcome, Done) else 0


def _add_daughter(desk: Desk, case_id: int) -> None:
    with desk.store.writing() as session:
        row = session.scalars(select(Case).where(Case.id == case_id).options(joinedload(Case.person))).one()
        session.add(Contact(person_id=row.person_id, role="女儿", name="陈小敏", phone=row.person.phone))
