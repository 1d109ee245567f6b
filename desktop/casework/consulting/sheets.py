"""What the two workspaces show beside the case, all of it derived from the case's facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.consulting.rows import (
    ConsultationSheet,
    Invited,
    MaterialLine,
    Parcel,
    Proposal,
    ReadingItem,
    ReadingSheet,
)
from desktop.casework.desk import Desk
from desktop.casework.documents.earlier_readings import earlier_nodules
from desktop.casework.dossier import load_case, situation
from desktop.casework.gateways.parcels import STATES
from desktop.casework.material_files import file_counts
from desktop.handbook.conditions.consulting import reading_locked
from desktop.handbook.consultation_facts import FEWEST_SPECIALTIES, Details
from desktop.handbook.consultation_materials import EVERY, TUMOURS, Wanted, is_fine, tumour_of, wanted
from desktop.handbook.couriers import plain_number
from desktop.handbook.facts import Facts
from desktop.handbook.moments import parse_moment
from desktop.handbook.nodule_materials import (
    EXAM_TITLES,
    EXAMS,
    MATERIAL_TITLES,
    NEEDED,
    NODULE_TITLES,
    lacking,
    misfit,
)
from desktop.models.tables import Case, Record
from desktop.models.tables import Parcel as Followed

_PARCELS = ("receive_materials", "post_report", "return_originals")
_ALSO: dict[str, tuple[str, ...]] = {"lung": ("report",), "breast": ("diagnosis",), "thyroid": ("diagnosis",)}
"""What helps a reading without being part of the set (ND-10)."""


def consultation_sheet(session: Session, desk: Desk, case_id: int, *, tumour: str = "") -> ConsultationSheet:
    """The MDT workspace's sheet; `tumour` overrides the group that the case's ICD-10 code tells."""
    row = load_case(session, case_id)
    facts = situation(session, desk, row, desk.clock()).facts
    group = tumour or tumour_of(str(facts.illness.get("icd10") or ""))
    lines = tuple(_lines(facts, group, file_counts(session, case_id)))
    asked = [line for line in lines if line.need == "required"]
    return ConsultationSheet(
        case_id=case_id, tumour=group, tumour_title=next((one.title for one in TUMOURS if one.key == group), ""),
        materials=lines, received=sum(not line.open for line in asked), needed=len(asked),
        problems=sum(bool(line.problem) for line in lines),
        disciplines=tuple(_plan(row.records, facts).get("disciplines", ())),
        questions=tuple(_plan(row.records, facts).get("questions", ())),
        experts=tuple(_invited(facts)), specialties=facts.specialties,
        enough=facts.specialties >= FEWEST_SPECIALTIES, verdict=_verdict(facts), proposal=_proposal(facts),
        held_at=facts.held_at, originals=facts.originals_here, parcels=_parcels(session, row, facts),
        to_ask=tuple(_asking(line) for line in lines if line.problem or (line.open and line.need == "required")),
    )  # fmt: skip


def _lines(facts: Facts, group: str, files: Mapping[str, int]) -> Iterator[MaterialLine]:
    """The group's list, then what was entered beyond it, in the order in which it was."""
    listed = {one.key: one for one in wanted(group)}
    further = [key for key in facts.checked if key not in listed]
    for key in (*listed, *further):
        entry = listed.get(key) or EVERY.get(key) or Wanted(key, facts.checked[key]["title"], "另收", "optional")
        yield _line(entry, facts.checked.get(key, {}), facts)._replace(files=files.get(key, 0))


def _line(entry: Wanted, details: Details, facts: Facts) -> MaterialLine:
    state = str(details.get("state", ""))
    settled = is_fine(details) or state == "not_provided"
    return MaterialLine(
        entry.key, entry.title, entry.group, entry.need, entry.hint, state, str(details.get("problem", "")),
        str(details.get("form", "")), _said(details), entry.title in facts.originals, entry.title in facts.returned,
        not settled, str(details.get("hospital") or ""), str(details.get("dated") or ""),
        str(details.get("note") or ""),
    )  # fmt: skip


def _said(details: Details) -> str:
    """Where it is from, of which day, and who checked it."""
    parts = (details.get("hospital", ""), details.get("dated", ""), details.get("note", ""))
    by = f"{details['by']}核" if details.get("by") and details.get("state") else ""
    return "·".join(str(part) for part in (*parts, by) if part)


def _asking(line: MaterialLine) -> str:
    from_here = {"blurred": "（模糊，请重发）", "missing_pages": "（缺页）", "other_person": "（非本人）",
                 "outdated": "（已过期）", "unreadable": "（打不开）"}  # fmt: skip
    return f"{line.title}{from_here.get(line.problem, '')}"


def _plan(records: Sequence[Record], facts: Facts) -> Details:
    """The plan as written last; voided ones do not count (D-09)."""
    plans = [one.details for one in records if one.verb == "plan_mdt" and one.seq not in facts.voided]
    return plans[-1] if plans else {}


def _invited(facts: Facts) -> Iterator[Invited]:
    """MD-05: each specialty is numbered once."""
    seen: dict[str, int] = {}
    for expert in facts.experts:
        specialty = expert["specialty"]
        number = 0 if specialty in seen else len(seen) + 1
        seen.setdefault(specialty, number)
        yield _expert(expert, number, expert["name"] in facts.confirmed)


def _expert(details: Details, number: int, confirmed: bool) -> Invited:
    told: dict[str, Any] = {key: details.get(key, "") for key in ("name", "hospital", "title", "specialty", "city")}
    return Invited(number, **told, confirmed=confirmed)


def _verdict(facts: Facts) -> str:
    if facts.specialties >= FEWEST_SPECIALTIES:
        return f"不同专科 {facts.specialties}，满足至少 {FEWEST_SPECIALTIES}"
    return f"专科 {facts.specialties}，一般不少于 {FEWEST_SPECIALTIES}·写明理由"


def _proposal(facts: Facts) -> Proposal | None:
    told = facts.proposed
    if not told:
        return None
    return Proposal(
        parse_moment(told["meets_at"]), told["minutes"], told["mode"], told.get("place", ""),
        "customer" in facts.confirmed, "host" in facts.confirmed, facts.unconfirmed,
    )  # fmt: skip


def _parcels(session: Session, row: Case, facts: Facts) -> tuple[Parcel, ...]:
    """What came and went with a courier's number, the last first; before them what is expected and still on its way."""
    followed = session.scalars(select(Followed).where(Followed.case_id == row.id).order_by(Followed.id.desc())).all()
    states = {one.number: STATES[one.state] for one in followed}
    kept = [one for one in row.records if one.verb in _PARCELS and one.seq not in facts.voided]
    recorded = [
        Parcel(
            one.verb == "receive_materials", one.happened_at, one.details.get("courier", ""),
            one.details.get("number", ""), tuple(one.details.get("originals", ())),
            states.get(plain_number(one.details.get("number", "")), ""),
        )
        for one in reversed(kept) if one.details.get("number")
    ]  # fmt: skip
    known = {plain_number(one.number) for one in recorded}
    expected = [
        Parcel(True, one.said_at or one.next_at, one.courier, one.number, (), STATES[one.state])
        for one in followed if one.way == "in" and one.number not in known
    ]  # fmt: skip
    return *expected, *recorded


def reading_sheet(session: Session, desk: Desk, case_id: int) -> ReadingSheet:
    """The nodule workspace's sheet."""
    row = load_case(session, case_id)
    case = situation(session, desk, row, desk.clock())
    facts = case.facts
    kind = facts.nodule if facts.nodule in NEEDED else "lung"
    last = facts.receipts[-1] if facts.receipts else {"items": ()}
    files = file_counts(session, case_id)
    missing = lacking(case.item, facts.nodule, facts.received)
    return ReadingSheet(
        case_id=case_id, nodule=kind, nodule_title=NODULE_TITLES[kind],
        exams=tuple((name, EXAM_TITLES[name]) for name in EXAMS[kind]),
        items=tuple(
            ReadingItem(key, MATERIAL_TITLES[key], key in NEEDED[kind], key in facts.received, files.get(key, 0))
            for key in (*NEEDED[kind], *_ALSO[kind])
        ),
        complete_at=facts.complete_at, misfit=misfit(facts.nodule, last),
        lacking=tuple(MATERIAL_TITLES[key] for key in missing), lock=reading_locked(case),
        reader=_expert(facts.reader, 1, True) if facts.reader else None, originals=facts.originals_here,
        parcels=_parcels(session, row, facts), earlier=earlier_nodules(session, row, kind),
    )  # fmt: skip
