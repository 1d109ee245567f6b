"""What the issued papers are built of: the conclusion, label and text side by side, who it concerns, what frames it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.casework.documents.papers_common import (
    NOT_PROVIDED,
    Client,
    Issue,
    KeyFact,
    Labelled,
    Material,
    Rich,
)
from desktop.casework.papers import Provider
from desktop.reports.blocks import Cell, Column, Strip, gap, paragraph, side_by_side, stacked, table
from desktop.reports.draw import Pen
from desktop.reports.flow import Section, room_of, together
from desktop.reports.page import Sheet, letterhead, title_strip
from desktop.reports.rich import paragraphs, run_in, runs_of
from desktop.reports.styles import (
    AMBER,
    BLOCK,
    BLOCK_LABEL,
    BODY,
    EVIDENCE,
    FACT_VALUE,
    FIELD_LABEL,
    LEAD,
    LEFT,
    MAIN,
    MAIN_WIDTH,
    MUTED,
    RED,
    RIGHT,
    SIDE_NOTE,
    SIDE_WIDTH,
    Style,
)

FACT_GUTTER = 4.0
LABEL_WIDTH = 21.0
ITEM_GAP = 1.9
NEAR = 26.0
"""A name and so much of what stands beside it stay together, in mm."""

MATERIAL_COLUMNS = (
    Column("", 8.0), Column("资料", 43.0), Column("来源", 37.0), Column("日期", 20.0), Column("质量", 18.0, gutter=0.0),
)  # fmt: skip


def opening(title: str, subtitle: str, provider: Provider, issue: Issue) -> list[Strip]:
    """Letterhead and title; a corrected version says what it replaces (D-07)."""
    facts = (("报告编号", issue.number), ("版本", version_words(issue)), ("出具日期", issued_words(issue)))
    strips = [letterhead(provider, facts), gap(7.8), title_strip(title, subtitle, draft=issue.draft)]
    if issue.replaces:
        style = SIDE_NOTE.but(size=8.6, colour=AMBER)
        strips += paragraph(f"本版更正并替代{issue.replaces}", style, LEFT, RIGHT - LEFT, before=1.0, justify=False)
    return [*strips, gap(3.8)]


def version_words(issue: Issue) -> str:
    """`第 1 版（正式）` or `草稿 3（未签发）`."""
    return f"草稿 {issue.version}（未签发）" if issue.draft else f"第 {issue.version} 版（正式）"


def short_version(issue: Issue) -> str:
    """`第 1 版` or `草稿 3`."""
    return f"草稿 {issue.version}" if issue.draft else f"第 {issue.version} 版"


def issued_words(issue: Issue) -> str:
    """The day of issue, or that it is still to come."""
    return f"{issue.issued_on:%Y-%m-%d}" if issue.issued_on and not issue.draft else "待签发"


def keywords_of(issue: Issue, content_hash: str) -> str:
    """What the machine that checks a file reads in it."""
    state = "draft" if issue.draft else "issued"
    return " ".join(("caredesk", state, issue.number, str(issue.version), issue.code or "-", content_hash))


def sheet_of(
    title: str, provider: Provider, client: Client, issue: Issue, content_hash: str, readers: str
) -> Sheet:  # fmt: skip
    """What stands on every page of a report, and in its file's properties."""
    person = "\u3000".join(part for part in (client.masked_name, client.sex, client.age) if part)
    return Sheet(
        title=f"{title} {issue.number} {short_version(issue)}", author=provider.name, subject=title,
        issued=issue.made_at, program=issue.program,
        running=(title, person, f"{issue.number}\u3000{short_version(issue)}"),
        foot=f"医疗保密文件·仅供客户本人及{readers}使用", code=issue.code, draft=issue.draft,
        keywords=keywords_of(issue, content_hash),
    )  # fmt: skip


def conclusion(title: str, text: Rich, facts: Sequence[KeyFact], note: str) -> Section:
    """The conclusion in large type with the three key facts below it."""
    strips = run_in(runs_of(text or NOT_PROVIDED, LEAD), LEAD)
    strips += [gap(3.4), key_facts(facts)] if facts else []
    return Section(title, strips, note=note, accent=True, ruled=False, listed=True, pad=0.4)


def key_facts(facts: Sequence[KeyFact], x: float = MAIN, width: float = MAIN_WIDTH) -> Strip:
    """The facts side by side: label, value, note."""
    step = width / max(len(facts), 3)
    return side_by_side(*(_fact(fact, x + step * place, step - FACT_GUTTER) for place, fact in enumerate(facts)))


def _fact(fact: KeyFact, x: float, width: float) -> Strip:
    value = FACT_VALUE.but(colour=RED) if fact.urgent else FACT_VALUE
    parts = paragraph(fact.label, FIELD_LABEL, x, width, justify=False)
    parts += paragraph(fact.value or NOT_PROVIDED, value, x, width, before=0.3, justify=False)
    parts += paragraph(fact.note, SIDE_NOTE.but(size=8.2), x, width, before=0.3, justify=False) if fact.note else []
    return stacked(parts)


def missing(words: str = NOT_PROVIDED) -> list[Strip]:
    """What a section says that has nothing to say: never an empty place."""
    return paragraph(words, BLOCK_LABEL, justify=False)


def beside(label: Strip, body: Sequence[Strip], near: float = 0.0) -> list[Strip]:
    """Strips with a label to the left of the first: all of the label, and `near` mm of the text, stay with it."""
    height = sum(strip.height for strip in body) + sum(strip.before for strip in body[1:])
    short = label.height - height
    strips = [*body, gap(short)] if short > 0.01 else list(body)
    first = strips[0]

    def draw(pen: Pen, y: float) -> None:
        label.draw(pen, y)
        first.draw(pen, y)

    strips[0] = replace(first, draw=draw)
    reached, bound = 0.0, max(label.height, near)
    for place, strip in enumerate(strips[:-1]):
        reached += strip.height
        strips[place] = replace(strip, keep=strip.keep or reached < bound)
    return strips


def label_strip(text: str, style: Style, x: float, width: float) -> Strip:
    """A label wrapped to its column."""
    return stacked(paragraph(text, style, x, width, justify=False))


def label_values(
    items: Sequence[Labelled], style: Style = BLOCK, label_width: float = LABEL_WIDTH, bold: bool = False,
    whole: bool = False,
) -> list[Strip]:  # fmt: skip
    """Labels with their texts, an urgent label red; `whole` ones are never split."""
    found: list[Strip] = []
    for item in items:
        own = style.but(colour=RED if item.urgent else style.colour if bold else MUTED)
        own = own.but(font=FACT_VALUE.font) if bold else own
        label = label_strip(item.label, own, MAIN, label_width - 2.0)
        lines = run_in(runs_of(item.text or NOT_PROVIDED, style), style, MAIN + label_width, MAIN_WIDTH - label_width,
                       justify=False)  # fmt: skip
        strips = beside(label, lines)
        strips = together(strips) if whole else strips
        found += [replace(strips[0], before=ITEM_GAP if found else 0.0), *strips[1:]]
    return found


def evidence(text: str) -> list[Strip]:
    """What an opinion rests on, in grey below it."""
    return paragraph(f"依据\u3000{text}", EVIDENCE, before=0.8, justify=False) if text else []


def note_below(text: Rich) -> list[Strip]:
    """A grey note below a table."""
    style = SIDE_NOTE.but(size=8.6)
    return run_in(runs_of(text, style), style, before=2.0, justify=False) if text else []


def material_table(materials: Sequence[Material]) -> list[Strip]:
    """The documents with running numbers; what was not provided has none."""
    rows, number = [], 0
    for material in materials:
        there = material.quality not in ("未提供", NOT_PROVIDED)
        number += there
        rows.append(
            (Cell(str(number) if there else "—"), Cell(material.title), Cell(material.source), Cell(material.day),
             Cell(material.quality))
        )  # fmt: skip
    return table(MATERIAL_COLUMNS, rows) if rows else missing()


def limits(number: str, text: str, emergency: str, signing: Section) -> Section:
    """What the paper cannot say; it stands on one page with the signing block."""
    strips = paragraphs((text,), BODY.but(size=9.6, leading=1.58))
    if emergency:
        strips += paragraph(emergency, FACT_VALUE.but(size=9.6, leading=1.58), before=0.6, justify=False)
    return Section(
        "局限与声明", together(strips), number=number, room=30.0, listed=True, along=room_of(signing)
    )  # fmt: skip


def signing_section(block: Strip) -> Section:
    """The signing block, never cut."""
    return Section("签署", [block], listed=True)


def side_name(lines: Sequence[tuple[str, Style]], x: float = LEFT + 7.0) -> Strip:
    """A name and grey lines in the side column."""
    parts = [strip for text, style in lines if text for strip in _side_lines(text, style, x)]
    return stacked(parts)


def _side_lines(text: str, style: Style, x: float) -> list[Strip]:
    return paragraph(text, style, x, LEFT + SIDE_WIDTH - x, justify=False)
