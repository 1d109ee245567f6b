"""The directory of experts: who reads and consults, where, in which specialty, and when they are free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput, plain
from desktop.casework.carers import read_hours
from desktop.casework.consulting.rows import ExpertCard, ExpertDraft
from desktop.casework.desk import Desk, Entry
from desktop.casework.desk_acts import audited
from desktop.casework.names import name_key, place_key
from desktop.casework.roster import check_hours
from desktop.casework.roster_rows import DayHours, Leave
from desktop.casework.rows import Outcome
from desktop.handbook.conditions.consulting import reader_unfit
from desktop.handbook.ranks import TITLES
from desktop.models.errors import Stale
from desktop.models.tables import Case, Expert, ExpertAbsence, Hospital, Record

_INVITED = ("book_expert", "assign_reader")
_COUNTED = 5_000


def expert_cards(session: Session, *, active_only: bool = False) -> tuple[ExpertCard, ...]:
    """The directory: those in service first, by name; four statements whatever its length."""
    wanted = select(Expert, Hospital).join(Hospital, Hospital.id == Expert.hospital_id)
    if active_only:
        wanted = wanted.where(Expert.active)
    absences: dict[int, list[Leave]] = defaultdict(list)
    for one in session.scalars(select(ExpertAbsence).order_by(ExpertAbsence.starts_at)):
        absences[one.expert_id].append(Leave(one.id, one.starts_at, one.ends_at, one.reason))
    asked = _times_asked(session)
    rows = session.execute(wanted.order_by(Expert.active.desc(), Expert.name, Expert.id))
    return tuple(_card(row, hospital, tuple(absences[row.id]), asked) for row, hospital in rows)


def _times_asked(session: Session) -> Counter[tuple[str, str]]:
    """How often each was invited or given a reading, by (verb, name)."""
    rows = session.execute(
        select(Record.verb, Record.details["name"].as_string(), Record.case_id)
        .join(Case, Case.id == Record.case_id).where(Case.service.in_(("MD", "ND")), Record.verb.in_(_INVITED))
        .order_by(Record.case_id.desc()).limit(_COUNTED).distinct()
    )  # fmt: skip
    return Counter((verb, name) for verb, name, _ in rows)


def _card(
    row: Expert, hospital: Hospital, absences: tuple[Leave, ...], asked: Mapping[tuple[str, str], int]
) -> ExpertCard:
    city = row.city or hospital.city
    given = {"title": row.title, "grade": hospital.grade, "hospital": hospital.name, "city": city}
    return ExpertCard(
        row.id, row.version, row.name, hospital.name, hospital.grade, row.title, row.specialty, city, row.phone,
        tuple(DayHours(day, *hours) for day, hours in sorted(read_hours(row.hours).items())), absences, row.note,
        row.active, reader_unfit(given), asked.get(("book_expert", row.name), 0),
        asked.get(("assign_reader", row.name), 0),
    )  # fmt: skip


def add_expert(desk: Desk, entry: Entry, draft: ExpertDraft) -> Outcome:
    """Enter an expert; the answer's `case_id` is the expert's id. The hospital must be in the directory."""
    _check(draft)

    def work(session: Session) -> tuple[int, str]:
        row = Expert(**_columns(session, draft))
        _check_free(session, row.name, row.hospital_id, 0)
        session.add(row)
        session.flush()
        return row.id, row.name

    return audited(desk, entry, "add_expert", _told(draft), work)


def change_expert(desk: Desk, expert_id: int, version: int, entry: Entry, draft: ExpertDraft) -> Outcome:
    """Change what is known of an expert; Stale when somebody else changed it meanwhile."""
    _check(draft)

    def work(session: Session) -> tuple[int, str]:
        row = _expert(session, expert_id)
        if row.version != version:
            raise Stale
        columns = _columns(session, draft)
        _check_free(session, columns["name"], columns["hospital_id"], expert_id)
        for column, value in columns.items():
            setattr(row, column, value)
        return row.id, row.name

    return audited(desk, entry, "change_expert", _told(draft), work)


def remove_expert(desk: Desk, expert_id: int, version: int, entry: Entry) -> Outcome:
    """Take a new expert out again; BadInput once there was an invitation, Stale when somebody changed the file."""

    def work(session: Session) -> tuple[int, str]:
        row = _expert(session, expert_id)
        if row.version != version:
            raise Stale
        if any(name == row.name for _verb, name in _times_asked(session)):
            raise BadInput(f"{row.name}已经被邀请过，不能撤掉；不再邀请可改为停用")
        session.execute(delete(ExpertAbsence).where(ExpertAbsence.expert_id == expert_id))
        session.delete(row)
        return expert_id, row.name

    return audited(desk, entry, "remove_expert", {"expert_id": expert_id}, work)


def set_absence(
    desk: Desk, expert_id: int, entry: Entry, *, start: datetime, end: datetime, reason: str = "", absence_id: int = 0
) -> Outcome:
    """Enter when an expert is away, or change it; invitations already made stay and show as hindered."""
    if end <= start:
        raise BadInput("不在的结束须晚于开始")

    def work(session: Session) -> tuple[int, str]:
        row = _expert(session, expert_id)
        absence = session.get(ExpertAbsence, absence_id) if absence_id else ExpertAbsence(expert_id=expert_id)
        if absence is None or absence.expert_id != expert_id:
            raise BadInput("没有这条不在记录")
        absence.starts_at, absence.ends_at, absence.reason = start, end, reason.strip()
        session.add(absence)
        return expert_id, row.name

    details = plain({"expert_id": expert_id, "start": start, "end": end, "reason": reason.strip()})
    return audited(desk, entry, "set_absence", details, work)


def drop_absence(desk: Desk, absence_id: int, entry: Entry) -> Outcome:
    """Take an absence back."""

    def work(session: Session) -> tuple[int, str]:
        absence = session.get(ExpertAbsence, absence_id)
        if absence is None:
            raise BadInput("没有这条不在记录")
        session.delete(absence)
        return absence.expert_id, _expert(session, absence.expert_id).name

    return audited(desk, entry, "drop_absence", {"absence_id": absence_id}, work)


def _expert(session: Session, expert_id: int) -> Expert:
    row = session.get(Expert, expert_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise BadInput("没有这位专家")
    return row


def _check(draft: ExpertDraft) -> None:
    for value, label in ((draft.name, "姓名"), (draft.hospital, "医院"), (draft.specialty, "专科")):
        if not value.strip():
            raise BadInput(f"请填写专家的{label}")
    if draft.title not in TITLES:
        raise BadInput(f"职称「{draft.title}」不存在，应为 {'、'.join(TITLES)}")
    for day, (start, end) in (draft.hours or {}).items():
        check_hours(day, start, end)


def _check_free(session: Session, name: str, hospital_id: int, besides: int) -> None:
    wanted = select(Expert.id).where(Expert.name == name, Expert.hospital_id == hospital_id, Expert.id != besides)
    if session.scalar(wanted) is not None:
        raise BadInput(f"专家库里已有这家医院的「{name}」；同名的请加以区分")


def _columns(session: Session, draft: ExpertDraft) -> dict[str, Any]:
    hospital = session.scalars(select(Hospital).where(Hospital.name == draft.hospital.strip())).first()
    if hospital is None:
        raise BadInput(f"没有医院「{draft.hospital.strip()}」，请先登记")
    name, specialty = draft.name.strip(), draft.specialty.strip()
    return {
        "name": name, "hospital_id": hospital.id, "title": draft.title, "specialty": specialty,
        "city": draft.city.strip(), "phone": draft.phone.strip(), "note": draft.note.strip(), "active": draft.active,
        "hours": {day: list(pair) for day, pair in (draft.hours or {}).items()},
        "name_key": key_of(name, specialty),
    }  # fmt: skip


def key_of(name: str, specialty: str) -> str:
    """Pinyin and initials of name and specialty, as `name_key` stores them."""
    return f"{name_key(name)} {place_key(specialty)}"


def _told(draft: ExpertDraft) -> dict[str, Any]:
    return plain({
        "name": draft.name.strip(), "hospital": draft.hospital.strip(), "title": draft.title,
        "specialty": draft.specialty.strip(), "city": draft.city.strip(), "active": draft.active,
    })  # fmt: skip
