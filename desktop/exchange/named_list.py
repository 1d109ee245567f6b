"""Finds a list of the desk's own among a file's sheets by its headings, and lays its rows out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from desktop.exchange.cells import Row
from desktop.exchange.headings import Column, Headings, heading_key
from desktop.exchange.hospital_rows import fields_of, place_columns
from desktop.exchange.reading import ListUnreadable, Sheet

_SEARCHED_ROWS = 15


class Found(NamedTuple):
    """A sheet and the position of its headings."""

    sheet: Sheet
    header: int


class Laid(NamedTuple):
    """A list's rows with their numbers, its headings, and those that nobody knows."""

    numbered: list[tuple[int, Row]]
    headings: Headings
    strange: tuple[str, ...]


def find_list(
    sheets: Sequence[Sheet], columns: Sequence[Column], own: Collection[str], foreign: Collection[str] = ()
) -> Found | None:
    """The first headings that name all fields of `own`; a sheet whose headings have a key of `foreign` is another's."""
    fields = fields_of(columns)
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            keys = {heading_key(cell) for cell in row if isinstance(cell, str)}
            if not keys.isdisjoint(foreign):
                break
            if {fields.get(key, "") for key in keys}.issuperset(own):
                return Found(sheet, place)
    return None


def read_rows(name: str, found: Found | None, columns: Sequence[Column], kind: str) -> Laid:
    """The rows of a list that was found; raises ListUnreadable for none, for headings that do not fit, for no row."""
    if found is None:
        wanted = "".join(f"「{column.title}」" for column in columns if column.required)
        raise ListUnreadable(f"「{name}」不是{kind}：没有找到{wanted}这些列。")
    layout = place_columns(found.sheet.rows[found.header], columns)
    if isinstance(layout, str):
        raise ListUnreadable(f"「{name}」的表头对不上：{layout}。")
    headings, strange = layout
    body = slice(found.header + 1, None)
    numbered = list(zip(found.sheet.numbers[body], found.sheet.rows[body], strict=True))
    if not numbered:
        raise ListUnreadable(f"「{name}」只有表头，没有一行内容。")
    return Laid(numbered, headings, strange)
