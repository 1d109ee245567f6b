"""Numbers of a slice to shades of grey, and lengths on it: small functions without a screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import numpy as np

Spot = tuple[float, float]
"""A place on a slice in pixels: column, row; (0, 0) is the corner of the first pixel."""

_LEVELS = 65_536
NO_SPACING = "这幅影像没有像素间距（PixelSpacing），不能换算毫米，不能量"


class Window(NamedTuple):
    """Which densities are shown between black and white: their span and its middle."""

    width: float
    centre: float


PRESETS: Mapping[str, Window] = {"肺": Window(1500, -600), "纵隔": Window(350, 40), "骨": Window(1800, 400)}


class Slide(NamedTuple):
    """A decoded slice: `values` rows x columns (16 bit) or rows x columns x 3 (colour, 8 bit).

    `spacing` is millimetres a pixel, (between rows, between columns), None when the file does not say.
    """

    values: Any
    slope: float = 1.0
    intercept: float = 0.0
    inverted: bool = False
    spacing: tuple[float, float] | None = None
    window: Window | None = None

    @property
    def colour(self) -> bool:
        """Whether it is a picture in colours, which has no window."""
        return bool(self.values.ndim == 3)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return int(self.values.shape[1]), int(self.values.shape[0])

    @property
    def aspect(self) -> float:
        """How much higher than wide a pixel is."""
        return self.spacing[0] / self.spacing[1] if self.spacing else 1.0


def slide_of(kind: str, columns: int, rows: int, values: bytes, facts: Mapping[str, Any]) -> Slide:
    """A slice from plain bytes as the decoder gives them; ValueError when they are too few."""
    if kind == "rgb":
        return Slide(np.frombuffer(values, np.uint8).reshape(rows, columns, 3), spacing=spacing_of(facts))
    grid = np.frombuffer(values, f"<{kind}").reshape(rows, columns)
    width = facts.get("WindowWidth", 0)
    return Slide(
        grid, float(facts.get("RescaleSlope", 1.0)) or 1.0, float(facts.get("RescaleIntercept", 0.0)),
        facts.get("PhotometricInterpretation") == "MONOCHROME1", spacing_of(facts),
        Window(width, facts.get("WindowCenter", 0.0)) if width >= 1 else None,
    )  # fmt: skip


def spacing_of(facts: Mapping[str, Any]) -> tuple[float, float] | None:
    """Millimetres between rows and between columns, when the file says them for the body and not for the detector."""
    given: Sequence[float] = facts.get("PixelSpacing") or ()
    if len(given) != 2 or not all(0.001 < value < 100 for value in given):
        return None
    return float(given[0]), float(given[1])


def shades(slide: Slide, window: Window) -> Any:
    """The grey (uint8) of each of the 65,536 values a pixel can have, found by its bits taken as a number."""
    levels = np.arange(_LEVELS, dtype=np.float64)
    if np.issubdtype(slide.values.dtype, np.signedinteger):
        levels = np.where(levels < _LEVELS / 2, levels, levels - _LEVELS)
    width = max(window.width, 2.0)
    density = levels * slide.slope + slide.intercept
    grey = np.clip((density - (window.centre - 0.5)) / (width - 1) + 0.5, 0, 1)
    return np.round((1 - grey if slide.inverted else grey) * 255).astype(np.uint8)


def crop(slide: Slide, table: Any, area: tuple[int, int, int, int], step: int) -> Any:
    """The shades (or colours) of every `step`-th pixel of (left, top, right, bottom), as an array of its own."""
    left, top, right, bottom = area
    part = slide.values[top:bottom:step, left:right:step]
    if slide.colour:
        return np.ascontiguousarray(part)
    return np.ascontiguousarray(np.take(table, part.view(np.uint16)))


def usual_window(slide: Slide) -> Window:
    """The file's own window, or one that spans its values."""
    if slide.window is not None:
        return slide.window
    if slide.colour:
        return Window(255, 127.5)
    low, high = (float(value) * slide.slope + slide.intercept for value in (slide.values.min(), slide.values.max()))
    return Window(max(abs(high - low), 2.0), (low + high) / 2)


def density_at(slide: Slide, spot: Spot) -> float | None:
    """The density of the pixel at a place; None beside the slice and in colours."""
    column, row = math.floor(spot[0]), math.floor(spot[1])
    columns, rows = slide.size
    if slide.colour or not (0 <= column < columns and 0 <= row < rows):
        return None
    return float(slide.values[row, column]) * slide.slope + slide.intercept


def length(first: Spot, second: Spot, spacing: tuple[float, float]) -> float:
    """Millimetres between two places."""
    return math.hypot((second[0] - first[0]) * spacing[1], (second[1] - first[1]) * spacing[0])


def upright_end(axis: tuple[Spot, Spot], start: Spot, wanted: Spot, spacing: tuple[float, float]) -> Spot:
    """The end nearest to `wanted` of a line from `start` that stands upright on `axis`, measured in millimetres."""
    along = ((axis[1][0] - axis[0][0]) * spacing[1], (axis[1][1] - axis[0][1]) * spacing[0])
    size = math.hypot(*along)
    if size == 0:
        return wanted
    across = (-along[1] / size, along[0] / size)
    reach = (wanted[0] - start[0]) * spacing[1] * across[0] + (wanted[1] - start[1]) * spacing[0] * across[1]
    return start[0] + reach * across[0] / spacing[1], start[1] + reach * across[1] / spacing[0]


def tenth(value: float) -> float:
    """A length as it is read out: one decimal, half up."""
    return float(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean_of(long: float, short: float) -> float:
    """(L + S) / 2 of the lengths as they are read out, one decimal, half up."""
    half = (Decimal(repr(tenth(long))) + Decimal(repr(tenth(short)))) / 2
    return float(half.quantize(Decimal("0.1"), ROUND_HALF_UP))


def nearest(heights: Sequence[float | None], height: float | None, place: int, of: int) -> int:
    """Which slice lies nearest to a height of the table; without heights the one at the same share of the series."""
    known = [(abs(other - height), at) for at, other in enumerate(heights) if other is not None and height is not None]
    if known:
        return min(known)[1]
    return round(place / max(of - 1, 1) * (len(heights) - 1))
