"""Lists for workbooks: the escorts' work of a period, the exemptions, and an extract of the audit trail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.escort_days import OCCASIONS
from desktop.casework.exporting import Export
from desktop.casework.figures.clock_rows import exemption_number
from desktop.casework.figures.period import Period
from desktop.casework.figures.service_rows import LONGEST_ESCORT, hours_of
from desktop.casework.green_rows import STATES
from desktop.casework.masking import masked_sample
from desktop.casework.papers import ColumnKind, QueueSheet, SheetCell, SheetColumn
from desktop.models.tables import AuditEntry, Case, Escort, ExemptionRow, Job

_K = ColumnKind
Line = tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list somebody asked for: of which period, and the export it becomes."""

    period: Period
    export: Export

    def sheet(self, title: str, columns: Sequence[SheetColumn], rows: Any, made_at: Any) -> QueueSheet:
        """One table of it."""
        export = self.export
        return QueueSheet(
            title, tuple(columns), rows, tuple(export.filters.items()), export.person, made_at, export.program,
            export.purpose, export.unmasked,
        )  # fmt: skip


_WORK = (
    SheetColumn("陪诊员", width=12), SheetColumn("次数", _K.WHOLE, 9), SheetColumn("已完成", _K.WHOLE, 9),
    SheetColumn("计划小时", _K.NUMBER, 11), SheetColumn("实际小时", _K.NUMBER, 11),
    SheetColumn("超过 4 小时（次）", _K.WHOLE, 16), SheetColumn("强制安排（次）", _K.WHOLE, 15),
)  # fmt: skip
_JOBS = (
    SheetColumn("陪诊员", width=12), SheetColumn("日期", _K.DATE, 12), SheetColumn("类别", width=11),
    SheetColumn("案件号", width=17), SheetColumn("医院", width=30), SheetColumn("计划开始", _K.MOMENT, 17),
    SheetColumn("计划结束", _K.MOMENT, 17), SheetColumn("实际开始", _K.MOMENT, 17),
    SheetColumn("实际结束", _K.MOMENT, 17), SheetColumn("实际小时", _K.NUMBER, 10),
    SheetColumn("超过 4 小时", width=11), SheetColumn("强制原因", width=24),
)  # fmt: skip


def escort_tables(desk: Desk, wanted: Wanted) -> tuple[QueueSheet, QueueSheet]:
    """What each escort did, and every job behind it; jobs that were called off before they began are left out."""
    with desk.reading() as session:
        jobs = session.execute(_jobs_of(wanted.period)).all()
    now, plain = desk.clock(), wanted.export.unmasked
    work = wanted.sheet("陪诊工作量", _WORK, list(_work_lines(jobs)), now)
    return work, wanted.sheet("陪诊明细", _JOBS, [_job_line(job, plain=plain) for job in jobs], now)


def _jobs_of(period: Period) -> Any:
    columns = (Escort.name, Job.occasion, Case.number, Case.hospital, Job.starts_at, Job.ends_at, Job.actual_from,
               Job.actual_to, Job.forced, Job.reason)  # fmt: skip
    began = or_(Job.cancelled.is_(False), Job.actual_to.is_not(None))
    return (
        select(*columns).join(Escort, Escort.id == Job.escort_id).join(Case, Case.id == Job.case_id)
        .where(Job.starts_at >= period.start, Job.starts_at < period.end, began)
        .order_by(Escort.name, Job.starts_at, Job.id)
    )  # fmt: skip


def _work_lines(jobs: Sequence[Any]) -> Iterator[Line]:
    by_escort = defaultdict(list)
    for job in jobs:
        by_escort[job.name].append(job)
    for name, own in by_escort.items():
        hours = [known for job in own if (known := hours_of(job)) is not None]
        planned = sum(((job.ends_at - job.starts_at) / timedelta(hours=1) for job in own), 0.0)
        yield (name, len(own), len(hours), round(planned, 2), round(sum(hours), 2),
               sum(known > LONGEST_ESCORT for known in hours), sum(job.forced for job in own))  # fmt: skip


def _job_line(job: Any, *, plain: bool) -> Line:
    hours = hours_of(job)
    too_long = "是" if hours is not None and hours > LONGEST_ESCORT else ""
    reason = job.reason if plain else masked_sample(job.reason)
    return (job.name, job.starts_at, OCCASIONS[job.occasion], job.number, job.hospital, job.starts_at, job.ends_at,
            job.actual_from, job.actual_to, hours, too_long, reason)  # fmt: skip


_EXEMPTIONS = (
    SheetColumn("豁免单号", width=11), SheetColumn("状态", width=9), SheetColumn("案件号", width=17),
    SheetColumn("医院", width=28), SheetColumn("科室", width=14), SheetColumn("起", _K.DATE, 12),
    SheetColumn("止", _K.DATE, 12), SheetColumn("理由", width=36), SheetColumn("申请人", width=10),
    SheetColumn("申请时间", _K.MOMENT, 17), SheetColumn("决定人", width=10), SheetColumn("决定时间", _K.MOMENT, 17),
    SheetColumn("意见", width=30),
)  # fmt: skip


def exemption_tables(desk: Desk, wanted: Wanted) -> tuple[QueueSheet]:
    """Every exemption that was asked for, declared or decided in the period (GC-17)."""
    period = wanted.period
    decided = ExemptionRow.decided_at.between(period.start, period.end - timedelta.resolution)
    asked = ExemptionRow.created_at.between(period.start, period.end - timedelta.resolution)
    rows = select(ExemptionRow, Case.number).outerjoin(Case, Case.id == ExemptionRow.case_id)
    with desk.reading() as session:
        found = session.execute(rows.where(or_(decided, asked)).order_by(ExemptionRow.id)).all()
        lines = [_exemption_line(row, number or "", plain=wanted.export.unmasked) for row, number in found]
    return (wanted.sheet("时效豁免", _EXEMPTIONS, lines, desk.clock()),)


def _exemption_line(row: ExemptionRow, number: str, *, plain: bool) -> Line:
    reason, opinion = (text if plain else masked_sample(text) for text in (row.reason, row.opinion))
    return (exemption_number(row.id), STATES.get(row.state, row.state), number, row.hospital, row.department, row.start,
            row.end, reason, row.asked_by, row.created_at, row.decided_by or row.approved_by,
            row.decided_at or (row.created_at if row.approved_by else None), opinion)  # fmt: skip


_AUDIT = (
    SheetColumn("序号", _K.WHOLE, 9), SheetColumn("时间", _K.MOMENT, 17), SheetColumn("谁", width=11),
    SheetColumn("做了什么", width=18), SheetColumn("案件号", width=17), SheetColumn("对象", width=30),
    SheetColumn("改前", width=36), SheetColumn("改后", width=36), SheetColumn("摘要", width=66),
)  # fmt: skip


def audit_table(session: Session, desk: Desk, wanted: Wanted) -> QueueSheet:
    """The audit trail of the period, read while it is written; unless unmasked, only which fields changed is told."""
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.person, AuditEntry.action, Case.number, AuditEntry.subject,
               AuditEntry.before, AuditEntry.after, AuditEntry.digest)  # fmt: skip
    rows = session.execute(
        select(*columns).outerjoin(Case, Case.id == AuditEntry.case_id)
        .where(AuditEntry.at >= wanted.period.start, AuditEntry.at < wanted.period.end).order_by(AuditEntry.id)
        .execution_options(yield_per=1_000)
    )  # fmt: skip
    plain = wanted.export.unmasked
    return wanted.sheet("审计记录", _AUDIT, (_audit_line(row, plain=plain) for row in rows), desk.clock())


def _audit_line(row: Any, *, plain: bool) -> Line:
    subject = row.subject if plain else masked_sample(row.subject)
    return (row.id, row.at, row.person, row.action, row.number or "", subject, _changed(row.before, plain=plain),
            _changed(row.after, plain=plain), row.digest)  # fmt: skip


def _changed(content: Any, *, plain: bool) -> str:
    if not content:
        return ""
    return json.dumps(content, ensure_ascii=False, sort_keys=True) if plain else "、".join(sorted(content))
