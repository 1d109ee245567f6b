"""The words of the SLA cell: what a clock says at a given moment, without colour and without a screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from desktop.handbook.daytrace import WEEKDAYS, spell_clock, spell_minutes
from desktop.handbook.deskhours import MIDNIGHT, ONE_DAY, DeskHours, Span, remaining
from desktop.handbook.vocabulary import ClockReading
from desktop.handbook.workdays import SHANGHAI, DayKind, WorkCalendar

FAR = timedelta(180)
"""A date of another year that is this far away is written with its year."""

ONE_MINUTE = timedelta(minutes=1)
KIND_TAGS = {"target": "内部目标", "watched": "关注"}


class Band(StrEnum):
    """How urgent a clock is; the value names the design token, `glyph` is its shape."""

    CALM = "calm"
    SOON = "soon"
    CRIT = "crit"
    BREACH = "breach"
    EXEMPT = "exempt"
    OFF_HOURS = "off_hours"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WAITING = "waiting"
    APPROX = "approx"
    ENDED = "ended"

    @property
    def glyph(self) -> str:
        """The shape that says the same as the colour."""
        return GLYPHS[self]


GLYPHS = dict(zip(Band, "○◐◕!‖☾✓✓…≈–", strict=True))


class Bands(NamedTuple):
    """Where the bands begin, in working time left; a service may have its own.

    A 7x24 clock (T-06) has shares of its whole length instead.
    """

    soon_days: int = 1
    crit: timedelta = timedelta(hours=2)
    plain_soon_share: float = 0.5
    plain_crit_share: float = 0.2


DEFAULT_BANDS = Bands()


class Reading(NamedTuple):
    """One clock as `progress` computed it.

    kind: promise, target (T-07) or watched. unit: days, hours (working time) or minutes (7x24, T-06).
    state: waiting, running, met, missed, exempt or ended; missed is open and overdue while `ended_at` is None.
    note: the reason of an exemption or an ending, or what a waiting clock waits for.
    """

    name: str
    title: str
    kind: str
    unit: str
    state: str
    started: datetime | None = None
    due: datetime | None = None
    ended_at: datetime | None = None
    provisional: bool = False
    note: str = ""


AnyReading: TypeAlias = Reading | ClockReading


class Face(NamedTuple):
    """What the cell shows: line 1 is `headline` and `holder`, line 2 `deadline` and `tags`; `spoken` is read aloud."""

    band: Band
    headline: str
    deadline: str
    tags: tuple[str, ...] = ()
    spoken: str = ""
    holder: str = ""

    @property
    def first_line(self) -> str:
        """Shape, words and who holds the ball: `○ 剩 3 个工作日 · 球在客户 第 3 天`."""
        words = f"{self.band.glyph} {self.headline}"
        return f"{words} · {self.holder}" if self.holder else words


class Desk(NamedTuple):
    """What a face is computed with: the moment (Shanghai), the calendar, the hours and the bands."""

    now: datetime
    calendar: WorkCalendar
    hours: DeskHours
    bands: Bands


def countdown(
    reading: AnyReading,
    now: datetime,
    calendar: WorkCalendar,
    hours: DeskHours,
    *,
    holder: str = "",
    holder_days: int = 0,
    bands: Bands = DEFAULT_BANDS,
) -> Face:
    """The face of a clock at an aware instant `now`; never negative, no seconds, two units at most.

    `holder` is the Chinese word for who holds the ball ("" for the desk itself), `holder_days` since how many days.
    A running clock past its due instant shows as overdue by itself, so a list only needs the time to tick (T-07, T-05).
    """
    desk = Desk(now.astimezone(SHANGHAI), calendar, hours, bands)
    face = _face(reading, desk)
    open_clock = face.band not in (Band.WAITING, Band.EXEMPT, Band.DONE_ON_TIME, Band.DONE_LATE, Band.ENDED)
    if holder and open_clock:
        face = face._replace(holder=f"球在{holder} 第 {holder_days} 天" if holder_days else f"球在{holder}")
    return face._replace(spoken=_spoken(reading, face, desk))


def _face(reading: AnyReading, desk: Desk) -> Face:
    if reading.state == "waiting" or (reading.due is None and reading.state != "ended"):
        return Face(Band.WAITING, "待计时", _waiting_for(reading.note), _kind_tags(reading))
    if reading.state == "ended" or reading.due is None:
        return _ended(reading, desk)
    if reading.state == "exempt":
        deadline = f"{_moment(reading.due, reading, desk)} · {reading.note}".removesuffix(" · ")
        return Face(Band.EXEMPT, "豁免", deadline, _kind_tags(reading))
    if reading.ended_at is not None:
        return _done(reading, reading.due, reading.ended_at, desk)
    return _overdue(reading, reading.due, desk) if desk.now > reading.due else _running(reading, reading.due, desk)


def _waiting_for(note: str) -> str:
    return note if not note or note.startswith("等") else f"等{note}"


def _ended(reading: AnyReading, desk: Desk) -> Face:
    when = f"{_day_words(reading.ended_at.astimezone(SHANGHAI).date(), desk)} 终止" if reading.ended_at else ""
    return Face(Band.ENDED, "已终止", reading.note or when, _kind_tags(reading))


def _done(reading: AnyReading, due: datetime, ended: datetime, desk: Desk) -> Face:
    when = f"{_moment(ended, reading, desk)} 完成"
    if ended <= due:
        return Face(Band.DONE_ON_TIME, "按时完成", when, _kind_tags(reading))
    known = desk._replace(calendar=desk.calendar.known_at(ended))
    late = _spell(reading, _left(reading, due, ended, known)) or ("不到 1 分" if ended - due < ONE_MINUTE else "")
    return Face(Band.DONE_LATE, f"迟 {late}完成" if late else "迟 · 下班后完成", when, _kind_tags(reading))


def _overdue(reading: AnyReading, due: datetime, desk: Desk) -> Face:
    words = f"已超时 {_spell(reading, _left(reading, due, desk.now, desk))}".rstrip()
    return Face(Band.BREACH, words, f"{_moment(due, reading, desk)} 已过", _tags(reading, due, desk))


def _running(reading: AnyReading, due: datetime, desk: Desk) -> Face:
    left = _left(reading, desk.now, due, desk)
    band, tags = _band(reading, due, left, desk), _tags(reading, due, desk)
    if band is Band.CALM and reading.provisional:
        return Face(Band.APPROX, f"剩约 {_spell(reading, left, units=1)}", _estimate(reading, due, desk), tags)
    if band is Band.CALM and reading.unit != "minutes" and not desk.hours.is_open(desk.now, desk.calendar):
        opens = desk.hours.next_opening(desk.now, desk.calendar)
        words = f"{_day_words(opens.date(), desk, weekday_near=False)} {opens:%H:%M} 继续计时"
        return Face(Band.OFF_HOURS, f"非工作时间 · 余 {_spell(reading, left, units=1)}", words, tags)
    words = f"剩 {_spell(reading, left) or '不到 1 分'}"
    return Face(band, words, f"{_moment(due, reading, desk)} 前", tags)


def _estimate(reading: AnyReading, due: datetime, desk: Desk) -> str:
    """Which year is not published yet (T-05)."""
    first = (reading.started or desk.now).astimezone(SHANGHAI).date()
    last = _last_day(due, reading)
    year = desk.calendar.first_provisional_year(min(first, last), last) or last.year
    return f"{year} 放假安排未发布，按法定节日预估"


def _left(reading: AnyReading, start: datetime, end: datetime, desk: Desk) -> Span:
    """Working time between two instants, or plain days and minutes for a 7x24 clock (T-06)."""
    if reading.unit == "minutes":
        return Span(*divmod(max(0, (end - start) // ONE_MINUTE), ONE_DAY // ONE_MINUTE))
    return remaining(start, end, desk.calendar, desk.hours)


def _band(reading: AnyReading, due: datetime, left: Span, desk: Desk) -> Band:
    if reading.unit == "minutes":
        return _plain_band(reading, due, desk)
    if left.days == 0 and timedelta(minutes=left.minutes) <= desk.bands.crit:
        return Band.CRIT
    days, minutes = left
    return Band.SOON if days + (minutes > 0) <= desk.bands.soon_days else Band.CALM


def _plain_band(reading: AnyReading, due: datetime, desk: Desk) -> Band:
    share = (due - desk.now) / max(due - (reading.started or desk.now), ONE_MINUTE)
    if share <= desk.bands.plain_crit_share:
        return Band.CRIT
    return Band.SOON if share <= desk.bands.plain_soon_share else Band.CALM


def _spell(reading: AnyReading, left: Span, units: int = 2) -> str:
    """`5 个工作日 3 小时`, `3 小时 40 分`, `18 分`; "" for nothing. Whole hours only beside days."""
    if not left.days:
        return spell_minutes(left.minutes) if left.minutes else ""
    full = left.minutes // 60
    word = "天" if reading.unit == "minutes" else "个工作日"
    return f"{left.days} {word}" + (f" {full} 小时" if full and units > 1 else "")


def _last_day(due: datetime, reading: AnyReading) -> date:
    """The day a deadline belongs to: one at midnight closes the day before (T-03), except on a 7x24 clock."""
    local = due.astimezone(SHANGHAI)
    return local.date() - ONE_DAY if local.time() == MIDNIGHT and reading.unit != "minutes" else local.date()


def _moment(instant: datetime, reading: AnyReading, desk: Desk) -> str:
    """`今天 周三 18:00`, `10月8日 周四 18:00`, `10月8日 周四 24:00`."""
    day = _last_day(instant, reading)
    return f"{_day_words(day, desk)} {spell_clock(instant.astimezone(SHANGHAI), day)}"


def _day_words(day: date, desk: Desk, *, weekday_near: bool = True) -> str:
    today = desk.now.date()
    weekday = f"周{WEEKDAYS[day.weekday()]}"
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((day - today).days)
    if near:
        return f"{near} {weekday}" if weekday_near else near
    year = f"{day.year}年" if day.year != today.year and abs(day - today) > FAR else ""
    return f"{year}{day.month}月{day.day}日 {weekday}"


def _kind_tags(reading: AnyReading) -> tuple[str, ...]:
    tag = KIND_TAGS.get(reading.kind)
    return (tag,) if tag else ()


def _tags(reading: AnyReading, due: datetime, desk: Desk) -> tuple[str, ...]:
    """The tags of an open clock: make-up day, skipped holidays, estimate, own target."""
    tags = []
    day, today = _last_day(due, reading), desk.now.date()
    if reading.unit != "minutes":
        if desk.calendar.kind_of(day) is DayKind.MAKEUP:
            tags.append("补班")
        if day > today and (skipped := desk.calendar.skipped_holidays(today, day)):
            tags.append(f"跳 {skipped} 天假")
        if reading.provisional:
            tags.append("预估")
    return (*tags, *_kind_tags(reading))


def _spoken(reading: AnyReading, face: Face, desk: Desk) -> str:
    """One sentence for a screen reader; it always names the deadline."""
    parts = [reading.title, face.headline.replace(" ", ""), face.holder, face.deadline, *face.tags]
    if reading.due and face.band in (Band.OFF_HOURS, Band.APPROX):
        parts.append(f"截止 {_moment(reading.due, reading, desk)}")
    return "，".join(part for part in parts if part)
