"""An escort's days as appointments: who is met where and when, without a word about the illness (GC-09, GC-19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from desktop.casework.desk import Desk
from desktop.casework.facts_view import patient_words
from desktop.handbook.deskhours import at_time
from desktop.models.tables import Case, Job

OCCASIONS = {"outpatient": "门诊陪诊", "admission": "入院陪同", "discharge": "出院陪同", "visit": "住院探视"}


class Appointment(NamedTuple):
    """One job as an entry of a calendar; `revision` grows with every change, so that a newer file replaces it."""

    uid: str
    revision: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    note: str
    cancelled: bool


class EscortDays(NamedTuple):
    """The appointments of one escort in the order of time."""

    escort: str
    appointments: tuple[Appointment, ...]


def escort_days(desk: Desk, first: date, last: date, escort: str = "") -> tuple[EscortDays, ...]:
    """What each escort (or the named one) does from `first` to `last`, both included.

    Cancelled jobs, and those that went to somebody else since, are there as cancelled.
    """
    start, end = at_time(first, time(0)), at_time(last + timedelta(days=1), time(0))
    wanted = select(Job).where(Job.starts_at >= start, Job.starts_at < end).options(
        joinedload(Job.escort), joinedload(Job.case).joinedload(Case.person),
        joinedload(Job.case).selectinload(Case.records),
    )  # fmt: skip
    now = desk.clock()
    with desk.reading() as session:
        jobs = session.scalars(wanted).unique()
        found = [(name, each) for job in jobs for name, each in _entries(job, now) if escort in ("", name)]
    found.sort(key=lambda pair: (pair[0], pair[1].starts_at, pair[1].uid))
    return tuple(EscortDays(name, tuple(each for _, each in own)) for name, own in groupby(found, itemgetter(0)))


def _entries(job: Job, now: datetime) -> Iterator[tuple[str, Appointment]]:
    """The job for who does it, and as cancelled for everybody who had it before."""
    current = _appointment(job, now)
    yield job.escort.name, current
    given = [record.details["escort"] for record in job.case.records if record.verb == "assign_escort"]
    for former in dict.fromkeys(given):
        if former != job.escort.name:
            yield former, current._replace(cancelled=True)


def _appointment(job: Job, now: datetime) -> Appointment:
    occasion, hospital = OCCASIONS[job.occasion], job.case.hospital
    who = patient_words(job.case, now).partition("，")[0]
    return Appointment(
        uid=f"job-{job.id}@caredesk", revision=job.version, changed_at=now, starts_at=job.starts_at,
        ends_at=job.ends_at, title=f"{occasion} · {who} · {hospital}", place=hospital,
        note=f"案件 {job.case.number}。当天安排见陪诊日程单。", cancelled=job.cancelled,
    )  # fmt: skip
