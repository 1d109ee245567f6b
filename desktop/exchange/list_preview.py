"""What a list would do before it is taken in: counts, first rows, faulty rows, and the columns nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from desktop.casework.carriers import column_mapping
from desktop.casework.desk import Desk
from desktop.casework.intake_rows import OPENED, PRESENT, REFUSED
from desktop.casework.masking import masked_name
from desktop.casework.plans import HOUSE_CARRIER
from desktop.exchange.cells import Row, text_of
from desktop.exchange.expert_list import ExpertReport, import_experts, is_expert_list
from desktop.exchange.filling import entry_of, filled
from desktop.exchange.headings import (
    COLUMNS,
    Headings,
    OpenColumn,
    match_headings,
    missing_fields,
    nothing_known,
    open_columns,
)
from desktop.exchange.hospital_list import HospitalReport, import_sheets, is_hospital_list
from desktop.exchange.import_list import HeadingsUnclear, import_list
from desktop.exchange.import_report import ImportReport
from desktop.exchange.policy_list import PolicyReport, import_policies, is_policy_list
from desktop.exchange.price_list import PriceReport, import_prices, is_price_list
from desktop.exchange.reading import Sheet, read_list

SHOWN = 8
Report = ImportReport | HospitalReport | PolicyReport
_SAMPLE_CHARS = 16
FIELD_TITLES = tuple((column.field, column.title) for column in COLUMNS)
"""Every field a column can be, with its title, in the order of our own list."""


class FirstRow(NamedTuple):
    """One of the first rows, the customer's name masked; outcome: opened, present, refused, touched (an open case)."""

    row: int
    request_no: str
    customer: str
    item: str
    wish: str
    outcome: str


class Sampled(NamedTuple):
    """A column whose meaning a person can say, with its first entry, shortened."""

    column: OpenColumn
    sample: str


@dataclass(frozen=True, slots=True)
class ListPreview:
    """A list that was read and judged while nothing was written.

    `report` is that of a dry run, None while the headings do not fit: then `sentence` says why. `mapping` (field -> the
    list's heading) is what a person said of its columns so far, `columns` those that can be said more of.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    report: Report | None
    sentence: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Sampled, ...] = ()
    missing: tuple[str, ...] = ()
    first: tuple[FirstRow, ...] = ()

    @property
    def admissible(self) -> int:
        """How many rows would be written."""
        if isinstance(self.report, PolicyReport):
            return self.report.news.updated
        if isinstance(self.report, HospitalReport):
            return self.report.enlisted.added + self.report.enlisted.updated
        return self.report.opened if self.report else 0


def preview_list(
    desk: Desk, path: Path, *, person: str, carrier: str = HOUSE_CARRIER, mapping: Mapping[str, str] | None = None,
    sheets: Sequence[Sheet] = (), same: Mapping[str, str] | None = None,
) -> ListPreview:  # fmt: skip
    """Read a list and judge every row; raises ListUnreadable for a file that is none, DeskError for the environment.

    A file without one known heading is none, unless it has columns enough to be named by hand. `same` (field -> entry)
    is what a person said once for every row, where the list lacks the column (filling.FILLABLE).
    """
    read = tuple(sheets) or read_list(path)
    if is_policy_list(read):
        news = import_policies(desk, path.name, read, person=person, carrier=carrier, dry_run=True)
        return ListPreview(path, read, news, first=tuple(_touched(news)))
    if is_price_list(read):
        prices = import_prices(desk, path.name, read, person=person, carrier=carrier, dry_run=True)
        return ListPreview(path, read, prices)
    if is_expert_list(read):
        return ListPreview(path, read, import_experts(desk, path.name, read, person=person, dry_run=True))
    if is_hospital_list(read):
        return ListPreview(path, read, import_sheets(desk, path.name, read, person=person, dry_run=True))
    said = dict(mapping or {})
    known = {**column_mapping(desk, carrier), **said}
    if same:
        read = filled(read, known, {name: entry_of(name, one, path, desk.clock()) for name, one in same.items()})
    try:
        report = import_list(desk, path, person=person, carrier=carrier, dry_run=True, mapping=said, sheets=read)
    except HeadingsUnclear as fault:
        columns = tuple(_sampled(fault.sheet, fault.header, known))
        if nothing_known(fault.problems) and len(columns) < len(fault.problems):
            raise
        header = fault.sheet.rows[fault.header]
        return ListPreview(path, read, None, fault.sentence, said, columns, missing_fields(header, known))
    columns = tuple(_sampled(report.sheet, report.header, known))
    return ListPreview(path, read, report, "", said, columns, (), tuple(islice(_first(report, known), SHOWN)))


def take_in(
    desk: Desk, preview: ListPreview, *, person: str, carrier: str = HOUSE_CARRIER, out: Path | None = None
) -> Report:
    """Take in the list that was shown, as it was read then."""
    if isinstance(preview.report, PolicyReport):
        return import_policies(desk, preview.path.name, preview.sheets, person=person, carrier=carrier)
    if isinstance(preview.report, PriceReport):
        return import_prices(desk, preview.path.name, preview.sheets, person=person, carrier=carrier)
    if isinstance(preview.report, ExpertReport):
        return import_experts(desk, preview.path.name, preview.sheets, person=person)
    if isinstance(preview.report, HospitalReport):
        return import_sheets(desk, preview.path.name, preview.sheets, person=person)
    return import_list(
        desk, preview.path, person=person, carrier=carrier, out=out, mapping=preview.mapping, sheets=preview.sheets
    )


def _sampled(sheet: Sheet, header: int, mapping: Mapping[str, str]) -> Iterator[Sampled]:
    rows = sheet.rows[header + 1 :]
    for column in open_columns(sheet.rows[header], mapping):
        entries = (_cell(row, column.place) for row in rows)
        sample = next((entry for entry in entries if entry), "")
        yield Sampled(column, sample if len(sample) <= _SAMPLE_CHARS else f"{sample[:_SAMPLE_CHARS]}…")


def _cell(row: Row, place: int) -> str:
    return text_of(row[place]) if place < len(row) else ""


def _first(report: ImportReport, mapping: Mapping[str, str]) -> Iterator[FirstRow]:
    headings = match_headings(report.sheet.rows[report.header], mapping)
    assert isinstance(headings, Headings)
    outcomes = {row.row: row.outcome for row in report.rows}
    body = slice(report.header + 1, None)
    for number, row in zip(report.sheet.numbers[body], report.sheet.rows[body], strict=True):
        said = {name: _cell(row, place) for name, place in headings.places.items()}
        outcome = outcomes.get(number, REFUSED)
        yield FirstRow(
            number, said.get("request_no", ""), masked_name(said.get("insured", "")),
            said.get("item", "") or said.get("service", ""), _joined(said, "hospital", "department"),
            outcome if outcome in (OPENED, PRESENT) else REFUSED,
        )  # fmt: skip


def _touched(report: PolicyReport) -> Iterator[FirstRow]:
    """G-04: the open cases that the list touches, those that lose their cover first."""
    for one in sorted(report.news.touched, key=lambda one: not one.warning):
        words = "；".join(part for part in (one.warning, one.change) if part)
        yield FirstRow(one.row, one.number, one.customer, f"{one.item} {one.stage}", words, "touched")


def _joined(said: Mapping[str, str], *names: str) -> str:
    return " ".join(said[name] for name in names if said.get(name))
