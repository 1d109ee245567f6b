"""The escort calendar of some days: heads, lanes, blocks, open work and troubles, each as frozen rows (T-06, GC-12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from desktop.casework.candidates import ranked
from desktop.casework.desk import Desk
from desktop.casework.planning.fitness import lapsed_papers
from desktop.casework.planning.model import DAY_LIMIT, Carer, Stint
from desktop.casework.schedule_reading import Detail, Snapshot, read_snapshot, working_minutes
from desktop.casework.schedule_rows import Absence, Block, Candidate, DayHead, Lane, Schedule
from desktop.casework.troubles import conflicts, troubles
from desktop.handbook.workdays import DayFact, DayKind, span_of_days

USUAL_HOURS = (time(7), time(19))
_KINDS = {DayKind.WORK: "work", DayKind.MAKEUP: "makeup", DayKind.HOLIDAY: "holiday", DayKind.WEEKEND: "weekend"}
_KNOWN = 3


def schedule(session: Session, desk: Desk, first: date, last: date) -> Schedule:
    """The calendar from `first` to `last`; a fixed number of statements whatever there is to show."""
    return drawn(desk, read_snapshot(session, desk, first, last))


def drawn(desk: Desk, snapshot: Snapshot) -> Schedule:
    """The rows of a snapshot."""
    said = conflicts(snapshot)
    limit = working_minutes(desk, span_of_days(snapshot.first, snapshot.last), DAY_LIMIT)
    return Schedule(
        snapshot.first, snapshot.last,
        tuple(_head(desk.office.calendar.fact(day), snapshot) for day in span_of_days(snapshot.first, snapshot.last)),
        tuple(lane(snapshot, carer, limit) for carer in snapshot.carers),
        tuple(block(snapshot, stint, said) for stint in (*snapshot.jobs, *snapshot.vain)),
        tuple(block(snapshot, stint, said) for stint in snapshot.waiting),
        tuple(troubles(snapshot, lambda stint: block(snapshot, stint, said))),
    )  # fmt: skip


def _head(fact: DayFact, snapshot: Snapshot) -> DayHead:
    jobs = sum(stint.day == fact.date for stint in snapshot.jobs)
    return DayHead(fact.date, _KINDS[fact.kind], fact.name, fact.provisional, jobs)


def lane(snapshot: Snapshot, carer: Carer, limit: int) -> Lane:
    """An escort with what is booked in the shown days; hours of the first day, 07:00 to 19:00 when none are set."""
    hours = carer.hours.get(snapshot.first.weekday()) or next(iter(carer.hours.values()), USUAL_HOURS)
    return Lane(
        carer.id, carer.title, carer.phone, tuple(snapshot.names.brief(name) for name in list(carer.known)[:_KNOWN]),
        carer.cities, sum(stint.minutes for stint in snapshot.jobs_of(carer.id)), limit, *hours,
        tuple(Absence(away.start, away.end, away.reason) for away in carer.leave), tuple(_lapsed(snapshot, carer)),
    )  # fmt: skip


def _lapsed(snapshot: Snapshot, carer: Carer) -> list[str]:
    return list(lapsed_papers(carer, snapshot.last))


def block(snapshot: Snapshot, stint: Stint, said: Mapping[int, str]) -> Block:
    """A job or a piece of open work as it is drawn."""
    detail, carer = snapshot.detail(stint), snapshot.carer(stint.escort_id)
    facts = detail.facts
    return Block(
        job_id=stint.job_id, version=detail.version if stint.job_id else 0, escort_id=stint.escort_id,
        case_id=stint.case_id, number=detail.number, name=stint.name, hospital=stint.place,
        department=detail.department, place=_place(stint, detail), occasion=stint.occasion, starts_at=stint.starts_at,
        ends_at=stint.ends_at, before=int(stint.before.total_seconds() // 60),
        after=int(stint.after.total_seconds() // 60), state=state(stint, detail, snapshot.now),
        told=carer is not None and facts.escort_told and facts.escort == carer.name,
        wish=f"{stint.sex}陪诊" if stint.sex else "", conflict=said.get(stint.job_id, ""),
        recorded=bool(stint.job_id) and detail.actual_to is not None,
    )  # fmt: skip


def _place(stint: Stint, detail: Detail) -> str:
    facts = detail.facts
    if stint.occasion in ("discharge", "visit"):
        return ""
    where = facts.meeting_place or str(facts.booking.get("place") or "")
    return f"{facts.meeting_at:%H:%M} {where}".strip() if facts.meeting_at else where


def state(stint: Stint, detail: Detail, now: datetime) -> str:
    """open, planned, running, ended, done or missed, by the records and the clock; only a record makes it done."""
    facts = detail.facts
    if not stint.job_id:
        return "open"
    if detail.cancelled:
        return "missed"
    attended = {
        "outpatient": facts.served_at, "admission": facts.admitted_at, "discharge": facts.discharged_at,
        "visit": facts.visit_done_at,
    }[stint.occasion]  # fmt: skip
    if attended or detail.actual_to:
        return "done"
    if now >= stint.ends_at:
        return "ended"
    return "running" if now >= stint.starts_at else "planned"


def candidates(snapshot: Snapshot, work: Stint, *, moving: int = 0) -> tuple[Candidate, ...]:
    """Who could take the work, best first; `moving` is the job that changes hands, its present escort is left out."""
    present = next((stint.escort_id for stint in snapshot.jobs if moving and stint.job_id == moving), 0)
    return ranked(snapshot, work, besides=present)
