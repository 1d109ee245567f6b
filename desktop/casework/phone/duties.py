"""The duty roster of the phone doctors, day and night: who answers when, and where too few do (PD-02, PD-03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput, Refused, check_dates, plain
from desktop.casework.desk import Desk, Entry
from desktop.casework.desk_acts import audited
from desktop.casework.phone.doctors import given_of, held_doctor
from desktop.casework.phone.rows import DutyDraft, DutyRow, Roster
from desktop.casework.rows import Outcome
from desktop.handbook.conditions.consulting import doctor_unfit
from desktop.handbook.duty import USUAL, Minimum, Shift, gaps, overlapping
from desktop.handbook.moments import spoken_moment
from desktop.handbook.phone import DEPARTMENTS, DUTY_KINDS
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.errors import Stale
from desktop.models.tables import PhoneDoctor, PhoneDuty, Setting

MINIMUM = "phone_duty"
"""The key of the setting {"least": [[department, from hour, to hour, doctors], ...]}."""
LONGEST = timedelta(hours=24)


def roster(session: Session, start: datetime, end: datetime) -> Roster:
    """The roster of [start, end) with its gaps; two statements and the setting."""
    wanted = (
        select(PhoneDuty, PhoneDoctor.name).join(PhoneDoctor, PhoneDoctor.id == PhoneDuty.doctor_id)
        .where(PhoneDuty.starts_at < end, PhoneDuty.ends_at > start).order_by(PhoneDuty.starts_at, PhoneDuty.id)
    )  # fmt: skip
    duties = tuple(_row(row, name) for row, name in session.execute(wanted))
    return Roster(start, end, duties, gaps([_shift(one) for one in duties], minimum(session), start, end))


def _row(row: PhoneDuty, name: str) -> DutyRow:
    return DutyRow(row.id, row.version, row.doctor_id, name, row.department, row.starts_at, row.ends_at, row.kind,
                   row.call_back_minutes)  # fmt: skip


def _shift(one: DutyRow | DutyDraft) -> Shift:
    return Shift(one.start, one.end, one.doctor_id, one.department, one.kind == "on_call")


def minimum(session: Session) -> tuple[Minimum, ...]:
    """How many must answer at least, by department and hour: a setting of the desk."""
    kept = session.get(Setting, MINIMUM)
    return tuple(Minimum(*one) for one in kept.value["least"]) if kept is not None else USUAL


def set_minimum(desk: Desk, entry: Entry, least: Sequence[Minimum]) -> Outcome:
    """Set how many must answer at least; none at all means no gap is ever shown."""
    for one in least:
        if one.department not in DEPARTMENTS or not 0 <= one.from_hour < one.to_hour <= 24 or one.least < 0:
            raise BadInput(f"最低人数「{one.department} {one.from_hour}–{one.to_hour} 点 {one.least} 人」不成立")
    kept = {"least": [list(one) for one in least]}

    def work(session: Session) -> tuple[int, str]:
        session.merge(Setting(key=MINIMUM, value=kept))
        return 0, "值班最低人数"

    return audited(desk, entry, "set_phone_minimum", kept, work)


def save_duty(desk: Desk, entry: Entry, draft: DutyDraft, seen: DutyRow | None = None) -> Outcome:
    """Put a doctor on the roster, or change the stretch that was `seen`; the answer's `case_id` is its id.

    Refused by PD-03 for one who may not answer, naming what is lacking. BadInput for a doctor who answers elsewhere at
    that time, Stale when somebody else changed the stretch meanwhile.
    """
    check_dates(draft.start, draft.end)
    _check(draft)

    def work(session: Session) -> tuple[int, str]:
        doctor = held_doctor(session, draft.doctor_id)
        _check_qualified(doctor)
        _check_free(session, draft, doctor.name, seen.id if seen else 0)
        row = _held(session, seen) if seen else PhoneDuty()
        for column, value in _columns(draft).items():
            setattr(row, column, value)
        session.add(row)
        session.flush()
        return row.id, doctor.name

    return audited(desk, entry, "change_phone_duty" if seen else "add_phone_duty", plain(_columns(draft)), work)


def drop_duty(desk: Desk, entry: Entry, seen: DutyRow) -> Outcome:
    """Take a stretch off the roster; Stale when somebody else changed it meanwhile."""

    def work(session: Session) -> tuple[int, str]:
        session.delete(_held(session, seen))
        return seen.id, seen.doctor

    told = plain({"doctor": seen.doctor, "start": seen.start, "end": seen.end, "department": seen.department})
    return audited(desk, entry, "drop_phone_duty", told, work)


def _held(session: Session, seen: DutyRow) -> PhoneDuty:
    row = session.get(PhoneDuty, seen.id, with_for_update=True, populate_existing=True)
    if row is None or row.version != seen.version:
        raise Stale
    return row


def _check(draft: DutyDraft) -> None:
    if not draft.start < draft.end <= draft.start + LONGEST:
        raise BadInput("值班的结束须晚于开始，一班不超过 24 小时")
    if draft.department not in DEPARTMENTS or draft.kind not in DUTY_KINDS:
        raise BadInput(f"没有科室「{draft.department}」，可选 {'、'.join(DEPARTMENTS)}")
    if (draft.kind == "on_call") != (0 < draft.minutes <= 240):
        raise BadInput("呼叫值班须写明多少分钟内回呼（1 到 240）；值班不写")


def _check_qualified(doctor: PhoneDoctor) -> None:
    """PD-03: who lacks any part cannot be put on the roster."""
    unfit = doctor_unfit(given_of(doctor))
    if unfit:
        raise Refused(Refusal((Finding("PD-03", unfit),)))
    if not doctor.active:
        raise BadInput(f"{doctor.name}已停用，不能排班")


def _check_free(session: Session, draft: DutyDraft, name: str, besides: int) -> None:
    wanted = select(PhoneDuty).where(
        PhoneDuty.doctor_id == draft.doctor_id, PhoneDuty.id != besides,
        PhoneDuty.starts_at < draft.end, PhoneDuty.ends_at > draft.start,
    )  # fmt: skip
    others = [_shift(_row(row, name)) for row in session.scalars(wanted.order_by(PhoneDuty.starts_at))]
    clash = overlapping(others, _shift(draft))
    if clash is not None:
        until = f"{spoken_moment(clash.start)}–{clash.end:%H:%M}"
        raise BadInput(f"{name} {until} 已在{clash.department}值班，同一时间不能排两处")


def _columns(draft: DutyDraft) -> dict[str, Any]:
    return {
        "doctor_id": draft.doctor_id, "department": draft.department, "starts_at": draft.start, "ends_at": draft.end,
        "kind": draft.kind, "call_back_minutes": draft.minutes,
    }  # fmt: skip
