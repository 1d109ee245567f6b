"""How a slice lies in a pane of the screen, and its picture there; the two viewports and key images share it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from desktop.ui.viewer.pixels import Slide, Spot, Window, crop, shades

LEAST, MOST = 0.05, 40.0


class Pane:
    """Zoom (screen pixels a column) and the place of the slice in the middle; what was computed last is kept."""

    def __init__(self) -> None:
        self.slide: Slide | None = None
        self.window = Window(1500, -600)
        self.size = QSizeF(1, 1)
        self.zoom = 1.0
        self.middle: Spot = (0.0, 0.0)
        self._table: tuple[Any, Any] = (None, None)
        self._picture: tuple[Any, QImage | None, Any] = (None, None, None)

    def fit(self) -> None:
        """The whole slice, as large as it goes."""
        if self.slide is None:
            return
        columns, rows = self.slide.size
        self.middle = (columns / 2, rows / 2)
        self.zoom = min(self.size.width() / columns, self.size.height() / (rows * self.slide.aspect))

    @property
    def _scale(self) -> tuple[float, float]:
        return self.zoom, self.zoom * (self.slide.aspect if self.slide else 1.0)

    def to_screen(self, spot: Spot) -> QPointF:
        """Where a place of the slice lies in the pane."""
        wide, high = self._scale
        return QPointF(self.size.width() / 2 + (spot[0] - self.middle[0]) * wide,
                       self.size.height() / 2 + (spot[1] - self.middle[1]) * high)  # fmt: skip

    def to_slice(self, point: QPointF) -> Spot:
        """Which place of the slice lies there."""
        wide, high = self._scale
        return (self.middle[0] + (point.x() - self.size.width() / 2) / wide,
                self.middle[1] + (point.y() - self.size.height() / 2) / high)  # fmt: skip

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Make it larger or smaller; what lies there stays there."""
        before = self.to_slice(point)
        self.zoom = min(max(self.zoom * factor, LEAST), MOST)
        after = self.to_slice(point)
        self.middle = (self.middle[0] + before[0] - after[0], self.middle[1] + before[1] - after[1])

    def shift(self, by: QPointF) -> None:
        """Move the slice by so many screen pixels."""
        wide, high = self._scale
        self.middle = (self.middle[0] - by.x() / wide, self.middle[1] - by.y() / high)

    def paint(self, painter: QPainter) -> None:
        """Paint the part of the slice that is in sight, smooth when it is shrunk or enlarged."""
        if self.slide is None:
            return
        area, step = self._area()
        image = self._image(area, step)
        if image is None:
            return
        corner = self.to_screen((area[0], area[1]))
        wide, high = self._scale
        box = QRectF(corner, QSizeF(image.width() * step * wide, image.height() * step * high))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)

    def _area(self) -> tuple[tuple[int, int, int, int], int]:
        assert self.slide is not None
        columns, rows = self.slide.size
        left, top = self.to_slice(QPointF(0, 0))
        right, bottom = self.to_slice(QPointF(self.size.width(), self.size.height()))
        step = max(1, int(1 / self.zoom))
        area = (max(int(left) // step * step, 0), max(int(top) // step * step, 0),
                min(int(right) + step + 1, columns), min(int(bottom) + step + 1, rows))  # fmt: skip
        return area, step

    def _image(self, area: tuple[int, int, int, int], step: int) -> QImage | None:
        assert self.slide is not None
        if area[0] >= area[2] or area[1] >= area[3]:
            return None
        wanted = (id(self.slide.values), self.window, area, step)
        if self._picture[0] != wanted:
            part = crop(self.slide, self._shades(), area, step)
            kind = QImage.Format.Format_RGB888 if self.slide.colour else QImage.Format.Format_Grayscale8
            image = QImage(part.data, part.shape[1], part.shape[0], part.strides[0], kind)
            self._picture = (wanted, image, part)  # the picture points into the array, which must live as long
        return self._picture[1]

    def _shades(self) -> Any:
        assert self.slide is not None
        slide = self.slide
        wanted = (slide.slope, slide.intercept, slide.inverted, slide.values.dtype.str, self.window)
        if self._table[0] != wanted:
            self._table = (wanted, None if slide.colour else shades(slide, self.window))
        return self._table[1]
