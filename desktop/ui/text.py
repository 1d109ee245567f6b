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


_UNBROKEN = re.compile(r"[一二三四五六七八]（[一二三四五六七八九十]）(?:\d+(?:（\d+）)?)?|.", re.DOTALL)


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

    A clause of the handbook, `三（七）6`, stays whole.
    """
    lines: list[str] = []
    current = ""
    for char in _UNBROKEN.findall(fonts.dotted(text)):
        if char == "\n":
            lines, current = [*lines, current], ""
        elif fonts.width(current + char, role, weight) <= room or char in "，。；：、）」！？”·":
            current += char
        else:
            lines, current = [*lines, current], char.lstrip()
    return [*lines, current] if current else lines
