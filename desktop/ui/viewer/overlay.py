"""What is painted over a slice: words in the corners, directions, scale, the axes of a measurement, the magnifier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop.ui import fonts, text, theme
from desktop.ui.viewer.measuring import Line
from desktop.ui.viewer.pane import Pane
from desktop.ui.viewer.pixels import Spot

NOT_DIAGNOSTIC = "非诊断用途"
TINTS = ("measure_a", "measure_b")
_EDGE, _LINE = 12, 18
INSET, LENS = 156, 28.0
"""The magnifier's side in screen pixels, and how many millimetres it shows."""


def say(painter: QPainter, x: float, y: float, words: str, tint: str = "overlay_text", weight: int = 0) -> int:
    """A line with a shadow of one pixel, legible on black and on white; returns its width."""
    text.draw(painter, x + 1, y + 1, _LINE, words, "caption", "viewport", weight)
    return text.draw(painter, x, y, _LINE, words, "caption", tint, weight)


def say_right(painter: QPainter, right: float, y: float, words: str, tint: str = "overlay_text") -> None:
    """The same, ending at `right`."""
    say(painter, right - fonts.width(words, "caption"), y, words, tint)


def corners(painter: QPainter, size: QSizeF, words: Sequence[Sequence[str]], right: float = 24) -> None:
    """Lines in the four corners: upper left, upper right, lower left, lower right."""
    for place, lines in enumerate(words):
        low = place >= 2
        top = size.height() - _EDGE - _LINE * len(lines) if low else _EDGE
        for number, line in enumerate(lines):
            y = top + _LINE * number
            if place % 2:
                say_right(painter, size.width() - right, y, line)
            else:
                say(painter, _EDGE, y, line)


def directions(painter: QPainter, size: QSizeF, signs: tuple[str, str, str]) -> None:
    """前 above, 右 at the left, 左 at the right, as far as the file says where the body lies."""
    above, left, right = signs
    say(painter, size.width() / 2 - 6, 10, above, weight=600)
    say(painter, _EDGE, size.height() / 2 - 9, left, weight=600)
    say_right(painter, size.width() - 24, size.height() / 2 - 9, right)


def warn(painter: QPainter, size: QSizeF) -> None:
    """非诊断用途, below in the middle."""
    wide = fonts.width(NOT_DIAGNOSTIC, "caption", 600)
    say(painter, (size.width() - wide) / 2, size.height() - _EDGE - _LINE, NOT_DIAGNOSTIC, "measure_a", 600)


def scale_bar(painter: QPainter, pane: Pane, spacing: tuple[float, float] | None) -> None:
    """How long five centimetres are, or one when five do not fit."""
    if spacing is None:
        return
    long_ones = ((50, "5 cm"), (10, "1 cm"))
    fitting = (one for one in long_ones if one[0] / spacing[1] * pane.zoom <= pane.size.width() / 3)
    millimetres, words = next(fitting, (1, "1 mm"))
    wide = millimetres / spacing[1] * pane.zoom
    right, y = pane.size.width() - 40, pane.size.height() - 40
    painter.setPen(QPen(theme.colour("overlay_text"), 1.4))
    painter.drawLine(QPointF(right - wide, y), QPointF(right, y))
    for x in (right - wide, right):
        painter.drawLine(QPointF(x, y - 4), QPointF(x, y))
    say(painter, right - wide / 2 - fonts.width(words, "caption") / 2, y - 22, words)


def slice_bar(painter: QPainter, size: QSizeF, at: int, of: int, marks: Sequence[int]) -> None:
    """Where in the series one is, at the right edge, with a mark at each key image."""
    top, high, x = 84.0, size.height() - 190, size.width() - 10
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.faded("overlay_text", 0.3))
    painter.drawRoundedRect(QRectF(x - 2, top, 4, high), 2, 2)
    step = high / max(of - 1, 1)
    painter.setBrush(theme.colour("measure_a"))
    for mark in marks:
        painter.drawRect(QRectF(x - 10, top + mark * step - 1.5, 5, 3))
    painter.setBrush(theme.colour("overlay_text"))
    painter.drawRoundedRect(QRectF(x - 4, top + at * step - 10, 8, 20), 3, 3)


def axes(painter: QPainter, pane: Pane, lines: Sequence[Line]) -> None:
    """The axes with dots at their ends, each with a dark rim."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line, tint in zip(lines, TINTS, strict=False):
        ends = [pane.to_screen(spot) for spot in line]
        for shade, wide in (("viewport", 3.2), (tint, 1.6)):
            painter.setPen(QPen(theme.colour(shade), wide))
            painter.drawLine(*ends)
        painter.setPen(QPen(theme.colour("viewport"), 1))
        painter.setBrush(theme.colour(tint))
        for end in ends:
            painter.drawEllipse(end, 2.6, 2.6)


def crosshair(painter: QPainter, pane: Pane, spot: Spot, tint: str) -> None:
    """Where the next place would be."""
    at = pane.to_screen(spot)
    for shade, wide in (("viewport", 3.0), (tint, 1.2)):
        painter.setPen(QPen(theme.colour(shade), wide))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(4 * dx, 4 * dy), at + QPointF(12 * dx, 12 * dy))


def lens_zoom(pane: Pane) -> float:
    """How large a column is in the magnifier."""
    spacing = pane.slide.spacing if pane.slide else None
    return INSET * spacing[1] / LENS if spacing else pane.zoom * 4


def magnifier(painter: QPainter, pane: Pane, around: Spot, lines: Sequence[Line], words: Sequence[str]) -> None:
    """A square of 28 mm round the place, lower left, with the axes and their lengths."""
    if pane.slide is None:
        return
    inner = Pane()
    inner.slide, inner.window, inner.size = pane.slide, pane.window, QSizeF(INSET, INSET)
    inner.zoom, inner.middle = lens_zoom(pane), around
    corner = QPointF(_EDGE, pane.size.height() - INSET - 66)
    painter.save()
    painter.translate(corner)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, INSET, INSET), 6, 6)
    painter.setClipPath(shape)
    painter.fillPath(shape, theme.colour("viewport"))
    inner.paint(painter)
    axes(painter, inner, lines)
    say(painter, 8, 6, f"局部放大 ×{inner.zoom / pane.zoom:.1f}")
    for place, (line, tint) in enumerate(zip(words, TINTS, strict=False)):
        say(painter, 8, INSET - 24 - 18 * (len(words) - 1 - place), line, tint, 600)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("measure_a"), 1.2))
    painter.drawPath(shape)
    painter.restore()
    _leader(painter, pane.to_screen(around), corner)


def _leader(painter: QPainter, at: QPointF, corner: QPointF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("measure_a"), 1, Qt.PenStyle.DashLine))
    painter.drawEllipse(at, 24, 24)
    if not QRectF(corner, QSizeF(INSET, INSET)).adjusted(-24, -24, 24, 24).contains(at):
        painter.setPen(QPen(theme.colour("measure_a"), 1))
        painter.drawLine(at + QPointF(-12, 21), corner + QPointF(INSET * 0.6, 0))
