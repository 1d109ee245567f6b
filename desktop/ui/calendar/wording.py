"""The calendar's words: names of places, times, states and days as the desk says them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.casework.hospital_names import brief
from desktop.casework.schedule_rows import Block, DayHead, Lane
from desktop.handbook.daytrace import SHORT_NAMES, WEEKDAYS, spell_minutes
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.today_line import holiday_words

OCCASIONS = {"outpatient": "门诊", "admission": "入院", "discharge": "出院", "visit": "探视"}
STATES = {
    "open": "待指派", "planned": "待出发", "running": "进行中", "ended": "待登记结果", "done": "已完成",
    "missed": "未完成",
}  # fmt: skip
_ONE_DAY = timedelta(days=1)


def key_of(block: Block) -> tuple[int, str]:
    """What stays the same when a block is given out, moved or taken back."""
    return block.case_id, block.occasion


def skills(lane: Lane) -> str:
    """`肿瘤 中山 瑞金`; without any, the cities."""
    return " ".join(brief(name) for name in lane.hospitals) or " ".join(lane.cities)


def where(block: Block) -> str:
    """`胸科医院·门诊`."""
    return f"{block.hospital}·{OCCASIONS.get(block.occasion, block.occasion)}"


def short_where(block: Block) -> str:
    """`胸科 门诊`, for narrow places."""
    return f"{brief(block.hospital)} {OCCASIONS.get(block.occasion, block.occasion)}"


def hours(minutes: int) -> str:
    """150 minutes as `2.5`, 165 as `2.75`, 120 as `2`."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def load(minutes: int, limit: int) -> str:
    """`6.5/8 h`."""
    return f"{minutes / 60:.1f}/{hours(limit)} h"


def minutes_of(block: Block) -> int:
    """How long the work itself takes."""
    return int((block.ends_at - block.starts_at).total_seconds()) // 60


def clock(block: Block) -> str:
    """`15:30–17:30`."""
    return span(block.starts_at, block.ends_at)


def span(start: datetime, end: datetime) -> str:
    """Two times of a day."""
    return f"{start:%H:%M}–{end:%H:%M}"


def state_of(block: Block, now: datetime) -> str:
    """The state at a moment: what was planned is under way once it has begun, and over at its end."""
    if block.state in ("planned", "running") and block.starts_at <= now:
        return "running" if now < block.ends_at else "ended"
    return block.state


def _left(minutes: float) -> str:
    return spell_minutes(max(0, int(minutes)))


def state_line(block: Block, now: datetime) -> str:
    """The third line of a block: what matters most about it now."""
    state = state_of(block, now)
    if block.conflict and state != "done":
        return block.conflict
    if state == "running":
        left = (block.ends_at - now).total_seconds() / 60
        return f"进行中·余 {_left(left)}"
    ahead = (block.starts_at - now).total_seconds() / 60
    if state == "open":
        return f"距开始 {_left(ahead)}" if 0 <= ahead < 24 * 60 else block.wish
    if state == "planned":
        return " · ".join(part for part in (f"会合 {block.place}" * bool(block.place), _untold(block)) if part)
    return "" if state == "done" else STATES[state]


def _untold(block: Block) -> str:
    return "" if block.told else "还没告诉客户"


def spoken(block: Block, escort: str, now: datetime) -> str:
    """A block as a screen reader says it."""
    start = block.starts_at
    who = f"陪诊 {escort}" if escort else ""
    parts = (
        block.name, day_words(start.date()), clock(block), where(block), block.department, who,
        STATES[state_of(block, now)], block.conflict and f"冲突：{block.conflict}",
    )  # fmt: skip
    return "，".join(part for part in parts if part)


def day_words(day: date) -> str:
    """`9月23日 周三`."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def holiday(name: str) -> str:
    """`国庆节、中秋节` as `国庆`."""
    first = name.split("、")[0]
    return SHORT_NAMES.get(first, first)


class Mark(NamedTuple):
    """A short tag of a day and its tone."""

    words: str
    tone: str


def mark_of(head: DayHead, calendar: WorkCalendar) -> Mark:
    """The tag a day bears: holiday, rest, make-up day, first day after a holiday; provisional days say so."""
    about = "≈ 预估" if head.provisional else ""
    if head.kind == "holiday":
        return Mark(holiday(head.name) + about, "plain")
    if head.kind == "weekend":
        return Mark("休息", "plain")
    if head.kind == "makeup":
        return Mark("补班", "soon")
    return Mark("节后首日", "info") if _after_holiday(head.day, calendar) else Mark(about, "plain")


def _after_holiday(day: date, calendar: WorkCalendar) -> bool:
    before = day - _ONE_DAY
    holidays = 0
    while not calendar.is_workday(before):
        holidays += bool(calendar.holiday_name(before))
        before -= _ONE_DAY
    return holidays > 0


def is_off(head: DayHead) -> bool:
    """Whether nobody usually works that day."""
    return head.kind in ("holiday", "weekend")


def day_line(day: date, today: date, head: DayHead | None, calendar: WorkCalendar) -> str:
    """`9月23日 周三 · 今天 · 工作日 · 后天起中秋休 3 天`."""
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((day - today).days, "")
    coming = holiday_words(day, calendar) if day == today and calendar.is_workday(day) else ""
    parts = [day_words(day), near, _kind(head), coming]
    return " · ".join(part for part in parts if part)


def _kind(head: DayHead | None) -> str:
    if head is None:
        return ""
    words = {"work": "工作日", "makeup": "补班", "weekend": "周末"}
    return words.get(head.kind) or f"{holiday(head.name)}休假"


def week_line(first: date, last: date, workdays: int) -> str:
    """`10月5日 – 10月11日 · 第 41 周 · 工作日 3 天`."""
    days = f"{first.month}月{first.day}日 – {last.month}月{last.day}日"
    return f"{days} · 第 {first.isocalendar().week} 周 · 工作日 {workdays} 天"


def month_line(month: date, heads: tuple[DayHead, ...], waiting: int) -> str:
    """`2026年10月 · 工作日 18 天 · 陪诊 46 件 · 待指派 2`."""
    own = [head for head in heads if (head.day.year, head.day.month) == (month.year, month.month)]
    parts = [f"{month.year}年{month.month}月", f"工作日 {sum(not is_off(head) for head in own)} 天",
             f"陪诊 {sum(head.jobs for head in own)} 件", f"待指派 {waiting}" if waiting else ""]  # fmt: skip
    return " · ".join(part for part in parts if part)


def absence_words(start: datetime, end: datetime) -> str:
    """`9月22日–24日`; within a day `13:00–15:00`."""
    last = (end - timedelta(seconds=1)).date()
    if start.date() == last:
        whole = start.hour <= 7 and (end.hour >= 19 or end.date() > last)
        return f"{last.month}月{last.day}日" if whole else span(start, end)
    month = "" if start.month == last.month else f"{last.month}月"
    return f"{start.month}月{start.day}日–{month}{last.day}日"
