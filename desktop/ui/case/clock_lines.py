"""What the clocks of one case say at a moment: pure arithmetic on the readings, without the database."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from desktop.casework.rows import CaseView
from desktop.handbook.countdown import Band, Face, countdown
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.progress import HOLDER_TITLES
from desktop.handbook.vocabulary import ClockReading, Unit
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.today_line import short_day

KINDS = {"promise": "承诺", "target": "目标", "watched": "关注"}
CHIPS = {"promise": "承诺", "target": "内部目标", "watched": "关注"}
ACTING = (Band.SOON, Band.CRIT, Band.BREACH)
_WAITS = re.compile(r"(等.+)后 (\d+ 个工作日)")
"""What a clock waits for and how long it then runs: too much for one line."""
_DONE = (Band.DONE_ON_TIME, Band.DONE_LATE)


class Time(NamedTuple):
    """What faces are computed with: the moment, the calendar and the desk's hours."""

    now: datetime
    calendar: WorkCalendar
    hours: DeskHours


class ClockLine(NamedTuple):
    """One clock as a line: `value` says how it stands, `detail` until when, `short` is the rail's one line."""

    reading: ClockReading
    face: Face
    value: str
    detail: str
    short: str
    current: bool

    @property
    def acting(self) -> bool:
        """Whether it asks to be acted on now."""
        return self.face.band in ACTING

    @property
    def done(self) -> bool:
        """Whether its end was reached."""
        return self.face.band in _DONE


def clock_lines(view: CaseView, at: Time) -> tuple[ClockLine, ...]:
    """Every clock of the case; the current one carries who holds the ball."""
    return tuple(_line(view, place, reading, at) for place, reading in enumerate(view.readings))


def current_face(view: CaseView, at: Time) -> Face | None:
    """The face of the case's current clock, or None when it has none.

    One that is dated but not begun counts down as in the list: both say the same of the same case.
    """
    if not 0 <= view.current < len(view.readings):
        return None
    holder, days = holder_words(view, at.now)
    reading = view.readings[view.current]
    if reading.state == "waiting" and reading.due is not None:
        reading = reading._replace(state="running", note="")
    return countdown(reading, at.now, at.calendar, at.hours, holder=holder, holder_days=days)


def holder_words(view: CaseView, now: datetime) -> tuple[str, int]:
    """Who holds the ball in Chinese ("" for the desk) and for how many days."""
    back = view.holder_until is not None and now >= view.holder_until
    if view.holder in ("", "desk") or back:
        return "", 0
    days = (now.date() - view.holder_since.date()).days + 1 if view.holder_since else 0
    return HOLDER_TITLES.get(view.holder, view.holder), days


def _line(view: CaseView, place: int, reading: ClockReading, at: Time) -> ClockLine:
    current = place == view.current
    face = (current_face(view, at) if current else None) or countdown(reading, at.now, at.calendar, at.hours)
    if reading.kind == "watched" and face.band in ACTING:
        face = face._replace(band=Band.CALM)
    kind = KINDS.get(reading.kind, "")
    if face.band in _DONE and reading.ended_at is not None:
        value = f"{brief_day(reading.ended_at, at.now)} · {_pace(reading, face, at)}"
        return ClockLine(reading, face, value, f"{kind} {_due_words(reading, at)}", value, current)
    if reading.due is None or face.band in (Band.WAITING, Band.ENDED):
        return _waiting_line(reading, face, kind, at, current)
    words = f"{kind} {face.deadline}" + ("·补班" if "补班" in face.tags else "")
    if face.band is Band.EXEMPT:
        return ClockLine(reading, face, face.headline, words, f"{face.headline} · {face.deadline}", current)
    short = face.deadline
    if (current or face.band in ACTING) and reading.due.date() == at.now.date():
        short = f"{face.headline} · {reading.due:%H:%M}"
    if face.band is Band.BREACH:
        short = face.headline
    return ClockLine(reading, face, face.headline, words, short, current)


def _waiting_line(reading: ClockReading, face: Face, kind: str, at: Time, current: bool) -> ClockLine:
    if reading.due is not None and face.band is Band.WAITING:
        value = f"{short_day(reading.due, at.now)} 前"
        return ClockLine(reading, face, value, f"{kind} {face.deadline or '未到开始时间'}".strip(), value, current)
    if waits := _WAITS.fullmatch(face.deadline):
        value = f"{face.headline} · {waits[2]}"
        return ClockLine(reading, face, value, f"{kind} {waits[1]}".strip(), waits[1], current)
    short = face.deadline or face.headline
    return ClockLine(reading, face, face.headline, f"{kind} {face.deadline}".strip(), short, current)


def _due_words(reading: ClockReading, at: Time) -> str:
    return f"{short_day(reading.due, at.now)} 前" if reading.due else ""


def _pace(reading: ClockReading, face: Face, at: Time) -> str:
    """How quickly it was done: `当天`, `第 3 个工作日`, `按时`; late ones say by how much."""
    if face.band is Band.DONE_LATE:
        return face.headline.removesuffix("完成").strip(" ·")
    if reading.unit is not Unit.DAYS or reading.started is None or reading.ended_at is None:
        return "按时"
    calendar = at.calendar.known_at(reading.ended_at)
    number = calendar.between(reading.started.date(), reading.ended_at.date())
    return f"第 {number} 个工作日" if number > 0 else "当天"


def brief_day(moment: datetime, now: datetime) -> str:
    """A past moment without its weekday: `今天 11:30`, `9月18日 09:40`."""
    near = {-1: "昨天", 0: "今天"}.get((moment.date() - now.date()).days)
    return f"{near or f'{moment.month}月{moment.day}日'} {moment:%H:%M}"


def spoken(lines: tuple[ClockLine, ...]) -> str:
    """All clocks in one sentence for a screen reader."""
    return "；".join(line.face.spoken for line in lines)
