"""Reads some days of escort work in a fixed number of statements: jobs, open work, escorts, ways (D-01, GC-11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.casework.carers import read_carers, read_ways
from desktop.casework.desk import Desk
from desktop.casework.hospital_names import HospitalNames, names_of
from desktop.casework.masking import masked_name
from desktop.casework.planning.model import Carer, Stint, Ways
from desktop.handbook.deskhours import MIDNIGHT, at_time
from desktop.handbook.facts import Facts
from desktop.handbook.fold import fold
from desktop.handbook.vocabulary import Item
from desktop.handbook.vocabulary import Record as Milestone
from desktop.models.tables import Case, Hospital, Job, Person, Record, Setting

SPANS_KEY = "escort_spans"
USUAL_SPANS: Mapping[str, tuple[int, int]] = {
    "outpatient": (30, 120), "admission": (30, 120), "discharge": (30, 120), "visit": (30, 90),
}  # fmt: skip
"""Minutes before and after the hour of the visit; a setting of the desk can say otherwise."""

_USUAL_BUFFERS = (30, 30)


class Detail(NamedTuple):
    """What a block shows beside its stretch of time."""

    number: str
    department: str
    facts: Facts
    version: int = 0
    cancelled: bool = False
    actual_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Some days of escort work as they are now; `jobs` hold what lives, `vain` what was waited in vain (D-10)."""

    first: date
    last: date
    now: datetime
    carers: tuple[Carer, ...]
    jobs: tuple[Stint, ...]
    vain: tuple[Stint, ...]
    waiting: tuple[Stint, ...]
    details: Mapping[tuple[int, str], Detail]
    ways: Ways
    spans: Mapping[str, tuple[int, int]]
    names: HospitalNames

    def detail(self, stint: Stint) -> Detail:
        """What else is known of it."""
        return self.details[stint.case_id, stint.occasion]

    def jobs_of(self, escort_id: int) -> list[Stint]:
        """The escort's live jobs."""
        return [stint for stint in self.jobs if stint.escort_id == escort_id]

    def carer(self, escort_id: int) -> Carer | None:
        """The escort of that id."""
        return next((carer for carer in self.carers if carer.id == escort_id), None)


def read_snapshot(session: Session, desk: Desk, first: date, last: date) -> Snapshot:
    """Everything from `first` to `last`, both included; the number of statements does not grow with the work."""
    now = desk.clock()
    start, end = at_time(first, MIDNIGHT), at_time(last + timedelta(days=1), MIDNIGHT)
    spans = _spans(session)
    buffers, names = _hospitals(session)
    jobs = session.execute(_jobs(start, end)).all()
    cases = session.execute(_open_cases(start, end)).all()
    facts = _facts(session, desk, {row.case_id: row.item for row in (*jobs, *cases)})
    lived = [_job_stint(row, facts[row.case_id], buffers, names) for row in jobs]
    live = tuple(stint for row, stint in zip(jobs, lived, strict=True) if not row.cancelled)
    opened = [(row, one) for row in cases for one in _open_stints(row, facts[row.case_id], spans, buffers, names)]
    details = {(row.case_id, stint.occasion): _detail(row, facts) for row, stint in zip(jobs, lived, strict=True)}
    details |= {(row.case_id, stint.occasion): _detail(row, facts) for row, stint in opened}
    waiting = (one for _, one in opened if now < one.ends_at and start <= one.starts_at < end)
    return Snapshot(
        first, last, now, read_carers(session, first, last, now), live,
        tuple(stint for row, stint in zip(jobs, lived, strict=True) if row.cancelled),
        tuple(sorted(waiting, key=_by_time)), details, read_ways(session), spans, names,
    )  # fmt: skip


def _by_time(stint: Stint) -> tuple[datetime, int]:
    return stint.starts_at, stint.case_id


def _spans(session: Session) -> Mapping[str, tuple[int, int]]:
    stored = session.scalar(select(Setting.value).where(Setting.key == SPANS_KEY)) or {}
    return {**USUAL_SPANS, **{name: (int(pair[0]), int(pair[1])) for name, pair in stored.items()}}


def _hospitals(session: Session) -> tuple[Mapping[str, tuple[str, int, int]], HospitalNames]:
    """City and buffers of each hospital, and what the desk calls it."""
    columns = select(Hospital.name, Hospital.city, Hospital.buffer_before_min, Hospital.buffer_after_min,
                     Hospital.aliases, and_(Hospital.verified, Hospital.active).label("own"))  # fmt: skip
    rows = session.execute(columns).all()
    names = names_of((row.name, row.aliases) for row in rows if row.own)
    return {row[0]: (row[1], row[2], row[3]) for row in rows}, names


def _case_columns(stay: Any) -> tuple[Any, ...]:
    """A hospital visit happens where the stay is."""
    return (
        Case.id.label("case_id"), Case.number, Case.item, Case.details, Person.name.label("person"),
        func.coalesce(func.nullif(Case.hospital, ""), stay.hospital, "").label("hospital"),
        func.coalesce(func.nullif(Case.department, ""), stay.department, "").label("department"),
    )  # fmt: skip


def _jobs(start: datetime, end: datetime) -> Select[Any]:
    """D-10: of cancelled jobs only those that were waited in vain."""
    stay = aliased(Case)
    columns: tuple[Any, ...] = (
        Job.id.label("job_id"), Job.version, Job.escort_id, Job.occasion, Job.starts_at, Job.ends_at, Job.blocked_from,
        Job.blocked_to, Job.cancelled, Job.actual_to, *_case_columns(stay),
    )  # fmt: skip
    return (
        select(*columns).join(Case, Case.id == Job.case_id)
        .join(Person, Person.id == Case.person_id).outerjoin(stay, stay.id == Case.stay_id)
        .where(Job.starts_at >= start, Job.starts_at < end)
        .where(or_(Job.cancelled.is_(False), Job.actual_to.is_not(None))).order_by(Job.starts_at, Job.id)
    )  # fmt: skip


def _open_cases(start: datetime, end: datetime) -> Select[Any]:
    """Cases that may need an escort then: a visit booked, a hospital visit planned, a discharge told of."""
    stay = aliased(Case)
    ahead = and_(Case.holder_until >= start - timedelta(hours=6), Case.holder_until < end + timedelta(hours=6))
    dated = select(Record.id).where(Record.case_id == Case.id, Record.verb.in_(("discharge_notice", "plan_visit")))
    told = and_(Case.item.in_((Item.INPATIENT.value, Item.VISIT.value)), dated.exists())
    return (
        select(*_case_columns(stay)).join(Person, Person.id == Case.person_id)
        .outerjoin(stay, stay.id == Case.stay_id).where(Case.is_open, Case.service == "GC")
        .where(or_(ahead, told)).order_by(Case.id)
    )  # fmt: skip


def _facts(session: Session, desk: Desk, items: Mapping[int, str]) -> Mapping[int, Facts]:
    found: dict[int, list[Milestone]] = defaultdict(list)
    columns = (Record.case_id, Record.seq, Record.verb, Record.happened_at, Record.entered_at, Record.person,
               Record.details)  # fmt: skip
    wanted = select(*columns).where(Record.case_id.in_(list(items) or [0])).order_by(Record.case_id, Record.seq)
    for row in session.execute(wanted):
        found[row[0]].append(Milestone(*row[1:]))
    return {case_id: fold(Item(item), found[case_id], desk.office.calendar) for case_id, item in items.items()}


def _detail(row: Any, facts: Mapping[int, Facts]) -> Detail:
    known = facts[row.case_id]
    if not hasattr(row, "job_id"):
        return Detail(row.number, row.department, known)
    return Detail(row.number, row.department, known, row.version, row.cancelled, row.actual_to)


def _job_stint(
    row: Any, facts: Facts, buffers: Mapping[str, tuple[str, int, int]], names: HospitalNames
) -> Stint:
    return Stint(
        case_id=row.case_id, occasion=row.occasion, name=masked_name(row.person), hospital=row.hospital,
        city=buffers.get(row.hospital, ("",))[0], starts_at=row.starts_at, ends_at=row.ends_at,
        before=row.starts_at - row.blocked_from, after=row.blocked_to - row.ends_at, sex=facts.escort_sex,
        job_id=row.job_id, escort_id=row.escort_id, place=names.usual(row.hospital),
    )  # fmt: skip


def _open_stints(
    row: Any, facts: Facts, spans: Mapping[str, tuple[int, int]], buffers: Mapping[str, tuple[str, int, int]],
    names: HospitalNames,
) -> Iterator[Stint]:
    for occasion, moment in _needs(facts):
        city, before, after = buffers.get(row.hospital, ("", *_USUAL_BUFFERS))
        start, end = span_around(moment, occasion, spans)
        yield Stint(
            case_id=row.case_id, occasion=occasion, name=masked_name(row.person), hospital=row.hospital, city=city,
            starts_at=start, ends_at=end, before=timedelta(minutes=before), after=timedelta(minutes=after),
            sex=facts.escort_sex, place=names.usual(row.hospital),
        )  # fmt: skip


def span_around(moment: datetime, occasion: str, spans: Mapping[str, tuple[int, int]]) -> tuple[datetime, datetime]:
    """When the escort is usually there for a visit at that hour."""
    before, after = spans[occasion]
    return moment - timedelta(minutes=before), moment + timedelta(minutes=after)


def _needs(facts: Facts) -> Iterator[tuple[str, datetime]]:
    """What still needs an escort and when (GC-10, GC-11): nobody is assigned to it."""
    if facts.item is Item.VISIT:
        if facts.visit_at and not facts.escort and facts.visit_settled_at is None:
            yield "visit", facts.visit_at
        return
    if facts.leaves_at and not facts.discharge_escort and facts.discharged_at is None:
        yield "discharge", facts.leaves_at
    if facts.booked_at and facts.visit_at and not facts.escort and facts.attended_at is None:
        yield ("admission" if facts.item is Item.INPATIENT else "outpatient"), facts.visit_at


def appointment(stint: Stint, facts: Facts) -> datetime | None:
    """The hour the job is about."""
    return facts.leaves_at if stint.occasion == "discharge" else facts.visit_at


def moved(stint: Stint, escort_id: int, start: datetime, end: datetime) -> Stint:
    """The same work with another escort or at another time."""
    return replace(stint, escort_id=escort_id, starts_at=start, ends_at=end)


def working_minutes(desk: Desk, days: Iterable[date], usual: int) -> int:
    """What is usual for one escort in these days: of several only working days count, a single day always does."""
    every: Sequence[date] = list(days)
    counted = sum(desk.office.calendar.is_workday(day) for day in every)
    return usual * (1 if len(every) == 1 else counted)
