"""Who suits a piece of work best among those who can: known hospital, near before and after, a fair share of the day.

The weights order the wishes and never outweigh one more covered job.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from desktop.casework.hospital_names import brief
from desktop.casework.planning.model import DAY_LIMIT, Carer, Stint, Ways, way_minutes

KNOWN, WISH, RESERVE, LOAD, WAY = 0.30, 0.25, 0.10, 0.20, 0.15
"""Shares of what one assignment can be worth: known hospital, customer's wish, usual staff, light day, way."""

_WELL_KNOWN = 10
_LONG_WAY = 60


def worth(carer: Carer, work: Stint, others: Sequence[Stint], ways: Ways) -> float:
    """How well the escort suits, from 0 to 1; `others` are the escort's jobs already fixed."""
    known = min(carer.known.get(work.hospital, 0), _WELL_KNOWN) / _WELL_KNOWN
    wished = not work.sex or carer.sex == work.sex
    today = sum(stint.minutes for stint in others if stint.day == work.day) / DAY_LIMIT
    week = sum(stint.minutes for stint in others) / (5 * DAY_LIMIT)
    light = max(0.0, 1 - (today + week) / 2)
    way = min(nearest_way(work, others, ways) or 0, _LONG_WAY) / _LONG_WAY
    return KNOWN * known + WISH * wished + RESERVE * (not carer.reserve) + LOAD * light + WAY * (1 - way)


def nearest_way(work: Stint, others: Iterable[Stint], ways: Ways) -> int | None:
    """Minutes from the job before it that day; None without one, or when the table does not know the way."""
    before = [stint for stint in others if stint.day == work.day and stint.ends_at <= work.starts_at]
    if not before:
        return None
    last = max(before, key=lambda stint: stint.ends_at)
    return 0 if last.hospital == work.hospital else way_minutes(ways, last.hospital, work.hospital) or None


def reasons(carer: Carer, work: Stint, others: Sequence[Stint], ways: Ways) -> tuple[str, ...]:
    """Why the escort is proposed, in the calendar's words."""
    said = [_free(work, [stint for stint in others if stint.day == work.day])]
    way = nearest_way(work, others, ways)
    if way is not None:
        said.append("与前一单同院" if way == 0 else f"距前一单路程 {way} 分")
    visits = carer.known.get(work.hospital, 0)
    if visits:
        said.append(f"熟悉{brief(work.place or work.hospital)} {visits} 次")
    if work.sex:
        said.append(f"{'合' if carer.sex == work.sex else '不合'}客户意愿（{work.sex}陪诊）")
    return tuple(part for part in said if part)


def _free(work: Stint, today: Sequence[Stint]) -> str:
    if not today:
        return "全天空闲"
    noon = work.starts_at.replace(hour=12, minute=0) + timedelta(minutes=30)
    if work.starts_at < noon and all(stint.starts_at >= noon for stint in today):
        return "上午空闲"
    if work.starts_at >= noon and all(stint.ends_at <= noon for stint in today):
        return "下午空闲"
    return ""
