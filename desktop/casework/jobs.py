"""Escort jobs: who accompanies whom and when, never two at a time (D-01, GC-12)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.directory import hospital_named
from desktop.casework.rows import Outcome
from desktop.handbook.moments import spoken_moment, write_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort, Job

USUAL_BUFFER = timedelta(minutes=30)


def assign_escort(
    desk: Desk, case_id: int, entry: Entry, *, escort: str, from_: datetime, to: datetime, hospital: str = "",
    reason: str = "",
) -> Outcome:  # fmt: skip
    """Give the case's visit, admission, discharge or hospital visit to an escort; a `reason` forces an overlap."""
    if to <= from_:
        raise BadInput("结束时间须晚于开始时间")
    given = {"escort": escort.strip(), "from_": from_, "to": to, "hospital": hospital, "reason": reason}
    clash = ""

    def look(under_way: Act) -> Given:
        nonlocal clash
        overlapping = _overlapping(under_way, _job(under_way, escort.strip(), from_, to, hospital))
        clash = _clash_sentence(overlapping[0]) if overlapping else ""
        return {"clash": clash} if clash else {}

    def put(under_way: Act) -> None:
        job = _job(under_way, escort.strip(), from_, to, hospital)
        cancel_jobs(under_way, occasion=job.occasion)
        job.forced, job.reason = bool(clash), reason
        under_way.session.add(job)

    return act(desk, case_id, entry, "assign_escort", given, prepare=look, effect=put)


def _job(under_way: Act, escort: str, start: datetime, end: datetime, hospital: str) -> Job:
    before, after = _buffers(under_way, hospital or under_way.case.facts.hospital)
    return Job(
        escort_id=_escort_id(under_way, escort), case_id=under_way.row.id, occasion=_occasion(under_way),
        starts_at=start, ends_at=end, blocked_from=start - before, blocked_to=end + after, forced=False, reason="",
        cancelled=False,
    )  # fmt: skip


def _buffers(under_way: Act, hospital: str) -> tuple[timedelta, timedelta]:
    row = hospital_named(under_way.session, hospital)
    if row is None:
        return USUAL_BUFFER, USUAL_BUFFER
    return timedelta(minutes=row.buffer_before_min), timedelta(minutes=row.buffer_after_min)


def _escort_id(under_way: Act, name: str) -> int:
    found = under_way.session.scalar(select(Escort.id).where(Escort.name == name))
    if found is None:
        escort = Escort(name=name, cities=[])
        under_way.session.add(escort)
        under_way.session.flush()
        found = escort.id
    return found


def _occasion(under_way: Act) -> str:
    if under_way.case.item is Item.INPATIENT:
        return "discharge" if under_way.case.facts.admitted_at else "admission"
    return "visit" if under_way.case.item is Item.VISIT else "outpatient"


def _overlapping(under_way: Act, job: Job) -> list[Job]:
    wanted = select(Job).where(
        Job.escort_id == job.escort_id, Job.cancelled.is_(False),
        Job.blocked_from < job.blocked_to, Job.blocked_to > job.blocked_from,
    )  # fmt: skip
    found = under_way.session.scalars(wanted.order_by(Job.starts_at)).all()
    return [other for other in found if (other.case_id, other.occasion) != (job.case_id, job.occasion)]


def _clash_sentence(job: Job) -> str:
    return f"{job.escort.name}已有安排：{spoken_moment(job.starts_at)}–{job.ends_at:%H:%M}（{job.case.number}）"


def cancel_jobs(under_way: Act, *, occasion: str = "", after: datetime | None = None) -> None:
    """Cancel the case's live jobs: all, those of one occasion, or those that start after an instant."""
    for job in _live_jobs(under_way):
        if (not occasion or job.occasion == occasion) and (after is None or job.starts_at > after):
            job.cancelled = True
    under_way.session.flush()


def cancel_job_of(under_way: Act, seq: int) -> None:
    """Cancel the job that a voided assignment made; a later assignment's job stays."""
    for job in _jobs_of(under_way, seq):
        job.cancelled = True
    under_way.session.flush()


def escort_lost(under_way: Act, escort: str, *, voided: int = 0) -> bool:
    """Whether the escort has no live job of the case any more, once the assignment `voided` is gone."""
    gone = _jobs_of(under_way, voided)
    return bool(escort) and all(job.escort.name != escort or job in gone for job in _live_jobs(under_way))


def _jobs_of(under_way: Act, seq: int) -> list[Job]:
    wanted = [
        (record.details["escort"], record.details["from"], record.details["to"])
        for record in under_way.row.records
        if record.seq == seq and record.verb == "assign_escort"
    ]
    found = ((job, (job.escort.name, write_moment(job.starts_at), write_moment(job.ends_at)))
             for job in _live_jobs(under_way))  # fmt: skip
    return [job for job, made_by in found if made_by in wanted]


def unfit_jobs(under_way: Act, visit_at: datetime) -> list[Job]:
    """The case's live jobs that do not cover a visit at that time."""
    return [job for job in _live_jobs(under_way) if not job.starts_at <= visit_at < job.ends_at]


def _live_jobs(under_way: Act) -> list[Job]:
    wanted = select(Job).where(Job.case_id == under_way.row.id, Job.cancelled.is_(False))
    return list(under_way.session.scalars(wanted))

