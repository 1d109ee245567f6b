"""Imports a carrier's settlement prices: one row a service item, with its price, tax and first day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from desktop.casework.desk import Desk
from desktop.casework.plans import HOUSE_CARRIER
from desktop.casework.settling import PriceLine, take_prices
from desktop.exchange import words
from desktop.exchange.cells import Row
from desktop.exchange.headings import Column, Headings
from desktop.exchange.hospital_list import HospitalReport
from desktop.exchange.named_list import find_list, read_rows
from desktop.exchange.reading import Sheet
from desktop.exchange.row_reader import Problem, RowReader
from desktop.exchange.words import word
from desktop.handbook.vocabulary import ITEM_TITLES, Item

COLUMNS: tuple[Column, ...] = (
    Column("item", "服务项目", ("项目", "结算项目", "服务"), required=True),
    Column("price", "单价", ("结算单价", "单价(元)", "不含税单价", "价格"), required=True),
    Column("tax", "税率", ("增值税率",), required=True),
    Column("effective_from", "生效日", ("生效日期", "执行日期", "起始日"), required=True),
)
_MOST_YUAN = 1_000_000
_CENT = Decimal("0.01")


class PriceReport(HospitalReport):
    """What became of a list of prices."""

    name_heading: ClassVar[str] = "服务项目"
    unit: ClassVar[str] = "项"


def is_price_list(sheets: Sequence[Sheet]) -> bool:
    """Whether a file that was read is a list of prices: items, prices and taxes."""
    return find_list(sheets, COLUMNS, {"item", "price", "tax"}) is not None


def import_prices(
    desk: Desk, name: str, sheets: Sequence[Sheet], *, person: str, carrier: str = HOUSE_CARRIER, dry_run: bool = False
) -> PriceReport:
    """Import a list that was read; raises ListUnreadable for one that is none, DeskError for the environment."""
    found = read_rows(name, find_list(sheets, COLUMNS, {"item", "price", "tax"}), COLUMNS, "结算价目表")
    lines, problems = _check(found.numbered, found.headings)
    enlisted = take_prices(desk, lines, person, carrier, dry_run=dry_run)
    return PriceReport(name, enlisted, tuple(problems), (), found.strange)


def _check(numbered: Iterable[tuple[int, Row]], headings: Headings) -> tuple[list[PriceLine], list[Problem]]:
    lines: list[PriceLine] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, date], int] = {}
    for number, cells in numbered:
        reader = RowReader(number, cells, headings)
        line = _line(reader, seen)
        problems += reader.problems
        if line is not None and not reader.problems:
            lines.append(line)
    return lines, problems


def _line(reader: RowReader, seen: dict[tuple[str, date], int]) -> PriceLine | None:
    item, day = _item(reader), reader.day("effective_from")
    yuan, tax = _number(reader, "price", "元¥￥"), _number(reader, "tax", "")
    if item is None or day is None or yuan is None or tax is None:
        return None
    if yuan != yuan.quantize(_CENT) or not 0 <= yuan <= _MOST_YUAN:
        reader.complain("price", f"「{yuan}」应是 0 到 {_MOST_YUAN} 元，最多两位小数")
    if not 0 <= tax < 1 or tax * 10_000 != int(tax * 10_000):
        reader.complain("tax", "税率应写成 6% 或 0.06，低于 100%")
    first = seen.setdefault((item.value, day), reader.number)
    if first != reader.number:
        reader.complain("item", f"与第 {first} 行是同一项目同一生效日，请只留一行")
    return PriceLine(reader.number, item, int(yuan * 100), int(tax * 10_000), day)


def _item(reader: RowReader) -> Item | None:
    text = reader.request_no = reader.needed("item")
    found = words.ITEMS.get(word(text)) or words.SERVICES.get(word(text), "")
    if text and found not in {one.value for one in Item}:
        reader.complain("item", f"不认识「{text[:30]}」，请填{'、'.join(ITEM_TITLES.values())}之一", "G-01")
        return None
    return Item(found) if text else None


def _number(reader: RowReader, field: str, signs: str) -> Decimal | None:
    """A number that may carry a sign of money or per cent; complains of one that is none."""
    text = reader.needed(field)
    plain = text.strip(signs + " ").replace(",", "")
    try:
        found = Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1) if text else None
    except InvalidOperation:
        found = None
    if text and (found is None or not found.is_finite()):
        reader.complain(field, f"「{text[:30]}」不是数字，请改好")
        return None
    return found
