"""Grounds to put things on: rounded surfaces, hairlines, hatching, the focus ring, and the titled card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import text, theme

Tint = str | QColor


def shade_of(tint: Tint) -> QColor:
    """A token or a colour, as a colour."""
    return theme.colour(tint) if isinstance(tint, str) else tint


def rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: Tint | None,
    border: Tint | None = None,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Fill a rounded box and draw its border inside it; either may be None."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(shade_of(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, radius, radius)
        return
    pen = QPen(shade_of(border), width)
    pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def hairline(painter: QPainter, x1: float, x2: float, y: float, tint: Tint = "border") -> None:
    """Draw a horizontal line one pixel high, from x1 to x2, on the pixel row y."""
    painter.fillRect(QRectF(x1, y, x2 - x1, 1), shade_of(tint))


def upright(painter: QPainter, x: float, y1: float, y2: float, tint: Tint = "border") -> None:
    """Draw a vertical line one pixel wide."""
    painter.fillRect(QRectF(x, y1, 1, y2 - y1), shade_of(tint))


def focus_ring(painter: QPainter, box: QRectF, radius: float = 6) -> None:
    """Draw the two-pixel ring of the thing that has the keyboard."""
    rounded(painter, box, radius, None, "focus", 2)


def hatched(painter: QPainter, box: QRectF, radius: float, step: float = 7) -> None:
    """Fill a rounded box with the slanted lines of days off."""
    rounded(painter, box, radius, "bg_subtle")
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setClipPath(path)
    painter.setPen(QPen(theme.colour("border"), 1))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += step
    painter.restore()


def soft_shadow(painter: QPainter, box: QRectF, radius: float = 8, spread: int = 14, down: int = 5) -> None:
    """Draw the shadow under a popover, growing fainter outwards."""
    strength = 0.009 if theme.SWITCH.name == "light" else 0.03
    shade = QColor(15, 20, 28)
    shade.setAlphaF(strength)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    for grow in range(spread, 0, -1):
        painter.drawRoundedRect(box.adjusted(-grow, down - grow, grow, down + grow), radius + grow, radius + grow)


class Card(QWidget):
    """A white card with hairline border; with a title it has a head of 44 px and facts at its right.

    Put the content into `body`, a vertical layout with 16 px of padding.
    """

    HEAD = 44

    def __init__(self, title: str = "", fact: str = "", padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.fact = fact
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        top = self.HEAD if title else padding
        self.body.setContentsMargins(padding, top, padding, padding)
        self.body.setSpacing(8)

    def set_fact(self, fact: str) -> None:
        """Show another fact at the right of the head."""
        self.fact = fact
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, border and head."""
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if self.title:
            text.draw(painter, 16, 8, 28, self.title, "section")
            text.draw_right(painter, self.width() - 16, 8, 28, self.fact, "caption", "text3")
