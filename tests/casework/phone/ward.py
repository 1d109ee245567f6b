"""A phone desk with invented doctors and callers, for tests that begin there."""

from __future__ import annotations

from datetime import date

from desktop.casework.desk import Desk
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.phone.rows import DoctorCard, DoctorDraft, DutyDraft
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Contact, Person, Policy

PHONE = "13800005521"
ALL_CHECKS = ("name", "id_last4", "birth")
ADVISED = {
    "outcome": "advice", "complaint": "感冒三天", "advice": "多饮水，三天不退热就诊", "advice_kind": "treatment",
    "checked": ALL_CHECKS, "notice_told": True, "department": "内科", "seconds": 240,
}  # fmt: skip


def doctor(name: str = "陆远", **more) -> DoctorDraft:
    """A doctor who meets every part of PD-03, but for what is given."""
    usual = {
        "title": "主治医师", "hospital": "示例第一医院", "hospital_grade": "三级甲等", "public": True,
        "general_practitioner": True, "years": 6, "departments": ("全科",), "phone": "13800004401",
    }  # fmt: skip
    return DoctorDraft(name, **{**usual, **more})


def hired(phone: PhoneDesk, *drafts: DoctorDraft) -> list[DoctorCard]:
    """These doctors, entered."""
    for draft in drafts:
        phone.save_doctor(draft)
    cards = {card.name: card for card in phone.doctors()}
    return [cards[draft.name] for draft in drafts]


def stretch(card: DoctorCard, start: str, end: str, department: str = "全科", **more) -> DutyDraft:
    """A stretch of the roster between two moments."""
    return DutyDraft(card.id, department, parse_moment(start), parse_moment(end), **more)


def insured(desk: Desk, number: str = "660800013012", name: str = "陈启宇", phone: str = PHONE) -> int:
    """An insured man of 61 with a policy of 2026 and a daughter as contact; the policy's id."""
    with desk.store.writing() as session:
        person = Person(name=name, sex="男", birth_date=date(1965, 1, 8), phone=phone, phone_last4=phone[-4:],
                        id_number="310101196501084818", id_type="身份证", id_last4="4818")  # fmt: skip
        person.contacts.append(Contact(role="女儿", name="陈小敏", phone=phone))
        policy = Policy(
            carrier_id=house_carrier(session).id, number=number, plan_name=HANDBOOK_PLAN.name, insured=person,
            start=date(2026, 1, 1), end=date(2026, 12, 31), relation="本人",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        return policy.id
