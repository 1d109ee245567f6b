"""A draft as its preview prints it: what is missing stands there as a mark instead of being left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.casework.documents.rows import DocumentRow
from desktop.handbook.documents.gaps import Gap, gaps
from desktop.handbook.documents.vocabulary import Kind

UNFILLED = "〔未填写〕"
"""What a gap says on a draft's paper; the preview finds it there and draws its box round it."""

_WORDS = (Kind.SHORT, Kind.LONG, Kind.CHOICE)


def with_gaps(row: DocumentRow, content: Mapping[str, Any]) -> DocumentRow:
    """The document with this content and a mark in each text, answer and table that is missing; never for issuing."""
    marked: dict[str, Any] = dict(content)
    for gap in gaps(row.form, content):
        if gap.kind == "missing":
            _mark(row, marked, gap)
    return replace(row, content=marked)


def _mark(row: DocumentRow, marked: dict[str, Any], gap: Gap) -> None:
    field = row.form.field(gap.field)
    if field.read_only:
        return
    if field.kind in _WORDS:
        marked[gap.field] = UNFILLED
    elif field.kind in (Kind.TEXTS, Kind.ANSWERS):
        said = list(marked.get(gap.field) or ())
        said += [""] * (max(0, gap.row) + 1 - len(said))
        said[max(0, gap.row)] = UNFILLED
        marked[gap.field] = said
    elif field.kind is Kind.TABLE and gap.row < 0:
        words = {column.name: UNFILLED for column in field.columns if column.required and column.kind in _WORDS[:2]}
        marked[gap.field] = [words] if words else marked.get(gap.field)
    elif field.kind.has_rows and 0 <= gap.row < len(marked.get(gap.field) or ()):
        column = next((one for one in field.columns if one.name == gap.column), None)
        if column is not None and column.kind in _WORDS[:2]:
            rows = [dict(one) for one in marked[gap.field]]
            rows[gap.row][gap.column] = UNFILLED
            marked[gap.field] = rows
