"""What the review workspace shows of a case: the materials there are, the plan's list, and what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import plain
from desktop.casework.desk import Desk
from desktop.casework.dossier import load_case, policy_terms, situation
from desktop.casework.green_rows import Material, ReviewSheet
from desktop.casework.views import case_view
from desktop.casework.wording import OUTCOMES
from desktop.handbook.departments import code_of
from desktop.handbook.illness_list import listed
from desktop.handbook.moments import spoken_day, spoken_moment
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Case, Record, Setting


def review_sheet(session: Session, desk: Desk, case_id: int, person: str) -> ReviewSheet:
    """Open a review; NoSuchCase when there is none."""
    row, now = load_case(session, case_id), desk.clock()
    case = situation(session, desk, row, now, person)
    last = _last_review(row)
    return ReviewSheet(
        case_view(session, desk, case_id, now, person), case.plan, policy_terms(row.policy),
        tuple(_materials(session, row, case)), listed(case.plan.illnesses, case.plan.mild_counts),
        case.facts.complaint, last.get("illness") or _guessed(case), read_findings(last.get("findings") or {}),
        _draft(session, case_id, person), _decided(row),
    )  # fmt: skip


def _reviews(row: Case) -> list[Record]:
    """The reviews that stand, the latest last: a voided one is none."""
    voided = {record.details["record"] for record in row.records if record.verb == "void"}
    return sorted(
        (record for record in row.records if record.verb == "review" and record.seq not in voided),
        key=lambda record: record.seq,
    )


def _last_review(row: Case) -> Mapping[str, Any]:
    return _reviews(row)[-1].details if _reviews(row) else {}


def _decided(row: Case) -> str:
    return "；".join(_told(record) for record in _reviews(row)[-1:])


def _told(record: Record) -> str:
    outcome = OUTCOMES[record.details["outcome"]]
    return f"{spoken_moment(record.happened_at)} {record.person} 已审核：{outcome}"


def _guessed(case: Situation) -> Mapping[str, Any]:
    """The illness that the complaint speaks of, by its name or by a word that points to a code of the list."""
    complaint = case.facts.complaint
    known = listed(case.plan.illnesses, case.plan.mild_counts)
    named = next((one for one in known if complaint and (one.name in complaint or complaint in one.name)), None)
    code = code_of({}, complaint) if complaint else ""
    meant = named or next((one for one in known if code and one.covers(code)), None)
    if meant is None:
        return {}
    return {"name": meant.name, **({"icd10": code} if len(code) > 1 and meant.covers(code) else {})}


def _materials(session: Session, row: Case, case: Situation) -> Iterator[Material]:
    wish, facts = case.facts.wish, case.facts
    yield Material("申请", "申请病种", facts.complaint or "没有填写")
    wished = " ".join(str(wish[key]) for key in ("city", "hospital", "department") if wish.get(key))
    yield Material("申请", "希望医院与科室", wished or "没有指定")
    if row.details.get("remark"):
        yield Material("申请", "客户原话", str(row.details["remark"]))
    if facts.certificate_at is not None:
        yield Material("申请", "住院证", f"{facts.certificate_hospital} {spoken_day(facts.certificate_at.date())} 开具")
    yield from _earlier(session, row)


def _earlier(session: Session, row: Case) -> Iterator[Material]:
    """Earlier reviews of this case, then the other cases of the same policy."""
    for record in row.records:
        if record.verb == "review":
            told = f"{OUTCOMES[record.details['outcome']]} {'、'.join(record.details.get('missing', ()))}".strip()
            yield Material("过往记录", f"{spoken_moment(record.happened_at)} {record.person}审核", told)
    others = select(Case).where(Case.policy_id == row.policy_id, Case.id != row.id).order_by(Case.id.desc()).limit(8)
    for other in session.scalars(others):
        yield Material("过往记录", f"{other.number} {ITEM_TITLES[Item(other.item)]}", f"{other.stage} {other.hospital}")


def read_findings(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """Findings as a record keeps them, with the day of diagnosis as a date."""
    found = dict(kept)
    if found.get("diagnosed_on"):
        found["diagnosed_on"] = date.fromisoformat(str(found["diagnosed_on"]))
    return found


def _draft(session: Session, case_id: int, person: str) -> Mapping[str, Any] | None:
    kept = session.get(Setting, _key(case_id, person))
    if kept is None:
        return None
    return {**kept.value, "findings": read_findings(kept.value.get("findings", {}))}


def keep_draft(session: Session, case_id: int, person: str, draft: Mapping[str, Any]) -> None:
    """Keep a half-done review, one per case and person; an empty one is forgotten."""
    kept = session.get(Setting, _key(case_id, person))
    if kept is not None:
        session.delete(kept)
        session.flush()
    if draft:
        session.add(Setting(key=_key(case_id, person), value=plain(draft)))


def _key(case_id: int, person: str) -> str:
    return f"review:{case_id}:{person}"
