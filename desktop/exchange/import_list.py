"""Imports a carrier's list: read in a child process, checked row by row, admitted in one transaction, reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from desktop.casework.carriers import column_mapping, keep_columns
from desktop.casework.desk import Desk
from desktop.casework.intake import admit
from desktop.casework.intake_rows import REFUSED, IntakeResult
from desktop.casework.plans import HOUSE_CARRIER
from desktop.exchange.advice import field_of, told
from desktop.exchange.headings import (
    HeadingProblem,
    Headings,
    find_header,
    match_headings,
    nothing_known,
    spell_problems,
)
from desktop.exchange.import_report import ImportReport
from desktop.exchange.list_rows import check_rows
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.exchange.row_reader import Problem
from desktop.exchange.write_back import write_back


class HeadingsUnclear(ListUnreadable):
    """A list whose columns cannot be told apart; `header` is the place of its headings in `sheet`."""

    def __init__(self, name: str, sheet: Sheet, header: int, problems: Sequence[HeadingProblem]) -> None:
        no_list = "不是 Excel 或 CSV 清单：没有认出任何表头" if nothing_known(problems) else ""
        super().__init__(f"「{name}」{no_list or '的表头对不上：' + spell_problems(problems)}。")
        self.sheet, self.header = sheet, header
        self.names = tuple(str(cell) for cell in sheet.rows[header] if cell is not None)
        self.problems = tuple(problems)


class _List(NamedTuple):
    """The sheet that holds the list, where its headings are, and what they mean."""

    sheet: Sheet
    header: int
    headings: Headings


def fixed_path(path: Path) -> Path:
    """Where the workbook to correct is written: beside the list, never over one that is being corrected."""
    names = (f"{path.stem}-待修复{'' if number == 1 else f'-{number}'}.xlsx" for number in count(1))
    return next(found for name in names if not (found := path.with_name(name)).exists())


def import_list(
    desk: Desk, path: Path, *, person: str, carrier: str = HOUSE_CARRIER, strict: bool = False, dry_run: bool = False,
    out: Path | None = None, mapping: Mapping[str, str] | None = None, sheets: Sequence[Sheet] = (),
) -> ImportReport:  # fmt: skip
    """Import a list; when rows are refused, what is to be fixed is written to `out` (not in a dry run).

    `mapping` (field -> the list's heading, "" to forget the one kept) is kept with the carrier once the list was taken
    in; `sheets` are those of a file that was read before. Raises ListUnreadable for a file that is no such list,
    BadInput for an unknown carrier, DeskError for the environment.
    """
    found = _find_list(sheets or read_list(path), {**column_mapping(desk, carrier), **(mapping or {})}, path.name)
    body = slice(found.header + 1, None)
    numbered = zip(found.sheet.numbers[body], found.sheet.rows[body], strict=True)
    checked = check_rows(numbered, found.headings, desk.clock())
    faulty = len({problem.row for problem in checked.problems})
    result = admit(
        desk, checked.rows, person, carrier_code=carrier, strict=strict, dry_run=dry_run, faulty=faulty
    )
    if result.saved and mapping:
        keep_columns(desk, {**dict.fromkeys(mapping, ""), **found.headings.renamed}, carrier)
    report = _report(path, found, checked.problems, result)
    return report if dry_run or out is None or not report.problems else _with_fixed(report, out)


def _find_list(sheets: Sequence[Sheet], mapping: Mapping[str, str], name: str) -> _List:
    """The first sheet whose headings are all there; raises what is wrong with the first one otherwise."""
    unclear: list[HeadingsUnclear] = []
    for sheet in sheets:
        if not sheet.rows:
            continue
        header = find_header(sheet.rows, mapping)
        headings = match_headings(sheet.rows[header], mapping)
        if isinstance(headings, Headings):
            if header + 1 == len(sheet.rows):
                raise ListUnreadable(f"「{name}」只有表头，没有一行申请。")
            return _List(sheet, header, headings)
        unclear.append(HeadingsUnclear(name, sheet, header, headings))
    raise min(unclear, key=lambda fault: len(fault.problems))


def _report(path: Path, found: _List, problems: Sequence[Problem], result: IntakeResult) -> ImportReport:
    refused = sorted((*problems, *_told(result, found.headings, refused=True)), key=lambda problem: problem.row)
    return ImportReport(
        path.name, found.sheet, found.header, result.rows, tuple(refused),
        tuple(_told(result, found.headings, refused=False)), result.saved, found.headings.unknown,
    )  # fmt: skip


def _told(result: IntakeResult, headings: Headings, *, refused: bool) -> Iterator[Problem]:
    for row in result.rows:
        if (row.outcome == REFUSED) is not refused:
            continue
        last = row.findings[-1] if refused and row.findings else None
        for finding in row.findings:
            field = field_of(finding.rule, finding.field, has_applicant="applicant" in headings.places)
            # One advice for a row is enough, and a finding about a field says what to do itself.
            advised = finding is last and not finding.field
            message = told(finding.rule, finding.sentence) if advised else finding.sentence
            yield Problem(row.row, headings.title(field), finding.rule, message, row.request_no)


def _with_fixed(report: ImportReport, out: Path) -> ImportReport:
    """The cases are saved by now: a workbook that cannot be written is told, not raised."""
    try:
        write_back(report, out)
    except OSError as fault:
        reason = fault.strerror or fault
        return replace(report, note=f"待修复清单写不进「{out}」（{reason}）；请关闭同名文件后再导入一次。")
    return replace(report, fixed=out)
