"""The signing block: signatures on their lines, the code to check the paper by, company, date and seal."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from desktop.casework.documents.papers_common import Issue, Signature, Signing
from desktop.reports.blocks import Strip, gap, paragraph, stacked
from desktop.reports.codes import code_text, grouped_hash, modules_of
from desktop.reports.draw import Pen
from desktop.reports.fonts import Font
from desktop.reports.styles import (
    CELL,
    FIELD_LABEL,
    INK,
    LIGHT,
    MAIN,
    MAIN_WIDTH,
    RED,
    RIGHT,
    SEAL,
    SIDE_NOTE,
    Style,
)

PER_ROW, SIGN_HEIGHT, SIGN_WIDTH = 4, 11.0, 26.4
LONE_WIDTH = 57.0
CODE_SIDE, CODE_GAP = 20.0, 4.0
SEAL_RADIUS = 15.0
SIGNER = CELL.but(size=8.2)
SIGNER_NOTE = SIDE_NOTE.but(leading=1.45)
BLOCK_HEIGHT = 32.0


def signing_block(signing: Signing, issue: Issue, content_hash: str) -> Strip:
    """The whole block as one strip; a draft has names and lines alone and says so."""
    rows = _rows(signing.signatures, issue.draft)
    if issue.draft:
        words = "草稿，未签发：没有签名、印章和核验码，不能作为意见使用。"
        return stacked([*rows, *paragraph(words, SIGNER.but(colour=RED), before=4.0, justify=False), gap(2.0)])
    return stacked([*rows, gap(2.0), _below(signing, issue, content_hash)])


def _rows(signatures: Sequence[Signature], draft: bool) -> list[Strip]:
    starts = range(0, len(signatures), PER_ROW)
    lone = len(signatures) == 1
    return [_row(signatures[start : start + PER_ROW], draft, lone) for start in starts] or [gap(1.0)]


def _row(row: Sequence[Signature], draft: bool, lone: bool) -> Strip:
    step, width = MAIN_WIDTH / PER_ROW, LONE_WIDTH if lone else SIGN_WIDTH
    cells = [_words(one, MAIN + step * place, width, draft) for place, one in enumerate(row)]
    height = SIGN_HEIGHT + 1.0 + max(cell.height for cell in cells) + 2.6

    def draw(pen: Pen, y: float) -> None:
        for place, (one, cell) in enumerate(zip(row, cells, strict=True)):
            x = MAIN + step * place
            if one.image and not draft:
                pen.picture(one.image, x, y + 0.6, width - 1.0, SIGN_HEIGHT - 1.4)
            pen.rule(x, x + width, y + SIGN_HEIGHT, 0.6, LIGHT)
            cell.draw(pen, y + SIGN_HEIGHT + 1.0)

    return Strip(height, draw)


def _words(one: Signature, x: float, width: float, draft: bool) -> Strip:
    name = "\u3000".join(part for part in (one.name, one.role) if part)
    parts = paragraph(name, SIGNER, x, width + 4.0, justify=False)
    for text in (one.place, "" if draft else one.signed):
        parts += paragraph(text, SIGNER_NOTE, x, width + 4.0, justify=False) if text else []
    return stacked(parts)


def _below(signing: Signing, issue: Issue, content_hash: str) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        top = y + 4.0
        if issue.code:
            pen.modules(modules_of(code_text(issue, content_hash)), MAIN, top, CODE_SIDE)
            _code_words(pen, issue, content_hash, top)
        _people(pen, signing, top + CODE_SIDE - 0.4, MAIN + (CODE_SIDE + CODE_GAP if issue.code else 0.0))
        _company(pen, signing, issue, y)

    return Strip(BLOCK_HEIGHT, draw)


def _code_words(pen: Pen, issue: Issue, content_hash: str, top: float) -> None:
    x, style = MAIN + CODE_SIDE + CODE_GAP, FIELD_LABEL.but(size=8.2)
    pen.words("凭下列号码核验真伪与版本", x, top + 2.4, style)
    pen.words(f"核验码\u3000{issue.code}", x, top + 6.8, style.but(colour=INK))
    pen.words(f"内容指纹\u3000{grouped_hash(content_hash)}", x, top + 11.2, style)


def _people(pen: Pen, signing: Signing, baseline: float, x: float) -> None:
    named = (("复核", signing.reviewer), ("健康管家", signing.manager))
    words = "\u3000".join(f"{label}\u3000{name}" for label, name in named if name)
    if words:
        pen.words(words, x, baseline, SIGNER.but(size=8.2))


def _company(pen: Pen, signing: Signing, issue: Issue, y: float) -> None:
    """The seal first, so that the company's name stands over it."""
    middle_x, middle_y = RIGHT - SEAL_RADIUS - 2.0, y + SEAL_RADIUS + 0.4
    if signing.seal:
        side = 2 * SEAL_RADIUS
        pen.picture(signing.seal, middle_x - SEAL_RADIUS, middle_y - SEAL_RADIUS, side, side)
    elif signing.demo_seal:
        _seal(pen, signing, middle_x, middle_y)
    right = middle_x - 5.0 if signing.seal or signing.demo_seal else RIGHT
    style = SIGNER.but(size=9.4, font=Font.SANS_MEDIUM)
    pen.words(signing.company, right, middle_y - 0.6, style, "right")
    if issue.issued_on:
        day = issue.issued_on
        spoken = f"{day.year} 年 {day.month} 月 {day.day} 日"
        pen.words(spoken, right, middle_y + 4.9, style.but(font=Font.SANS), "right")


def _seal(pen: Pen, signing: Signing, x: float, y: float) -> None:
    """The placeholder of a round seal: ring, company on the arc, star, words."""
    pen.ring(x, y, SEAL_RADIUS, 1.6, SEAL)
    letters = signing.company
    step = min(26.0, 250.0 / max(1, len(letters)))
    style = Style(Font.SERIF_SEMI, 11.0 if len(letters) <= 12 else 8.4, 1.0, SEAL)
    for place, letter in enumerate(letters):
        turn = (place - (len(letters) - 1) / 2) * step
        far = SEAL_RADIUS - 3.6
        pen.turned(letter, x + far * sin(turn * pi / 180), y - far * cos(turn * pi / 180), -turn, style)
    _star(pen, x, y, 4.0)
    pen.turned(signing.seal_words or "演示", x, y + 8.2, 0.0, Style(Font.SERIF_MEDIUM, 9, 1.0, SEAL))


def _star(pen: Pen, x: float, y: float, radius: float) -> None:
    points = []
    for place in range(10):
        far, turn = (radius if place % 2 == 0 else radius * 0.382), pi * place / 5
        points.append((x + far * sin(turn), y - far * cos(turn)))
    pen.outline(points[0], points[1:], SEAL)


