"""The directory of phone doctors, each held against PD-03."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput, plain
from desktop.casework.desk import Desk, Entry
from desktop.casework.desk_acts import audited
from desktop.casework.phone.rows import DoctorCard, DoctorDraft
from desktop.casework.rows import Outcome
from desktop.handbook.conditions.consulting import doctor_unfit
from desktop.handbook.moments import spoken_moment
from desktop.handbook.phone import DEPARTMENTS, doctor_points
from desktop.handbook.ranks import GRADES, TITLES, full_grade
from desktop.models.errors import Stale
from desktop.models.tables import PhoneDoctor, PhoneDuty

_MONTHS = 12


def doctor_cards(session: Session) -> tuple[DoctorCard, ...]:
    """Every doctor: those in service first, by name."""
    rows = session.scalars(select(PhoneDoctor).order_by(PhoneDoctor.active.desc(), PhoneDoctor.name, PhoneDoctor.id))
    return tuple(_card(row) for row in rows)


def _card(row: PhoneDoctor) -> DoctorCard:
    given = given_of(row)
    return DoctorCard(
        row.id, row.version, row.name, row.title, row.hospital, tuple(row.departments), row.phone, row.active,
        doctor_points(given), doctor_unfit(given), given,
    )  # fmt: skip


def given_of(row: PhoneDoctor) -> dict[str, Any]:
    """The doctor as PD-03 is asked about one."""
    return {
        "id": row.id, "name": row.name, "title": row.title, "years": row.clinical_months / _MONTHS,
        "hospital": row.hospital, "hospital_grade": row.hospital_grade, "public": row.public,
        "general_practitioner": row.general_practitioner,
    }  # fmt: skip


def save_doctor(desk: Desk, entry: Entry, draft: DoctorDraft, seen: DoctorCard | None = None) -> Outcome:
    """Enter a doctor, or change the one that was `seen`; the answer's `case_id` is the doctor's id.

    One who lacks a part of PD-03 may stand in the directory, but neither answers nor gets on the roster: a change that
    makes one unfit or inactive is refused while stretches lie ahead. Stale when somebody else changed the doctor
    meanwhile.
    """
    _check(draft)
    now = desk.clock()

    def work(session: Session) -> tuple[int, str]:
        row = held_doctor(session, seen.id) if seen else PhoneDoctor()
        if seen and row.version != seen.version:
            raise Stale
        _check_free(session, draft, seen.id if seen else 0)
        for column, value in _columns(draft).items():
            setattr(row, column, value)
        if seen and (not row.active or doctor_unfit(given_of(row))):
            _check_no_duty(session, row, now)
        session.add(row)
        session.flush()
        return row.id, row.name

    return audited(desk, entry, "change_phone_doctor" if seen else "add_phone_doctor", plain(_columns(draft)), work)


def held_doctor(session: Session, doctor_id: int) -> PhoneDoctor:
    """The doctor, held until the transaction ends; BadInput when there is none."""
    row = session.get(PhoneDoctor, doctor_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise BadInput("没有这位医生")
    return row


def _check(draft: DoctorDraft) -> None:
    for value, label in ((draft.name, "姓名"), (draft.hospital, "医院")):
        if not value.strip():
            raise BadInput(f"请填写医生的{label}")
    if draft.title not in TITLES or full_grade(draft.hospital_grade) not in GRADES:
        raise BadInput(f"职称「{draft.title}」不存在，应为 {'、'.join(TITLES)}")
    if not 0 <= draft.years <= 70:
        raise BadInput("公立医院临床年数须在 0 到 70 之间")
    strange = [one for one in draft.departments if one not in DEPARTMENTS]
    if strange:
        raise BadInput(f"没有科室「{strange[0]}」，可选 {'、'.join(DEPARTMENTS)}")


def _check_free(session: Session, draft: DoctorDraft, besides: int) -> None:
    wanted = select(PhoneDoctor.id).where(
        PhoneDoctor.name == draft.name.strip(), PhoneDoctor.hospital == draft.hospital.strip(),
        PhoneDoctor.id != besides,
    )  # fmt: skip
    if session.scalar(wanted) is not None:
        raise BadInput(f"已有这家医院的「{draft.name.strip()}」；同名的请加以区分")


def _check_no_duty(session: Session, row: PhoneDoctor, now: datetime) -> None:
    """PD-03 holds for the roster as it stands, not only when somebody is put on it."""
    ahead = select(PhoneDuty.starts_at).where(PhoneDuty.doctor_id == row.id, PhoneDuty.ends_at > now)
    with session.no_autoflush:
        starts = session.scalars(ahead.order_by(PhoneDuty.starts_at)).all()
    if starts:
        why = doctor_unfit(given_of(row)) or f"{row.name}停用后不能值班"
        raise BadInput(f"{why}；还有 {len(starts)} 班没有值完（最早 {spoken_moment(starts[0])}），先换人或移除")


def _columns(draft: DoctorDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(), "title": draft.title, "hospital": draft.hospital.strip(),
        "hospital_grade": full_grade(draft.hospital_grade), "public": draft.public,
        "general_practitioner": draft.general_practitioner, "clinical_months": round(draft.years * _MONTHS),
        "departments": list(draft.departments), "phone": draft.phone.strip(), "active": draft.active,
    }  # fmt: skip
