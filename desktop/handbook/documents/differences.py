"""What changed between two contents of one form, field by field and row by row, in readable words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from desktop.handbook.documents.gaps import row_label
from desktop.handbook.documents.values import clean, is_empty, row_key
from desktop.handbook.documents.vocabulary import Content, Field, Form, Kind

Row = Mapping[str, Any]
_Pair = tuple[int, Row | None, Row | None]


class Difference(NamedTuple):
    """One change: section letter, field title, where in it ("" or `第 2 行 结论`), and both texts ("" for none)."""

    section: str
    field: str
    place: str
    before: str
    after: str


def differences(form: Form, old: Content, new: Content) -> tuple[Difference, ...]:
    """What changed from `old` to `new`, in the report's order; rows are matched by who or what they are of."""
    before, after = clean(form, old), clean(form, new)
    return tuple(
        Difference(section.letter, field.title, *change)
        for section, field in form.stored()
        if before.get(field.name) != after.get(field.name)
        for change in _changes(field, before.get(field.name), after.get(field.name))
    )


def spoken(field: Field, value: Any) -> str:
    """A value in words, with its unit; rows and texts in one line each."""
    if is_empty(value):
        return ""
    if isinstance(value, str):
        return f"图片 {value[:8]}" if field.kind is Kind.PICTURE else value
    if isinstance(value, (int, float)):
        return f"{value:g} {field.unit}".strip()
    if isinstance(value, Mapping):
        return "；".join(f"{name} {_plain(part)}" for name, part in value.items())
    if field.kind.has_rows:
        return "\n".join(_row_words(field, row) for row in value)
    return "\n".join(value)


def _plain(part: Any) -> str:
    return part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)


def _row_words(field: Field, row: Row) -> str:
    return " · ".join(spoken(column, row[column.name]) for column in field.columns if column.name in row)


def _changes(field: Field, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    lists = all(value is None or isinstance(value, list) for value in (before, after))
    if field.kind.has_rows and lists:
        for number, old, new in _matched(field, before or [], after or []):
            yield from _row_changes(field, number, old, new)
    elif field.kind in (Kind.TEXTS, Kind.ANSWERS) and lists:
        for place, one, other in _texts(field, before or [], after or []):
            yield f"第 {place + 1} {'问' if field.kind is Kind.ANSWERS else '条'}", one, other
    else:
        yield "", spoken(field, before), spoken(field, after)


def _row_changes(field: Field, number: int, old: Row | None, new: Row | None) -> Iterator[tuple[str, str, str]]:
    label = row_label(field, new or old or {}, number)
    if old is None or new is None:
        yield label, _row_words(field, old or {}), _row_words(field, new or {})
        return
    for column in field.columns:
        one, other = old.get(column.name), new.get(column.name)
        if one != other:
            yield f"{label} {column.title}", spoken(column, one), spoken(column, other)


def _matched(field: Field, before: Sequence[Row], after: Sequence[Row]) -> Iterator[_Pair]:
    """Rows with the same key belong together; without keys, those that stand between the same unchanged rows."""
    if not field.key:
        yield from _aligned(before, after)
        return
    left = list(enumerate(before))
    for number, row in enumerate(after):
        found = next((one for one in left if row_key(field, one[1]) == row_key(field, row)), None)
        if found:
            left.remove(found)
        yield number, found[1] if found else None, row
    for number, row in left:
        yield number, row, None


def _aligned(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    old_keys, new_keys = [[json.dumps(row, sort_keys=True) for row in rows] for rows in (before, after)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            old = before[i1 + step] if i1 + step < i2 else None
            new = after[j1 + step] if j1 + step < j2 else None
            yield (j1 if new is not None else i1) + step, old, new


def _texts(field: Field, before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Answers keep their question's place; other texts are matched like rows."""
    if field.kind is not Kind.ANSWERS:
        for number, old, new in _aligned(before, after):
            yield number, old or "", new or ""
        return
    for place in range(max(len(before), len(after))):
        pair = [texts[place] if place < len(texts) else "" for texts in (before, after)]
        if pair[0] != pair[1]:
            yield place, pair[0], pair[1]
