"""What a rehearsal does with each kind of case: the usual verbs in their usual order, with working minutes between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop.handbook.vocabulary import Item


class Act(NamedTuple):
    """One verb: working minutes after the one before (`plain`: minutes by the clock), and its values.

    `visit_after` asks for a visit so many working days later; `person` does it instead of the case's owner.
    """

    verb: str
    minutes: int
    values: Mapping[str, Any] = {}
    visit_after: int = 0
    plain: bool = False
    person: str = ""


BREAST = {"name": "恶性肿瘤——重度", "icd10": "C50.9", "icdo3": 3, "pathology": True}
_LIVER = {"name": "恶性肿瘤——重度", "icd10": "C22.0", "icdo3": 3, "pathology": True}
_TAKE = Act("take", 25)
_CONFIRM = Act("review", 120, {"outcome": "confirmed", "illness": BREAST})
_TRIAGE = Act("triage", 60, {"advised": "肿瘤内科"})
_SETTLE = Act("settle", 30)
_ESCORT = Act("assign_escort", 60)
_NOTICE = Act("notify", 45, {"by": "sms"})


def _expert(name: str, specialty: str, hospital: str, city: str) -> Act:
    return Act("book_expert", 40, {
        "name": name, "specialty": specialty, "hospital": hospital, "city": city, "grade": "三级甲等",
        "title": "主任医师",
    })  # fmt: skip


SCRIPTS: Mapping[Item, tuple[Act, ...]] = {
    Item.OUTPATIENT: (
        _TAKE, _CONFIRM, _TRIAGE, _SETTLE,
        Act("book", 420, {"title": "主任医师", "place": "门诊楼 3 层"}, visit_after=3), _ESCORT, _NOTICE,
        Act("remind", 700, {"by": "sms"}), Act("escort_call", 90), Act("serve", 900),
    ),
    Item.INPATIENT: (
        _TAKE, _CONFIRM, _TRIAGE, _SETTLE, Act("book", 600, {"place": "住院部 2 号楼"}, visit_after=3),
        _ESCORT, _NOTICE,
        Act("remind", 500, {"by": "sms"}), Act("escort_call", 60), Act("admit", 700),
    ),
    Item.VISIT: (
        _TAKE, Act("visit_materials", 60, {"have": ["id", "personal"]}),
        Act("visit_materials", 60, {"have": ["policy", "stay"]}), Act("plan_visit", 40, visit_after=2),
    ),
    Item.MD: (
        _TAKE, Act("review", 90, {"outcome": "confirmed", "illness": _LIVER}),
        Act("call", 60, {"outcome": "reached", "request_recorded": True}),
        Act("receive_materials", 300, {"items": ["id", "diagnosis", "images"]}),
        Act("plan_mdt", 120, {
            "disciplines": ["肿瘤内科", "肝胆外科", "放疗科"], "questions": ["能否手术", "是否先行转化治疗"]}),
        _expert("潘志远", "肝胆外科", "复旦大学附属中山医院", "上海"),
        _expert("顾文静", "肿瘤内科", "复旦大学附属肿瘤医院", "上海"),
        _expert("罗思齐", "放疗科", "中山大学肿瘤防治中心", "广州"),
        Act("hold_consultation", 600), Act("issue_report", 240), Act("send_guidance", 240),
    ),
    Item.ND: (
        _TAKE, Act("call", 60, {"outcome": "reached"}), Act("receive_materials", 500, {"items": ["id"]}),
        Act("receive_materials", 300, {"items": ["images", "diagnosis", "report", "ultrasound_report"]}),
        Act("assign_reader", 200, {
            "name": "程砚秋", "hospital": "北京协和医院", "city": "北京", "grade": "三级甲等", "title": "主任医师"}),
        Act("issue_report", 500),
    ),
    Item.OC: (
        Act("take", 6, plain=True), Act("answer", 12, {"text": "建议携带既往病历到就近医院内科就诊。"}, plain=True),
        Act("close", 20, plain=True),
    ),
    Item.PD: (
        Act("take", 2, plain=True),
        Act("take_call", 3, {"doctor": {
            "name": "唐医生", "title": "主治医师", "years": 6, "hospital_grade": "三级甲等",
            "public": True}}, plain=True),
        Act("close", 15, plain=True),
    ),
}  # fmt: skip
