"""The location diagram: the organ's parts, those with a nodule tinted, each nodule a numbered marker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, text, theme
from desktop.ui.case.keys import RETURNS, claim
from desktop.ui.nodule import organs

_MARK = 10
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Marked(NamedTuple):
    """A nodule on the diagram: its number and its description."""

    number: str
    findings: dict[str, Any]


class Diagram(QWidget):
    """196×148. `picked` carries the nodule whose marker or part was taken, `placed` the fields of an empty part.

    The arrow keys go through the parts, Enter takes the one under the cursor.
    """

    picked = Signal(int)
    placed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.marks, self.at, self.current = "lung", (), 0, 0
        self.setFixedSize(round(organs.WIDE), round(organs.HIGH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("位置示意")

    marks: tuple[Marked, ...]

    def show_marks(self, kind: str, marks: Sequence[Marked], current: int) -> None:
        """Show an organ with its nodules."""
        if kind != self.kind:
            self.at = 0
        self.kind, self.marks, self.current = kind, tuple(marks), current
        self._say()

    def _say(self) -> None:
        here = [one.number for one in self.marks if organs.region_of(self.kind, one.findings) == self.at]
        words = f"结节 {'、'.join(here)}" if here else "没有结节"
        self.setAccessibleDescription(f"{organs.regions(self.kind)[self.at].name}，{words}")
        self.update()

    def take(self, region: int) -> None:
        """Choose the nodule in a part, or put the current one there while it has no place yet."""
        here = [place for place, one in enumerate(self.marks) if organs.region_of(self.kind, one.findings) == region]
        self.at = region
        self._say()
        if here:
            later = [place for place in here if place > self.current]
            self.picked.emit((later or here)[0])
        else:
            self.placed.emit(dict(organs.regions(self.kind)[region].sets))

    def event(self, event: Any) -> bool:
        """Its arrows and Enter come before those of the page."""
        if isinstance(event, QKeyEvent) and claim(event, event.key() in (*RETURNS, *_ARROWS) and not event.modifiers()):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the parts, Enter takes one."""
        step = _ARROWS.get(Qt.Key(event.key()), 0)
        if step:
            self.at = (self.at + step) % len(organs.regions(self.kind))
            self._say()
        elif event.key() in RETURNS:
            self.take(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A marker is nearer than the part below it."""
        where = event.position()
        for place, one in enumerate(self.marks):
            point = organs.spot(self.kind, one.findings)
            if point is not None and (point - where).manhattanLength() <= 2 * _MARK:
                self.picked.emit(place)
                return
        for place, region in enumerate(organs.regions(self.kind)):
            if region.path.contains(where):
                self.take(place)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint parts, sides and markers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.kind == "lung":
            self._paint_airway(painter)
        held = {organs.region_of(self.kind, one.findings) for one in self.marks}
        for place, region in enumerate(organs.regions(self.kind)):
            focused = self.hasFocus() and place == self.at
            painter.setBrush(theme.colour("info_bg" if place in held else "bg_subtle"))
            painter.setPen(QPen(theme.colour("focus" if focused else "border_strong"), 2 if focused else 1))
            painter.drawPath(region.path)
        if self.kind == "breast":
            for middle in (49.0, 147.0):
                painter.setBrush(theme.colour("bg_surface"))
                painter.setPen(QPen(theme.colour("border_strong"), 1))
                painter.drawEllipse(QPointF(middle, 80), 5, 5)
        text.draw(painter, 0, 0, 18, "右", "dense", "text3")
        text.draw_right(painter, organs.WIDE, 0, 18, "左", "dense", "text3")
        for place, one in enumerate(self.marks):
            self._paint_mark(painter, place, one)

    @staticmethod
    def _paint_airway(painter: QPainter) -> None:
        pipe = QPainterPath(QPointF(98, 0))
        for x, y in ((98, 40), (84, 56)):
            pipe.lineTo(x, y)
        pipe.moveTo(98, 40)
        pipe.lineTo(112, 56)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.colour("border_strong"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(pipe)

    def _paint_mark(self, painter: QPainter, place: int, one: Marked) -> None:
        point = organs.spot(self.kind, one.findings)
        if point is None:
            return
        draw_marker(painter, point.x() - _MARK, point.y() - _MARK, one.number, on=place == self.current)


def draw_marker(painter: QPainter, x: float, y: float, number: str, *, on: bool = False) -> None:
    """Draw a nodule's number in its disc of 20 px; the current one has a ring."""
    box = QRectF(x, y, 2 * _MARK, 2 * _MARK)
    if on:
        cards.rounded(painter, box.adjusted(-3, -3, 3, 3), _MARK + 3, None, "accent", 1.5)
    cards.rounded(painter, box, _MARK, "accent")
    text.draw_centred(painter, x, y, 2 * _MARK, 2 * _MARK, number, "dense", "on_accent", 600)
