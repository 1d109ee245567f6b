"""A key image: the slice as it is looked at, with window, axes and slice number burnt in, and no name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QImage, QPainter

from desktop.ui import theme
from desktop.ui.viewer import overlay
from desktop.ui.viewer.measuring import Line
from desktop.ui.viewer.pane import Pane

SIDE = 724


def draw_key_image(seen: Pane, axes: Sequence[Line], words: Sequence[Sequence[str]], lengths: Sequence[str]) -> QImage:
    """The slice in a square, zoomed and moved as in the pane; `words` for the four corners name no person."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(theme.colour("viewport"))
    pane = Pane()
    pane.slide, pane.window, pane.middle = seen.slide, seen.window, seen.middle
    pane.size = QSizeF(SIDE, SIDE)
    pane.zoom = seen.zoom * SIDE / max(min(seen.size.width(), seen.size.height()), 1)
    painter = QPainter(image)
    pane.paint(painter)
    overlay.corners(painter, pane.size, words, right=12)
    overlay.scale_bar(painter, pane, pane.slide.spacing if pane.slide else None)
    overlay.axes(painter, pane, axes)
    if axes:
        ends = [spot for line in axes for spot in line]
        middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
        overlay.magnifier(painter, pane, middle, axes, lengths)
    overlay.warn(painter, pane.size)
    painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """The picture as a file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())
