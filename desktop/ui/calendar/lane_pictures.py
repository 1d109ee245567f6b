"""Pictures of lanes: each part of a lane is painted when first seen, and kept until what it shows changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from desktop.ui import theme
from desktop.ui.calendar.spots import Place, Spot

AT_ONCE = 100
"""Jobs painted in one event; what is left follows in the next ones, so that no event lasts 50 ms."""
_HIGH = 160
"""A part of a lane is so many pixels high at most: even a lane of a thousand jobs comes piece by piece."""
_WINDOWS = 4
"""Pictures are kept for so many windows' worth of pixels."""


class Part(NamedTuple):
    """A piece of a lane that has a picture of its own, with the jobs that lie in it."""

    place: Place
    number: int
    top: float
    height: float
    spots: tuple[Spot, ...]

    @property
    def name(self) -> tuple[int, int]:
        """What its picture is kept under."""
        return self.place.escort_id, self.number

    @property
    def waits(self) -> bool:
        """Whether it is the work that waits."""
        return self.place.lane is None


def parts_of(places: Sequence[Place], spots: Sequence[Spot]) -> list[Part]:
    """All lanes in parts, from top to bottom; `spots` come lane by lane."""
    owned = {escort_id: list(some) for escort_id, some in groupby(spots, key=lambda spot: spot.block.escort_id)}
    return [part for place in places for part in _cut(place, owned.get(place.escort_id, []))]


def _cut(place: Place, spots: list[Spot]) -> Iterator[Part]:
    for number in range(max(1, -(-round(place.height) // _HIGH))):
        top = place.top + number * _HIGH
        high = min(_HIGH, place.top + place.height - top)
        inside = (spot for spot in spots if spot.box.top() < top + high and spot.box.bottom() > top)
        yield Part(place, number, top, high, tuple(inside))


class LanePainting(Protocol):
    """What a day or a week knows of painting a lane."""

    def look(self, part: Part) -> object:
        """Everything a part's picture depends on: equal looks, equal pictures."""

    def paint(self, painter: QPainter, part: Part) -> None:
        """Paint a part whose upper left corner is the painter's origin, the names' column included."""


class _Kept(NamedTuple):
    look: object
    picture: QPixmap


class LanePictures:
    """The pictures of one view. `painted` counts the jobs painted so far; `late` tells that some had to wait."""

    def __init__(self) -> None:
        self.painted, self.late = 0, False
        self._room = self._left = 0
        self._kept: OrderedDict[tuple[int, int], _Kept] = OrderedDict()

    def begin(self, window: QSize, dpr: float) -> None:
        """Begin an event in a window of this size."""
        self._left, self.late = AT_ONCE, False
        self._room = round(_WINDOWS * window.width() * window.height() * dpr * dpr)

    def picture(self, part: Part, look: object, wide: float, dpr: float,
                paint: Callable[[QPainter, Part], None]) -> QPixmap | None:  # fmt: skip
        """A part's picture; when this event has painted enough, the one before, or None."""
        kept = self._kept.get(part.name)
        if kept is None or kept.look != look:
            if self._left <= 0:
                self.late = True
                return kept.picture if kept else None
            self._left -= len(part.spots) + 1
            self.painted += len(part.spots)
            kept = self._kept[part.name] = _Kept(look, _painted(part, wide, dpr, paint))
        self._kept.move_to_end(part.name)
        return kept.picture

    @property
    def area(self) -> int:
        """How many pixels are kept."""
        return sum(kept.picture.width() * kept.picture.height() for kept in self._kept.values())

    def trim(self) -> None:
        """Forget the pictures not seen for longest, beyond what is kept."""
        while self.area > self._room:
            self._kept.popitem(last=False)


def _painted(part: Part, wide: float, dpr: float, paint: Callable[[QPainter, Part], None]) -> QPixmap:
    picture = QPixmap(-int(-wide * dpr // 1), -int(-part.height * dpr // 1))
    picture.setDevicePixelRatio(dpr)
    picture.fill(theme.colour("bg_surface"))
    painter = QPainter(picture)
    paint(painter, part)
    painter.end()
    return picture


def copy(painter: QPainter, picture: QPixmap, place: QRectF, skipped: float = 0) -> None:
    """Copy a picture to a place, from `skipped` pixels right of its left edge: pixel by pixel at any scale."""
    dpr = picture.devicePixelRatio()
    left, top = round(place.x() * dpr), round(place.y() * dpr)
    source = QRect(round(skipped * dpr), 0, round(place.width() * dpr), picture.height())
    painter.save()
    painter.scale(1 / dpr, 1 / dpr)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawPixmap(QRect(left, top, source.width(), source.height()), picture, source)
    painter.restore()

