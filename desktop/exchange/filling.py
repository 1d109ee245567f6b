"""Gives a list the columns that it lacks, with the same entry in every row: when it was applied, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from desktop.exchange.cells import Cell
from desktop.exchange.headings import TITLES, find_header, missing_fields
from desktop.exchange.reading import Sheet
from desktop.handbook.moments import write_moment
from desktop.handbook.workdays import SHANGHAI

NOW, FILE_DAY = "now", "file"
FILLABLE = ("applied_at", "entrance")
"""The columns that one entry can stand for in every row."""


def file_day(path: Path) -> datetime:
    """When the file was written last, to the minute."""
    return datetime.fromtimestamp(path.stat().st_mtime, SHANGHAI).replace(second=0, microsecond=0)


def entry_of(field: str, said: str, path: Path, now: datetime) -> str:
    """What is written into each row: 申请时间 as the moment of the run or of the file (never later than the run)."""
    if field != "applied_at":
        return said
    return write_moment(min(file_day(path), now) if said == FILE_DAY else now.replace(second=0, microsecond=0))[:16]


def filled(sheets: Sequence[Sheet], mapping: Mapping[str, str], entries: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The sheets with what was said (field -> entry) added where a list lacks the column; its own entries stay."""
    return tuple(_filled(sheet, mapping, entries) for sheet in sheets)


def _filled(sheet: Sheet, mapping: Mapping[str, str], entries: Mapping[str, str]) -> Sheet:
    if not sheet.rows:
        return sheet
    place = find_header(sheet.rows, mapping)
    header = sheet.rows[place]
    lacking = set(missing_fields(header, mapping))
    added = {TITLES[field]: entry for field, entry in entries.items() if TITLES[field] in lacking}
    if not added:
        return sheet
    rows: list[tuple[Cell, ...]] = list(sheet.rows[:place])
    rows.append((*header, *added))
    for row in sheet.rows[place + 1 :]:
        rows.append((*row, *(None,) * (len(header) - len(row)), *added.values()))
    return Sheet(sheet.name, sheet.numbers, tuple(rows))
