"""What the case already knows of its documents: read-only values, and those that a new draft begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.case_pictures import house_values, key_image_rows
from desktop.casework.documents.earlier_readings import carried_over
from desktop.casework.dossier import load_case, situation
from desktop.casework.masking import age_on, masked_document, masked_phone
from desktop.casework.texts import text_set
from desktop.casework.wording import MODES
from desktop.handbook.consultation_facts import Details
from desktop.handbook.documents import GUIDANCE, MDT
from desktop.handbook.documents.vocabulary import NOT_PROVIDED, Form
from desktop.handbook.facts import Facts
from desktop.handbook.moments import write_moment
from desktop.handbook.nodule_materials import EXAM_TITLES, MATERIAL_TITLES
from desktop.handbook.situation import Situation
from desktop.models.tables import Case, Document, Record

CALL_BACK_DAYS = 7
"""The follow-up call comes about a week after the guidance."""

_PERSON = ("name", "sex", "born", "age", "document", "phone", "policy", "case_number")


class CaseFile(NamedTuple):
    """A case as a document reads it: its row, what the rules know of it, and when and by whom it is read."""

    row: Case
    case: Situation
    now: datetime
    person: str

    @property
    def facts(self) -> Facts:
        """What its timeline says."""
        return self.case.facts


def case_file(session: Session, desk: Desk, case_id: int, entry: Entry) -> CaseFile:
    """The case with its situation now."""
    now = desk.clock()
    row = load_case(session, case_id)
    return CaseFile(row, situation(session, desk, row, now, entry.person), now, entry.person)


def known_values(session: Session, form: Form, file: CaseFile) -> dict[str, Any]:
    """The values of the form's read-only fields as the case has them now; what it does not know is 资料未提供."""
    known: dict[str, Any] = dict(_person(file))
    if form is MDT:
        known.update(_consultation(file.facts))
    elif form is GUIDANCE:
        known = {**known, "opinion": _opinion(session, file)}
    else:
        known.update(_reading(file.facts))
    if form is not GUIDANCE:
        known.update(house_values(session, known), key_images=key_image_rows(session, file.row.id))
    wanted = {field.name for _, field in form.stored()}
    return {name: value for name, value in known.items() if name in wanted}


def opening_values(session: Session, desk: Desk, form: Form, file: CaseFile) -> dict[str, Any]:
    """What a first draft begins with beside the read-only fields."""
    if form is GUIDANCE:
        return _contact(session, desk, file)
    values: dict[str, Any] = {"seal": "电子章", "materials": list(_materials(file))}
    if form is MDT:
        plan, meeting = last_details(file, "plan_mdt"), last_details(file, "propose_time")
        values.update(mode=MODES.get(meeting.get("mode", "")), place=meeting.get("place"))
        values.update(recorder=_manager(file), disciplines=plan.get("disciplines", []),
                      questions=plan.get("questions", []), **_diagnosis(file.facts.illness))  # fmt: skip
    else:
        values.update(carried_over(session, file.row, file.facts.nodule))
    return {name: value for name, value in values.items() if value not in ("", [], None)}


def last_details(file: CaseFile, verb: str) -> Details:
    """What the last record of a verb says, voided ones left out (D-09); empty without one."""
    return next((record.details for record in reversed(list(records_of(file, verb)))), {})


def records_of(file: CaseFile, verb: str) -> Iterator[Record]:
    """The records of a verb that stand, in entry order."""
    kept = (record for record in sorted(file.row.records, key=lambda record: record.seq))
    return (record for record in kept if record.verb == verb and record.seq not in file.facts.voided)


def _person(file: CaseFile) -> Iterator[tuple[str, str]]:
    insured, policy = file.row.policy.insured, file.row.policy
    age = age_on(insured.birth_date, file.now.date())
    values = (
        insured.name, insured.sex, insured.birth_date.isoformat() if insured.birth_date else "",
        f"{age} 岁" if age is not None else "", masked_document(insured.id_number or ""), masked_phone(insured.phone),
        policy.number[-4:], file.row.number,
    )  # fmt: skip
    return ((name, value or NOT_PROVIDED) for name, value in zip(_PERSON, values, strict=True))


def _consultation(facts: Facts) -> dict[str, Any]:
    experts = [
        {name: expert.get(name, "") for name in ("name", "hospital", "specialty", "grade", "title")}
        for expert in {(one["name"], one.get("hospital", "")): one for one in facts.experts}.values()
    ]
    signers = [{name: expert[name] for name in ("name", "hospital", "specialty")} for expert in experts]
    held = write_moment(facts.held_at) if facts.held_at else ""
    return {"held_at": held, "experts": experts, "opinions": signers, "signatures": signers}


def _reading(facts: Facts) -> dict[str, Any]:
    reader = {f"reader_{name}": facts.reader.get(name, "") for name in ("title", "hospital", "grade", "city")}
    complete = facts.complete_at.date().isoformat() if facts.complete_at else ""
    return {"kind": facts.nodule, "complete_on": complete, "reader": facts.reader.get("name", ""), **reader}


def _opinion(session: Session, file: CaseFile) -> str:
    issued = latest_issued(session, file.row.id, MDT.kind)
    if issued is not None:
        return f"{issued.number} 第 {issued.version} 版"
    return f"{file.row.number} 第 {file.facts.versions} 版" if file.facts.versions else ""


def latest_issued(session: Session, case_id: int, kind: str) -> Document | None:
    """The newest issued version of a document, as it was issued."""
    wanted = select(Document).where(Document.case_id == case_id, Document.kind == kind, Document.state == "issued")
    return session.scalars(wanted.order_by(Document.version.desc()).limit(1)).first()


def _materials(file: CaseFile) -> Iterator[dict[str, str]]:
    for record in records_of(file, "receive_materials"):
        exam = EXAM_TITLES.get(record.details.get("exam", ""), "")
        day = record.happened_at.date().isoformat()
        for item in record.details["items"]:
            title = MATERIAL_TITLES.get(item, item)
            yield {"item": f"{exam} {title}".strip() if item == "images" else title, "day": day}


def _diagnosis(illness: Mapping[str, Any]) -> dict[str, str]:
    given = {"icd10": illness.get("icd10"), "tnm": illness.get("tnm"), "stage": illness.get("stage")}
    return {name: str(value) for name, value in given.items() if value}


def _manager(file: CaseFile) -> str:
    return file.row.owner.name if file.row.owner else file.person


def contact_values(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Whom the customer calls and when, and the day on which they are called back."""
    day = (file.now + timedelta(CALL_BACK_DAYS)).date()
    calendar = desk.office.calendar
    return {
        "manager": _manager(file), "manager_phone": text_set().service_phone,
        "hours": "工作日 " + "、".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in desk.office.hours.windows),
        "call_back": (day if calendar.is_workday(day) else calendar.next(day)).isoformat(),
    }  # fmt: skip


def _contact(session: Session, desk: Desk, file: CaseFile) -> dict[str, Any]:
    """Whom to call, and the opinion's follow-up plan as the beginning of the calendar."""
    values: dict[str, Any] = dict(contact_values(desk, file))
    issued = latest_issued(session, file.row.id, MDT.kind)
    plan = list(_calendar(issued.content.get("follow_up") or ())) if issued else []
    return {**values, "calendar": plan} if plan else values


def _calendar(rows: Iterable[Details]) -> Iterator[dict[str, str]]:
    for row in rows:
        calendar = {"when": row.get("when"), "item": row.get("item"), "note": row.get("purpose")}
        yield {name: value for name, value in calendar.items() if value}
