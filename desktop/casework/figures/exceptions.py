"""What did not go the usual way in a period: no-shows, moved and cancelled visits, voided records, long escorts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desktop.casework.figures.clock_rows import Declared
from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import ExceptionRow, Head
from desktop.casework.figures.service_rows import LONGEST_ESCORT, hours_of
from desktop.casework.many_cases import CaseInHand
from desktop.casework.masking import masked_name, masked_sample
from desktop.casework.wording import CAUSES
from desktop.handbook.vocabulary import Record

NO_SHOW, MOVED, BROKEN_OFF, CANCELLED, GIVEN_BACK = "客户未到", "改期", "就诊中断", "取消", "未安排成功退回权益"
VOIDED, LOST, LONG_ESCORT, EXEMPTION = "记录作废", "客户失联", "陪诊超过 4 小时", "时效豁免"
KINDS = (NO_SHOW, MOVED, BROKEN_OFF, CANCELLED, GIVEN_BACK, LOST, LONG_ESCORT, VOIDED, EXEMPTION)
_DESK, _CUSTOMER = "本台", "客户"
Details = Mapping[str, Any]
_Told = tuple[str, str, str]


def _party(key: object) -> str:
    return CAUSES.get(str(key), "")


_OF: Mapping[str, Callable[[Details], _Told | None]] = {
    "no_show": lambda d: (NO_SHOW, _CUSTOMER, str(d.get("reason") or "")),
    "rebook": lambda d: (MOVED, _party(d.get("cause")), f"改到 {d.get('visit_at', '')}"),
    "cancel": lambda d: (CANCELLED, _party(d.get("by")), str(d.get("reason") or "")),
    "close": lambda d: (GIVEN_BACK, _party(d["cause"]), str(d.get("summary") or "")) if d.get("cause") else None,
    "void": lambda d: (VOIDED, _DESK, str(d.get("reason") or "")),
    **{verb: lambda d: (BROKEN_OFF, "", str(d["cut_short"])) if d.get("cut_short") else None
       for verb in ("serve", "admit", "discharge", "visit_done")},
}  # fmt: skip


def exception_rows(
    one: CaseInHand, head: Head, period: Period, records: Sequence[Record], jobs: Sequence[Any], *, unmasked: bool
) -> Iterator[ExceptionRow]:
    """The case's own; words that people typed are masked like everything else."""
    for record in records:
        told = _OF[record.verb](record.details) if record.verb in _OF and period.has(record.happened) else None
        if told is not None:
            kind, party, words = told
            yield ExceptionRow(record.happened, kind, head, party, words if unmasked else _masked(words, one))
    lost = one.situation.facts.lost_at
    if lost is not None and period.has(lost):
        yield ExceptionRow(lost, LOST, head, _CUSTOMER, f"{one.situation.facts.attempts} 次致电未接")
    for job in jobs:
        hours = hours_of(job)
        if hours is not None and hours > LONGEST_ESCORT and period.has(job.actual_from):
            yield ExceptionRow(job.actual_from, LONG_ESCORT, head, "", f"{job.name} {hours:g} 小时")


def _masked(words: str, one: CaseInHand) -> str:
    name = one.row.insured
    return masked_sample(words.replace(name, masked_name(name)) if name else words)


def exemption_rows(exemptions: Sequence[Declared], period: Period, heads: Mapping[int, Head]) -> Iterator[ExceptionRow]:
    """The exemptions that took effect in the period (GC-17)."""
    for one in exemptions:
        row = one.row
        at = row.decided_at or row.created_at
        if not period.has(at):
            continue
        place = "单个案件" if row.case_id is not None else f"{row.hospital}{row.department} {row.start} 至 {row.end}"
        yield ExceptionRow(at, EXEMPTION, heads.get(row.case_id or 0), "医院",
                           f"{one.number} {place}：{masked_sample(row.reason)}（{row.approved_by}批准）")  # fmt: skip
