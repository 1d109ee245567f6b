"""What is entered of a job before it is recorded: pure, so that the page only shows it (GC-12, GC-13, D-10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.casework.day_results import DayJob
from desktop.casework.roster_rows import JobResult
from desktop.handbook.conditions.booking import LONGEST_ESCORT
from desktop.handbook.rulebook import RULES
from desktop.ui.date_inputs import read_clock

SERVED = {"outpatient": "已就诊", "admission": "已入院", "discharge": "已出院", "visit": "已探视"}
WHATS = ("served", "no_show", "cut_short")
CLAUSE = RULES["GC-12"].section
LOCK_CLAUSE = RULES["GC-14"].section
ORDER_CLAUSE = RULES["GC-13"].section


def title_of(what: str, occasion: str) -> str:
    """What an outcome is called for an occasion."""
    return {"served": SERVED[occasion], "no_show": "客户未到", "cut_short": "中途结束"}[what]


@dataclass(frozen=True)
class Draft:
    """A row as it is entered: an outcome ("" for none yet), the hours as typed, the reason, the order for a bed.

    `refused` is why the desk did not take it.
    """

    job: DayJob
    what: str = ""
    start: str = ""
    end: str = ""
    reason: str = ""
    ordered: bool = False
    refused: str = ""

    @property
    def recorded(self) -> bool:
        """Whether the outcome is on record already."""
        return bool(self.job.what)

    def obstacle(self, now: datetime) -> str:
        """Why nothing can be entered, "" when it can."""
        if self.recorded:
            return "已经登记"
        return f"{self.job.starts_at:%H:%M} 才开始" if self.job.starts_at > now else ""

    def chosen(self, what: str) -> Draft:
        """With an outcome; the expert's order goes with a visit that took place (GC-13)."""
        ordered = self.ordered and what in ("served", "cut_short")
        return replace(self, what=what, ordered=ordered, refused="")

    def ticked(self) -> Draft:
        """With the order for admission, or without it again."""
        fits = self.job.occasion == "outpatient" and self.what != "no_show"
        return replace(self, ordered=fits and not self.ordered, what=self.what or "served" if fits else self.what)

    def span(self) -> tuple[datetime, datetime] | None:
        """The hours as moments of the job's day; None when they cannot be read."""
        start, end = read_clock(self.start), read_clock(self.end)
        if start is None or end is None:
            return None
        first = self.job.starts_at
        return datetime.combine(first.date(), start, first.tzinfo), datetime.combine(first.date(), end, first.tzinfo)

    def length(self) -> timedelta | None:
        """How long the escort was there; None when that is not known."""
        if self.recorded and self.job.from_ and self.job.to:
            return self.job.to - self.job.from_
        span = self.span()
        return span[1] - span[0] if span else None

    def over(self) -> bool:
        """GC-12: longer than four hours."""
        length = self.length()
        return length is not None and length > LONGEST_ESCORT

    def fault(self, now: datetime) -> str:
        """What cannot be right, as a sentence; "" when the row can be recorded."""
        span = self.span()
        if span is None:
            return "时间看不懂，例 9:30"
        if span[1] <= span[0]:
            return "结束时间须晚于开始时间"
        if span[1] > now:
            return f"结束时间 {span[1]:%H:%M} 还没到，现在是 {now:%H:%M}"
        return "请写明中途结束的原因" if self.what == "cut_short" and not self.reason.strip() else ""

    def consequence(self) -> str:
        """D-04: what cannot be taken back is said before it is recorded, GC-14; "" when it can."""
        if self.recorded or not self.job.locks or self.what not in ("served", "cut_short"):
            return ""
        return f"没发过就诊时间通知：登记后即锁定、权益记为已用，撤销须主管作废 {LOCK_CLAUSE}"

    def result(self) -> JobResult:
        """What goes to the desk; only for a row without fault."""
        span = self.span()
        assert span is not None
        reason = self.reason.strip() if self.what != "served" else ""
        return JobResult(self.job.job_id, self.job.version, self.what, *span, reason, self.ordered)


def draft_of(job: DayJob, now: datetime) -> Draft:
    """A row before anything is entered: the planned hours, until now for one under way; or what is on record."""
    start, end = job.from_ or job.starts_at, job.to or min(job.ends_at, max(now, job.starts_at))
    return Draft(job, job.what, f"{start:%H:%M}", f"{end:%H:%M}", job.reason, job.ordered)


def carried(fresh: DayJob, old: Draft | None, now: datetime) -> Draft:
    """A job read anew with what was being entered of it, unless it is on record now."""
    if old is None or fresh.what or old.recorded:
        return draft_of(fresh, now)
    return replace(old, job=fresh)


def spell_length(length: timedelta) -> str:
    """`2 小时 15 分`."""
    minutes = int(length.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时" + (f" {rest} 分" if rest else "") if hours else f"{rest} 分"
