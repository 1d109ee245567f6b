"""The pen of the paper: text, hairlines, marks and boxes in millimetres from the top left corner of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from desktop.reports.canvas import HouseCanvas
from desktop.reports.linebreak import Line, Piece, set_text
from desktop.reports.pictures import fitted
from desktop.reports.styles import ACCENT, HAIR, HAIRLINE, INK, LIGHT, PAGE_HEIGHT, POINT, RULE, WHITE, Style

Align = Literal["left", "right", "centre"]
SHIFT = {"left": 0.0, "centre": 0.5, "right": 1.0}
DOTS = (1.6, 2.6)
"""A dotted line: so many points drawn, so many left out."""

Curve = tuple[float, ...]
"""A piece of an outline: two numbers are a corner, six a curve with its two handles."""


@lru_cache(maxsize=64)
def _colour(code: str) -> Color:
    return HexColor(f"#{code}")


class Pen:
    """Draws on one canvas; every place and length is in millimetres, every line weight in points."""

    def __init__(self, canvas: HouseCanvas, height: float = PAGE_HEIGHT) -> None:
        self._canvas = canvas
        self._height = height
        self._marks = 0

    def mark(self, title: str, y: float = 0.0) -> None:
        """Put this place of the page into the reader's table of contents."""
        self._marks += 1
        key = f"mark-{self._marks}"
        self._canvas.bookmarkHorizontal(key, 0, self._up(max(0.0, y - 3.0)))
        self._canvas.addOutlineEntry(title, key)

    def turn_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def line(self, line: Line, x: float, baseline: float, align: Align = "left") -> None:
        """A set line on its baseline; `x` is its left end, middle or right end."""
        if not line.pieces:
            return
        left, foot = x * mm - SHIFT[align] * line.width, self._up(baseline)
        text = self._canvas.beginText(left + line.pieces[0].x, foot + line.pieces[0].rise)
        last: Piece | None = None
        for piece in line.pieces:
            if last is None or (last.font, last.size) != (piece.font, piece.size):
                text.setFont(piece.font.value, piece.size)
            if last is None or last.colour != piece.colour:
                text.setFillColor(_colour(piece.colour))
            if last is None or last.spread != piece.spread:
                text.setCharSpace(piece.spread)
            if last is not None:
                text.setTextOrigin(left + piece.x, foot + piece.rise)
            last = piece
            text.textOut(piece.text)
        self._canvas.drawText(text)

    def words(self, text: str, x: float, baseline: float, style: Style, align: Align = "left") -> float:
        """One line of text that is not broken; returns its width."""
        (line,) = set_text(text.replace("\n", " "), style)
        self.line(line, x, baseline, align)
        return line.width * POINT

    def rule(
        self, x0: float, x1: float, y: float, weight: float = HAIR, colour: str = HAIRLINE, dotted: bool = False
    ) -> None:
        """A horizontal line."""
        self.slope((x0, y), (x1, y), weight, colour, dotted)

    def slope(
        self, start: tuple[float, float], end: tuple[float, float], weight: float, colour: str, dotted: bool = False
    ) -> None:
        """A straight line between two points."""
        self._stroke(weight, colour)
        if dotted:
            self._canvas.setDash(*DOTS)
        self._canvas.line(start[0] * mm, self._up(start[1]), end[0] * mm, self._up(end[1]))
        if dotted:
            self._canvas.setDash()

    def stem(self, x: float, y0: float, y1: float, weight: float = RULE, colour: str = HAIRLINE) -> None:
        """A vertical line."""
        self._stroke(weight, colour)
        self._canvas.line(x * mm, self._up(y0), x * mm, self._up(y1))

    def dot(
        self, x: float, y: float, radius: float, filled: bool = True, colour: str = ACCENT, weight: float = 1.1
    ) -> None:
        """A round mark, filled or open."""
        self._stroke(weight, colour)
        self._canvas.setFillColor(_colour(colour if filled else WHITE))
        self._canvas.circle(x * mm, self._up(y), radius * mm, stroke=1, fill=1)

    def ring(self, x: float, y: float, radius: float, weight: float, colour: str) -> None:
        """A circle through which one sees what lies below."""
        self._stroke(weight, colour)
        self._canvas.circle(x * mm, self._up(y), radius * mm, stroke=1, fill=0)

    def outline(
        self, start: tuple[float, float], curves: Sequence[Curve], fill: str, stroke: str = "", weight: float = 0.8
    ) -> None:
        """A closed shape of corners and curves, filled; its outline is drawn when it has a colour."""
        self._stroke(weight, stroke or fill)
        self._canvas.setFillColor(_colour(fill))
        path = self._canvas.beginPath()
        path.moveTo(start[0] * mm, self._up(start[1]))
        for curve in curves:
            points = [value * mm if place % 2 == 0 else self._up(value) for place, value in enumerate(curve)]
            (path.lineTo if len(points) == 2 else path.curveTo)(*points)
        path.close()
        self._canvas.drawPath(path, stroke=int(bool(stroke)), fill=1)

    def modules(self, rows: Sequence[Sequence[bool]], x: float, y: float, side: float, colour: str = INK) -> None:
        """The dark squares of a matrix code, each run of a row as one box."""
        boxes = [(start, down, end - start) for down, row in enumerate(rows) for start, end in _runs(row)]
        self._canvas.setFillColor(_colour(colour))
        self._canvas.fill_squares(boxes, x * mm, self._up(y), side / len(rows) * mm)

    def turned(self, text: str, x: float, y: float, angle: float, style: Style) -> None:
        """A short text around a point, turned to the left by so many degrees."""
        (line,) = set_text(text, style)
        self._canvas.saveState()
        self._canvas.translate(x * mm, self._up(y))
        self._canvas.rotate(angle)
        self._canvas.translate(-line.width / 2, -0.36 * style.size - self._up(0.0))
        self.line(line, 0.0, 0.0)
        self._canvas.restoreState()

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

    def picture(self, image: bytes, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """A PNG or JPEG fitted into a box, at its top left; returns its width and height. UnreadablePicture."""
        ready = fitted(image, width, height)
        self._canvas.place(ready, x * mm, self._up(y + ready.height), ready.width * mm, ready.height * mm)
        return ready.width, ready.height

    def _up(self, y: float) -> float:
        return (self._height - y) * mm

    def _stroke(self, weight: float, colour: str = INK) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeColor(_colour(colour))


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where the dark runs of a row begin and end."""
    padded = (False, *row, False)
    edges = [place for place in range(len(row) + 1) if padded[place] != padded[place + 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
