"""Writes the day sheets of a day: for each escort one PDF with all jobs, and a file for the telephone's calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from desktop.casework.desk import Desk
from desktop.casework.escort_days import escort_days
from desktop.casework.escort_papers import EscortsJobs, papers_of_day
from desktop.exchange.calendar_file import calendar_file
from desktop.reports.escort_day import escort_day
from desktop.reports.outfile import write_whole
from desktop.settings import data_folder

FOLDER = "陪诊日程单"
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\0', "_"))




class DaySheets:
    """The day sheets of a desk; every method but `folder` runs in the database worker."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def folder(self, day: date) -> Path:
        """Where the sheets of a day go when nobody says otherwise."""
        return data_folder() / FOLDER / f"{day:%Y-%m-%d}"

    def offered(self, day: date) -> Sequence[EscortsJobs]:
        """Who has something to do on a day."""
        return [EscortsJobs(one.escort, len(one.sheets)) for one in papers_of_day(self._desk, day)]

    def write(self, day: date, escort: str, folder: Path) -> Sequence[Path]:
        """Write what one escort takes along; nothing when there is no job any more. OSError when it cannot be written.

        IllnessNamed when a text would tell the illness (GC-19).
        """
        (*papers,) = papers_of_day(self._desk, day, escort)
        if not papers:
            return ()
        return list(_written(folder, f"{day:%Y-%m-%d}-{escort.translate(_UNSAFE)}", {
            ".pdf": escort_day(papers[0].sheets), ".ics": self._calendar(day, escort),
        }))  # fmt: skip

    def _calendar(self, day: date, escort: str) -> bytes:
        days = escort_days(self._desk, day, day, escort)
        return calendar_file(f"陪诊日程 {escort}", days[0].appointments if days else ())


def _written(folder: Path, name: str, contents: dict[str, bytes]) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in contents.items():
        path = folder / f"陪诊日程单-{name}{ending}"
        write_whole(path, content)
        yield path
