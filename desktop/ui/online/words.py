"""How conversations are worded: waiting times, the moments of messages, the line of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.casework.online.rows import TURNS, TalkRow
from desktop.handbook.daytrace import WEEKDAYS

NOTICE_LINE = "自动附：以上仅供参考，不作诊断和治疗，请到医疗机构就诊"
TABS = (("", "全部"), *TURNS.items())
_MINUTE = timedelta(minutes=1)


def spell(span: timedelta) -> str:
    """`16 分`, `2 小时 5 分`, `3 天`."""
    minutes = max(0, int(span / _MINUTE))
    if minutes >= 24 * 60:
        return f"{minutes // 1440} 天"
    return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分"


def left_words(due: datetime, now: datetime) -> str:
    """`剩 16 分` up to the last minute, then `超 3 分`."""
    return f"剩 {spell(due - now)}" if due >= now else f"超 {spell(now - due)}"


def band(due: datetime, now: datetime) -> str:
    """calm, soon (ten minutes), crit (five) or breach: the sign of a first answer."""
    minutes = (due - now) / _MINUTE
    return "breach" if minutes < 0 else "crit" if minutes <= 5 else "soon" if minutes <= 10 else "calm"


def short_moment(at: datetime, now: datetime) -> str:
    """`14:06` today, `昨天`, else `9/21`."""
    days = (now.date() - at.date()).days
    return f"{at:%H:%M}" if days == 0 else "昨天" if days == 1 else f"{at.month}/{at.day}"


def day_words(at: datetime, now: datetime) -> str:
    """`今天 14:06`, `昨天 09:10`, `9月21日 09:10`."""
    days = (now.date() - at.date()).days
    return f"{'今天' if days == 0 else '昨天' if days == 1 else f'{at.month}月{at.day}日'} {at:%H:%M}"


def state_words(row: TalkRow, now: datetime) -> tuple[str, str]:
    """A row's last line: where it stands, and what is at its right."""
    if row.due is not None:
        kind = "内部目标 30 分"
        return (left_words(row.due, now), kind) if row.turn == "first" else ("球在客户", left_words(row.due, now))
    if row.turn == "customer":
        return "球在客户", ""
    kept = {True: "首答按时", False: "首答超时"}.get(row.answered_in_time, "首答")  # type: ignore[arg-type]
    return f"{kept} · 待续答 {spell(now - row.since)}", ""


def spoken(row: TalkRow, now: datetime) -> str:
    """A row for a screen reader."""
    danger = f"，急症信号 {'、'.join(row.flagged)}" if row.flagged else ""
    state, right = state_words(row, now)
    return f"{row.name} {row.person}，{TURNS[row.turn]}，{row.snippet}，{state} {right}{danger}"


def head_line(now: datetime, median: float | None) -> str:
    """`9月23日 周三 14:20 · 首答中位 11 分`."""
    first = f"首答中位 {spell(timedelta(minutes=median))}" if median is not None else "今天还没有首答"
    return f"{now.month}月{now.day}日 周{WEEKDAYS[now.weekday()]} {now:%H:%M} · {first}"
