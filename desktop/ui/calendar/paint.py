"""What all views of the calendar paint alike: hatching, loads, the looks of a job in its state, the ghost of a move."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from desktop.ui import cards, fonts, glyphs, icons, text, theme


class Look(NamedTuple):
    """How a job in a state looks: ground, border and its width, dashes, ink of the third line and its weight."""

    ground: str
    edge: str
    width: float
    dashed: bool
    ink: str
    weight: int


LOOKS = {
    "open": Look("bg_surface", "accent", 1.5, True, "text2", 500),
    "planned": Look("info_bg", "accent", 1, False, "text2", 0),
    "running": Look("bg_selected", "accent", 2, False, "accent", 600),
    "ended": Look("bg_surface", "border_strong", 1, False, "text", 500),
    "done": Look("bg_subtle", "border", 1, False, "text2", 0),
    "missed": Look("soon_bg", "soon_bar", 1, False, "soon_fg", 600),
    "conflict": Look("bg_surface", "breach_bar", 2, False, "breach_bar", 500),
}


_PERIODS = 16
"""Periods of hatching in one tile: large tiles are copied fast."""


@lru_cache(maxsize=16)
def _hatch(rgba: str, step: int, dpr: float) -> QPixmap:
    side = step * _PERIODS
    tile = QPixmap(round(side * dpr), round(side * dpr))
    tile.setDevicePixelRatio(dpr)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(rgba), 1))
    for shift in range(-_PERIODS, _PERIODS + 1):
        painter.drawLine(QPointF(shift * step, side), QPointF(shift * step + side, 0))
    painter.end()
    return tile


def hatch(painter: QPainter, box: QRectF, tint: str = "border", step: int = 7, ground: str | None = None) -> None:
    """Fill a box with slanted lines, on a ground of its own if one is named."""
    box = QRectF(box.toAlignedRect())
    if ground is not None:
        painter.fillRect(box, theme.colour(ground))
    tile = _hatch(theme.colour(tint).name(), step, painter.device().devicePixelRatioF())
    painter.drawTiledPixmap(box, tile, QPointF(0, 0))


def bar(painter: QPainter, x: float, y: float, wide: float, high: float, share: float, tint: str) -> None:
    """Draw how much of something is taken; more than all fills the bar."""
    cards.rounded(painter, QRectF(x, y, wide, high), high / 2, "bg_subtle")
    if share > 0:
        cards.rounded(painter, QRectF(x, y, max(high, wide * min(share, 1)), high), high / 2, tint)


def pill(painter: QPainter, middle: QPointF, words: str) -> None:
    """Draw words on a pill around a point."""
    wide = fonts.width(words, "caption") + 20
    box = QRectF(middle.x() - wide / 2, middle.y() - 13, wide, 26)
    cards.rounded(painter, box, 13, "bg_subtle")
    text.draw_centred(painter, box.x(), box.y(), wide, 26, words, "caption", "text")


def ground(painter: QPainter, box: QRectF, look: Look, radius: float = 6) -> None:
    """Draw the plate of a job."""
    cards.rounded(painter, box, radius, look.ground, look.edge, look.width, look.dashed)


def sign(painter: QPainter, x: float, y: float, look_name: str) -> int:
    """Draw the sign before a name, tick or triangle; returns the room it takes."""
    if look_name == "done":
        glyphs.draw(painter, x, y + 3, "ok", theme.colour("ok_fg"))
        return 18
    if look_name == "conflict":
        icons.draw(painter, x, y + 2, "triangle-alert", "breach_bar", 14)
        return 19
    return 0


def focus(painter: QPainter, box: QRectF, tint: str = "focus") -> None:
    """Draw the ring around the job that has the cursor, three pixels outside."""
    cards.rounded(painter, box.adjusted(-3, -3, 3, 3), 9, None, tint, 2)


def ghost(painter: QPainter, box: QRectF, words: str, refusal: str, limits: QRectF) -> None:
    """Draw where a moved job would lie, crimson with the reason when it would not fit; kept inside `limits`.

    The reason stands on the ghost where it is large enough, else below it.
    """
    tint = "breach_bar" if refusal else "accent"
    cards.rounded(painter, box, 6, "flag_bg" if refusal else "info_bg")
    cards.rounded(painter, box, 6, None, tint, 2, dashed=True)
    text.draw(painter, box.x() + 12, box.y() + 4, 20, words, "dense", "text", 600, room=max(24, int(box.width()) - 20))
    if refusal:
        inside = box.height() >= 56 and fonts.width(refusal, "caption", 500) + 36 <= box.width()
        corner = QPointF(box.x() + 8, box.y() + 28) if inside else QPointF(box.x(), box.bottom() + 5)
        label(painter, corner, refusal, limits)


def label(painter: QPainter, corner: QPointF, words: str, limits: QRectF) -> None:
    """Draw a reason on crimson beside a ghost."""
    wide = min(fonts.width(words, "caption", 500) + 20, int(limits.width()) - 8)
    x = min(max(corner.x(), limits.x() + 4), limits.right() - wide - 4)
    y = corner.y() if corner.y() + 24 < limits.bottom() else limits.bottom() - 28
    cards.rounded(painter, QRectF(x, y, wide, 24), 6, "breach_bg")
    text.draw(painter, x + 10, y, 24, words, "caption", "breach_fg", 500, room=wide - 18)
