"""Fields of an escort's file: lists of words, papers with their last day, leave to the day, hours for each weekday."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework.roster_desk import Paper
from desktop.ui import fonts
from desktop.ui.date_inputs import DateField, MomentField, read_clock, spell_day
from desktop.ui.inputs import CONTROL, Field, TextField
from desktop.ui.text_label import Caption

FOR_GOOD = "长期"
_BETWEEN = re.compile(r"\s*[-–—~至到]\s*")
_WORDS = re.compile(r"[\s、，,；;]+")
_WEEKDAYS = "一二三四五六日"
_ACROSS = 4


class WordsField(TextField):
    """Several words on one line, parted by blanks or commas; the value is a tuple."""

    def value(self) -> tuple[str, ...]:
        """The words in their order, each once."""
        return tuple(dict.fromkeys(word for word in _WORDS.split(self.edit.text()) if word))

    def set_value(self, value: Any) -> None:
        """Fill in words."""
        self.edit.setText("、".join(value or ()))


class PaperField(DateField):
    """Until when a paper is good: a day, 长期 for good, or nothing when it is not on file."""

    placeholder = "日期，或「长期」"

    def value(self) -> Paper | None:
        """The paper as it is to be; None when the text cannot be read."""
        typed = self.edit.text().strip()
        if typed in ("", FOR_GOOD):
            return Paper(bool(typed))
        day = super().value()
        return Paper(True, day) if day else None

    def set_value(self, value: Any) -> None:
        """Fill in a paper, or a day while ↑ and ↓ move it."""
        if isinstance(value, Paper):
            self.edit.setText(FOR_GOOD if value.held and value.valid_until is None else "")
            value = value.valid_until
        if value is not None:
            self.edit.setText(self.spell(value))
        self._read_back()

    def spell(self, value: date) -> str:
        """`2027-03-31`: papers are good for years."""
        return f"{value:%Y-%m-%d}"

    def _read_back(self) -> None:
        value = self.value()
        until = value.valid_until if value else None
        self.set_hint(f"{until.year}年{spell_day(until)}" if until else self._usual)

    def _settle(self) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)

    def _move(self, days: int) -> None:
        value = self.value()
        start = value.valid_until if value and value.valid_until else self._now().date()
        self.set_value(Paper(True, start + timedelta(days=days)))
        self.edited()


class LeaveMomentField(MomentField):
    """The start or the end of a leave: a day alone means the whole of it."""

    placeholder = "如 10-1、10-1 13:00"

    def __init__(self, label: str, now: Callable[[], datetime], closing: bool) -> None:
        super().__init__(label, now, required=False)
        self._closing = closing

    def value(self) -> datetime | None:
        """The moment; a day without an hour begins at its midnight and ends at the next."""
        day, rest = self._read()
        if day is None or rest:
            return super().value()
        midnight = datetime.combine(day, time(0), self._now().tzinfo)
        return midnight + timedelta(days=1) if self._closing else midnight

    def spell(self, value: Any) -> str:
        """A midnight is the day it opens or closes."""
        if value.hour or value.minute:
            return super().spell(value)
        day = value - timedelta(days=1) if self._closing else value
        return DateField.spell(self, day)

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self.edit.text().strip()


class WeekHoursField(Field):
    """Working hours for each weekday, `8-18`; an empty day is off. The value maps "0" to "6" to (from, to)."""

    def __init__(self, label: str) -> None:
        super().__init__(label, "如 8-18 或 08:30–17:30；空着的那天不上班", required=False)
        self.edits: list[QLineEdit] = []
        self.hold(self._week(), 2 * (CONTROL + 20) + 6)
        self.setFocusProxy(self.edits[0])

    def _week(self) -> QWidget:
        """Four days a line, so that `08:30–17:30` is read whole in the narrowest window."""
        week = QWidget(self)
        grid = QGridLayout(week)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, day in enumerate(_WEEKDAYS):
            grid.addLayout(self._day(week, f"周{day}"), place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        return week

    def _day(self, row: QWidget, name: str) -> QVBoxLayout:
        edit = QLineEdit(row)
        edit.setFont(fonts.font("dense"))
        edit.setFixedHeight(CONTROL)
        edit.setMinimumWidth(60)
        edit.setPlaceholderText("休")
        edit.setAccessibleName(f"{name}上班时间")
        edit.textEdited.connect(self.edited)
        edit.editingFinished.connect(self._settle)
        self.edits.append(edit)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(Caption(name, row))
        box.addWidget(edit)
        return box

    def value(self) -> dict[str, tuple[str, str]]:
        """The hours of each day that has some; what cannot be read is left out."""
        read = ((str(day), read_hours(edit.text())) for day, edit in enumerate(self.edits))
        return {day: hours for day, hours in read if hours}

    def set_value(self, value: Any) -> None:
        """Fill in hours."""
        given: Mapping[str, Iterable[str]] = value or {}
        for day, edit in enumerate(self.edits):
            edit.setText("–".join(given.get(str(day), ())))

    def is_empty(self) -> bool:
        """Whether no day has any."""
        return not any(edit.text().strip() for edit in self.edits)

    def check(self) -> bool:
        """Hours that cannot be read are a fault of their day."""
        for day, edit in enumerate(self.edits):
            if edit.text().strip() and not read_hours(edit.text()):
                self.set_fault(f"周{_WEEKDAYS[day]}的时间看不懂，例 8-18")
                self.setFocusProxy(edit)
        return not self.fault

    def _settle(self) -> None:
        for edit in self.edits:
            if hours := read_hours(edit.text()):
                edit.setText("–".join(hours))


def read_hours(words: str) -> tuple[str, str] | None:
    """`8-18` as ("08:00", "18:00"); None when the text is no such span or ends before it begins."""
    parts = [f"{part}:00" if re.fullmatch(r"\d{1,2}", part) else part for part in _BETWEEN.split(words.strip())]
    clocks = [read_clock(part) for part in parts]
    if len(clocks) != 2 or clocks[0] is None or clocks[1] is None or clocks[0] >= clocks[1]:
        return None
    return f"{clocks[0]:%H:%M}", f"{clocks[1]:%H:%M}"
