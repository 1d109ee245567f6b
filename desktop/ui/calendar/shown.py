"""Which days the calendar shows, and what comes before and after them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.casework.schedule_rows import Schedule
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.calendar.wording import day_line, day_words, is_off, month_line, week_line

_ONE_DAY = timedelta(days=1)
TURNS = {"day": "换日", "week": "换周", "month": "换月"}


@dataclass(frozen=True)
class Shown:
    """A view (day, week, month) around a day; `listed` shows the same days as a list."""

    day: date
    view: str = "day"
    listed: bool = False

    @property
    def scene(self) -> str:
        """What is seen: day, week, month or list."""
        return "list" if self.listed else self.view

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day to ask for; weeks begin on Monday, months are filled up to whole weeks."""
        if self.view == "day":
            return self.day, self.day
        if self.view == "week":
            return _monday(self.day), _monday(self.day) + 6 * _ONE_DAY
        first = self.day.replace(day=1)
        last = _next_month(first) - _ONE_DAY
        return _monday(first), _monday(last) + 6 * _ONE_DAY

    def is_of(self, schedule: Schedule) -> bool:
        """Whether a schedule holds just these days."""
        return (schedule.first, schedule.last) == self.span

    def turned(self, pages: int) -> Shown:
        """Days, weeks or months later."""
        if self.view == "month":
            return replace(self, day=_months_later(self.day, pages))
        return replace(self, day=self.day + pages * (7 if self.view == "week" else 1) * _ONE_DAY)

    def to_workday(self, calendar: WorkCalendar, step: int) -> Shown:
        """The next working day in a direction."""
        day = self.day + step * _ONE_DAY
        while not calendar.is_workday(day):
            day += step * _ONE_DAY
        return replace(self, day=day)

    def words(self, schedule: Schedule | None, today: date, calendar: WorkCalendar) -> str:
        """The days in words for the head."""
        heads = schedule.heads if schedule and self.is_of(schedule) else ()
        if self.view == "day":
            return day_line(self.day, today, heads[0] if heads else None, calendar)
        if self.view == "week":
            first, last = self.span
            return week_line(first, last, sum(calendar.is_workday(first + n * _ONE_DAY) for n in range(7)))
        own = [block for block in schedule.waiting if block.starts_at.month == self.day.month] if schedule else []
        return month_line(self.day, heads, len(own))

    def off_words(self, schedule: Schedule, calendar: WorkCalendar) -> tuple[str, str]:
        """For a day off without work: what it is, and the next working day."""
        following = self.to_workday(calendar, 1).day
        line = day_line(self.day, date.min, schedule.heads[0], calendar)
        return line, f"下一个工作日 {day_words(following)}"

    def is_off(self, schedule: Schedule) -> bool:
        """Whether a single day off is shown."""
        return self.view == "day" and bool(schedule.heads) and is_off(schedule.heads[0])


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE_DAY


def _next_month(first: date) -> date:
    return (first + 31 * _ONE_DAY).replace(day=1)


def _months_later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    return min(first.replace(day=1) + (day.day - 1) * _ONE_DAY, _next_month(first) - _ONE_DAY)
