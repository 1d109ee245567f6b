"""The guidance after a consultation 诊后指导: large type, three things to remember, and when not to wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.casework.documents.fingerprint import fingerprint
from desktop.casework.documents.papers_common import NOT_PROVIDED, KeyFact, Rich
from desktop.casework.documents.papers_guidance import Daily, GuidancePaper, NextStep
from desktop.reports.blocks import Cell, Column, Look, Strip, gap, paragraph, rule, side_by_side, stacked, table
from desktop.reports.clusters import Run
from desktop.reports.codes import modules_of
from desktop.reports.draw import Pen
from desktop.reports.flow import PAGE_ROOM, Section, Side, compose, together
from desktop.reports.fonts import Font
from desktop.reports.page import Sheet, provider_mark, render, title_strip
from desktop.reports.parts import beside, keywords_of, label_strip, short_version
from desktop.reports.rich import paragraphs, run_in, runs_of, strong
from desktop.reports.stations import CALENDAR_LOOK, stations
from desktop.reports.styles import (
    ACCENT,
    CONTINUED,
    FULL_WIDTH,
    GUIDE_BODY,
    GUIDE_CELL,
    GUIDE_HEAD,
    GUIDE_MAIN,
    GUIDE_NUMBER,
    GUIDE_SECTION,
    GUIDE_SIDE,
    GUIDE_TITLE,
    GUIDE_WIDTH,
    LEFT,
    MUTED,
    PANEL,
    RED,
    RIGHT,
    SUBTITLE,
    TOP_RULE,
    Style,
)
from desktop.reports.watching import UNWATCHED, Watch

TITLE = "诊后指导"
SIDE = Side(GUIDE_NUMBER, GUIDE_SECTION, CONTINUED, indent=8.0, width=GUIDE_SIDE, title_drop=1.0)
STEPS = (
    Column("时间", 33.0, style=GUIDE_CELL), Column("去哪里、做什么", 60.0, style=GUIDE_CELL),
    Column("带什么", 45.0, style=GUIDE_CELL),
)  # fmt: skip
LOOK = Look(GUIDE_HEAD, 1.8)
THING = Style(Font.SANS_SEMI, 12.6, 1.5)
THING_NOTE = Style(Font.SANS, 10.6, 1.6, MUTED)
DAILY_LABEL = Style(Font.SERIF_SEMI, 14, 1.53, ACCENT)
COSTS = Style(Font.SANS, 9.2, 1.5, MUTED)
PANEL_PAD, PANEL_TEXT, BULLET = 4.4, GUIDE_MAIN + 5.0, GUIDE_MAIN + 1.2
FLAG = Style(Font.SANS_MEDIUM, 12, 1.58)
CODE_SIDE = 19.0


def guidance(paper: GuidancePaper, watch: Watch = UNWATCHED) -> bytes:
    """The PDF of a draft or an issued version; the same paper gives the same bytes.

    UnprintableText for characters in no face, PaperOverflow for a piece taller than a page, Cancelled when the watch
    calls it off.
    """
    pages = compose(_opening(paper), _sections(paper), watch=watch)
    return render(_sheet(paper), pages, watch)


def _sheet(paper: GuidancePaper) -> Sheet:
    issue, contact = paper.issue, paper.contact
    foot = "\u3000".join(part for part in (f"{TITLE} {issue.number}", paper.refers) if part)
    return Sheet(
        title=f"{TITLE} {issue.number} {short_version(issue)}", author=paper.provider.name, subject=TITLE,
        issued=issue.made_at, program=issue.program,
        running=(TITLE, paper.to, f"健康管家 {contact.name}\u3000{contact.phone}"), foot=foot, draft=issue.draft,
        keywords=keywords_of(issue, fingerprint(paper)), running_x=GUIDE_MAIN, running_strong=True,
    )  # fmt: skip


def _opening(paper: GuidancePaper) -> list[Strip]:
    title = title_strip(TITLE, style=GUIDE_TITLE.but(leading=1.3), draft=paper.issue.draft)
    addressed = paragraph(paper.addressed, SUBTITLE.but(size=12), LEFT, FULL_WIDTH, justify=False)
    strips = [_head(paper), gap(9.0), title, *addressed]
    if paper.issue.replaces:
        words = f"本版更正并替代{paper.issue.replaces}"
        strips += paragraph(words, COSTS, LEFT, FULL_WIDTH, justify=False)
    return [*strips, gap(2.4), rule(TOP_RULE, ACCENT), gap(3.0), *_three(paper.three), gap(0.6)]


def _head(paper: GuidancePaper) -> Strip:
    day = paper.day

    def draw(pen: Pen, y: float) -> None:
        provider_mark(pen, paper.provider, y)
        style = COSTS.but(size=9.2)
        pen.words(f"{day.year} 年 {day.month} 月 {day.day} 日", RIGHT, y + 3.4, style, "right")

    return Strip(8.2, draw, before=17.0)


def _three(things: Sequence[KeyFact]) -> list[Strip]:
    heading = paragraph("先记住三件事", GUIDE_SECTION.but(colour=ACCENT), LEFT, FULL_WIDTH, justify=False)
    step = FULL_WIDTH / 3
    columns = [_thing(thing, LEFT + step * place, step - 7.0) for place, thing in enumerate(things)]
    return [*heading, gap(0.8), side_by_side(*columns)] if columns else heading


def _thing(thing: KeyFact, x: float, width: float) -> Strip:
    style = THING.but(colour=RED) if thing.urgent else THING
    parts = paragraph(thing.value, style, x, width, justify=False)
    parts += paragraph(thing.note, THING_NOTE, x, width, before=0.4, justify=False) if thing.note else []
    return stacked(parts)


def _sections(paper: GuidancePaper) -> Iterator[Section]:
    for number, section in enumerate(_parts(paper), 1):
        yield replace(section, number=str(number), listed=True, side=SIDE)
    yield Section("", [_contact(paper)], room=30.0)


def _parts(paper: GuidancePaper) -> Iterator[Section]:
    yield Section("会诊\n怎么说", _reading(paper.explained))
    yield Section("接下来\n去哪里", _steps(paper), room=36.0)
    yield Section("关于\n这个病", _reading(paper.illness))
    yield Section("日常\n怎么过", [*_daily(paper.daily), *_red_flags(paper.red_flags)])
    yield Section("长期\n管理", _long_term(paper), room=36.0)


def _reading(texts: Sequence[Rich]) -> list[Strip]:
    found = paragraphs(texts, GUIDE_BODY, GUIDE_MAIN, GUIDE_WIDTH, between=3.2)
    return found or _missing()


def _missing() -> list[Strip]:
    return paragraph(NOT_PROVIDED, GUIDE_BODY.but(colour=MUTED), GUIDE_MAIN, GUIDE_WIDTH)


def _steps(paper: GuidancePaper) -> list[Strip]:
    if not paper.steps:
        return paragraph("暂无约定的日程，健康管家会另行联系您。", GUIDE_BODY, GUIDE_MAIN, GUIDE_WIDTH)
    strips = table(STEPS, [_step(one) for one in paper.steps], GUIDE_MAIN, LOOK)
    costs = paragraph(paper.costs, COSTS, GUIDE_MAIN, GUIDE_WIDTH, before=1.6, justify=False) if paper.costs else []
    return [*strips, *costs]


def _step(one: NextStep) -> tuple[Cell, Cell, Cell]:
    when = [Run(one.when, strong(GUIDE_CELL) if one.fixed else GUIDE_CELL)]
    when += [Run(f"\n{one.at}", GUIDE_CELL)] if one.at else []
    return Cell(when), Cell("\n".join(one.where)), Cell("\n".join(one.bring))


def _daily(advice: Sequence[Daily]) -> list[Strip]:
    """Advice under one character each; two lines of room for the section's title beside it."""
    found: list[Strip] = []
    for one in advice:
        x, width = GUIDE_MAIN + 12.0, GUIDE_WIDTH - 12.0
        lines = run_in(runs_of(one.text, GUIDE_BODY), GUIDE_BODY, x, width, justify=False)
        strips = beside(label_strip(one.label, DAILY_LABEL, GUIDE_MAIN, 11.0), lines)
        found += [replace(strips[0], before=2.2 if found else 0.0), *strips[1:]]
    return found or _missing()


def _red_flags(flags: Sequence[str]) -> list[Strip]:
    """The one tinted panel of all papers; never split, unless it would fill the page."""
    if not flags:
        return []
    blocks = [paragraph(flag, FLAG, PANEL_TEXT, RIGHT - PANEL_TEXT - 4.0, justify=False) for flag in flags]
    lines = [strip for block in blocks for strip in block]
    starts = {sum(len(block) for block in blocks[:place]) for place in range(len(blocks))}
    size = int((PAGE_ROOM * 0.7) // FLAG.pitch)
    parts = [
        _panel(lines[start : start + size], {place - start for place in starts}) for start in range(0, len(lines), size)
    ]
    return [replace(part, before=6.0, head=gap(8.0)) for part in parts]


def _panel(lines: Sequence[Strip], starts: set[int]) -> Strip:
    text = stacked(lines)
    height = max(text.height, 14.0) + 2 * PANEL_PAD

    def draw(pen: Pen, y: float) -> None:
        pen.panel(LEFT, y, FULL_WIDTH, height, PANEL)
        pen.panel(LEFT, y, 1.2, height, RED)
        style = THING.but(colour=RED)
        pen.words("立即就医", LEFT + 6.0, y + PANEL_PAD + FLAG.baseline, style)
        pen.words("急救 120", LEFT + 6.0, y + PANEL_PAD + FLAG.baseline + 6.2, style.but(font=Font.SANS, size=10.6))
        for place in sorted(starts & set(range(len(lines)))):
            pen.dot(BULLET, y + PANEL_PAD + FLAG.pitch * place + FLAG.baseline - 1.5, 0.7, colour=RED)
        text.draw(pen, y + PANEL_PAD)

    return Strip(height, draw)


def _long_term(paper: GuidancePaper) -> list[Strip]:
    strips = paragraphs(paper.long_term, GUIDE_BODY, GUIDE_MAIN, GUIDE_WIDTH, between=0.6)
    calendar = stations(paper.calendar, CALENDAR_LOOK, GUIDE_MAIN, GUIDE_WIDTH)
    if strips and calendar:
        return [*strips, gap(4.4), *together(calendar)]
    return [*strips, *calendar] or _missing()


def _contact(paper: GuidancePaper) -> Strip:
    contact, style = paper.contact, SUBTITLE
    shown = bool(paper.online) and not paper.issue.draft
    note = "；".join(part for part in (contact.hours, contact.call_back) if part)

    def draw(pen: Pen, y: float) -> None:
        pen.words("有任何不清楚的，打给您的健康管家", GUIDE_MAIN, y + 4.4, style)
        pen.words(f"{contact.name}\u3000{contact.phone}", GUIDE_MAIN, y + 12.0, Style(Font.SANS_SEMI, 15, 1.4))
        pen.words(note, GUIDE_MAIN, y + 18.0, style.but(size=9.4))
        if shown:
            pen.modules(modules_of(paper.online), RIGHT - CODE_SIDE, y + 0.6, CODE_SIDE)
            pen.words("扫码看电子版", RIGHT - CODE_SIDE - 7.0, y + 16.6, style.but(size=8.6), "right")

    return Strip(CODE_SIDE + 2.0, draw)
