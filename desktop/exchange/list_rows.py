"""From a list's raw cells to checked rows: every fault is named with row, column and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop.casework.applying import Application
from desktop.casework.intake_rows import InsuredRow, ListRow, PolicyRow
from desktop.casework.names import plain_name
from desktop.exchange import words
from desktop.exchange.cells import Row
from desktop.exchange.headings import Headings
from desktop.exchange.row_reader import REMARK_CHARS, Problem, RowReader
from desktop.exchange.words import word
from desktop.handbook.identity import check_identity, check_phone, check_policy_number
from desktop.handbook.moments import write_moment
from desktop.handbook.vocabulary import Item
from desktop.handbook.workdays import FIRST_YEAR

_WISHES = ("city", "hospital", "department", "doctor")


class CheckedRows(NamedTuple):
    """The well-formed rows, and every problem of the others in the list's order."""

    rows: tuple[ListRow, ...]
    problems: tuple[Problem, ...]


def check_rows(numbered: Iterable[tuple[int, Row]], headings: Headings, now: datetime) -> CheckedRows:
    """Check numbered rows; `now` bounds the dates. A request number may stand in the list once."""
    rows: list[ListRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, cells in numbered:
        reader = RowReader(number, cells, headings)
        row = _check(reader, seen, now)
        problems += reader.problems
        if row is not None and not reader.problems:
            rows.append(row)
    return CheckedRows(tuple(rows), tuple(problems))


def _check(reader: RowReader, seen: dict[str, int], now: datetime) -> ListRow | None:
    reader.request_no = _request_no(reader, seen)
    applied_at = _applied_at(reader, now)
    insured = _insured(reader, now)
    policy = _policy(reader, insured)
    application = _application(reader, insured, applied_at)
    stay = reader.text("stay")
    if applied_at is None or insured is None or policy is None or application is None:
        return None
    return ListRow(reader.number, applied_at, insured, policy, application, stay)


def _request_no(reader: RowReader, seen: dict[str, int]) -> str:
    number = reader.digits("request_no")
    if number in seen:
        reader.request_no = number
        reader.complain("request_no", f"申请编号 {number} 与第 {seen[number]} 行重复，请删去其中一行", "D-03")
    elif number:
        seen[number] = reader.number
    return number


def _applied_at(reader: RowReader, now: datetime) -> datetime | None:
    moment = reader.moment("applied_at")
    if moment is not None and moment > now:
        reader.complain("applied_at", f"{write_moment(moment)} 晚于现在（{write_moment(now)}），请核对")
        return None
    return moment if moment is None or _has_working_days(reader, "applied_at", moment) else None


def _has_working_days(reader: RowReader, field: str, day: date) -> bool:
    """Clocks begin on this day, so it must lie within the work calendar; complains of one that does not (T-01)."""
    if day.year >= FIRST_YEAR:
        return True
    reader.complain(field, f"{day:%Y-%m-%d} 早于 {FIRST_YEAR} 年，工作日历算不出时限，请核对年份", "T-01")
    return False


def _insured(reader: RowReader, now: datetime) -> InsuredRow | None:
    name = _name(reader)
    kind, number, phone = reader.text("id_type"), reader.digits("id_number"), _phone(reader)
    if not (name and number):
        return None
    found = check_identity(kind, number, now.date())
    if isinstance(found, str):
        reader.complain("id_type" if "证件类型" in found else "id_number", found)
        return None
    return InsuredRow(name, found.kind, found.number, found.sex, found.birth, phone)


def _name(reader: RowReader) -> str:
    name = reader.needed("insured")
    if name and not any(char.isalpha() for char in name):
        reader.complain("insured", f"「{name[:30]}」不像姓名，请填被保险人姓名")
        return ""
    return name


def _phone(reader: RowReader) -> str:
    text = reader.digits("phone")
    found = check_phone(text) if text else ""
    if isinstance(found, str):
        if found:
            reader.complain("phone", found)
        return ""
    return found.number


def _policy(reader: RowReader, insured: InsuredRow | None) -> PolicyRow | None:
    number, plan = _policy_number(reader), reader.needed("plan")
    start, end = reader.day("policy_start"), reader.day("policy_end")
    holder, relation = reader.text("holder"), reader.text("relation")
    if start and end and end < start:
        reader.complain("policy_end", f"保单到期日 {end} 早于生效日 {start}，请核对", "G-04")
    if insured and holder and relation == words.SELF and plain_name(holder) != plain_name(insured.name):
        reader.complain("relation", "关系写「本人」，但投保人与被保险人姓名不同，请核对")
    if not (number and plan and start and end):
        return None
    return PolicyRow(number, plan, start, end, holder, relation)


def _policy_number(reader: RowReader) -> str:
    text = reader.digits("policy_no")
    number = check_policy_number(text) if text else ""
    if number is None:
        reader.complain("policy_no", "保单号应为 8 至 32 位字母和数字，请核对")
    return number or ""


def _application(reader: RowReader, insured: InsuredRow | None, applied_at: datetime | None) -> Application | None:
    item = _item(reader)
    entrance = reader.choice("entrance", words.ENTRANCES, reader.needed("entrance"), words.ENTRANCE_CHOICES, "G-05")
    certificate = _certificate(reader, applied_at)
    wish = {name: text for name in _WISHES if (text := reader.text(name))}
    nodule = _nodule(reader) if item is Item.ND else ""
    illness, remark = reader.text("illness"), reader.text("remark", REMARK_CHARS)
    if item is None:
        return None
    return Application(
        item, by=_applicant(reader, insured), entrance=entrance, request_no=reader.request_no, nodule=nodule,
        wish=wish, certificate=certificate, illness=illness, remark=remark,
    )  # fmt: skip


def _item(reader: RowReader) -> Item | None:
    service = reader.choice("service", words.SERVICES, reader.needed("service"), words.SERVICE_CHOICES, "G-01")
    if service != words.GREEN_CHANNEL:
        return Item(service) if service else None
    text = reader.text("item")
    if not text:
        reader.complain("item", f"重疾绿通须写明项目，请填{words.ITEM_CHOICES}之一", "GC-01")
    found = reader.choice("item", words.ITEMS, text, words.ITEM_CHOICES, "GC-01")
    return Item(found) if found else None


def _nodule(reader: RowReader) -> str:
    text = reader.text("nodule")
    if not text:
        reader.complain("nodule", f"解结服务须写明结节类型，请填{words.NODULE_CHOICES}之一", "ND-01")
    return reader.choice("nodule", words.NODULES, text, words.NODULE_CHOICES, "ND-01")


def _certificate(reader: RowReader, applied_at: datetime | None) -> dict[str, Any]:
    hospital = reader.text("certificate_hospital")
    if not hospital and reader.cell("certificate_day") is None:
        return {}
    if not hospital:
        reader.complain("certificate_hospital", "写了住院证日期，没有写开具的医院，请补上", "GC-13")
    day = reader.day("certificate_day")
    if day and applied_at and day > applied_at.date():
        reader.complain("certificate_day", f"住院证日期 {day} 晚于申请时间，请核对", "GC-13")
    if day is None or not hospital or not _has_working_days(reader, "certificate_day", day):
        return {}
    return {"hospital": hospital, "issued_on": day}


def _applicant(reader: RowReader, insured: InsuredRow | None) -> str:
    """G-02: who applies; an empty cell means the insured."""
    text = reader.text("applicant")
    if not text or word(text) in words.YES:
        return "insured"
    return "insured" if insured and plain_name(text) == plain_name(insured.name) else "other"
