"""The voices of a consultation: each expert's opinion beside the name, the dissent, questions and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.casework.documents.papers_mdt import MdtPaper, Opinion, Question
from desktop.reports.blocks import Strip, gap, paragraph
from desktop.reports.draw import Pen
from desktop.reports.flow import together
from desktop.reports.parts import NEAR, beside, evidence, label_strip, missing, side_name
from desktop.reports.rich import paragraphs
from desktop.reports.styles import (
    ACCENT,
    AMBER,
    ANSWERED,
    ASKED,
    BODY,
    CONTINUED,
    EVIDENCE,
    HAIR,
    HAIRLINE,
    LEFT,
    MAIN,
    MAIN_WIDTH,
    NAME,
    RIGHT,
    SIDE_NOTE,
    Style,
)

NUMBER = NAME.but(colour=ACCENT)
NUMBER_WIDTH = 7.0
ORDER = "按发言先后排列；每条意见后列出依据。"
"""What stands beside the section's title, above the first name."""

DISSENT_RULE = 1.2
CONTINUED_DROP = 5.6
"""A name that goes on stands below the section's title, in mm."""


def questions(asked: Sequence[Question]) -> list[Strip]:
    """The questions, numbered."""
    strips: list[Strip] = []
    for number, one in enumerate(asked, 1):
        lines = paragraph(one.asked, BODY.but(size=9.6), MAIN + NUMBER_WIDTH, MAIN_WIDTH - NUMBER_WIDTH, justify=False)
        strips += _numbered(number, lines, 0.5 if strips else 0.0)
    return strips


def answers(asked: Sequence[Question]) -> list[Strip]:
    """Each question in grey with its answer below, under the same number; never split."""
    strips: list[Strip] = []
    x, width = MAIN + NUMBER_WIDTH, MAIN_WIDTH - NUMBER_WIDTH
    for number, one in enumerate(asked, 1):
        lines = paragraph(one.short or one.asked, ASKED, x, width, justify=False)
        lines += paragraphs((one.answer or "尚未答复",), ANSWERED, x, width)
        strips += together(_numbered(number, lines, 2.0 if strips else 0.0))
    return strips


def _numbered(number: int, lines: Sequence[Strip], before: float) -> list[Strip]:
    strips = beside(label_strip(str(number), NUMBER, MAIN, NUMBER_WIDTH), lines)
    return [replace(strips[0], before=before), *strips[1:]]


def opinions(paper: MdtPaper) -> list[Strip]:
    """Every expert's opinion with what it rests on, the dissent last."""
    if not paper.opinions:
        return missing()
    strips = paragraph(paper.opinions_note or ORDER, EVIDENCE.but(size=8.6), justify=False)
    for one in paper.opinions:
        strips += _opinion(one)
    for dissent in paper.dissents:
        label = side_name([("分歧与\n少数意见", NAME.but(colour=AMBER))])
        body = _named_again(beside(label, paragraphs((dissent,))), "分歧意见")
        strips += [*_line_above(DISSENT_RULE, AMBER), *together(body)]
    return strips


def _opinion(one: Opinion) -> list[Strip]:
    name = side_name([(one.name, NAME), (one.specialty, SIDE_NOTE), (one.hospital, SIDE_NOTE)])
    body = beside(name, [*paragraphs(one.paragraphs or ("尚未提供意见",)), *evidence(one.evidence)], NEAR)
    return [*_line_above(HAIR, HAIRLINE), *_named_again(body, one.name)]


def _named_again(body: Sequence[Strip], name: str) -> list[Strip]:
    """The name in grey wherever a voice goes on on another page."""
    again = _name_again(name)
    return [body[0], *(replace(strip, head=again) for strip in body[1:])]


def _name_again(name: str) -> Strip:
    style: Style = CONTINUED

    def draw(pen: Pen, y: float) -> None:
        pen.words(f"{name}（续）", LEFT + NUMBER_WIDTH, y + CONTINUED_DROP + style.baseline, style)

    return Strip(0.0, draw)


def _line_above(weight: float, colour: str) -> list[Strip]:
    """A line across the page between two voices; it stays with the second, below the title where it opens a page."""
    line = Strip(0.0, lambda pen, y: pen.rule(LEFT, RIGHT, y, weight, colour), before=2.6, keep=True, head=gap(5.0))
    return [line, replace(gap(1.7), keep=True)]
