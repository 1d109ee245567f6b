"""A canvas of lanes: a repaint copies the pictures of the lanes that are exposed, and paints the head above them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.handbook.workdays import WorkCalendar
from desktop.ui import cards, theme
from desktop.ui.calendar.canvas import Canvas
from desktop.ui.calendar.lane_pictures import LanePainting, LanePictures, Part, copy, parts_of
from desktop.ui.calendar.spots import SIDE, Place, Spot


class LaneCanvas(Canvas):
    """Escorts down, time across. Subclasses `_place` their lanes and `_paint_head`."""

    def __init__(self, calendar: WorkCalendar, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(calendar, now, parent)
        self.pictures = LanePictures()
        self.parts: list[Part] = []
        self._lanes: LanePainting | None = None
        self._looks: dict[tuple[int, int], object] = {}
        self._wide = 0.0

    def _place(self, lanes: LanePainting, places: tuple[Place, ...], spots: list[Spot], wide: float) -> None:
        """Show lanes `wide` px wide; what waits stays in sight while the others scroll, unless it is high."""
        view = self.viewport().size()
        self._lanes, self.spots, self._wide = lanes, spots, SIDE + wide
        self.parts = parts_of(places, spots)
        self._looks.clear()
        waiting = places[0].height
        self.pinned = waiting if waiting < 0.4 * view.height() else 0.0

    def refresh(self) -> None:
        """Look at everything anew at the next repaint."""
        self._looks.clear()
        super().refresh()

    @abstractmethod
    def _paint_head(self, painter: QPainter) -> None:
        """Paint what stands above the lanes."""

    def content_at(self, place: QPointF) -> QPointF:
        """A point of the view in the content's pixels."""
        down = place.y() - self.head
        if not self.pinned or down >= self.pinned:
            down += self.verticalScrollBar().value()
        return QPointF(place.x() - SIDE + self.horizontalScrollBar().value(), down)

    def spot_at(self, place: QPointF) -> Spot | None:
        """The spot under a point of the view."""
        at = self.content_at(place)
        if not self.body_area().contains(place):
            return None
        here = (spot for part in self.parts if part.top <= at.y() < part.top + part.height for spot in part.spots)
        return next((spot for spot in here if spot.box.contains(at)), None)

    def _paint_scene(self, painter: QPainter, exposed: QRect) -> None:
        self.pictures.begin(self.viewport().size(), self.devicePixelRatioF())
        self._paint_parts(painter, exposed, self.lanes_area(), waiting=not self.pinned)
        if self.pinned:
            self._paint_parts(painter, exposed, self.body_area(), waiting=True, lanes=False)
        painter.setClipRect(exposed)
        if exposed.top() < self.head:
            self._paint_head(painter)
        painter.setClipping(False)
        self.pictures.trim()
        if self.pictures.late:
            self.viewport().update()

    def _paint_parts(self, painter: QPainter, exposed: QRect, area: QRectF, waiting: bool, lanes: bool = True) -> None:
        area = area.adjusted(-SIDE, 0, 0, 0).intersected(QRectF(exposed))
        painter.setClipRect(area)
        down = self.head - self.verticalScrollBar().value()
        for part in self.parts:
            top = part.top + (self.head if part.waits and self.pinned else down)
            if (waiting if part.waits else lanes) and top + part.height > area.top() and top < area.bottom():
                self._paint_part(painter, part, top)

    def _paint_part(self, painter: QPainter, part: Part, top: float) -> None:
        assert self._lanes is not None
        look = self._looks.get(part.name) or self._looks.setdefault(part.name, self._look(part))
        picture = self.pictures.picture(part, look, self._wide, self.devicePixelRatioF(), self._lanes.paint)
        view, across = self.viewport().width(), self.horizontalScrollBar().value()
        if picture is None:
            self._paint_blank(painter, QRectF(0, top, view, part.height))
        elif not across:
            copy(painter, picture, QRectF(0, top, view, part.height))
        else:
            copy(painter, picture, QRectF(0, top, SIDE + 1, part.height))
            copy(painter, picture, QRectF(SIDE + 1, top, view - SIDE - 1, part.height), SIDE + 1 + across)

    def _look(self, part: Part) -> object:
        assert self._lanes is not None
        return theme.SWITCH.name, self.devicePixelRatioF(), self._wide, part.height, self._lanes.look(part)

    def _paint_blank(self, painter: QPainter, box: QRectF) -> None:
        """A lane whose picture comes in the next event."""
        painter.fillRect(box, theme.colour("bg_surface"))
        cards.hairline(painter, 0, box.right(), box.bottom() - 1)
