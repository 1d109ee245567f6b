"""What goes with a parcel: the cover letter, folded twice, and the label for the box. Neither names an illness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

from reportlab.lib.units import mm

from desktop.casework.documents.papers_common import plain
from desktop.casework.documents.papers_parcel import Address, ParcelItem, ParcelPaper
from desktop.handbook.open_words import words_of_illness
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.blocks import Cell, Column, Look, Strip, gap, paragraph, stacked, table
from desktop.reports.canvas import HouseCanvas, Properties
from desktop.reports.codes import modules_of
from desktop.reports.draw import Pen
from desktop.reports.flow import Page, Section, compose
from desktop.reports.fonts import Font
from desktop.reports.neutral import IllnessNamed
from desktop.reports.page import Sheet, provider_mark, render
from desktop.reports.parts import beside, label_strip, note_below
from desktop.reports.rich import paragraphs
from desktop.reports.styles import (
    BLOCK,
    BLOCK_LABEL,
    BODY,
    CELL,
    HEAD,
    INK,
    LETTER_TITLE,
    LIGHT,
    MAIN,
    MAIN_WIDTH,
    MUTED,
    RIGHT,
    RULE,
    Style,
)
from desktop.reports.watching import UNWATCHED, Watch

FOLDS = (99.0, 198.0)
CODE_SIDE = 18.0
ITEM = CELL.but(size=9.2)
ITEMS = (
    Column("", 8.0, style=ITEM), Column("内容", 62.0, style=ITEM), Column("形式", 26.0, style=ITEM),
    Column("份数", 12.0, "right", ITEM), Column("性质", 18.0, "right", ITEM),
)  # fmt: skip
LETTER = BODY.but(leading=1.75)
TO_WRITE = "_" * 20
LABEL_WIDTH, LABEL_HEIGHT, LABEL_EDGE = 100.0, 100.0, 6.0


def parcel_letter(paper: ParcelPaper, watch: Watch = UNWATCHED) -> bytes:
    """The PDF of the letter; IllnessNamed when a text tells the illness, UnprintableText for unknown characters."""
    _refuse_illness(paper, "寄件说明")
    number = f"寄件说明 {paper.number}"
    sheet = Sheet(
        title=number, author=paper.provider.name, subject="寄件说明", issued=_hour(paper), program=paper.program,
        running=("寄件说明", paper.to.name, paper.number), foot=f"{paper.provider.name}\u3000{number}",
    )  # fmt: skip
    pages: list[Page] = compose(_opening(paper), _sections(paper), watch=watch)
    return render(sheet, pages, watch)


def _hour(paper: ParcelPaper) -> datetime:
    return datetime.combine(paper.made_at_day, time(0), SHANGHAI)


def _refuse_illness(paper: ParcelPaper, name: str) -> None:
    texts = [paper.heading, paper.greeting, paper.items_note, plain(paper.next_steps), paper.wish, paper.provider.name]
    texts += [paper.provider.department, paper.to.name, *(f"{item.title} {item.form}" for item in paper.items)]
    named = words_of_illness(texts)
    if named:
        raise IllnessNamed(named, name)


def _opening(paper: ParcelPaper) -> list[Strip]:
    to, day = paper.to, paper.made_at_day
    name = Style(Font.SANS_SEMI, 12.4, 1.5)
    small = BODY.but(size=9.6, colour=MUTED)

    def head(pen: Pen, y: float) -> None:
        provider_mark(pen, paper.provider, y)
        pen.words(f"{day.year} 年 {day.month} 月 {day.day} 日", RIGHT, y + 2.9, small.but(size=9.2), "right")
        for fold in FOLDS:
            pen.rule(6.0, 10.0, fold, RULE, LIGHT)

    return [
        Strip(8.2, head, before=17.0), gap(17.6), *paragraph(f"{to.name}\u3000收", name, justify=False), gap(1.4),
        *paragraph(to.address or TO_WRITE, small, justify=False),
        *paragraph(f"手机 {to.phone}" if to.phone else TO_WRITE, small, justify=False), gap(8.6),
        *paragraph(paper.heading, LETTER_TITLE, justify=False), gap(4.4), *paragraph(paper.greeting, LETTER),
    ]  # fmt: skip


def _sections(paper: ParcelPaper) -> Iterator[Section]:
    note = f"共 {len(paper.items)} 项\n请逐项核对"
    yield Section("清单", [*_items(paper.items), *note_below(paper.items_note)], note, listed=True)
    yield Section("快递", _courier(paper), room=22.0, listed=True)
    yield Section("接下来", [*paragraphs((paper.next_steps,), LETTER), *_farewell(paper)], listed=True)


def _items(items: tuple[ParcelItem, ...]) -> list[Strip]:
    rows = [
        (Cell(str(number)), item.title, item.form, str(item.copies), item.nature)
        for number, item in enumerate(items, 1)
    ]  # fmt: skip
    return table(ITEMS, rows, look=Look(HEAD, 1.75))


def _courier(paper: ParcelPaper) -> list[Strip]:
    """Number, costs and the electronic copy, with its code to the right; never split."""
    width = MAIN_WIDTH - (CODE_SIDE + 6.0 if paper.online else 0.0)
    rows = [("单号", paper.tracking or TO_WRITE), ("费用", paper.postage)]
    rows += [("电子版", paper.online_words)] if paper.online_words else []
    strips: list[Strip] = []
    for label, text in rows:
        lines = paragraph(text, BLOCK, MAIN + 20.0, width - 20.0, justify=False)
        strips += [*beside(label_strip(label, BLOCK_LABEL, MAIN, 18.0), lines), gap(1.0)]
    block = stacked(strips[:-1])

    def draw(pen: Pen, y: float) -> None:
        block.draw(pen, y)
        if paper.online:
            pen.modules(modules_of(paper.online), RIGHT - CODE_SIDE, y, CODE_SIDE)

    return [Strip(max(block.height, CODE_SIDE if paper.online else 0.0), draw)]


def _farewell(paper: ParcelPaper) -> list[Strip]:
    """Wish, signature, name and telephone, kept together."""
    contact = paper.contact
    parts = [gap(4.6), *paragraph(paper.wish, LETTER, justify=False)]
    if paper.signature:
        image = paper.signature
        parts.append(Strip(10.0, lambda pen, y: _sign(pen, image, y), before=2.0))
    name = BLOCK.but(font=Font.SANS_MEDIUM)
    parts += paragraph(f"健康管家\u3000{contact.name}", name, before=1.2, justify=False)
    reach = "\u3000".join(part for part in (contact.phone, contact.hours) if part)
    return [stacked([*parts, *paragraph(reach, BLOCK.but(size=9.2, colour=MUTED), justify=False)])]


def _sign(pen: Pen, image: bytes, y: float) -> None:
    pen.picture(image, MAIN, y, 30.0, 9.4)


def parcel_label(paper: ParcelPaper) -> bytes:
    """The label for the box, 100 x 100 mm: whom it goes to, from where, what is inside in neutral words.

    IllnessNamed when a text tells the illness, UnprintableText for unknown characters.
    """
    _refuse_illness(paper, "寄件面单")
    file = BytesIO()
    canvas = HouseCanvas(file, (LABEL_WIDTH * mm, LABEL_HEIGHT * mm))
    title = f"寄件面单 {paper.number}"
    canvas.describe(Properties(title, paper.provider.name, "寄件面单", "", paper.program, _hour(paper)))
    pen = Pen(canvas, LABEL_HEIGHT)
    for strip, y in _placed(_label(paper)):
        strip.draw(pen, y)
    pen.turn_page()
    canvas.save()
    return file.getvalue()


def _placed(strips: list[Strip]) -> Iterator[tuple[Strip, float]]:
    y = LABEL_EDGE
    for strip in strips:
        y += strip.before
        yield strip, y
        y += strip.height


def _label(paper: ParcelPaper) -> list[Strip]:
    width = LABEL_WIDTH - 2 * LABEL_EDGE
    line = Strip(0.0, lambda pen, y: pen.rule(LABEL_EDGE, LABEL_EDGE + width, y, RULE, INK), before=3.0)
    small = Style(Font.SANS, 9, 1.5, MUTED)
    fragile = ["易碎，请勿重压、弯折"] if paper.fragile else []
    inside = "；".join(["内装：文件资料", *fragile])
    return [
        *_labelled("收件", paper.to, 15.0), line, *_labelled("寄件", paper.sender, 10.0), line,
        *paragraph(inside, Style(Font.SANS_SEMI, 12, 1.5), LABEL_EDGE, width, before=3.0, justify=False),
        *paragraph(paper.postage.rstrip("。"), small, LABEL_EDGE, width, justify=False), line,
        *paragraph(f"快递单号\u3000{paper.tracking or TO_WRITE}", small.but(size=10, colour=INK), LABEL_EDGE, width,
                   before=3.0, justify=False),
        *paragraph(f"寄件编号\u3000{paper.number}\u3000共 {len(paper.items)} 项", small, LABEL_EDGE, width,
                   justify=False),
    ]  # fmt: skip


def _labelled(label: str, address: Address, size: float) -> list[Strip]:
    x, width = LABEL_EDGE + 15.0, LABEL_WIDTH - 2 * LABEL_EDGE - 15.0
    name = Style(Font.SANS_SEMI, size, 1.45)
    text = name.but(font=Font.SANS, size=size * 0.8, leading=1.5)
    words = paragraph(address.name or TO_WRITE, name, x, width, before=3.0, justify=False)
    words += paragraph(address.phone or TO_WRITE, name.but(size=size * 0.9), x, width, justify=False)
    words += paragraph(address.address or TO_WRITE, text, x, width, justify=False)
    return beside(label_strip(label, name.but(size=10, leading=1.45 * size / 10), LABEL_EDGE, 14.0), words)
