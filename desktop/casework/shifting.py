"""Steps on the escort calendar: move, hand back, finish; each by the case's own verbs, each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy import select

from desktop.casework import green_channel, visits
from desktop.casework.acting import Act, BadInput, Given, Refused, act, check_dates
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation, unlocks
from desktop.casework.escort_choice import check_sendable
from desktop.casework.job_states import restore, snapshot
from desktop.casework.jobs import assign, live_job, occasion_of, release
from desktop.casework.roster_rows import FinishedJob, JobResult, Shifted, Undo
from desktop.casework.rows import Done, Outcome
from desktop.handbook.conditions.booking import LONGEST_ESCORT
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Escort, Job

_TOUCHING = ("assign_escort", "release_escort", "rebook", "cancel", "no_show", "void", "serve", "admit", "discharge",
             "visit_done", "close", "reopen")  # fmt: skip


def give_work(
    desk: Desk, case_id: int, escort: int, from_: datetime, to: datetime, entry: Entry, reason: str = ""
) -> Shifted:
    """Give open work to an escort (`escort` is the id); a reason forces an overlap."""
    given = {"escort": _name(desk, escort, new=True), "from_": from_, "to": to, "hospital": "", "reason": reason}
    kept = _Kept()
    return kept.shifted("assign_escort", assign(desk, case_id, entry, given, look=_still_open, touched=kept))


def move_job(
    desk: Desk, job_id: int, version: int, escort: int, from_: datetime, to: datetime, entry: Entry, reason: str = ""
) -> Shifted:
    """Change a job's escort, time or both: recorded on the case; a changed escort is news for the customer (GC-08)."""
    job = _job(desk, job_id)
    name = _name(desk, escort, new=escort != job.escort_id)
    given = {"escort": name, "from_": from_, "to": to, "hospital": "", "reason": reason}
    kept = _Kept()
    look = _unchanged(job_id, version)
    return kept.shifted("assign_escort", assign(desk, job.case_id, entry, given, look=look, touched=kept))


def unassign_job(desk: Desk, job_id: int, version: int, entry: Entry, reason: str = "") -> Shifted:
    """Hand a job back: it is cancelled with a record, and the work waits again."""
    job, kept = _job(desk, job_id), _Kept()
    look = _unchanged(job_id, version)
    return kept.shifted("release_escort", release(desk, job.case_id, entry, reason, look=look, touched=kept))


def finish_jobs(desk: Desk, results: Iterable[JobResult], entry: Entry) -> tuple[FinishedJob, ...]:
    """What became of the jobs of a day, each in a transaction of its own; actual hours over four are flagged (GC-12).

    A result that cannot be right raises BadInput before anything is written.
    """
    wanted = list(results)
    for result in wanted:
        _check(desk, result)
    return tuple(_finished(desk, result, entry) for result in wanted)


def undo(desk: Desk, step: Undo, entry: Entry) -> Outcome:
    """Take a step back: its record is voided (D-09), the job says again what it said; a job changed since is left."""

    def look(under_way: Act) -> Given:
        job = under_way.session.get_one(Job, step.job_id, populate_existing=True)
        if snapshot(job) != step.after:
            _refuse(_changed_by(under_way, job))
        return {"unlocks": unlocks(under_way.desk, under_way.row.records, under_way.case.facts, step.record)}

    def back(under_way: Act) -> None:
        job = under_way.session.get_one(Job, step.job_id)
        if step.values:
            restore(job, step.values)
        else:
            job.cancelled = True
        under_way.session.flush()

    given = {"record": step.record, "reason": "撤销"}
    return act(desk, step.case_id, entry, "void", given, prepare=look, effect=back)


class _Kept:
    """Remembers the job a verb touched and what it was, for the way back."""

    def __init__(self) -> None:
        self._job: Job | None = None
        self._before: Mapping[str, Any] = {}
        self._after: Mapping[str, Any] = {}

    def __call__(self, job: Job, before: Mapping[str, Any] | None) -> None:
        self._job, self._before, self._after = job, before or {}, snapshot(job)

    def shifted(self, verb: str, outcome: Outcome) -> Shifted:
        """The outcome with its way back; a repeated command that had been answered before has none."""
        if isinstance(outcome, Refusal) or self._job is None:
            return Shifted(outcome, None)
        job = self._job
        return Shifted(outcome, Undo(verb, job.id, job.case_id, outcome.seq, self._before, self._after))


def _job(desk: Desk, job_id: int) -> Job:
    with desk.reading() as session:
        job = session.get(Job, job_id)
    if job is None:
        raise BadInput("没有这一单陪诊")
    return job


def _name(desk: Desk, escort_id: int, *, new: bool) -> str:
    """The escort's name; a `new` one's file must say phone and city."""
    with desk.reading() as session:
        name = session.scalar(select(Escort.name).where(Escort.id == escort_id))
        if name is None:
            raise BadInput("没有这位陪诊人员")
        if new:
            check_sendable(session, name)
    return name


def _still_open(under_way: Act) -> None:
    job = live_job(under_way, occasion_of(under_way))
    if job is not None:
        _refuse(_changed_by(under_way, job))


def _unchanged(job_id: int, version: int) -> Callable[[Act], None]:
    def look(under_way: Act) -> None:
        job = _same_version(under_way, job_id, version)
        if job.cancelled or job.actual_to is not None:
            _refuse(f"这一单已{'取消' if job.cancelled else '登记完成'}，不能再改")

    return look


def _same_version(under_way: Act, job_id: int, version: int) -> Job:
    """The job as it is now; refused with who changed it when it is not the one that was seen."""
    job = under_way.session.get_one(Job, job_id, populate_existing=True)
    if job.version != version:
        _refuse(_changed_by(under_way, job))
    return job


def _changed_by(under_way: Act, job: Job) -> str:
    touched = [record for record in under_way.row.records if record.verb in _TOUCHING]
    now = "已取消" if job.cancelled else f"现在是 {job.escort.name} {job.starts_at:%m-%d %H:%M}–{job.ends_at:%H:%M}"
    if not touched:
        return f"这一单刚被改过，{now}；没有保存，请按新的安排再试"
    last = touched[-1]
    return f"{last.person}在 {last.entered_at:%H:%M} 刚改过这一单，{now}；没有保存，请按新的安排再试"


def _refuse(sentence: str) -> NoReturn:
    raise Refused(Refusal((Finding("D-01", sentence),)))


def _check(desk: Desk, result: JobResult) -> None:
    if result.what not in ("served", "no_show", "cut_short"):
        raise BadInput("结果只能是 完成、客户未到 或 提前结束")
    check_dates(result.from_, result.to)
    if result.to <= result.from_:
        raise BadInput("结束时间须晚于开始时间")
    if result.to > desk.clock():
        raise BadInput(f"结束时间 {result.to:%H:%M} 还没到")
    if result.what == "cut_short" and not result.reason.strip():
        raise BadInput("提前结束须写明原因")


def _finished(desk: Desk, result: JobResult, entry: Entry) -> FinishedJob:
    job = _job(desk, result.job_id)
    before = {"actual_from": None, "actual_to": None, "cancelled": False}
    outcome = _record(desk, job, result, entry)
    length = result.to - result.from_
    step = None
    if isinstance(outcome, Done) and not _locked(desk, outcome):
        after = _job(desk, result.job_id)
        step = Undo(result.what, job.id, job.case_id, outcome.seq, before, snapshot(after))
    return FinishedJob(job.id, outcome, length // timedelta(minutes=1), length > LONGEST_ESCORT, step)


def _locked(desk: Desk, done: Done) -> bool:
    """D-09: only a supervisor who did not enter it voids what made the service count as rendered."""
    with desk.reading() as session:
        row = load_case(session, done.case_id)
        return unlocks(desk, row.records, situation(session, desk, row, desk.clock()).facts, done.seq)


def _record(desk: Desk, job: Job, result: JobResult, entry: Entry) -> Outcome:
    if job.version != result.version or job.cancelled or job.actual_to is not None:
        return Refusal((Finding("D-01", "这一单刚被改过或已登记，没有保存；请刷新后再填"),))
    hours: dict[str, Any] = {"from_": result.from_, "to": result.to}
    happened = Entry(entry.person, entry.happened or result.to, entry.late_reason, "")
    if result.what == "no_show":
        return green_channel.no_show(desk, job.case_id, happened, reason=result.reason, **hours)
    hours["cut_short"] = f"提前结束：{result.reason.strip()}" if result.what == "cut_short" else ""
    if job.occasion == "outpatient":
        ordered = result.admission_ordered
        return green_channel.serve(desk, job.case_id, happened, admission_ordered=ordered, **hours)
    verbs = {"admission": green_channel.admit, "discharge": green_channel.discharge, "visit": visits.visit_done}
    return verbs[job.occasion](desk, job.case_id, happened, **hours)
