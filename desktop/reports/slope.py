"""Small graphics of measured things: the slope of sizes between examinations, and bars of points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from desktop.casework.documents.papers_nodule import Measured, Nodule, Score, Scoring
from desktop.reports.blocks import Strip
from desktop.reports.draw import Pen
from desktop.reports.fonts import Font
from desktop.reports.styles import (
    ACCENT,
    BLOCK,
    BLOCK_LABEL,
    EMPTY,
    HAIR,
    HAIRLINE,
    HEAD,
    LIGHT,
    MAIN,
    MAIN_WIDTH,
    SIDE_NOTE,
    Style,
)

HEIGHT, FOOT, MARGIN, LABEL_ROOM = 34.0, 6.0, 9.0, 25.0
LABEL = Style(Font.SANS_SEMI, 8.2, 1.4)
APART = 3.6
"""How far two labels at one end stay from each other, in mm."""


def slope(nodules: Sequence[Nodule], x: float = MAIN, width: float = MAIN_WIDTH) -> Strip:
    """The sizes of the nodules as lines over the days they were measured; those measured once are a point."""
    shown = [nodule for nodule in nodules if nodule.sizes]
    days = sorted({size.day for nodule in shown for size in nodule.sizes})
    most = max(size.millimetres for nodule in shown for size in nodule.sizes)
    left, right = x + MARGIN, x + width - LABEL_ROOM

    def across(day: date) -> float:
        span = (days[-1] - days[0]).days
        return left + (right - left) * ((day - days[0]).days / span if span else 0.5)

    def draw(pen: Pen, y: float) -> None:
        def down(size: float) -> float:
            return y + HEIGHT - FOOT - (HEIGHT - FOOT - 4.0) * size / most

        pen.rule(x, x + width, y + HEIGHT - FOOT, HAIR, HAIRLINE)
        for day in _labelled(days, across):
            pen.words(f"{day:%Y-%m-%d}", across(day), y + HEIGHT - 1.8, HEAD, "centre")
        ends = _spread([down(nodule.sizes[-1].millimetres) for nodule in shown])
        for place, nodule in enumerate(shown):
            points = [(across(size.day), down(size.millimetres)) for size in nodule.sizes]
            _line(pen, points, nodule.sizes, _lowest(shown, nodule), main=not place)
            words = f"{nodule.label}\u3000{nodule.sizes[-1].millimetres:.1f} mm"
            pen.words(words, points[-1][0] + 2.6, ends[place] + 1.0, LABEL)

    return Strip(HEIGHT, draw)


def _labelled(days: Sequence[date], across: Callable[[date], float]) -> list[date]:
    """The days that get a label: of neighbours nearer than a label's width the later one."""
    shown: list[date] = []
    for day in reversed(days):
        if not shown or across(shown[-1]) - across(day) > 18.0:
            shown.append(day)
    return shown


def _spread(heights: Sequence[float]) -> list[float]:
    """The labels' heights, moved down where two would overlap."""
    placed = dict[int, float]()
    last = float("-inf")
    for place in sorted(range(len(heights)), key=heights.__getitem__):
        last = max(heights[place], last + APART)
        placed[place] = last
    return [placed[place] for place in range(len(heights))]


def _lowest(shown: Sequence[Nodule], nodule: Nodule) -> set[date]:
    """The days on which another nodule is drawn above this one and none below: its figure stands under its point."""
    others = [size for one in shown if one is not nodule for size in one.sizes]
    beside = {size.day: [one.millimetres for one in others if one.day == size.day] for size in nodule.sizes}
    return {size.day for size in nodule.sizes if beside[size.day] and size.millimetres < min(beside[size.day])}


def _line(
    pen: Pen, points: Sequence[tuple[float, float]], sizes: Sequence[Measured], under: set[date], main: bool
) -> None:
    for start, end in pairwise(points):
        pen.slope(start, end, 1.2, ACCENT if main else LIGHT)
    for place, (point, size) in enumerate(zip(points, sizes, strict=True)):
        pen.dot(*point, 1.1, filled=main, colour=ACCENT)
        if place + 1 < len(points):
            away = 4.2 if size.day in under else -2.2
            pen.words(f"{size.millimetres:.1f}", point[0], point[1] + away, HEAD, "centre")


BAR_X, BAR, BAR_STEP, BAR_HEIGHT, ROW = 74.0, 8.1, 9.1, 2.4, 7.0
POINTS_RIGHT = MAIN + MAIN_WIDTH - 3.0
TOTAL = Style(Font.SANS_SEMI, 12, 1.4, ACCENT)


def point_bars(scoring: Scoring) -> list[Strip]:
    """A row for each feature with its points as bars of the most it can give, and the total."""
    return [*(_bar_row(score) for score in scoring.scores), _total(scoring)]


def _bar_row(score: Score) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        baseline = y + ROW / 2 + 1.2
        pen.words(score.feature, MAIN, baseline, BLOCK_LABEL)
        pen.words(score.finding, MAIN + 22.0, baseline, BLOCK)
        for place in range(score.most):
            left = MAIN + BAR_X + BAR_STEP * place
            pen.panel(left, y + (ROW - BAR_HEIGHT) / 2, BAR, BAR_HEIGHT, ACCENT if place < score.points else EMPTY)
        pen.words(str(score.points), POINTS_RIGHT, baseline, BLOCK.but(font=Font.SANS_MEDIUM), "right")
        pen.rule(MAIN, MAIN + MAIN_WIDTH, y + ROW)

    return Strip(ROW, draw, keep=True)


def _total(scoring: Scoring) -> Strip:
    def draw(pen: Pen, y: float) -> None:
        baseline = y + 5.6
        pen.words("合计", MAIN, baseline, BLOCK.but(font=Font.SANS_SEMI))
        pen.words(scoring.meaning, MAIN + BAR_X, baseline, SIDE_NOTE.but(size=8.6))
        pen.words(str(scoring.total), POINTS_RIGHT, baseline, TOTAL, "right")

    return Strip(8.0, draw)
