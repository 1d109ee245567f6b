"""The pen of the paper: text, hairlines, marks and boxes in millimetres from the top left corner of the page."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.linebreak import Line, set_text
from desktop.reports.styles import ACCENT, HAIR, HAIRLINE, INK, LIGHT, PAGE_HEIGHT, POINT, RULE, WHITE, Style

Align = Literal["left", "right", "centre"]
SHIFT = {"left": 0.0, "centre": 0.5, "right": 1.0}


@lru_cache(maxsize=64)
def _colour(code: str) -> Color:
    return HexColor(f"#{code}")


class Pen:
    """Draws on one canvas; every place and length is in millimetres, every line weight in points."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def mark(self, title: str) -> None:
        """Put this page into the reader's table of contents."""
        key = f"page-{self._canvas.getPageNumber()}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def turn_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def line(self, line: Line, x: float, baseline: float, align: Align = "left") -> None:
        """A set line on its baseline; `x` is its left end, middle or right end."""
        left = x * mm - SHIFT[align] * line.width
        text = self._canvas.beginText()
        for piece in line.pieces:
            text.setFont(piece.font.value, piece.size)
            text.setFillColor(_colour(piece.colour))
            text.setCharSpace(piece.spread)
            text.setTextOrigin(left + piece.x, (PAGE_HEIGHT - baseline) * mm + piece.rise)
            text.textOut(piece.text)
        self._canvas.drawText(text)

    def words(self, text: str, x: float, baseline: float, style: Style, align: Align = "left") -> float:
        """One line of text that is not broken; returns its width."""
        (line,) = set_text(text.replace("\n", " "), style)
        self.line(line, x, baseline, align)
        return line.width * POINT

    def rule(self, x0: float, x1: float, y: float, weight: float = HAIR, colour: str = HAIRLINE) -> None:
        """A horizontal line."""
        self._stroke(weight, colour)
        self._canvas.line(x0 * mm, self._up(y), x1 * mm, self._up(y))

    def stem(self, x: float, y0: float, y1: float, weight: float = RULE, colour: str = HAIRLINE) -> None:
        """A vertical line."""
        self._stroke(weight, colour)
        self._canvas.line(x * mm, self._up(y0), x * mm, self._up(y1))

    def dot(self, x: float, y: float, radius: float, filled: bool = True, colour: str = ACCENT) -> None:
        """A round mark, filled or open."""
        self._stroke(1.1, colour)
        self._canvas.setFillColor(_colour(colour if filled else WHITE))
        self._canvas.circle(x * mm, self._up(y), radius * mm, stroke=1, fill=1)

    def tick_box(self, x: float, y: float, side: float = 3.0, colour: str = LIGHT) -> None:
        """An empty square to tick, by its top left corner."""
        self._stroke(0.8, colour)
        self._canvas.rect(x * mm, self._up(y + side), side * mm, side * mm, stroke=1, fill=0)

    def panel(self, x: float, y: float, width: float, height: float, colour: str, corner: float = 0) -> None:
        """A filled area without an outline."""
        self._canvas.setFillColor(_colour(colour))
        self._canvas.roundRect(x * mm, self._up(y + height), width * mm, height * mm, corner * mm, stroke=0, fill=1)

    def cross_mark(self, x: float, y: float, side: float) -> None:
        """The house's stand-in for a provider's mark: a white cross on the accent colour."""
        self.panel(x, y, side, side, ACCENT, corner=side * 0.07)
        thick, arm = side * 0.085, side * 0.26
        middle_x, middle_y = x + side / 2, y + side / 2
        self.panel(middle_x - arm, middle_y - thick / 2, 2 * arm, thick, WHITE, corner=thick / 2)
        self.panel(middle_x - thick / 2, middle_y - arm, thick, 2 * arm, WHITE, corner=thick / 2)

    def picture(self, image: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG fitted into a box, at its top left."""
        self._canvas.drawImage(
            ImageReader(BytesIO(image)), x * mm, self._up(y + height), width * mm, height * mm,
            mask="auto", preserveAspectRatio=True, anchor="nw",
        )  # fmt: skip

    def _up(self, y: float) -> float:
        return (PAGE_HEIGHT - y) * mm

    def _stroke(self, weight: float, colour: str = INK) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeColor(_colour(colour))
