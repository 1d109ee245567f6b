"""The calendars as the window and the command line see them, with the doors to files."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.calendars.calendars_desk import CalendarsDesk, Draft
from desktop.exchange.calendar_list import read_calendar, write_calendar


class WindowCalendars(CalendarsDesk):
    """Reads a notice from a file, and writes the years out."""

    def read_file(self, path: Path, year: int = 0) -> Draft:
        """A notice's text, JSON, workbook or CSV; raises CalendarUnreadable."""
        known = self.current()
        return self.weigh(read_calendar(path, year or None, known), "file", path.name)

    def write_file(self, year: int, path: Path) -> int:
        """Write a year as CSV; how many days. Raises OSError."""
        return write_calendar([self.current().tables[year]], path)
