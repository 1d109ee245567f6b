"""The columns of a list of hospitals, and what one of its rows may say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.casework.directory import spoken_grade
from desktop.casework.directory_import import HospitalRow
from desktop.casework.names import plain_name
from desktop.exchange.cells import Row, text_of
from desktop.exchange.headings import Column, Headings, heading_key
from desktop.exchange.row_reader import Problem, RowReader
from desktop.exchange.words import word
from desktop.handbook.identity import Phone, check_phone
from desktop.handbook.ranks import plain_city

COLUMNS: tuple[Column, ...] = (
    Column("name", "医院名称", ("医院", "医院全称", "机构名称"), required=True),
    Column("aliases", "简称/别名", ("简称", "别名", "简称或别名", "其他名称", "院区")),
    Column("city", "城市", ("所在城市", "市", "地市"), required=True),
    Column("district", "区", ("区县", "所在区", "行政区")),
    Column("grade", "等级", ("医院等级", "级别", "医院级别")),
    Column("public", "公立/民营", ("公立民营", "性质", "办医性质", "医院性质")),
    Column("address", "地址", ("医院地址", "详细地址")),
    Column("phone", "电话", ("医院电话", "联系电话", "总机")),
    Column("before", "路程前(分钟)", ("路程前分钟", "陪诊前分钟")),
    Column("after", "路程后(分钟)", ("路程后分钟", "陪诊后分钟")),
    Column("needs_original_id", "需身份证原件", ("身份证原件", "需要身份证原件", "是否需身份证原件")),
)
TITLES: Mapping[str, str] = {column.field: column.title for column in COLUMNS}
NO_DOCTORS = "名录不收医生：客户可以指定医院和科室，不能指定医生；这一列没有导入，请从清单里删去"


def fields_of(columns: Sequence[Column]) -> dict[str, str]:
    """The field of every heading by which a column is known."""
    return {heading_key(name): column.field for column in columns for name in (column.title, *column.aliases)}


FIELDS: Mapping[str, str] = fields_of(COLUMNS)

_DOCTORS = re.compile("医生|医师|专家|主任")
_SEPARATORS = re.compile(r"[、,，;；/|\s]+")
_UNGRADED = {"未定级", "未评级", "未评", "无"}
_PUBLIC = {"公立": True, "公办": True, "民营": False, "私立": False, "社会办": False, "社会办医": False}
_YES_NO = {**dict.fromkeys(("是", "需", "需要", "y", "yes", "true", "1"), True),
           **dict.fromkeys(("否", "不需", "不需要", "无需", "n", "no", "false", "0"), False)}  # fmt: skip
_MOST_MINUTES = 240
_ADDRESS_CHARS = 200


class Layout(NamedTuple):
    """Where the columns stand; the headings that name doctors, and the others that nobody knows."""

    headings: Headings
    doctors: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedHospitals:
    """The rows in order, and every problem of the others."""

    rows: tuple[HospitalRow, ...]
    problems: tuple[Problem, ...]


def lay_out(header: Row) -> Layout | str:
    """The columns of a list, or the sentence that says which are missing or double."""
    found = place_columns(header, COLUMNS)
    if isinstance(found, str):
        return found
    headings, strange = found
    doctors = tuple(name for name in strange if _DOCTORS.search(name))
    return Layout(headings, doctors, tuple(name for name in strange if name not in doctors))


def place_columns(header: Row, columns: Sequence[Column]) -> tuple[Headings, tuple[str, ...]] | str:
    """Where each column stands and the headings nobody knows, or the sentence that says what is missing or double."""
    fields = fields_of(columns)
    known = {column.field: column.title for column in columns}
    names = [text_of(cell) for cell in header]
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        field = fields.get(heading_key(name), "")
        if field in places:
            return f"「{known[field]}」有多列：「{names[places[field]]}」和「{name}」，请只留一列"
        if field:
            places[field] = place
    missing = [column.title for column in columns if column.required and column.field not in places]
    if missing:
        return f"缺少「{'」「'.join(missing)}」列，请补上"
    titles = {**known, **{field: names[place] for field, place in places.items()}}
    return Headings(places, titles), tuple(name for name in names if name and heading_key(name) not in fields)


def check_hospitals(numbered: Iterable[tuple[int, Row]], headings: Headings) -> CheckedHospitals:
    """Check numbered rows; a name may stand in the list once."""
    rows: list[HospitalRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, cells in numbered:
        reader = RowReader(number, cells, headings)
        row = _row(reader, seen)
        problems += reader.problems
        if not reader.problems:
            rows.append(row)
    return CheckedHospitals(tuple(rows), tuple(problems))


def _row(reader: RowReader, seen: dict[str, int]) -> HospitalRow:
    name = _name(reader, seen)
    aliases = tuple(part for part in _SEPARATORS.split(reader.text("aliases", _ADDRESS_CHARS)) if part)
    return HospitalRow(
        reader.number, name, plain_city(reader.needed("city")), aliases, reader.text("district") or None,
        _grade(reader), _told(reader, "public", _PUBLIC, "公立、民营"), reader.text("address", _ADDRESS_CHARS) or None,
        _phone(reader), _minutes(reader, "before"), _minutes(reader, "after"),
        _told(reader, "needs_original_id", _YES_NO, "是、否"),
    )  # fmt: skip


def _name(reader: RowReader, seen: dict[str, int]) -> str:
    name = reader.needed("name")
    if not name:
        return ""
    reader.request_no = name
    first = seen.setdefault(plain_name(name), reader.number)
    if first != reader.number:
        reader.complain("name", f"与第 {first} 行是同一家医院，请删去一行")
    elif len(name) < 2 or name.isdigit():
        reader.complain("name", f"「{name}」不像医院名称，请写全称")
    return name


def _grade(reader: RowReader) -> str | None:
    text = reader.text("grade")
    if text in _UNGRADED:
        return "未定级"
    if text and not spoken_grade(text):
        reader.complain("grade", f"不认识「{text[:30]}」，请填三级甲等、三甲、二级甲等这样的等级，没有的填未定级")
    return spoken_grade(text) or None


def _told(reader: RowReader, field: str, words: Mapping[str, bool], wanted: str) -> bool | None:
    text = reader.text(field)
    if text and word(text) not in words:
        reader.complain(field, f"不认识「{text[:30]}」，请填{wanted}之一")
    return words.get(word(text)) if text else None


def _phone(reader: RowReader) -> str | None:
    text = reader.text("phone")
    found = check_phone(text) if text else None
    if isinstance(found, str):
        reader.complain("phone", f"{found}；只填一个总机号码，座机写成 021-12345678")
    return found.number if isinstance(found, Phone) else None


def _minutes(reader: RowReader, field: str) -> int | None:
    text = reader.text(field).removesuffix("分钟").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > _MOST_MINUTES:
        reader.complain(field, f"「{text[:30]}」应是 0 到 {_MOST_MINUTES} 的整数分钟")
        return None
    return int(text)


def knows_hospitals(header: Sequence[object]) -> int:
    """How many of these cells are headings of a list of hospitals; 0 unless one is the hospital's name."""
    fields = {FIELDS.get(heading_key(cell), "") for cell in header if isinstance(cell, str)}
    return len(fields - {""}) if "name" in fields else 0
