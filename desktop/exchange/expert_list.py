"""Imports the desk's own list of experts: checked row by row, each at a hospital of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from desktop.casework.consulting.expert_import import ExpertRow, enlist_experts, hospitals_named
from desktop.casework.desk import Desk
from desktop.exchange.cells import Row, text_of
from desktop.exchange.headings import Column, Headings, heading_key
from desktop.exchange.hospital_list import HospitalReport, is_of_applications
from desktop.exchange.hospital_rows import fields_of, place_columns
from desktop.exchange.reading import ListUnreadable, Sheet
from desktop.exchange.row_reader import Problem, RowReader
from desktop.handbook.identity import Phone, check_phone
from desktop.handbook.ranks import TITLES, plain_city

COLUMNS: tuple[Column, ...] = (
    Column("name", "专家姓名", ("姓名", "专家", "医生姓名", "医师姓名"), required=True),
    Column("hospital", "医院", ("医院名称", "所在医院", "执业医院", "工作单位"), required=True),
    Column("title", "职称", ("专家职称", "技术职称"), required=True),
    Column("specialty", "专科", ("科室", "专业", "专科方向", "学科"), required=True),
    Column("city", "城市", ("所在城市", "市")),
    Column("phone", "电话", ("联系电话", "手机", "手机号")),
    Column("note", "备注", ("说明",)),
)
_FIELDS = fields_of(COLUMNS)
_OWN = {"name", "title", "hospital"}
_SEARCHED_ROWS = 15


class ExpertReport(HospitalReport):
    """What became of a list of experts."""

    name_heading: ClassVar[str] = "专家姓名"
    unit: ClassVar[str] = "位"


def is_expert_list(sheets: Sequence[Sheet]) -> bool:
    """Whether a file that was read is a list of experts: it names people, their titles and their hospitals."""
    return _find(sheets) is not None


def _find(sheets: Sequence[Sheet]) -> tuple[Sheet, int] | None:
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            if is_of_applications(row):
                break
            if {_FIELDS.get(heading_key(cell), "") for cell in row if isinstance(cell, str)} >= _OWN:
                return sheet, place
    return None


def import_experts(
    desk: Desk, name: str, sheets: Sequence[Sheet], *, person: str, dry_run: bool = False
) -> ExpertReport:
    """Import a list that was read; raises ListUnreadable for one that is none, DeskError for the environment."""
    found = _find(sheets)
    if found is None:
        raise ListUnreadable(f"「{name}」不是专家名单：没有找到「专家姓名」「医院」「职称」这些列。")
    sheet, header = found
    layout = place_columns(sheet.rows[header], COLUMNS)
    if isinstance(layout, str):
        raise ListUnreadable(f"「{name}」的表头对不上：{layout}。")
    headings, strange = layout
    body = slice(header + 1, None)
    numbered = list(zip(sheet.numbers[body], sheet.rows[body], strict=True))
    if not numbered:
        raise ListUnreadable(f"「{name}」只有表头，没有一位专家。")
    place = headings.places["hospital"]
    known = hospitals_named(desk, (text_of(row[place]).strip() for _, row in numbered if place < len(row)))
    rows, problems = _check(numbered, headings, known)
    return ExpertReport(name, enlist_experts(desk, rows, person, dry_run=dry_run), problems, (), strange)


def _check(
    numbered: Iterable[tuple[int, Row]], headings: Headings, known: Mapping[str, int]
) -> tuple[list[ExpertRow], tuple[Problem, ...]]:
    rows: list[ExpertRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, int], int] = {}
    for number, cells in numbered:
        reader = RowReader(number, cells, headings)
        row = _row(reader, known, seen)
        problems += reader.problems
        if not reader.problems:
            rows.append(row)
    return rows, tuple(problems)


def _row(reader: RowReader, known: Mapping[str, int], seen: dict[tuple[str, int], int]) -> ExpertRow:
    name = reader.request_no = reader.needed("name")
    hospital = _hospital(reader, known)
    first = seen.setdefault((name, hospital), reader.number)
    if name and hospital and first != reader.number:
        reader.complain("name", f"与第 {first} 行是同一家医院的同一位专家，请删去一行")
    city = reader.text("city")
    return ExpertRow(
        reader.number, name, hospital, _title(reader), reader.needed("specialty"),
        plain_city(city) if city else None, _phone(reader), reader.text("note") or None,
    )  # fmt: skip


def _hospital(reader: RowReader, known: Mapping[str, int]) -> int:
    name = reader.needed("hospital")
    if name and name not in known:
        reader.complain("hospital", f"医院名录里没有「{name[:30]}」，请先导入医院名录，或写名录里的全称")
    return known.get(name, 0)


def _title(reader: RowReader) -> str:
    title = reader.needed("title")
    if title and title not in TITLES:
        reader.complain("title", f"不认识职称「{title[:30]}」，请填{'、'.join(TITLES)}之一")
    return title


def _phone(reader: RowReader) -> str | None:
    text = reader.text("phone")
    found = check_phone(text) if text else None
    if isinstance(found, str):
        reader.complain("phone", found)
    return found.number if isinstance(found, Phone) else None
