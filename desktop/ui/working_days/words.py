"""What the page of working days says, in words that fit their places."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from desktop.casework.calendars.calendars_desk import Draft
from desktop.casework.calendars.rows import CalendarPreview, HolidayVisit, MovedDeadline, YearPage
from desktop.handbook.moments import closing_day
from desktop.handbook.vocabulary import Service
from desktop.handbook.workdays import DayFact, DayKind
from desktop.handbook.year_notice import WEEKDAYS, Feast, Trouble, YearNotice, short_name, spell

TITLE = "节假日与工作日"
RULE = "每年 11 月 1 日起，次年通知未录入时在首页提醒；预估年份不含补班日，启用通知后自动重算并写进各案"
SENT = "已发出的通知不改，需要时另发新的"
STATES = {"firm": "不变，去掉预估", "estimated": "不变，改为预估"}


class EffectRow(NamedTuple):
    """A line of the list of effects: whose, which deadlines, and where they go; `old` is "" where nothing moves."""

    case_id: int
    service: Service
    name: str
    clocks: str
    visit: str
    old: str
    new: str
    tone: str


class FeastRow(NamedTuple):
    """A line of the list of holidays."""

    name: str
    span: str
    days: str
    makeups: str


def short_day(day: date) -> str:
    """`1/31 周日`."""
    return f"{day.month}/{day.day} 周{WEEKDAYS[day.weekday()]}"


def day_words(fact: DayFact) -> str:
    """`5月9日 周六 · 补班（劳动节）`."""
    kind = fact.kind.value + (f"（{fact.name}）" if fact.name else "")
    return f"{spell(fact.date)} · {kind}" + (" · 预估" if fact.provisional else "")


def feast_row(feast: Feast) -> FeastRow:
    """`春节`, `2/5 周五–2/13`, `9 天`, `1/31 周日 · 2/14 周日`."""
    span = ""
    if feast.days:
        first, last = feast.days[0], feast.days[-1]
        span = short_day(first) + (f"–{last.month}/{last.day}" if last != first else "")
    return FeastRow(
        short_name(feast.name), span, f"{len(feast.days)} 天", " · ".join(map(short_day, feast.workdays))
    )


def title_of(draft: Draft | None, year: int) -> str:
    """The right pane's title."""
    if draft is None or draft.origin != "day":
        return f"录入 {draft.notice.year if draft and draft.notice.year else year} 年放假通知"
    return f"改 {draft.notice.year} 年的一天"


def read_words(notice: YearNotice) -> str:
    """`识别 7 节、放假 29 天、补班 5 天`."""
    off = sum(one.off for one in notice.days)
    return f"识别 {len(notice.feasts)} 节、放假 {off} 天、补班 {len(notice.days) - off} 天"


def verdict(draft: Draft) -> str:
    """The line under the text when nothing is wrong."""
    if draft.origin == "day":
        return draft.words
    return f"{read_words(draft.notice)}；星期与天数全部核对一致"


def troubles_of(notice: YearNotice) -> tuple[Trouble, ...]:
    """What blocks first, then what was merely not used."""
    return tuple(sorted(notice.troubles, key=lambda one: not one.blocks))


def effects_title(preview: CalendarPreview) -> str:
    """`触及 2027 的 8 个：移动 4，不变 4`."""
    years = "、".join(map(str, preview.years))
    return f"触及 {years} 的 {preview.touched} 个：移动 {preview.moved}，不变 {preview.touched - preview.moved}"


def effect_rows(preview: CalendarPreview) -> tuple[EffectRow, ...]:
    """What moves first, then visits that fall on the holiday, then what only loses its estimate."""
    visits = {one.case_id: one for one in preview.visits}
    rows = [_deadline(row, visits.get(row.case_id)) for row in preview.deadlines]
    listed = {row.case_id for row in preview.deadlines}
    rows += [_visit(one) for one in preview.visits if one.case_id not in listed]
    order = {"moved": 0, "visit": 1, "firm": 2, "estimated": 2}
    return tuple(sorted(rows, key=lambda row: order[row.tone]))


def _deadline(row: MovedDeadline, visit: HolidayVisit | None) -> EffectRow:
    old, new = closing_day(row.old), closing_day(row.new)
    if row.state != "moved":
        tone, words = ("visit", "不变 · 就诊日落在假期") if visit else (row.state, STATES[row.state])
        return EffectRow(row.case_id, row.service, row.name, _clocks(row), _visit_words(row.visit_at),
                         short_day(old), words, tone)  # fmt: skip
    mark = "·补班" if row.makeup else ""
    was, becomes = (short_day(old), short_day(new)) if old != new else (f"{row.old:%H:%M}", f"{row.new:%H:%M}")
    return EffectRow(row.case_id, row.service, row.name, _clocks(row), _visit_words(row.visit_at), was,
                     f"{becomes}{mark}", "moved")  # fmt: skip


def _visit(one: HolidayVisit) -> EffectRow:
    visit = _visit_words(one.visit_at)
    return EffectRow(one.case_id, one.service, one.name, "就诊日", visit, "", "就诊日落在假期", "visit")


def _clocks(row: MovedDeadline) -> str:
    return "、".join(row.titles[:2]) + (f" 等 {len(row.titles)} 个" if len(row.titles) > 2 else "")


def _visit_words(visit: datetime | None) -> str:
    return f"就诊 {visit:%Y-%m-%d} 周{WEEKDAYS[visit.weekday()]}" if visit else ""


def visits_words(preview: CalendarPreview) -> str:
    """The sentence over the warning box, `` without such visits."""
    if not preview.visits:
        return ""
    first = preview.visits[0]
    others = f"等 {len(preview.visits)} 位" if len(preview.visits) > 1 else ""
    day = f"{first.visit_at.month}月{first.visit_at.day}日"
    return f"{first.name} {day} {others}在{first.feast or '休息日'}假内：启用后建“与医院核对就诊日”待办"


def consequence(draft: Draft, versions: int) -> tuple[str, str]:
    """What enabling does, in two lines."""
    preview = draft.preview
    count = preview.touched if preview else 0
    first = f"启用后 {count} 个时限重算，变更写进各案时间线" if count else "没有未完成的时限受影响"
    kept = f"旧表留存为第 {versions} 版" if versions else "旧表留存"
    return first, f"10 秒内可撤回 Ctrl+Z，{kept}"


def enable_words(draft: Draft | None, year: int) -> str:
    """The main button."""
    if draft is not None and draft.origin == "day":
        return "启用这一天的更改"
    return f"启用 {draft.notice.year if draft and draft.notice.year else year} 日历"


def barred(draft: Draft | None, page: YearPage | None) -> str:
    """Why it cannot be enabled now, "" when it can."""
    if draft is None:
        return "先粘贴通知"
    if not draft.notice.sound:
        count = sum(one.blocks for one in draft.notice.troubles)
        return f"还有 {count} 处不一致"
    if page is not None and not page.may_enable:
        return "由主管启用"
    return ""


def kind_token(fact: DayFact) -> tuple[str, int]:
    """The ink of a day's number and its weight."""
    return {
        DayKind.HOLIDAY: ("ok_fg", 600), DayKind.MAKEUP: ("soon_fg", 600), DayKind.WEEKEND: ("text3", 0),
    }.get(fact.kind, ("text", 0))  # fmt: skip
