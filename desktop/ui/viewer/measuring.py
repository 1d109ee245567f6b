"""Measuring a shadow: its long axis, then the short one at a right angle, by the mouse or by keys."""

from __future__ import annotations

from typing import Any, NamedTuple

from desktop.ui.viewer.pixels import Spot, length, mean_of, tenth, upright_end

Line = tuple[Spot, Spot]


class Measurement(NamedTuple):
    """A measured shadow: axes in pixels of its slice, lengths and mean in millimetres to 0.1, mean = (L + S) / 2.

    `series` is the key of the attachment entry, `slice` counts from 1.
    """

    series: str
    slice: int
    long_axis: Line
    short_axis: Line
    long: float
    short: float
    mean: float
    title: str = ""

    def as_details(self) -> dict[str, Any]:
        """As a key image keeps it."""
        return {"long": self.long, "short": self.short, "mean": self.mean, "slice": self.slice,
                "long_axis": self.long_axis, "short_axis": self.short_axis}  # fmt: skip


def measured(series: str, place: int, axes: tuple[Line, Line], spacing: tuple[float, float]) -> Measurement:
    """The axes with their lengths; the longer one is the long axis, whichever was drawn first."""
    first, second = sorted(axes, key=lambda line: -length(line[0], line[1], spacing))
    long, short = length(first[0], first[1], spacing), length(second[0], second[1], spacing)
    return Measurement(series, place, first, second, tenth(long), tenth(short), mean_of(long, short))


class Measuring:
    """Four places one after another: begin and end of the long axis, begin and end of the short one.

    `cursor` is where the next place would be; the end of the short axis snaps to the right angle.
    """

    def __init__(self, spacing: tuple[float, float], cursor: Spot) -> None:
        self._spacing = spacing
        self.places: list[Spot] = []
        self.cursor = cursor

    def move(self, spot: Spot) -> None:
        """Put the cursor somewhere."""
        self.cursor = spot

    @property
    def snapped(self) -> Spot:
        """Where the next place would be."""
        if len(self.places) == 3:
            return upright_end((self.places[0], self.places[1]), self.places[2], self.cursor, self._spacing)
        return self.cursor

    def put(self) -> bool:
        """Fix the next place; says whether that was the last. An axis without length is begun anew."""
        spot = self.snapped
        if len(self.places) % 2 and length(self.places[-1], spot, self._spacing) < 0.05:
            self.places.pop()
            return False
        self.places.append(spot)
        return len(self.places) == 4

    def take_back(self) -> bool:
        """Take the last place back; says whether there was one."""
        if self.places:
            self.places.pop()
            return True
        return False

    def axes(self) -> list[Line]:
        """The axes as far as they are drawn, the one under way up to the cursor."""
        spots = [*self.places, self.snapped] if len(self.places) % 2 else self.places
        return [(spots[at], spots[at + 1]) for at in range(0, len(spots) - 1, 2)]

    def result(self, series: str, place: int) -> Measurement:
        """The finished measurement."""
        first, second, third, fourth = self.places
        return measured(series, place, ((first, second), (third, fourth)), self._spacing)
