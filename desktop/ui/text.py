"""Painting a line of text: centred in its box, laid out once, and never cut without being noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QStaticText, QTransform

from desktop.ui import fonts, theme

_PLAIN = Qt.TextFormat.PlainText
_RIGHT = Qt.TextElideMode.ElideRight


_UNBROKEN = re.compile(
    r"[一二三四五六七八]（[一二三四五六七八九十]）(?:\d+(?:（\d+）)?)?"
    r"|[（「《“]*(?:\d+月\d+日|[A-Za-z0-9][A-Za-z0-9.:/*%+–-]*|.)", re.DOTALL,
)  # fmt: skip
"""What a line never breaks inside: a clause, a date, a time or a range of them, a code; nor after a bracket opens."""


class Line(NamedTuple):
    """A laid-out line: what is drawn, its width and height in pixels, and whether it had to be cut."""

    drawn: QStaticText
    width: int
    height: int
    cut: bool


@dataclass
class Watch:
    """What was painted while watching: every text, the cut ones, and those cut that must never be."""

    texts: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def note(self, text: str, cut: bool, keep: bool) -> None:
        """Remember one painted line."""
        self.texts.add(text)
        if cut:
            (self.broken if keep else self.cut).add(text)


_watches: list[Watch] = []


@contextmanager
def watching() -> Iterator[Watch]:
    """Collect every text painted through this module until the block ends."""
    watch = Watch()
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)


@lru_cache(maxsize=8192)
def lay_out(text: str, role: str = "body", weight: int = 0, room: int = 0) -> Line:
    """The line for a text in a role's font, cut with an ellipsis when `room` pixels do not hold it."""
    measure = fonts.metrics(role, weight)
    text = fonts.dotted(text)
    shown = measure.elidedText(text, _RIGHT, room) if room > 0 else text
    drawn = QStaticText(shown)
    drawn.setTextFormat(_PLAIN)
    drawn.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    drawn.prepare(QTransform(), fonts.font(role, weight))
    return Line(drawn, measure.horizontalAdvance(shown), measure.height(), shown != text)


def forget() -> None:
    """Drop the laid-out lines, after the faces changed."""
    lay_out.cache_clear()


def draw(
    painter: QPainter,
    x: float,
    y: float,
    h: float,
    text: str,
    role: str = "body",
    tint: str | QColor = "text",
    weight: int = 0,
    room: int = 0,
    keep: bool = False,
) -> int:
    """Draw one line whose box starts at (x, y) and is `h` high; returns its width.

    `tint` is a token or a colour. `room` cuts with an ellipsis; `keep` marks text that must never be cut
    (deadline, name, phone): the screenshot test fails when it is.
    """
    line = lay_out(text, role, weight, room)
    painter.setFont(fonts.font(role, weight))
    painter.setPen(theme.colour(tint) if isinstance(tint, str) else tint)
    painter.drawStaticText(QPointF(x, y + (h - line.height) / 2), line.drawn)
    for watch in _watches:
        watch.note(text, line.cut, keep)
    return line.width


def clauses(words: str, role: str, room: int) -> str:
    """As many whole clauses as `room` pixels hold; all of the words when they fit, or when no clause does."""
    if fonts.width(words, role) <= room:
        return words
    ends = [place for place, letter in enumerate(words) if letter in "，；：·。"]
    fitting = (words[:place].rstrip() for place in reversed(ends) if fonts.width(words[:place], role) <= room)
    return next(fitting, words) or words


def draw_right(
    painter: QPainter,
    right: float,
    y: float,
    h: float,
    text: str,
    role: str = "body",
    tint: str | QColor = "text",
    weight: int = 0,
) -> int:
    """Draw one line that ends at `right`; returns its width."""
    wide = fonts.width(text, role, weight)
    return draw(painter, right - wide, y, h, text, role, tint, weight)


def draw_centred(
    painter: QPainter,
    x: float,
    y: float,
    w: float,
    h: float,
    text: str,
    role: str = "body",
    tint: str | QColor = "text",
    weight: int = 0,
) -> int:
    """Draw one line in the middle of a box; returns its width."""
    wide = fonts.width(text, role, weight)
    return draw(painter, x + (w - wide) / 2, y, h, text, role, tint, weight)


def wrap(text: str, room: int, role: str = "body", weight: int = 0) -> list[str]:
    """Break a sentence into lines of at most `room` pixels; Chinese punctuation never starts a line.

    A clause of the handbook, `三（七）6`, a date, a time, a range `09:00–18:00` and a code stay whole where they fit.
    """
    lines: list[str] = []
    current = ""
    for piece in _pieces(text, room, role, weight):
        if piece == "\n":
            lines, current = [*lines, current], ""
        elif fonts.width(current + piece, role, weight) <= room or piece in "，。；：、）」！？”·":
            current += piece
        else:
            lines, current = [*lines, current], piece.lstrip()
    return [*lines, current] if current else lines


def _pieces(text: str, room: int, role: str, weight: int) -> Iterator[str]:
    """What stays together; a code that alone is wider than a line goes letter by letter."""
    for piece in _UNBROKEN.findall(fonts.dotted(text)):
        yield from piece if piece[0].isascii() and fonts.width(piece, role, weight) > room else (piece,)
