"""Imports the desk's own list of hospitals: read in a child process, checked row by row, entered as the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from desktop.casework.desk import Desk
from desktop.casework.directory_import import Enlisted, enlist
from desktop.exchange.headings import COLUMNS as CARRIER_COLUMNS
from desktop.exchange.headings import heading_key
from desktop.exchange.hospital_rows import FIELDS, NO_DOCTORS, Layout, check_hospitals, knows_hospitals, lay_out
from desktop.exchange.import_report import joined
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.exchange.row_reader import Problem

_SEARCHED_ROWS = 15
_FOREIGN = 3
_OF_APPLICATIONS = {
    heading_key(name) for column in CARRIER_COLUMNS for name in (column.title, *column.aliases)
} - set(FIELDS)


@dataclass(frozen=True, slots=True)
class HospitalReport:
    """What became of a list of hospitals: `problems` keep their rows out, `warnings` do not."""

    name: str
    enlisted: Enlisted
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()

    name_heading: ClassVar[str] = "医院名称"
    unit: ClassVar[str] = "家"

    @property
    def counts(self) -> str:
        """What became of the rows, in one line."""
        new, would = self.enlisted, "" if self.enlisted.saved else "将"
        known = f"{would}更新 {new.updated} {self.unit}，没有变化 {new.unchanged} {self.unit}"
        return f"{would}新增 {new.added} {self.unit}，{known}，未通过 {self.refused} 行"

    @property
    def advice(self) -> str:
        """What else happened, and what to do now."""
        would = "" if self.enlisted.saved else "将"
        hidden = f"同城市未核实的示例医院{would}停用 {self.enlisted.hidden} 家（不删除，已有案件不受影响）"
        again = "改好这些行再导入一次，已导入的不会重复" if self.problems else "再次导入不会重复"
        warned = (f"「{one.column}」：{one.message}" for one in self.warnings)
        return "；".join((*warned, *((hidden,) if self.enlisted.hidden else ()), again))

    @property
    def refused(self) -> int:
        """Faulty rows."""
        return len({problem.row for problem in self.problems})

    def errors(self) -> list[Problem]:
        """One entry per faulty row, the hospital's name where other lists have the request number."""
        return [joined(list(found)) for _, found in groupby(self.problems, key=lambda problem: problem.row)]

    def as_json(self) -> dict[str, Any]:
        """Counts, one entry per faulty row and per warning, as plain JSON."""
        return {
            **self.enlisted._asdict(), "refused": self.refused, "rows": [_told(one) for one in self.errors()],
            "warnings": [_told(one) for one in self.warnings], "ignored_columns": list(self.ignored),
        }  # fmt: skip


def _told(problem: Problem) -> dict[str, Any]:
    return {"row": problem.row, "column": problem.column, "hospital": problem.request_no, "message": problem.message,
            "rule": problem.rule}  # fmt: skip


class _List(NamedTuple):
    """The sheet with the hospitals, and the position of its headings."""

    sheet: Sheet
    header: int


def is_hospital_list(sheets: Sequence[Sheet]) -> bool:
    """Whether a file that was read is a list of hospitals and not a carrier's list of applications."""
    return _find(sheets) is not None


def import_hospitals(desk: Desk, path: Path, *, person: str, dry_run: bool = False) -> HospitalReport:
    """Import a list; raises ListUnreadable for a file that is no list of hospitals, DeskError for the environment."""
    return import_sheets(desk, path.name, read_list(path), person=person, dry_run=dry_run)


def import_sheets(
    desk: Desk, name: str, sheets: Sequence[Sheet], *, person: str, dry_run: bool = False
) -> HospitalReport:
    """Import a list that was read before."""
    found = _find(sheets)
    if found is None:
        raise ListUnreadable(f"「{name}」不是医院名录：没有找到「医院名称」「城市」这些列。")
    layout = lay_out(found.sheet.rows[found.header])
    if isinstance(layout, str):
        raise ListUnreadable(f"「{name}」的表头对不上：{layout}。")
    body = slice(found.header + 1, None)
    numbered = list(zip(found.sheet.numbers[body], found.sheet.rows[body], strict=True))
    if not numbered:
        raise ListUnreadable(f"「{name}」只有表头，没有一家医院。")
    checked = check_hospitals(numbered, layout.headings)
    enlisted = enlist(desk, checked.rows, person, dry_run=dry_run)
    doubles = (_double(number, layout) for number in enlisted.doubles)
    problems = sorted((*checked.problems, *doubles), key=lambda problem: problem.row)
    header = found.sheet.numbers[found.header]
    return HospitalReport(name, enlisted, tuple(problems), tuple(_doctors(layout, header)), layout.unknown)


def _find(sheets: Sequence[Sheet]) -> _List | None:
    """The first row of headings that names hospitals and no applications."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            if is_of_applications(row):
                break
            if knows_hospitals(row) > 1:
                return _List(sheet, place)
    return None


def is_of_applications(row: Sequence[object]) -> bool:
    """Whether these are the headings of a carrier's list."""
    words = {heading_key(cell) for cell in row if isinstance(cell, str)}
    return len(_OF_APPLICATIONS & words) >= _FOREIGN


def _double(number: int, layout: Layout) -> Problem:
    return Problem(number, layout.headings.title("name"), "", "与前面一行是同一家医院（简称或别名相同），请合成一行")


def _doctors(layout: Layout, header: int) -> Iterator[Problem]:
    for name in layout.doctors:
        yield Problem(header, name, "GC-04", NO_DOCTORS)
