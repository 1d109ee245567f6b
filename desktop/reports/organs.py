"""Diagrams of lung, breast and thyroid from the front, with the nodules where they lie; the patient's own sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from desktop.casework.documents.papers_nodule import Nodule, Organ, Spot
from desktop.reports.blocks import Strip
from desktop.reports.draw import Curve, Pen
from desktop.reports.fonts import Font
from desktop.reports.styles import ACCENT, HAIRLINE, HEAD, LIGHT, TINT, WHITE, Style

WIDTH, HEIGHT = 40.0, 46.0
OUTLINE = LIGHT
MARK = Style(Font.SANS_SEMI, 7.6, 1.4)
REACH = 5.0
"""A nodule this far from the nipple, in cm, stands at the edge of the breast's circle."""

Shape = tuple[tuple[float, float], tuple[Curve, ...]]

# Points of the outlines in mm from the diagram's left and top; the second lung mirrors the first.
GLAND: Shape = (
    (9.5, 4.2),
    (
        (13.5, 4.2, 12.0, 19.0, 13.3, 20.5), (15.0, 25.4, 25.0, 25.4, 26.7, 20.5), (28.0, 19.0, 26.5, 4.2, 30.5, 4.2),
        (34.5, 4.2, 37.6, 20.0, 37.8, 26.5), (38.0, 33.5, 35.0, 38.6, 31.0, 38.6), (27.0, 38.6, 26.0, 28.8, 20.0, 28.8),
        (14.0, 28.8, 13.0, 38.6, 9.0, 38.6), (5.0, 38.6, 2.0, 33.5, 2.2, 26.5), (2.4, 20.0, 5.5, 4.2, 9.5, 4.2),
    ),
)  # fmt: skip
LUNG: Shape = (
    (13.0, 4.5),
    (
        (17.0, 5.0, 17.6, 14.0, 17.6, 20.0), (17.6, 25.0, 17.2, 31.0, 17.0, 36.0), (12.0, 35.0, 6.0, 36.5, 3.0, 39.0),
        (1.6, 36.0, 1.8, 28.0, 3.6, 20.0), (5.4, 12.0, 9.0, 4.3, 13.0, 4.5),
    ),
)  # fmt: skip


def diagram(organ: Organ, nodules: Sequence[Nodule], x: float, y_words: str = "正面观") -> Strip:
    """The organ with its nodules as numbered marks, 40 mm wide."""
    base = {Organ.THYROID: _gland, Organ.LUNG: _lungs, Organ.BREAST: _breasts}[organ]
    place = {Organ.THYROID: _in_gland, Organ.LUNG: _in_lung, Organ.BREAST: _in_breast}[organ]

    def draw(pen: Pen, y: float) -> None:
        pen.words("右", x + 0.8, y + 2.6, HEAD)
        pen.words("左", x + WIDTH - 0.8, y + 2.6, HEAD, "right")
        base(pen, x, y)
        _marks(pen, nodules, place, x, y)
        pen.words(y_words, x + WIDTH / 2, y + HEIGHT - 1.4, HEAD, "centre")

    return Strip(HEIGHT, draw)


def _moved(shape: Shape, x: float, y: float, mirrored: bool = False) -> Shape:
    def at(values: Curve) -> Curve:
        return tuple(
            y + value if place % 2 else (x + WIDTH - value if mirrored else x + value)
            for place, value in enumerate(values)
        )

    (left, top), curves = shape
    start = at((left, top))
    return (start[0], start[1]), tuple(at(curve) for curve in curves)


def _gland(pen: Pen, x: float, y: float) -> None:
    pen.outline(*_moved(GLAND, x, y), TINT, OUTLINE)


def _lungs(pen: Pen, x: float, y: float) -> None:
    pen.panel(x + 19.1, y + 1.5, 1.8, 14.0, TINT, corner=0.9)
    for mirrored in (False, True):
        pen.outline(*_moved(LUNG, x, y, mirrored), TINT, OUTLINE)


def _breasts(pen: Pen, x: float, y: float) -> None:
    """Two clock faces: the breast and its nipple, with the four quarters."""
    for middle in (x + 9.8, x + WIDTH - 9.8):
        pen.dot(middle, y + 21.0, 9.2, colour=TINT)
        pen.ring(middle, y + 21.0, 9.2, 0.8, OUTLINE)
        pen.rule(middle - 9.2, middle + 9.2, y + 21.0, 0.5, HAIRLINE)
        pen.stem(middle, y + 11.8, y + 30.2, 0.5, HAIRLINE)
        pen.dot(middle, y + 21.0, 0.7, colour=LIGHT)
        for clock, dx, dy in (("12", 0.0, -10.2), ("6", 0.0, 12.6)):
            pen.words(clock, middle + dx, y + 21.0 + dy, HEAD, "centre")


def _in_gland(spot: Spot) -> tuple[float, float]:
    if spot.side.startswith("峡"):
        return 20.0, 26.4
    x, y = 8.3, 8.0 + 26.5 * spot.level
    return (x, y) if spot.side.startswith("右") else (WIDTH - x, y)


def _in_lung(spot: Spot) -> tuple[float, float]:
    x, y = 10.6, 8.0 + 24.0 * spot.level
    return (x, y) if spot.side.startswith("右") else (WIDTH - x, y)


def _in_breast(spot: Spot) -> tuple[float, float]:
    """By the clock as the examiner sees it, and the distance from the nipple."""
    middle = 9.8 if spot.side.startswith("右") else WIDTH - 9.8
    angle, far = pi * spot.clock / 6, 7.6 * min(1.0, max(0.25, spot.distance / REACH))
    return middle + far * sin(angle), 21.0 - far * cos(angle)


def _marks(
    pen: Pen, nodules: Sequence[Nodule], place: Callable[[Spot], tuple[float, float]], x: float, y: float
) -> None:
    taken: list[tuple[float, float]] = []
    for number, nodule in enumerate(nodules, 1):
        if nodule.spot is None:
            continue
        across, down = place(nodule.spot)
        while any(abs(across - other) < 3.4 and abs(down - under) < 4.4 for other, under in taken):
            down += 4.6
        taken.append((across, down))
        radius, style = (2.5, MARK.but(size=9.2, colour=WHITE)) if nodule.spot.main else (2.0, MARK.but(colour=ACCENT))
        pen.dot(x + across, y + down, radius, filled=nodule.spot.main, colour=ACCENT, weight=1.2)
        pen.words(_figure(nodule, number), x + across, y + down + style.size * 0.127, style, "centre")


def _figure(nodule: Nodule, number: int) -> str:
    figures = "".join(char for char in nodule.label if char.isdigit())
    return figures or str(number)
