"""A demo's two consultations: one whose report is nearly written, one whose guidance is; invented people throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.casework.applying import Application
from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, issuing, reading
from desktop.casework.documents.rows import Ticket
from desktop.casework.documents.sample_drafts import write_sample
from desktop.casework.rehearsal_insured import Insured, cast, open_hospitals
from desktop.casework.rehearsal_scripts import Act
from desktop.casework.rehearsing import Rehearsal
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Policy

_ME = Entry("林悦")
_LIVER = {
    "name": "恶性肿瘤——重度", "icd10": "C22.0", "icdo3": 3, "pathology": True, "tnm": "cT2N0M0", "stage": "Ⅱ期",
}  # fmt: skip
_HOUSES = {"申江肿瘤医院": "上海", "华亭医院": "上海", "浦江第一医院": "上海", "岭南肿瘤医院": "广州"}
_EXPERTS = (
    ("顾平", "肝胆外科", "主任医师", "申江肿瘤医院"), ("沈文", "肿瘤内科", "主任医师", "华亭医院"),
    ("许洁", "肿瘤内科", "副主任医师", "申江肿瘤医院"), ("邵安", "放射治疗科", "主任医师", "浦江第一医院"),
    ("梁启", "介入科", "主任医师", "岭南肿瘤医院"), ("杜若", "病理科", "副主任医师", "华亭医院"),
    ("蒋岚", "影像科", "主任医师", "浦江第一医院"),
)  # fmt: skip
_QUESTIONS = ("能否手术切除？", "TACE 后转化时机？", "抗病毒方案？")
_MATERIALS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("id", {"form": "copy", "dated": date(2026, 9, 15)}), ("policy_no", {}), ("consent", {"note": "v2.1·微信签署"}),
    ("records", {"hospital": "临江市第一人民医院"}),
    ("summary", {"hospital": "临江市第一人民医院", "dated": date(2026, 8, 28)}),
    ("drugs", {"problem": "blurred", "note": "手机照片 1 张"}), ("questions", {}),
    ("imaging_report", {"problem": "missing_pages", "note": "胸腹增强 CT 缺第 2 页"}),
    ("dicom", {"form": "original", "note": "DICOM 412 幅"}), ("liver_imaging", {"dated": date(2026, 9, 11)}),
    ("pathology", {"form": "original", "hospital": "临江市第一人民医院"}), ("genes", {"state": "not_provided"}),
    ("recent_labs", {"dated": date(2026, 9, 17)}), ("afp", {"dated": date(2026, 9, 17), "note": "近 1 个月内"}),
    ("hepatitis", {"problem": "outdated", "dated": date(2026, 7, 2)}), ("child_pugh", {"note": "A 级 5 分"}),
)  # fmt: skip


class Consulted(NamedTuple):
    """A customer of the demo's consultations: name, born, policy, and the day of the application."""

    name: str
    born: date
    policy: str
    applied: str
    held: str


WRITING = Consulted("孙国", date(1968, 3, 8), "6608202600004190", "2026-09-14 09:40", "2026-09-23 10:00")
GUIDED = Consulted("何建华", date(1961, 11, 2), "6608202600002217", "2026-09-14 10:05", "2026-09-22 14:00")


def rehearse_consultations(desk: Desk, rehearsal: Rehearsal) -> None:
    """Bring both cases in and plan what happens to them until the consultation was held."""
    _experts(desk)
    for one in (GUIDED, WRITING):
        insured = Insured(one.name, "男", one.born, f"139{one.policy[-4:]}2026", one.policy)
        application = Application(item=Item.MD, entrance="app", illness="肝细胞癌")
        rehearsal.act_out(cast(desk, insured, application, _ME), _acts(one))


def _experts(desk: Desk) -> None:
    open_hospitals(desk, {name: (city, "三级甲等") for name, city in _HOUSES.items()})
    for name, specialty, title, hospital in _EXPERTS:
        add_expert(desk, _ME, ExpertDraft(name, hospital, title, specialty, _HOUSES[hospital]))


def _acts(one: Consulted) -> Iterator[tuple[datetime, Act]]:
    first, held = parse_moment(one.applied), parse_moment(one.held)
    named = {name: (name, specialty, title, hospital) for name, specialty, title, hospital in _EXPERTS}
    invited = [named[name] for name in ("顾平", "沈文", "许洁", "邵安")]
    steps: list[tuple[datetime, str, dict[str, Any]]] = [
        (first + timedelta(minutes=20), "take", {}),
        (first + timedelta(hours=2), "review", {"outcome": "confirmed", "illness": _LIVER}),
        (parse_moment("2026-09-15 09:50"), "call", {
            "outcome": "reached", "request_recorded": True, "note": "希望在上海治疗，想知道能不能手术"}),
        (parse_moment("2026-09-17 10:10"), "plan_mdt", {
            "disciplines": ["肝胆外科", "肿瘤内科", "放射治疗科"], "questions": list(_QUESTIONS)}),
    ]  # fmt: skip
    for place, (name, specialty, title, hospital) in enumerate(invited):
        expert: dict[str, Any] = {
            "name": name, "hospital": hospital, "grade": "三级甲等", "title": title, "specialty": specialty,
            "city": _HOUSES[hospital],
        }  # fmt: skip
        steps.append((parse_moment("2026-09-18 09:20") + timedelta(minutes=7 * place), "book_expert", expert))
    for place, (item, values) in enumerate(_MATERIALS):
        steps.append((parse_moment("2026-09-18 14:00") + timedelta(minutes=2 * place), "check_material",
                      {"item": item, **values}))  # fmt: skip
    who = ["customer", "host", *(expert[0] for expert in invited)]
    steps += [
        (parse_moment("2026-09-21 11:00"), "propose_time", {
            "meets_at": held, "minutes": 60, "mode": "video", "place": "远程会诊平台"}),
        (parse_moment("2026-09-21 16:30"), "confirm_time", {"who": who}),
        (held, "hold_consultation", {}),
    ]  # fmt: skip
    for when, verb, values in steps:
        yield when, Act(verb, 0, values, person=_ME.person)


def issue_one_report(desk: Desk) -> int:
    """The first consultation's report goes out, and its guidance is begun; returns how much was done."""
    case_id = _case(desk, GUIDED)
    if not case_id:
        return 0
    write_sample(desk, case_id, _ME, "mdt")
    row = reading.current(desk, case_id, "mdt")
    if row is None:
        return 0
    _save(desk, row.id, {**row.content, "held_until": GUIDED.held[:11] + "15:05"})
    ticket = issuing.reserve(desk, row.id, _ME)
    if not isinstance(ticket, Ticket):
        return 0
    issuing.issue(desk, row.id, _ME, revision=ticket.revision)
    write_sample(desk, case_id, _ME, "guidance")
    begun = reading.current(desk, case_id, "guidance")
    if begun is not None:
        _save(desk, begun.id, {name: value for name, value in begun.content.items() if name != "mind"})
    return 2


def write_other_report(desk: Desk) -> int:
    """The other report is written but for two fields and a signature."""
    case_id = _case(desk, WRITING)
    if not case_id:
        return 0
    write_sample(desk, case_id, _ME, "mdt")
    row = reading.current(desk, case_id, "mdt")
    if row is None:
        return 0
    content = {name: value for name, value in row.content.items() if name != "not_advised"}
    content["questions"] = list(_QUESTIONS)
    plan = [dict(one) for one in content["follow_up"]]
    plan[-1].pop("purpose", None)
    signing = [dict(one) for one in content["signatures"]]
    for name in ("signed", "signed_on"):
        signing[-1].pop(name, None)
    _save(desk, row.id, {**content, "follow_up": plan, "signatures": signing})
    return 1


def _save(desk: Desk, document_id: int, content: Mapping[str, Any]) -> None:
    row = reading.document(desk, document_id)
    drafts.save_draft(desk, document_id, _ME, content=content, revision=row.revision)


def _case(desk: Desk, one: Consulted) -> int:
    with desk.reading() as session:
        wanted = select(Case.id).join(Policy, Policy.id == Case.policy_id).where(Policy.number == one.policy)
        return session.scalar(wanted) or 0
