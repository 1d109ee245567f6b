"""What became of a day's escort jobs: the plan of each, and its outcome where one is on record (GC-12, GC-13, D-10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.desk import Desk
from desktop.casework.dossier import milestones
from desktop.casework.hospital_names import HospitalNames, read_names
from desktop.casework.masking import masked_name
from desktop.casework.plans import read_plan
from desktop.casework.roster_rows import FinishedJob, JobResult
from desktop.casework.rows import Outcome
from desktop.handbook.deskhours import ONE_DAY, at_time
from desktop.handbook.fold import fold
from desktop.handbook.vocabulary import Item
from desktop.handbook.voiding import voided
from desktop.models.tables import Case, Escort, Job, Person, Record

_VERBS = {"outpatient": "serve", "admission": "admit", "discharge": "discharge", "visit": "visit_done"}
_RENDERING = ("outpatient", "admission")
_EARLY = "提前结束："


class DayJob(NamedTuple):
    """A job of the day. `what` is "" while nothing is on record, else served, no_show or cut_short (with `reason`).

    `from_` and `to` are the hours the escort really had; `ordered` says that the expert ordered admission (GC-13).
    `locks`: nobody told the customer of the visit, so that only recording it as attended makes the service count as
    rendered (GC-14), which a supervisor alone can void (D-09).
    """

    job_id: int
    version: int
    case_id: int
    number: str
    name: str
    hospital: str
    department: str
    escort: str
    occasion: str
    starts_at: datetime
    ends_at: datetime
    what: str = ""
    from_: datetime | None = None
    to: datetime | None = None
    reason: str = ""
    ordered: bool = False
    locks: bool = False


class ResultDesk:
    """The results of a day as one person's screen enters them; every method runs in the database worker."""

    def __init__(self, desk: Desk, calendar: CalendarDesk) -> None:
        self._desk, self._calendar = desk, calendar

    def jobs(self, day: date) -> tuple[DayJob, ...]:
        """The jobs of a day in the order of time."""
        return day_jobs(self._desk, day)

    def finish(self, results: Sequence[JobResult], late_reason: str = "") -> tuple[FinishedJob, ...]:
        """Record what became of jobs, each by itself; they stand in the order of the results."""
        return tuple(self._calendar.finish(results, late_reason))

    def undo(self, seqs: Sequence[int]) -> tuple[Outcome, ...]:
        """Take back what these Done did, the last one first."""
        return tuple(self._calendar.undo(seq) for seq in reversed(seqs))


def day_jobs(desk: Desk, day: date) -> tuple[DayJob, ...]:
    """The jobs of a day in the order of time: all that live, and those that were waited in vain (D-10)."""
    start = at_time(day, time(0))
    stay = aliased(Case)
    wanted = (
        select(Job, Case, Person.name, Escort.name, stay.hospital).join(Case, Case.id == Job.case_id)
        .options(joinedload(Case.plan_version))
        .join(Person, Person.id == Case.person_id).join(Escort, Escort.id == Job.escort_id)
        .outerjoin(stay, stay.id == Case.stay_id).where(Job.starts_at >= start, Job.starts_at < start + ONE_DAY)
        .where(or_(Job.cancelled.is_(False), Job.actual_to.is_not(None))).order_by(Job.starts_at, Job.id)
    )  # fmt: skip
    with desk.reading() as session:
        rows = session.execute(wanted).all()
        told = _told(session, {row[0].case_id for row in rows})
        names = read_names(session)
        return tuple(_job(desk, names, *row, told.get(row[0].case_id, ())) for row in rows)


def _told(session: Session, cases: Iterable[int]) -> Mapping[int, Sequence[Record]]:
    """The records of these cases, in the order they were entered."""
    found: dict[int, list[Record]] = {}
    wanted = select(Record).where(Record.case_id.in_(list(cases) or [0])).order_by(Record.case_id, Record.seq)
    for record in session.scalars(wanted):
        found.setdefault(record.case_id, []).append(record)
    return found


def _locks(desk: Desk, job: Job, case: Case, told: Sequence[Record]) -> bool:
    if job.occasion not in _RENDERING:
        return False
    lock_on = read_plan(case.plan_version).lock_on
    return not fold(Item(case.item), milestones(told), desk.office.calendar, lock_on=lock_on).rendered


def _holding(records: Sequence[Record]) -> list[Record]:
    gone = voided(records)
    return [record for record in records if record.seq not in gone]


def _job(
    desk: Desk, names: HospitalNames, job: Job, case: Case, person: str, escort: str, stay: str | None,
    told: Sequence[Record],
) -> DayJob:  # fmt: skip
    plan = DayJob(
        job.id, job.version, case.id, case.number, masked_name(person), names.usual(case.hospital or stay or ""),
        case.department, escort, job.occasion, job.starts_at, job.ends_at,
    )  # fmt: skip
    if job.actual_to is None:
        return plan._replace(locks=_locks(desk, job, case, told))
    verb = "no_show" if job.cancelled else _VERBS[job.occasion]
    last = next((record.details for record in reversed(_holding(told)) if record.verb == verb), {})
    return plan._replace(from_=job.actual_from, to=job.actual_to, **_outcome(verb, last))


def _outcome(verb: str, details: Mapping[str, Any]) -> dict[str, Any]:
    if verb == "no_show":
        return {"what": "no_show", "reason": str(details.get("reason") or "")}
    early = str(details.get("cut_short") or "")
    reason, ordered = early.removeprefix(_EARLY), bool(details.get("admission_ordered"))
    return {"what": "cut_short" if early else "served", "reason": reason, "ordered": ordered}
