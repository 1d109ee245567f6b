"""Dates and moments as people type them: `9-24`, `明天 9:30`, `周四`; read back in full Chinese beside the label."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.handbook.workdays import FIRST_YEAR, LAST_YEAR, DayKind, WorkCalendar
from desktop.ui import fonts
from desktop.ui.inputs import Field

_WEEKDAYS = "一二三四五六日"
_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_WEEKDAY = re.compile(r"(下?)(?:周|星期)([一二三四五六日天])")
_SPELLED = re.compile(r"(\d{4}年)?\d{1,2}月\d{1,2}日 (?=周)")
_AFTER = re.compile(r"^\s*(?:周|星期)[一二三四五六日天]")
_CLOCK = re.compile(r"(\d{1,2})\s*[:：点时]\s*(\d{1,2})?\s*分?")


def spell_day(day: date) -> str:
    """`9月24日 周四`."""
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def day_mark(day: date, calendar: WorkCalendar) -> str:
    """`·补班` for a make-up day, `·国庆假期` for a holiday, '' for a usual day and for one that no calendar knows."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    kind = calendar.kind_of(day)
    if kind is DayKind.MAKEUP:
        return f"·{kind.value}"
    return f"·{calendar.holiday_name(day)}假期" if kind is DayKind.HOLIDAY else ""


def mark_days(root: QWidget, calendar: WorkCalendar) -> None:
    """Let every date field below a widget read its day back with what the work calendar says of it."""
    for field in root.findChildren(DateField):
        field.mark_with(calendar)


def read_day(words: str, today: date) -> tuple[date | None, str]:
    """The day at the start of what was typed, and the rest of the text; (None, text) when there is none.

    A month and day without year is the one nearest to today.
    """
    words = words.strip()
    for word, days in _NEAR.items():
        if words.startswith(word):
            return today + timedelta(days=days), words[len(word) :]
    for pattern, reader in ((_FULL, _full), (_SHORT, _short), (_WEEKDAY, _weekday)):
        if found := pattern.match(words):
            return reader(found, today), words[found.end() :]
    return None, words


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(found: re.Match[str], _today: date) -> date | None:
    return _made(*map(int, found.groups()))


def _short(found: re.Match[str], today: date) -> date | None:
    month, day = map(int, found.groups())
    near = [made for year in (-1, 0, 1) if (made := _made(today.year + year, month, day))]
    return min(near, key=lambda made: abs(made - today), default=None)


def _weekday(found: re.Match[str], today: date) -> date:
    ahead = (_WEEKDAYS.find(found[2].replace("天", "日")) - today.weekday()) % 7
    return today + timedelta(days=ahead + (7 if found[1] else 0))


def read_clock(words: str) -> time | None:
    """The time of day in a text such as `9:30`, `930`, `14点`; None when there is none."""
    words = words.strip()
    if re.fullmatch(r"\d{3,4}", words):
        words = f"{words[:-2]}:{words[-2:]}"
    found = _CLOCK.fullmatch(words)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class _DayLine(QLineEdit):
    """A line in which ↑ and ↓ move the date by a day."""

    def __init__(self, step: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows, type otherwise."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
        else:
            super().keyPressEvent(event)


class DateField(Field):
    """A day, typed freely; `now` is the pure clock of the desk. The value is a `date` or None."""

    placeholder, example, kind = "月-日", "9-24", "日期"

    def __init__(self, label: str, now: Callable[[], datetime], hint: str = "", required: bool = True) -> None:
        hint = hint or f"如 {self.example}"
        super().__init__(label, hint, required)
        self._now, self._usual = now, hint
        self._calendar: WorkCalendar | None = None
        self.edit = _DayLine(self._move, self)
        self.edit.setPlaceholderText(self.placeholder)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._settle)
        self.hold(self.edit)

    def value(self) -> Any:
        """The day, or None when nothing readable is entered."""
        day, rest = self._read()
        return day if not rest else None

    def _read(self) -> tuple[date | None, str]:
        """The day, and what stands after it and its weekday."""
        day, rest = read_day(self.edit.text(), self._now().date())
        return day, _AFTER.sub("", rest).strip() if day else rest

    def set_value(self, value: Any) -> None:
        """Fill in a day."""
        self.edit.setText(self.spell(value) if value else "")
        self._read_back()

    def spell(self, value: Any) -> str:
        """The value as it stands in the field: with its year, unless it is this one and reads back as the same day."""
        short, day, today = spell_day(value), date(value.year, value.month, value.day), self._now().date()
        plain = day.year == today.year and read_day(short, today)[0] == day
        return short if plain else f"{value.year}年{short}"

    @property
    def unreadable(self) -> bool:
        """Whether something stands here that is no day (or moment): never to be taken for nothing."""
        return bool(self.edit.text().strip()) and self.value() is None

    def check(self) -> bool:
        """A text that cannot be read is a fault."""
        if self.unreadable:
            self.set_fault(f"看不懂这个{self.kind}，例 {self.example}")
            return False
        return super().check()

    def _typed(self) -> None:
        self._read_back()
        self.edited()

    def mark_with(self, calendar: WorkCalendar) -> None:
        """Read the day back with 补班 or the holiday it falls on."""
        self._calendar = calendar
        self._read_back()

    def _read_back(self) -> None:
        value = self.value()
        said = self._echo(value) if value else self._usual
        stands = said == self.edit.text()
        self.set_hint(said if not stands else "" if self._usual.startswith("如 ") else self._usual)

    def _echo(self, value: Any) -> str:
        mark = day_mark(date(value.year, value.month, value.day), self._calendar) if self._calendar else ""
        return self.spell(value).replace(f"周{_WEEKDAYS[value.weekday()]}", f"周{_WEEKDAYS[value.weekday()]}{mark}", 1)

    def _note(self) -> tuple[str, str, str]:
        """Where there is little room, a day that is read back keeps its weekday: the day itself stands in the field."""
        note, tint, sign = super()._note()
        beside = fonts.width(self.label, "dense") + (0 if self.required else 6 + fonts.width("选填", "caption")) + 12
        found = _SPELLED.match(note)
        if found and not self.fault and fonts.width(note, "caption") > self.width() - beside:
            note = note[found.end() :]
        return note, tint, sign

    def _settle(self) -> None:
        value = self.value()
        if value is not None:
            self.edit.setText(self.spell(value))

    def _move(self, days: int) -> None:
        value = self.value() or self._start()
        self.set_value(value + timedelta(days=days))
        self.edited()

    def _start(self) -> Any:
        return self._now().date()


class MomentField(DateField):
    """A day and a time; the value is an aware `datetime` in the desk's zone or None."""

    placeholder, example, kind = "月-日 时:分", "9-24 9:30", "时间"

    def value(self) -> datetime | None:
        """The moment, or None when day or time cannot be read; a time alone means today."""
        now = self._now()
        day, rest = self._read()
        clock = read_clock(rest)
        if clock is None or (day is None and rest != self.edit.text().strip()):
            return None
        return datetime.combine(day or now.date(), clock, now.tzinfo)

    def spell(self, value: Any) -> str:
        """`9月24日 周四 09:30`."""
        return f"{super().spell(value)} {value:%H:%M}"

    def _start(self) -> datetime:
        return self._now().replace(second=0, microsecond=0)
