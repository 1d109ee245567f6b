"""What a document still lacks, in the report's order, and how far each of its sections has come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from desktop.handbook.documents.values import is_empty, row_key
from desktop.handbook.documents.vocabulary import DIFFERS, Content, Field, Form, Kind, Section

Row = Mapping[str, Any]
SIGNATURES = "signatures"
"""The table in which each expert signs; its gaps are counted as signatures."""


class Gap(NamedTuple):
    """A place to go to: section letter, field, row from 0 (-1 for none), column ("" for none) and what is wanted.

    `kind` is missing, wrong (filled in, but out of its bounds), signature or verdict. `sentence` reads
    `J 不推荐方案及理由`, `I 各学科意见 邵安 依据`, `E 主诉：最多 20 字，现 24 字`.
    """

    section: str
    field: str
    row: int
    column: str
    sentence: str
    kind: str = "missing"


class RailRow(NamedTuple):
    """A section in the editor's rail.

    `state` is done (tick), gaps (with their number), optional (nothing filled in and nothing demanded), fixed (a lock)
    or signing (`signed`/`signers`). `gaps` counts what is missing or wrong, without signatures.
    """

    letter: str
    title: str
    state: str
    gaps: int = 0
    signed: int = 0
    signers: int = 0


def gaps(form: Form, content: Content) -> tuple[Gap, ...]:
    """Whatever keeps this content from being issued, in the report's order; empty when it is complete."""
    return tuple(gap for section, field in form.stored() for gap in _of_field(form, section, field, content))


def rail(form: Form, content: Content) -> tuple[RailRow, ...]:
    """How far each section has come, in the report's order."""
    found = gaps(form, content)
    return tuple(_rail_row(section, content, found) for section in form.sections)


def _rail_row(section: Section, content: Content, found: tuple[Gap, ...]) -> RailRow:
    own = [gap for gap in found if gap.section == section.letter]
    unsigned = sum(gap.kind == "signature" for gap in own)
    count = len(own) - unsigned
    letter, title = section.letter, section.rail_title
    if any(field.name == SIGNATURES for field in section.fields):
        signers = len(content.get(SIGNATURES) or ())
        return RailRow(letter, title, "signing" if unsigned or count else "done", count, signers - unsigned, signers)
    if count:
        return RailRow(letter, title, "gaps", count)
    if any(field.name in content for field in section.fields if field.kind is not Kind.FIXED):
        return RailRow(letter, title, "done")
    fixed = any(field.kind is Kind.FIXED for field in section.fields)
    return RailRow(letter, title, "fixed" if fixed else "optional")


def _of_field(form: Form, section: Section, field: Field, content: Content) -> Iterator[Gap]:
    value, place = content.get(field.name), f"{section.letter} {field.title}"
    if field.kind is Kind.FIXED or (isinstance(value, str) and value in field.instead):
        return
    if field.kind is Kind.ANSWERS:
        yield from _of_answers(form, section, field, content)
    elif is_empty(value):
        if field.wanted(content):
            yield Gap(section.letter, field.name, -1, "", place)
    elif field.kind.has_rows:
        yield from _of_count(section, field, value, place)
        yield from _of_rows(form, section, field, content)
    else:
        yield from (
            Gap(section.letter, field.name, -1, "", f"{place}：{fault}", "wrong") for fault in faults(field, value)
        )


def _of_answers(form: Form, section: Section, field: Field, content: Content) -> Iterator[Gap]:
    """Each question wants an answer; without a question yet, the first one does."""
    answers, asked = content.get(field.name) or [], len(content.get(form.questions) or ())
    for place in range(max(asked, 1) if field.required else 0):
        if place >= len(answers) or not answers[place]:
            sentence = f"{section.letter} {field.title} 问题 {place + 1}"
            yield Gap(section.letter, field.name, place, "", sentence)
    if len(answers) > max(asked, 1):
        sentence = f"{section.letter} {field.title}：答复 {len(answers)} 条，问题只有 {asked} 个"
        yield Gap(section.letter, field.name, asked, "", sentence, "wrong")


def _of_count(section: Section, field: Field, rows: Any, place: str) -> Iterator[Gap]:
    if len(rows) < field.least:
        yield Gap(section.letter, field.name, -1, "", f"{place}：至少 {field.least} 行", "wrong")
    if field.most and len(rows) > field.most:
        yield Gap(section.letter, field.name, -1, "", f"{place}：最多 {field.most} 行", "wrong")


def _of_rows(form: Form, section: Section, field: Field, content: Content) -> Iterator[Gap]:
    invited = {row_key(field, row) for row in content.get(form.experts) or ()}
    for number, row in enumerate(content[field.name]):
        place = f"{section.letter} {field.title} {row_label(field, row, number)}"
        if field.kind is Kind.PER_EXPERT and row_key(field, row) not in invited:
            yield Gap(section.letter, field.name, number, "", f"{place}：不在专家名单中", "wrong")
        elif field.name == SIGNATURES:
            yield from _of_signature(section, field, row, number)
        else:
            yield from _of_cells(section, field, row, number, place)
            yield from _of_verdict(section, field, row, number)


def _of_signature(section: Section, field: Field, row: Row, number: int) -> Iterator[Gap]:
    if any(column.wanted(row) and column.name not in row for column in field.columns if not column.read_only):
        sentence = f"{section.letter} 签名 {row.get('name', '')}"
        yield Gap(section.letter, field.name, number, "signature", sentence, "signature")


def _of_cells(section: Section, field: Field, row: Row, number: int, place: str) -> Iterator[Gap]:
    for column in field.columns:
        value = row.get(column.name)
        if is_empty(value):
            if column.wanted(row):
                yield Gap(section.letter, field.name, number, column.name, f"{place} {column.title}")
        elif not (isinstance(value, str) and value in column.instead):
            for fault in faults(column, value):
                sentence = f"{place} {column.title}：{fault}"
                yield Gap(section.letter, field.name, number, column.name, sentence, "wrong")


def _of_verdict(section: Section, field: Field, row: Row, number: int) -> Iterator[Gap]:
    """The expert's category stands; where the cross-check differs, the expert's word on it is wanted."""
    if field.kind is Kind.NODULES and row.get("verdict") == DIFFERS and not row.get("word"):
        sentence = (
            f"{section.letter} 结节 {row.get('number', number + 1)} 类别待确认："
            f"专家 {row.get('category', '—')}，计算 {row.get('computed', '—')}，须写明理由"
        )
        yield Gap(section.letter, field.name, number, "word", sentence, "verdict")


def row_label(field: Field, row: Row, number: int) -> str:
    """How a row is called: its expert's name, `结节 2`, or `第 2 行`."""
    if field.kind is Kind.PER_EXPERT:
        return str(row.get("name", ""))
    if field.kind is Kind.NODULES:
        return f"结节 {row.get('number', number + 1)}"
    return f"第 {number + 1} 行"


def faults(field: Field, value: Any) -> Iterator[str]:
    """Why a value of the right kind is out of its field's bounds; nothing when it is within."""
    if isinstance(value, list):
        yield from _count_faults(field, value)
    elif isinstance(value, str):
        if field.longest and len(value) > field.longest:
            yield f"最多 {field.longest} 字，现 {len(value)} 字"
        if field.pattern and not re.fullmatch(field.pattern, value):
            yield f"应写作 {field.example}"
    elif isinstance(value, (int, float)):
        yield from _bound_faults(field, value)


def _count_faults(field: Field, texts: list[str]) -> Iterator[str]:
    if len(texts) < field.least:
        yield f"至少 {field.least} 条"
    if field.most and len(texts) > field.most:
        yield f"最多 {field.most} 条"
    for number, text in enumerate(texts, 1):
        if field.pattern and not re.fullmatch(field.pattern, text):
            yield f"第 {number} 条应写作 {field.example}"


def _bound_faults(field: Field, value: float) -> Iterator[str]:
    below = field.low is not None and value < field.low
    if below or (field.high is not None and value > field.high):
        yield f"应在 {field.low:g} 至 {field.high:g} {field.unit}".rstrip() + " 之间"
