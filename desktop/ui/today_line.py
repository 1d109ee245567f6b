"""The line under a page's title: today, how long the desk is still open, and the next holiday."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.handbook.daytrace import SHORT_NAMES, WEEKDAYS, spell_minutes
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import DayKind, WorkCalendar

_AHEAD = 7
_ONE_DAY = timedelta(days=1)
_NEAR = {0: "今天", 1: "明天", 2: "后天"}


def today_line(now: datetime, calendar: WorkCalendar, hours: DeskHours) -> str:
    """`9月23日 周三 14:20 · 距下班 3 小时 40 分 · 后天起中秋休 3 天`."""
    day = f"{now.month}月{now.day}日 周{WEEKDAYS[now.weekday()]} {now:%H:%M}"
    parts = (day, _open_words(now, calendar, hours), holiday_words(now.date(), calendar))
    return " · ".join(part for part in parts if part)


def short_day(moment: datetime, now: datetime) -> str:
    """A moment as people say it: `今天 18:00`, `昨天 09:10`, `9月30日 周三 18:00`."""
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((moment.date() - now.date()).days)
    day = near or f"{moment.month}月{moment.day}日 周{WEEKDAYS[moment.weekday()]}"
    return f"{day} {moment:%H:%M}"


def _open_words(now: datetime, calendar: WorkCalendar, hours: DeskHours) -> str:
    if hours.is_open(now, calendar):
        left = hours.closing(now.date()) - now
        return f"距下班 {spell_minutes(int(left.total_seconds()) // 60)}"
    opens = hours.next_opening(now, calendar)
    return f"非工作时间，{short_day(opens, now)} 上班"


def holiday_words(today: date, calendar: WorkCalendar) -> str:
    """The next holiday of the coming week, or the one that is on; "" when there is none."""
    for ahead in range(_AHEAD + 1):
        day = today + ahead * _ONE_DAY
        if calendar.kind_of(day) is DayKind.HOLIDAY:
            return _run_words(day, ahead, calendar)
    return ""


def _run_words(first: date, ahead: int, calendar: WorkCalendar) -> str:
    name = calendar.holiday_name(first).split("、")[0]
    last = first
    while not calendar.is_workday(last + _ONE_DAY):
        last += _ONE_DAY
    if ahead == 0:
        return f"{SHORT_NAMES.get(name, name)}休假，{last.month}月{last.day}日止"
    while not calendar.is_workday(first - _ONE_DAY) and ahead > 0:
        first, ahead = first - _ONE_DAY, ahead - 1
    when = _NEAR.get(ahead) or f"{first.month}月{first.day}日"
    return f"{when}起{SHORT_NAMES.get(name, name)}休 {(last - first).days + 1} 天"
