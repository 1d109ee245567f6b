"""Contents as they are kept: every value of its field's kind, trimmed, and otherwise exactly as it was written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from desktop.handbook.documents.vocabulary import Content, Field, Form, Kind
from desktop.handbook.moments import parse_moment, write_moment

Row = Mapping[str, Any]


class WrongContent(ValueError):
    """A content that its form cannot hold, in one Chinese sentence that names the field."""


def clean(form: Form, content: Content) -> dict[str, Any]:
    """The content as it is kept: known fields of the right kind, in the form's order, empty ones left out.

    Texts lose the blanks at both ends and keep everything else. What is incomplete or out of bounds is kept: `gaps`
    names it. Raises WrongContent for an unknown field and for a value of the wrong kind.
    """
    known = {field.name for _, field in form.fields()}
    for name in content:
        if name not in known:
            raise WrongContent(f"「{form.title}」没有「{name}」这一栏")
    cleaned = ((field.name, _value(field, content)) for _, field in form.stored())
    return {name: value for name, value in cleaned if not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Whether nothing was filled in; 0 and False are values."""
    return value is None or value in ("", [], {})


def _value(field: Field, content: Content) -> Any:
    if field.kind is Kind.FIXED:
        return field.text
    return _one(field, content.get(field.name), field.title)


def _one(field: Field, value: Any, title: str) -> Any:
    if isinstance(value, str):
        value = value.strip()
        if value in field.instead:
            return value
    if is_empty(value):
        return None
    if field.kind.has_rows:
        return list(_rows(field, value, title))
    if field.kind in (Kind.TEXTS, Kind.ANSWERS):
        return _texts(field, value, title)
    return _READERS[field.kind](field, value, title)


def _text(_field: Field, value: Any, title: str) -> str:
    if not isinstance(value, str):
        raise WrongContent(f"「{title}」应为文字")
    return value


def _choice(field: Field, value: Any, title: str) -> str:
    if value not in field.choices:
        raise WrongContent(f"「{title}」没有「{value}」这一项，应为 {'、'.join((*field.choices, *field.instead))}")
    return str(value)


def _number(value: Any, title: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise WrongContent(f"「{title}」应为数字")
    try:
        number = float(value)
    except (ValueError, OverflowError) as error:
        raise WrongContent(f"「{title}」应为数字，写的是「{value}」") from error
    if not math.isfinite(number):
        raise WrongContent(f"「{title}」应为数字，写的是「{value}」")
    return number


def _decimal(_field: Field, value: Any, title: str) -> float:
    return _number(value, title)


def _whole(_field: Field, value: Any, title: str) -> int:
    number = _number(value, title)
    if number != int(number):
        raise WrongContent(f"「{title}」应为整数，写的是「{value}」")
    return int(number)


def _date(_field: Field, value: Any, title: str) -> str:
    try:
        return date.fromisoformat(_text(_field, value, title)).isoformat()
    except ValueError as error:
        raise WrongContent(f"「{title}」应为日期，如 2026-09-18，写的是「{value}」") from error


def _moment(_field: Field, value: Any, title: str) -> str:
    try:
        return write_moment(parse_moment(_text(_field, value, title)))
    except ValueError as error:
        raise WrongContent(f"「{title}」应为日期和时间，如 2026-09-18 14:00，写的是「{value}」") from error


def _findings(_field: Field, value: Any, title: str) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise WrongContent(f"「{title}」应为逐项的描述")
    return {key: part.strip() if isinstance(part, str) else part for key, part in value.items() if not is_empty(part)}


_READERS = {
    Kind.SHORT: _text, Kind.LONG: _text, Kind.CHOICE: _choice, Kind.DECIMAL: _decimal, Kind.WHOLE: _whole,
    Kind.DATE: _date, Kind.MOMENT: _moment, Kind.FINDINGS: _findings, Kind.PICTURE: _text,
}  # fmt: skip


def _texts(field: Field, value: Any, title: str) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(text, str) for text in value):
        raise WrongContent(f"「{title}」应为逐条的文字")
    texts = [text.strip() for text in value]
    if field.kind is Kind.ANSWERS:
        while texts and not texts[-1]:
            texts.pop()
        return texts
    return [text for text in texts if text]


def _rows(field: Field, value: Any, title: str) -> Iterator[dict[str, Any]]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, Mapping) for row in value):
        raise WrongContent(f"「{title}」应为逐行的表格")
    names = {column.name for column in field.columns}
    for number, row in enumerate(value, 1):
        for name in row:
            if name not in names:
                raise WrongContent(f"「{title}」没有「{name}」这一列")
        cleaned = _row(field, row, f"{title}第 {number} 行")
        if cleaned:
            yield cleaned


def _row(field: Field, row: Row, title: str) -> dict[str, Any]:
    cells = ((column.name, _one(column, row.get(column.name), f"{title} {column.title}")) for column in field.columns)
    return {name: value for name, value in cells if not is_empty(value)}


def with_case(form: Form, content: Content, known: Content) -> dict[str, Any]:
    """The content with what the case says now in its read-only fields; `known` holds the case's values.

    A table whose rows come from the case keeps what was typed beside each of them.
    """
    merged = dict(content)
    for _, field in form.stored():
        if any(column.read_only for column in field.columns):
            merged[field.name] = _with_rows(field, content.get(field.name), known.get(field.name))
        elif field.read_only and field.kind is not Kind.FIXED:
            merged[field.name] = known.get(field.name)
    return clean(form, merged)


def _with_rows(field: Field, typed: Any, given: Any) -> list[Row]:
    rows = typed if isinstance(typed, list) else []
    from_case = given if isinstance(given, list) else []
    keep = [column.name for column in field.columns if not column.read_only]
    merged: list[Row] = []
    for row in from_case:
        found: Row = next((one for one in rows if row_key(field, one) == row_key(field, row)), {})
        merged.append({**row, **{name: found[name] for name in keep if name in found}})
    if field.kind is Kind.PER_EXPERT:
        left = {row_key(field, row) for row in from_case}
        merged += [row for row in rows if row_key(field, row) not in left and any(name in row for name in keep)]
    return merged


def row_key(field: Field, row: Row) -> tuple[str, ...]:
    """What tells a row from the others of its table; empty when only its place does."""
    return tuple(str(row.get(name, "")) for name in field.key)
