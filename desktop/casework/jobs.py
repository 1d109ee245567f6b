"""Escort jobs: who accompanies whom and when, never two at a time (D-01, GC-12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desktop.casework.acting import Act, BadInput, Given, act, check_dates
from desktop.casework.carers import carer_of, read_ways
from desktop.casework.desk import Desk, Entry
from desktop.casework.directory import hospital_named
from desktop.casework.job_states import restore, snapshot
from desktop.casework.planning.fitness import FIRM, hindrances
from desktop.casework.planning.model import Stint
from desktop.casework.rows import Outcome
from desktop.handbook.deskhours import ONE_DAY
from desktop.handbook.moments import spoken_moment, write_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort, Hospital, Job

USUAL_BUFFER = timedelta(minutes=30)
Look = Callable[[Act], None]
Touched = Callable[[Job, Mapping[str, Any] | None], None]


def assign_escort(
    desk: Desk, case_id: int, entry: Entry, *, escort: str, from_: datetime, to: datetime, hospital: str = "",
    reason: str = "",
) -> Outcome:  # fmt: skip
    """Give the case's visit, admission, discharge or hospital visit to an escort; a `reason` forces an overlap."""
    given = {"escort": escort.strip(), "from_": from_, "to": to, "hospital": hospital, "reason": reason}
    return assign(desk, case_id, entry, given)


def assign(
    desk: Desk, case_id: int, entry: Entry, given: Mapping[str, Any], *, look: Look | None = None,
    touched: Touched | None = None,
) -> Outcome:  # fmt: skip
    """The same from the calendar: `look` may refuse first, `touched` is told the job and what it was before.

    A live job of the same occasion is changed in place, so that it keeps its number and never stands in its own way.
    """
    check_dates(given["from_"], given["to"])
    if given["to"] <= given["from_"]:
        raise BadInput("结束时间须晚于开始时间")
    clash = ""

    def prepare(under_way: Act) -> Given:
        nonlocal clash
        if look:
            look(under_way)
        job = _job(under_way, given)
        overlapping = _overlapping(under_way, job)
        clash = _clash_sentence(overlapping[0]) if overlapping else ""
        return {**({"clash": clash} if clash else {}), **fitness(under_way, job)}

    def put(under_way: Act) -> None:
        job = _job(under_way, given)
        job.forced, job.reason = bool(clash), str(given.get("reason") or "")
        live = live_job(under_way, job.occasion)
        before = snapshot(live) if live else None
        if live is None:
            under_way.session.add(job)
        else:
            restore(live, {**snapshot(job), "actual_from": live.actual_from, "actual_to": live.actual_to})
        under_way.session.flush()
        if touched:
            touched(live or job, before)

    return act(desk, case_id, entry, "assign_escort", given, prepare=prepare, effect=put)


def release_escort(desk: Desk, case_id: int, entry: Entry, *, reason: str = "") -> Outcome:
    """Take the escort off the case's next job; the work waits for somebody again (GC-08)."""
    return release(desk, case_id, entry, reason)


def release(
    desk: Desk, case_id: int, entry: Entry, reason: str, *, look: Look | None = None, touched: Touched | None = None
) -> Outcome:
    """The same from the calendar, with `look` and `touched` as for `assign`."""
    given: dict[str, Any] = {"reason": reason}

    def name(under_way: Act) -> Given:
        if look:
            look(under_way)
        given["escort"] = under_way.case.facts.escort or None
        return {}

    def cancel(under_way: Act) -> None:
        job = live_job(under_way, occasion_of(under_way))
        if job is None:
            raise BadInput("没有要退回的陪诊安排")
        before = snapshot(job)
        job.cancelled = True
        under_way.session.flush()
        if touched:
            touched(job, before)

    return act(desk, case_id, entry, "release_escort", given, prepare=name, effect=cancel)


def live_job(under_way: Act, occasion: str) -> Job | None:
    """The case's job for an occasion."""
    return next((job for job in _live_jobs(under_way) if job.occasion == occasion), None)


def finish_job(under_way: Act, occasion: str, start: datetime | None, end: datetime | None) -> None:
    """GC-12: keep the hours the escort really had; the plan stays beside them."""
    job = live_job(under_way, occasion)
    if job is not None and start is not None and end is not None:
        job.actual_from, job.actual_to = start, end
        under_way.session.flush()


def end_in_vain(under_way: Act, start: datetime | None, end: datetime | None) -> None:
    """D-10: the customer did not come; jobs that had begun keep the hours that were waited, all are over."""
    for job in _live_jobs(under_way):
        if job.starts_at <= under_way.happened:
            begun = start or job.starts_at
            job.actual_from, job.actual_to = begun, max(end or under_way.happened, begun)
        job.cancelled = True
    under_way.session.flush()


_OCCASIONS = {"serve": "outpatient", "admit": "admission", "discharge": "discharge", "visit_done": "visit"}


def unfinish_job(under_way: Act, seq: int) -> None:
    """D-09: a voided attendance or no-show takes the escort's hours back; after a no-show the job lives again."""
    verb = next((record.verb for record in under_way.row.records if record.seq == seq), "")
    if verb not in (*_OCCASIONS, "no_show"):
        return
    wanted = select(Job).where(Job.case_id == under_way.row.id, Job.actual_to.is_not(None))
    for job in under_way.session.scalars(wanted.order_by(Job.id.desc())):
        if (job.cancelled and verb == "no_show") or (not job.cancelled and job.occasion == _OCCASIONS.get(verb)):
            job.actual_from = job.actual_to = None
            job.cancelled = False
            break
    under_way.session.flush()


def _job(under_way: Act, given: Mapping[str, Any]) -> Job:
    hospital = given.get("hospital") or under_way.case.facts.hospital
    before, after = _buffers(under_way, hospital)
    start, end = given["from_"], given["to"]
    return Job(
        escort_id=_escort_id(under_way, given["escort"]), case_id=under_way.row.id, occasion=occasion_of(under_way),
        starts_at=start, ends_at=end, blocked_from=start - before, blocked_to=end + after, forced=False, reason="",
        cancelled=False,
    )  # fmt: skip


def fitness(under_way: Act, job: Job) -> dict[str, str]:
    """What refuses the escort whatever the reason (`unfit`), and what only warns (`doubtful`)."""
    carer = carer_of(under_way.session, job.escort_id)
    place = under_way.session.scalar(select(Hospital.city).where(Hospital.name == under_way.row.hospital)) or ""
    work = stint_of(job, under_way.row.hospital, place, "")
    others = [stint_of(other, other.case.hospital, "", other.case.number) for other in _same_day(under_way, job)]
    found = list(hindrances(carer, work, others, read_ways(under_way.session)))
    firm = [one.sentence for one in found if one.kind in FIRM]
    soft = [one.sentence for one in found if one.kind not in (*FIRM, "overlap")]
    return {key: f"{carer.name}：{'；'.join(said)}" for key, said in (("unfit", firm), ("doubtful", soft)) if said}


def stint_of(job: Job, hospital: str, city: str, name: str, sex: str = "") -> Stint:
    """A job as plans see one."""
    return Stint(
        case_id=job.case_id, occasion=job.occasion, name=name, hospital=hospital, city=city, starts_at=job.starts_at,
        ends_at=job.ends_at, before=job.starts_at - job.blocked_from, after=job.blocked_to - job.ends_at, sex=sex,
        job_id=job.id or 0, escort_id=job.escort_id,
    )  # fmt: skip


def _same_day(under_way: Act, job: Job) -> list[Job]:
    midnight = job.starts_at.replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = select(Job).where(
        Job.escort_id == job.escort_id, Job.cancelled.is_(False), Job.starts_at >= midnight,
        Job.starts_at < midnight + ONE_DAY,
    )  # fmt: skip
    return list(under_way.session.scalars(wanted.order_by(Job.starts_at)))


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


def occasion_of(under_way: Act) -> str:
    """What the case needs an escort for now."""
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

