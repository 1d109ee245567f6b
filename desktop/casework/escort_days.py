"""An escort's days as appointments: who is met where and when, without a word about the illness (GC-09, GC-19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
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
    """What each escort (or the named one) does from `first` to `last`, both included; cancelled jobs are marked."""
    start, end = at_time(first, time(0)), at_time(last + timedelta(days=1), time(0))
    wanted = select(Job).where(Job.starts_at >= start, Job.starts_at < end).options(
        joinedload(Job.escort), joinedload(Job.case).joinedload(Case.person)
    )  # fmt: skip
    now = desk.clock()
    with desk.reading() as session:
        jobs = [job for job in session.scalars(wanted) if escort in ("", job.escort.name)]
        jobs.sort(key=lambda job: (job.escort.name, job.starts_at, job.id))
        return tuple(
            EscortDays(name, _appointments(list(own), now)) for name, own in groupby(jobs, lambda job: job.escort.name)
        )


def _appointments(jobs: Sequence[Job], now: datetime) -> tuple[Appointment, ...]:
    return tuple(_appointment(job, now) for job in jobs)


def _appointment(job: Job, now: datetime) -> Appointment:
    occasion, hospital = OCCASIONS[job.occasion], job.case.hospital
    who = patient_words(job.case, now).partition("，")[0]
    return Appointment(
        uid=f"job-{job.id}@caredesk", revision=job.version, changed_at=now, starts_at=job.starts_at,
        ends_at=job.ends_at, title=f"{occasion} · {who} · {hospital}", place=hospital,
        note=f"案件 {job.case.number}。当天安排见陪诊日程单。", cancelled=job.cancelled,
    )  # fmt: skip
