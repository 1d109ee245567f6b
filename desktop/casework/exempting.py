"""Declaring an exemption: of one case, or of every case settled at a hospital or department (GC-17, D-05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import Act, BadInput, Given, Refused, act, answered, attempt, begin, check_dates, remember
from desktop.casework.derived import refresh
from desktop.casework.desk import Desk, Entry
from desktop.casework.recalculating import note_change
from desktop.casework.rows import Done, Outcome
from desktop.handbook.conditions.desk import approval_sentence
from desktop.handbook.progress import clocks_of
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Case, ExemptionRow


def exempt(desk: Desk, case_id: int, entry: Entry, *, reason: str, approved_by: str) -> Outcome:
    """Take one case's outpatient or inpatient promise out of the time limits; its due date stays."""
    _check(reason)

    def keep(under_way: Act) -> None:
        under_way.session.add(ExemptionRow(
            reason=reason, asked_by=entry.person, approved_by=approved_by, case_id=case_id,
            created_at=under_way.entered, start=None, end=None,
        ))  # fmt: skip

    given: Given = {"reason": reason, "approved_by": approved_by}
    return act(desk, case_id, entry, "exempt", given, effect=keep)


def declare_exemption(
    desk: Desk, entry: Entry, *, reason: str, approved_by: str, hospital: str, start: date, end: date,
    department: str = "",
) -> Outcome:  # fmt: skip
    """Declare a hospital (and department) exempt from `start` to `end`, both included."""
    _check(reason)
    check_dates(start, end)
    if end < start:
        raise BadInput("豁免的结束日期早于开始日期")

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        lacking = approval_sentence(approved_by, entry.person, desk.office.supervisors)
        if lacking:
            raise Refused(Refusal((Finding("D-05", lacking),)))
        row = ExemptionRow(
            reason=reason, asked_by=entry.person, approved_by=approved_by, case_id=None, hospital=hospital,
            department=department, start=start, end=end, created_at=desk.clock(),
        )  # fmt: skip
        session.add(row)
        done = Done(0, 0, "", (), declare(session, desk, entry, row))
        remember(session, entry, done, row.created_at)
        return done

    return attempt(desk, work)


def declare(session: Session, desk: Desk, entry: Entry, row: ExemptionRow) -> tuple[int, ...]:
    """Let an approved declaration take effect: audited, on the timeline of every case it touches; their ids."""
    session.flush()
    period = {"from": str(row.start), "to": str(row.end)}
    audit.record(session, at=desk.clock(), person=entry.person, action="exempt", subject=row.hospital,
                 after={"reason": row.reason, **period})  # fmt: skip
    return tuple(_note_on_cases(session, desk, entry, row))


def cases_at(session: Session, hospital: str, department: str) -> tuple[int, ...]:
    """The open green-channel cases at a hospital, and department when one is named."""
    wanted = select(Case.id).where(Case.hospital == hospital, Case.is_open, Case.service == "GC")
    if department:
        wanted = wanted.where(Case.department == department)
    return tuple(session.scalars(wanted.order_by(Case.id)))


def _note_on_cases(session: Session, desk: Desk, entry: Entry, row: ExemptionRow) -> Iterator[int]:
    """Tell it on the timeline of the open cases that it covers; a case that only wished to go there is not one."""
    for case_id in cases_at(session, row.hospital, row.department):
        under_way = begin(session, desk, case_id, entry)
        if not any(reading.state == "exempt" for reading in clocks_of(under_way.case)):
            continue
        note_change(under_way, f"时限豁免：{row.hospital}{row.department} {row.reason}", "GC-17")
        refresh(session, under_way.row, under_way.case)
        yield case_id


def _check(reason: str) -> None:
    if not reason.strip():
        raise BadInput("豁免须写明理由")
