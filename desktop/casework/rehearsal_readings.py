"""A demo's readings in the middle of the work: lung, breast and thyroid, and a parcel that has just come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.casework.applying import Application
from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, reading
from desktop.casework.documents.rows import Opened
from desktop.casework.documents.sample_drafts import sample
from desktop.casework.rehearsal_insured import Insured, cast, open_hospitals
from desktop.casework.rehearsal_scripts import Act
from desktop.casework.rehearsing import Rehearsal
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Policy
from desktop.paths import resource_path

_ME = Entry("林悦")
_HOUSES = {
    "申江肺科医院": ("上海", "三级甲等"), "浦江第一医院": ("上海", "三级甲等"), "岭南肿瘤医院": ("广州", "三级甲等"),
    "临江市第一人民医院": ("临江", "三级甲等"),
}  # fmt: skip
_EXPERTS = (
    ("李东", "主任医师", "申江肺科医院", "呼吸内科"), ("秦岚", "主任医师", "浦江第一医院", "超声科"),
    ("方远", "副主任医师", "岭南肿瘤医院", "影像科"), ("丁一凡", "主治医师", "申江肺科医院", "影像科"),
    ("江涛", "主任医师", "临江市第一人民医院", "影像科"),
)  # fmt: skip
_UNWRITTEN = {"lung": ("signed", "signed_on"), "breast": ("signed", "signed_on", "evidence"), "thyroid": ("signed",)}


class Read(NamedTuple):
    """A customer of the demo's readings: name, sex, born, policy, kind of nodule, applied, and who reads."""

    name: str
    sex: str
    born: date
    policy: str
    kind: str
    applied: str
    complete: str
    reader: str


LUNG = Read("周敏", "女", date(1970, 5, 20), "6608202600007731", "lung", "2026-09-17 15:20", "2026-09-21 10:12", "李东")
BREAST = Read(
    "韩雪", "女", date(1982, 2, 11), "6608202600005128", "breast", "2026-09-16 09:30", "2026-09-18 14:30", "秦岚"
)
THYROID = Read(
    "邓丽", "女", date(1987, 7, 3), "6608202600003946", "thyroid", "2026-09-17 10:40", "2026-09-22 11:05", "秦岚"
)
PARCEL = Read("罗文", "男", date(1965, 1, 30), "6608202600006275", "lung", "2026-09-21 09:10", "", "")
READINGS = (LUNG, BREAST, THYROID, PARCEL)


def rehearse_readings(desk: Desk, rehearsal: Rehearsal) -> None:
    """Bring the cases in and plan what happens to them until the reader has the images."""
    _experts(desk)
    for one in READINGS:
        insured = Insured(one.name, one.sex, one.born, f"138{one.policy[-4:]}2026", one.policy)
        application = Application(item=Item.ND, entrance="app", nodule=one.kind)
        rehearsal.act_out(cast(desk, insured, application, _ME), _acts(one))


def _experts(desk: Desk) -> None:
    open_hospitals(desk, _HOUSES)
    for name, title, hospital, specialty in _EXPERTS:
        add_expert(desk, _ME, ExpertDraft(name, hospital, title, specialty, _HOUSES[hospital][0]))


def _acts(one: Read) -> Iterator[tuple[datetime, Act]]:
    first = parse_moment(one.applied)
    number = f"SF15{one.policy[-6:]}6382"
    parcel = {"courier": "顺丰", "number": number, "hospital_grade": "三级甲等"}
    steps: list[tuple[datetime, str, Mapping[str, Any]]] = [
        (first, "take", {}),
        (first.replace(hour=17), "call", {"outcome": "reached", "note": "已说明要寄的材料，寄费由服务承担"}),
    ]
    if one.complete:
        complete = parse_moment(one.complete)
        exam = {"lung": "CT"}.get(one.kind, "ultrasound")
        items = ["id", "images", "diagnosis", "report"] if one.kind == "lung" else ["id", "images", "report"]
        steps += [
            (complete, "receive_materials", {**parcel, "items": items, "exam": exam, "originals": ["影像资料"]}),
            (complete.replace(hour=16), "assign_reader", _reader(one)),
        ]
    else:
        steps.append((parse_moment("2026-09-22 09:40"), "receive_materials", {**parcel, "items": ["id"]}))
    for when, verb, values in steps:
        yield when, Act(verb, 0, values, person=_ME.person)


def _reader(one: Read) -> dict[str, str]:
    name, title, hospital, _ = next(expert for expert in _EXPERTS if expert[0] == one.reader)
    city, grade = _HOUSES[hospital]
    return {"name": name, "title": title, "hospital": hospital, "city": city, "grade": grade}


def write_readings(desk: Desk) -> int:
    """Write the three reports as far as they have come; returns how many."""
    return sum(_write(desk, one) for one in READINGS if one.complete)


def _write(desk: Desk, one: Read) -> int:
    with desk.reading() as session:
        wanted = select(Case.id).join(Policy, Policy.id == Case.policy_id).where(Policy.number == one.policy)
        case_id = session.scalar(wanted.where(Case.item == Item.ND.value))
    opened = drafts.open_draft(desk, case_id, _ME, kind="nodule") if case_id else None
    if not isinstance(opened, Opened):
        return 0
    begun = reading.document(desk, opened.document_id)
    content = {**begun.content, **_content(one)}
    drafts.save_draft(desk, begun.id, _ME, content=content, revision=begun.revision)
    return 1


def _content(one: Read) -> dict[str, Any]:
    said = dict(sample("nodule")["content"])
    if one.kind != "lung":
        path = resource_path("samples", "documents", f"nodule_{one.kind}.json")
        said.update(json.loads(path.read_text(encoding="utf-8"))["content"])
    else:
        said["nodules"] = [_undecided(row) for row in said["nodules"]]
    return {name: value for name, value in said.items() if name not in _UNWRITTEN[one.kind]}


def _undecided(row: Mapping[str, Any]) -> dict[str, Any]:
    """The first nodule is confirmed; of the second the expert's word is still wanted."""
    open_ = ("word", "confirmed_by", "confirmed_at") if row["number"] == 2 else ()
    kept = {name: value for name, value in row.items() if name not in open_}
    return {**kept, "confirmed_by": LUNG.reader} if "confirmed_by" in kept else kept
