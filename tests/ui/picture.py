"""Paints on a picture and reads back what is there: whole pixels of a token's colour, and where the ink ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui import text, theme


def painted(draw: Callable[[QPainter], object], wide: int = 400, high: int = 80) -> tuple[QImage, text.Watch]:
    """What a painting function leaves on a clear picture, and the words it painted."""
    image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    with text.watching() as watch:
        draw(painter)
    painter.end()
    return image, watch


def shown(widget: QWidget) -> tuple[QImage, text.Watch]:
    """A widget as it looks now, and the words it painted."""
    with text.watching() as watch:
        image = widget.grab().toImage()
    return image, watch


def at(image: QImage, x: float, y: float) -> str:
    """The colour of a pixel as `#rrggbb`, "" where nothing was painted."""
    pixel = image.pixelColor(int(x), int(y))
    return pixel.name() if pixel.alpha() == 255 else ""


def name(token: str) -> str:
    """A token's colour in the present theme as `#rrggbb`."""
    return theme.colour(token).name()


def count(image: QImage, token: str, box: QRect | None = None) -> int:
    """How many pixels in the box are wholly of a token's colour."""
    wanted = QColor(theme.colour(token)).rgba()
    box = box or image.rect()
    rows, columns = range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)
    return sum(image.pixel(x, y) == wanted for y in rows for x in columns)


def ink(image: QImage) -> QRect:
    """The smallest box that holds everything painted."""
    marks = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).alpha() > 8]
    if not marks:
        return QRect()
    columns, rows = [x for x, _ in marks], [y for _, y in marks]
    return QRect(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
