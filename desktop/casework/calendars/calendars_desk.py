"""Calendars as one person's window asks for them: a year, what a change would do, its taking effect, the way back."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from desktop.casework.acting import BadInput
from desktop.casework.calendars import enabling
from desktop.casework.calendars.effects import preview
from desktop.casework.calendars.rows import CalendarPreview, YearPage
from desktop.casework.calendars.versions import publication
from desktop.casework.calendars.years import missing_year, read_year
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.notice_text import read_notice
from desktop.handbook.workdays import FIRST_YEAR, LAST_YEAR, DayKind, WorkCalendar
from desktop.handbook.year_notice import NamedDay, YearNotice, checked, spell

NEW_HOLIDAY, NEW_WORKDAY = "放假安排", "调休上班"


class Draft(NamedTuple):
    """A calendar that has not taken effect: its days, what it would do (None while it is not sound), and from what.

    `based_on` is the publication it was weighed against; `words` is the text or the change it came from.
    """

    notice: YearNotice
    preview: CalendarPreview | None
    based_on: int
    origin: str = "notice"
    words: str = ""


class Standing(NamedTuple):
    """The year whose notice is wanted by now and missing, else 0; and how much has been published."""

    missing: int
    publication: int


class CalendarsDesk:
    """Every method runs in the database worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person

    def year(self, year: int = 0) -> YearPage:
        """A year, 0 for the present one; BadInput beyond the calendar."""
        wanted = year or self._desk.clock().year
        if not FIRST_YEAR <= wanted <= LAST_YEAR:
            raise BadInput(f"{wanted} 年不在工作日历的范围内（{FIRST_YEAR} 年至 {LAST_YEAR} 年）")
        with self._desk.reading() as session:
            return read_year(session, self._desk, self._person, wanted)

    def standing(self) -> Standing:
        """What every page has to know of the calendar now, also when another desk has just changed it (T-05)."""
        calendar = self.current()
        return Standing(missing_year(calendar, self._desk.clock().date()), self._desk.publication)

    def read_text(self, text: str, year: int) -> Draft:
        """A pasted notice, for `year` where it names none."""
        return self.weigh(read_notice(text, year, self.current()), "notice", text)

    def read_day(self, day: date) -> Draft:
        """The day's year with that one day turned: worked becomes off, off becomes worked."""
        calendar = self.current()
        if not calendar.tables[day.year].published:
            raise BadInput(f"{day.year} 年的通知还没有录入，先录入通知，再改单独的一天")
        change = "上班改为放假" if calendar.kind_of(day).counted else "放假改为上班"
        return self.weigh(turned(calendar, day), "day", f"{spell(day)}：{change}")

    def weigh(self, notice: YearNotice, origin: str, words: str = "") -> Draft:
        """What a notice would do if it took effect now; nothing is written."""
        with self._desk.reading() as session:
            self._desk.keep_current(session)
            based_on = publication(session)
            if not notice.sound:
                return Draft(notice, None, based_on, origin, words)
            weighed = preview(session, self._desk, enabling.tables_of(self._desk, notice))
        return Draft(notice, weighed, based_on, origin, words)

    def enable(self, draft: Draft, command_id: str = "") -> Outcome:
        """Let a weighed calendar take effect; BadInput when it was weighed against another one."""
        return enabling.enable_calendar(
            self._desk, Entry(self._person, command_id=command_id), draft.notice, origin=draft.origin,
            words=draft.words, based_on=draft.based_on,
        )  # fmt: skip

    def take_back(self, version_id: int, command_id: str = "") -> Outcome:
        """Take a version back within ten seconds."""
        return enabling.take_back(self._desk, Entry(self._person, command_id=command_id), version_id)

    def current(self) -> WorkCalendar:
        """The calendar in force, also when another desk has just changed it."""
        with self._desk.reading() as session:
            self._desk.keep_current(session)
        return self._desk.office.calendar


def turned(calendar: WorkCalendar, day: date) -> YearNotice:
    """The day's year with it turned; names are those of the table."""
    table = calendar.tables[day.year]
    holidays, workdays = dict(table.holidays), dict(table.workdays)
    kind, weekend = calendar.kind_of(day), day.weekday() > 4
    holidays.pop(day, None)
    workdays.pop(day, None)
    if kind is DayKind.WORK:
        holidays[day] = NEW_HOLIDAY
    elif weekend and kind is not DayKind.MAKEUP:
        workdays[day] = NEW_WORKDAY
    days = [*(NamedDay(one, True, name) for one, name in holidays.items()),
            *(NamedDay(one, False, name) for one, name in workdays.items())]  # fmt: skip
    return checked(day.year, sorted(days), (), table.source)
