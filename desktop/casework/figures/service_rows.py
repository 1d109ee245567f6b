"""What a period's visits, consultations and readings were: one row each, from the case's own facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import ConsultRow, Head, NoduleRow, VisitRow
from desktop.casework.many_cases import CaseInHand, by_case, within
from desktop.handbook.facts import Facts
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.handbook.vocabulary import GC_ITEMS, Item, Record
from desktop.models.tables import Document, Escort, Hospital, Job

DONE = "完成"
LONGEST_ESCORT = 4.0
"""GC-12: hours that one escort's service takes as a rule."""


class Beside:
    """What a chunk of cases needs beside its records: the escorts' hours, the issued readings, hospitals."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = session.execute(select(Hospital.name, Hospital.city, Hospital.grade))
        self._places = {name: (city, grade) for name, city, grade in rows}
        self._jobs: Mapping[int, list[Any]] = {}
        self._readings: Mapping[int, list[Any]] = {}

    def look_up(self, cases: Sequence[CaseInHand]) -> None:
        """Read it for the next chunk."""
        visits = [one.row.id for one in cases if one.row.service == "GC"]
        readings = [one.row.id for one in cases if one.row.service == "ND"]
        jobs = select(Job.case_id, Job.occasion, Job.starts_at, Job.actual_from, Job.actual_to, Job.cancelled,
                      Escort.name).join(Escort, Escort.id == Job.escort_id)  # fmt: skip
        issued = select(Document.case_id, Document.id, Document.content).where(
            Document.kind == "nodule", Document.state == "issued"
        )
        session = self._session
        self._jobs = by_case(session, jobs.where(within(Job.case_id, visits)).order_by(Job.case_id, Job.starts_at)
                             ) if visits else {}  # fmt: skip
        self._readings = by_case(session, issued.where(within(Document.case_id, readings))
                                 .order_by(Document.case_id, Document.version)) if readings else {}  # fmt: skip

    def jobs(self, case_id: int) -> list[Any]:
        """The case's jobs that took place or are still planned."""
        return [job for job in self._jobs.get(case_id, ()) if not job.cancelled or job.actual_to is not None]

    def reading(self, case_id: int, voided: frozenset[int]) -> Mapping[str, Any]:
        """What the newest issued reading says, {} without one."""
        issued = [row for row in self._readings.get(case_id, ()) if row.id not in voided]
        content: Mapping[str, Any] = issued[-1].content if issued else {}
        return content

    def place(self, hospital: str) -> tuple[str, str]:
        """City and grade of a hospital that the desk knows."""
        return self._places.get(hospital, ("", ""))


def hours_of(job: Any) -> float | None:
    """The hours an escort really had."""
    if job.actual_from is None or job.actual_to is None:
        return None
    span: timedelta = job.actual_to - job.actual_from
    return round(span / timedelta(hours=1), 2)


def visit_row(one: CaseInHand, head: Head, period: Period, beside: Beside) -> VisitRow | None:
    """A visit, admission or hospital visit that was done or missed in the period, or booked for it."""
    facts = one.situation.facts
    done = facts.served_at or facts.admitted_at or facts.visit_done_at or facts.no_show_at
    moment = done or facts.visit_at
    if head.item not in GC_ITEMS or moment is None or not period.has(moment):
        return None
    city, grade = beside.place(one.row.hospital)
    jobs = [job for job in beside.jobs(one.row.id) if period.has(job.actual_from or job.starts_at)]
    hours = [known for job in jobs if (known := hours_of(job)) is not None]
    return VisitRow(
        head, facts.city or city, one.row.hospital, grade, one.row.department, str(facts.booking.get("title") or ""),
        moment, _result(facts, done is not None), "、".join(dict.fromkeys(job.name for job in jobs)),
        round(sum(hours), 2) if hours else None,
    )  # fmt: skip


def _result(facts: Facts, settled: bool) -> str:
    if facts.no_show_at is not None and not (facts.served_at or facts.admitted_at or facts.visit_done_at):
        return "客户未到"
    if not settled:
        return "已取消" if facts.cancelled_at else "未登记结果"
    return "中断" if facts.cut_short else DONE


def consult_row(head: Head, facts: Facts, period: Period, records: Sequence[Record]) -> ConsultRow | None:
    """A consultation of the period."""
    moments = (facts.applied_at, facts.requested_at, facts.held_at, facts.issued_at)
    if head.item is not Item.MD or facts.applied_at is None or not any(period.has(moment) for moment in moments):
        return None
    illness = facts.illness
    return ConsultRow(
        head, str(illness.get("name") or facts.complaint), str(illness.get("icd10") or ""), len(facts.experts),
        facts.specialties, facts.applied_at, facts.requested_at, facts.held_at, facts.issued_at, facts.guided_at,
        _parcel(records),
    )  # fmt: skip


def nodule_row(
    one: CaseInHand, head: Head, period: Period, records: Sequence[Record], beside: Beside
) -> NoduleRow | None:
    """A reading of the period, with what its newest issued report says."""
    facts = one.situation.facts
    moments = (facts.applied_at, facts.complete_at, facts.issued_at)
    if head.item is not Item.ND or facts.applied_at is None or not any(period.has(moment) for moment in moments):
        return None
    documents = (row.details.get("document") for row in one.records if row.seq in facts.voided)
    said = beside.reading(one.row.id, frozenset(key for key in documents if isinstance(key, int)))
    systems = (f"{row.get('system', '')} {row.get('version', '')}".strip() for row in said.get("nodules") or ())
    return NoduleRow(
        head, NODULE_TITLES.get(facts.nodule, facts.nodule), facts.applied_at, facts.complete_at,
        "、".join(dict.fromkeys(name for name in systems if name)), str(said.get("overall") or ""),
        str(facts.reader.get("name") or ""), str(facts.reader.get("hospital") or ""), facts.issued_at,
        _parcel(records), facts.posted_at,
    )  # fmt: skip


def _parcel(records: Sequence[Record]) -> str:
    """Courier and number of the report's parcel."""
    posted = next((one.details for one in records if one.verb == "post_report"), {})
    return f"{posted.get('courier', '')} {posted.get('number', '')}".strip()
