"""Painting a clock's face: the two-line SLA cell, its one-line form, the inspector's banner and the rail line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.handbook.countdown import Band, Face
from desktop.ui import cards, chips, fonts, glyphs, text, theme

WIDTH = 272
MINIMUM = 250
INSET = 26
_TAG_GAP = 8


class Look(NamedTuple):
    """How a band looks: sign, ink of words and sign, the pill's ground and the banner's bar ("" for none)."""

    glyph: str
    ink: str
    sign: str
    pill: str = ""
    bar: str = "border_strong"


LOOKS = {
    Band.CALM: Look("calm", "text", "text2"),
    Band.SOON: Look("soon", "soon_fg", "soon_fg", "soon_bg", "soon_bar"),
    Band.CRIT: Look("crit", "crit_fg", "crit_fg", "crit_bg", "crit_bar"),
    Band.BREACH: Look("breach", "breach_fg", "breach_fg", "breach_bg", "breach_bar"),
    Band.EXEMPT: Look("pause", "pause_fg", "pause_fg", "pause_bg", "pause_fg"),
    Band.OFF_HOURS: Look("off", "text", "text2"),
    Band.DONE_ON_TIME: Look("ok", "text2", "ok_fg"),
    Band.DONE_LATE: Look("ok", "text2", "text2"),
    Band.WAITING: Look("wait", "text2", "text2"),
    Band.APPROX: Look("approx", "text", "text2"),
    Band.ENDED: Look("wait", "text3", "text3"),
}


class Pieces(NamedTuple):
    """What stands where: line 2 before its tags, an explanation that may be cut, and the tags of each line."""

    deadline: str
    note: str
    first_tags: tuple[str, ...]
    second_tags: tuple[str, ...]
    left_out: tuple[str, ...]


def headline_width(face: Face) -> int:
    """The pixels of sign, words and, when there is one, the pill."""
    look = LOOKS[face.band]
    weight = 600 if look.pill else 500
    return INSET + fonts.width(face.headline, "dense", weight) + (10 if look.pill else 0)


def arrange(face: Face, room: int = WIDTH) -> Pieces:
    """Share a face's words out over two lines of `room` pixels: the deadline whole, tags as they fit.

    A tag that does not fit line 2 goes to line 1; one that fits neither is left out (the tool tip has it).
    """
    deadline, note = split_deadline(face.deadline)
    left = room - INSET - fonts.width(deadline, "caption") - (fonts.width(note, "caption") if note else 0)
    spare = room - headline_width(face) - (6 + fonts.width(f"· {face.holder}", "caption") if face.holder else 0)
    first, second, out = [], [], []
    for tag in face.tags:
        need = chips.tag_width(tag) + _TAG_GAP
        if need <= left:
            second.append(tag)
            left -= need
        elif need <= spare:
            first.append(tag)
            spare -= need
        else:
            out.append(tag)
    return Pieces(deadline, note, tuple(first), tuple(second), tuple(out))


def split_deadline(words: str) -> tuple[str, str]:
    """The deadline itself, and what follows it as explanation: `10月8日 周四 18:00` and `·院区暂停门诊`."""
    for mark in (" · ", "（"):
        place = words.find(mark)
        if place > 0:
            return words[:place], words[place:]
    return words, ""


def draw_cell(painter: QPainter, x: float, y: float, face: Face, room: int = WIDTH, height: int = 52) -> None:
    """Draw the two-line cell with its upper left corner at (x, y); the deadline is never cut."""
    top = y + (height - 52) / 2
    pieces = arrange(face, room)
    right = _draw_headline(painter, x, top + 6, face)
    if face.holder:
        right += 6
        right += text.draw(painter, right, top + 6, 20, f"· {face.holder}", "caption", "text2", keep=True)
    for tag in pieces.first_tags:
        right += _TAG_GAP + chips.draw_tag(painter, right + _TAG_GAP, top + 8, tag)
    _draw_second_line(painter, x + INSET, top + 27, pieces, room - INSET)


def _draw_headline(painter: QPainter, x: float, y: float, face: Face) -> float:
    look = LOOKS[face.band]
    if look.pill:
        cards.rounded(painter, QRectF(x, y, headline_width(face), 20), 10, look.pill)
    glyphs.draw(painter, x + 9, y + 4, look.glyph, theme.colour(look.sign))
    weight = 600 if look.pill else 500
    text.draw(painter, x + INSET, y, 20, face.headline, "dense", look.ink, weight, keep=True)
    return x + headline_width(face)


def _draw_second_line(painter: QPainter, x: float, y: float, pieces: Pieces, room: int) -> None:
    used = text.draw(painter, x, y, 18, pieces.deadline, "caption", "text2", keep=True)
    if pieces.note:
        tags = sum(chips.tag_width(tag) + _TAG_GAP for tag in pieces.second_tags)
        used += text.draw(painter, x + used, y, 18, pieces.note, "caption", "text2", room=max(1, room - used - tags))
    for tag in pieces.second_tags:
        used += _TAG_GAP + chips.draw_tag(painter, x + used + _TAG_GAP, y + 1, tag)


def draw_compact(painter: QPainter, x: float, y: float, face: Face, height: int = 36, room: int = WIDTH) -> None:
    """Draw the one-line form: sign and words, then the deadline while there is room for all of it."""
    right = _draw_headline(painter, x, y + (height - 20) / 2, face)
    deadline, _note = split_deadline(face.deadline)
    if right - x + 10 + fonts.width(deadline, "caption") <= room:
        text.draw(painter, right + 10, y, height, deadline, "caption", "text2", keep=True)


def draw_banner(painter: QPainter, box: QRectF, face: Face, step: str = "", kind: str = "") -> None:
    """Draw the inspector's banner, 60 px high: 1 px border and 4 px bar in the band's colour, words in 18/600."""
    look = LOOKS[face.band]
    cards.rounded(painter, box, 8, "bg_surface", look.bar)
    painter.save()
    painter.setClipRect(QRectF(box.x(), box.y(), 4, box.height()))
    cards.rounded(painter, box, 8, look.bar)
    painter.restore()
    ink = look.bar if look.pill else look.sign
    glyphs.draw(painter, box.x() + 16, box.y() + 13, look.glyph, theme.colour(ink), 14)
    x = box.x() + 38
    room = round(box.right() - x - 12)
    tag = chips.tag_width(kind) if kind else 0
    text.draw(painter, x, box.y() + 7, 26, face.headline, "title", "text", room=room - tag, keep=True)
    if kind:
        chips.draw_tag(painter, box.right() - 12 - tag, box.y() + 11, kind, "plain", 18)
    words = " ".join(part for part in (face.deadline, step) if part)
    text.draw(painter, x, box.y() + 34, 18, words, "caption", "text2", room=room - 60)


def draw_rail_line(
    painter: QPainter, box: QRectF, face: Face, title: str, value: str, kind: str, current: bool = False
) -> None:
    """Draw one clock of the rail, 24 px high: sign, name at +22, value at +96, kind at the right."""
    look = LOOKS[face.band]
    if current:
        cards.rounded(painter, box.adjusted(-8, 0, 8, 0), 6, "bg_subtle")
    ink = look.bar if look.pill else look.sign
    y, high = box.y(), box.height()
    glyphs.draw(painter, box.x(), y + (high - 12) / 2, look.glyph, theme.colour(ink))
    weight, tint = (600, "text") if current else (0, "text2")
    text.draw(painter, box.x() + 22, y, high, title, "dense", tint, weight, room=70)
    kind_wide = fonts.width(kind, "caption")
    room = round(box.width() - 96 - kind_wide - 8)
    text.draw(painter, box.x() + 96, y, high, value, "dense" if current else "caption", tint, weight, room=room)
    text.draw_right(painter, box.right(), y, high, kind, "caption", "text3")
