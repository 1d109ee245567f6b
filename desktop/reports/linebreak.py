"""Breaks Chinese paragraphs into lines by dynamic programming and spreads them to the measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf, isclose
from typing import NamedTuple

from desktop.reports.clusters import RAISE, RAISED_SIZE, Cluster, Run, clusters, split_word
from desktop.reports.fonts import RAISED, Font
from desktop.reports.styles import Style

SPREAD = 0.22
"""The most that justifying adds to one gap, in em; a line that would need more stays short."""

SHORT_LAST = ((2.4, 100.0), (3.6, 25.0))
"""What a last line shorter than so many em costs, in squared em."""

SLACK = 1e-6
OVERFLOW = 1_000.0
"""How much dearer a point of overflow is than a point of slack."""


class Piece(NamedTuple):
    """Text drawn in one go, `x` points from the line's start; `spread` is added after every character."""

    x: float
    text: str
    font: Font
    size: float
    colour: str
    rise: float = 0
    spread: float = 0


class Line(NamedTuple):
    """A set line: its pieces and its width in points."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def text(self) -> str:
        """What the line says, without the gaps."""
        return "".join(piece.text for piece in self.pieces)


def set_text(text: str, style: Style, measure: float = inf, justify: bool = False) -> tuple[Line, ...]:
    """A plain text in one style, set to a measure in points."""
    return _set(((text, style),), measure, justify)


def set_runs(runs: Sequence[Run], measure: float = inf, justify: bool = False) -> tuple[Line, ...]:
    """A paragraph of runs set to a measure in points; a typed line end is kept. One empty line for no text."""
    return _set(tuple((run.text, run.style) for run in runs), measure, justify)


@lru_cache(maxsize=4096)
def _set(runs: tuple[tuple[str, Style], ...], measure: float, justify: bool) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        atoms = _fitting(clusters(paragraph), measure)
        lines += [_line(row, measure if justify and not last else 0) for row, last in _rows(atoms, measure)]
    return tuple(lines)


def forget_set_lines() -> None:
    """Forget every paragraph that was set, so that the next paper sets its own anew."""
    _set.cache_clear()


def _paragraphs(runs: Sequence[tuple[str, Style]]) -> list[list[Run]]:
    found: list[list[Run]] = [[]]
    for text, style in runs:
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        found[-1].append(Run(first, style))
        found.extend([Run(other, style)] for other in others)
    return found


def _fitting(atoms: list[Cluster], measure: float) -> list[Cluster]:
    """The clusters, with words wider than the whole measure taken apart."""
    if all(atom.width <= measure for atom in atoms):
        return atoms
    return [part for atom in atoms for part in (split_word(atom) if atom.width > measure else [atom])]


def _rows(atoms: list[Cluster], measure: float) -> Iterator[tuple[list[Cluster], bool]]:
    ends = best_breaks(atoms, measure)
    for start, end in zip((0, *ends), ends, strict=False):
        yield atoms[start:end], end == len(atoms)
    if not atoms:
        yield [], True


def best_breaks(atoms: Sequence[Cluster], measure: float) -> list[int]:
    """Where each line ends: the ends that make the sum of squared slack, in em, smallest."""
    if not atoms:
        return []
    if _whole(atoms) <= measure:
        return [len(atoms)]
    sums = list(accumulate((atom.width + atom.gap for atom in atoms), initial=0.0))
    stops = list(_stops(atoms, sums, measure))
    cost, source = {0: 0.0}, {}
    em = max(atom.style.size for atom in atoms)
    for place, end in enumerate(stops[1:], 1):
        cost[end], source[end] = min(
            (cost[start] + _price(atoms, start, end, slack / em), start)
            for start, slack in _starts(atoms, sums, stops[:place], end, measure)
        )  # fmt: skip
    return _traced(source, len(atoms))


def _whole(atoms: Sequence[Cluster]) -> float:
    """The width of clusters as one line."""
    return sum(atom.width + atom.gap for atom in atoms) - atoms[0].gap - atoms[0].trim_left - atoms[-1].trim_right


def _stops(atoms: Sequence[Cluster], sums: Sequence[float], measure: float) -> Iterator[int]:
    """The places worth trying: the allowed ones, and the others only inside stretches wider than the measure."""
    allowed = [place for place, atom in enumerate(atoms) if place and not atom.stop]
    last = 0
    for place in (*allowed, len(atoms)):
        if _width(atoms, sums, last, place) > measure:
            yield from range(last, place)
        else:
            yield last
        last = place
    yield len(atoms)


def _width(atoms: Sequence[Cluster], sums: Sequence[float], start: int, end: int) -> float:
    return sums[end] - sums[start] - atoms[start].gap - atoms[start].trim_left - atoms[end - 1].trim_right


def _starts(
    atoms: Sequence[Cluster], sums: Sequence[float], stops: Sequence[int], end: int, measure: float
) -> Iterator[tuple[int, float]]:
    """Where a line ending at `end` may start, with the slack it leaves; one that overflows only if nothing else."""
    for tried, start in enumerate(reversed(stops)):
        slack = measure - _width(atoms, sums, start, end)
        if slack < -SLACK and tried:
            if slack < -measure:
                return
            continue
        yield start, slack if slack >= 0 else -OVERFLOW * slack


def _price(atoms: Sequence[Cluster], start: int, end: int, slack: float) -> float:
    stop = atoms[start].stop if start else 0.0
    if end < len(atoms):
        return stop + slack * slack
    return stop + (_short(atoms, start) if start else 0.0)


def _short(atoms: Sequence[Cluster], start: int) -> float:
    length = sum(atom.width + atom.gap for atom in atoms[start:]) - atoms[start].gap
    em = atoms[start].style.size
    return next((price for limit, price in SHORT_LAST if length < limit * em), 0.0)


def _traced(source: dict[int, int], end: int) -> list[int]:
    ends = [end]
    while source[ends[-1]]:
        ends.append(source[ends[-1]])
    return ends[::-1]


def _line(row: Sequence[Cluster], measure: float) -> Line:
    """The clusters of one line in their places; `measure` above 0 spreads them towards it."""
    if not row:
        return Line((), 0.0)
    natural = _whole(row)
    spread = _spread(row, measure - natural) if measure > natural else 0.0
    x, pieces, left = -row[0].trim_left, [], 0.0
    for place, atom in enumerate(row):
        left = (atom.gap + (spread if atom.elastic else 0.0)) if place else 0.0
        x += left
        pieces.append(_piece(atom, x))
        if place and atom.blank:
            pieces[-2] = pieces[-2]._replace(text=pieces[-2].text + " ")
        x += atom.width
    merged = tuple(_merged(pieces, row))
    return Line(merged, x - row[-1].trim_right)


def _spread(row: Sequence[Cluster], slack: float) -> float:
    gaps = sum(atom.elastic for atom in row[1:])
    return min(slack / gaps, SPREAD * row[0].style.size) if gaps else 0.0


def _piece(atom: Cluster, x: float) -> Piece:
    raised = atom.text in RAISED
    size = atom.style.size * (RAISED_SIZE if raised else 1)
    rise = atom.style.size * RAISE if raised else 0.0
    return Piece(x - atom.shift, atom.text, atom.font, size, atom.style.colour, rise)


def _merged(pieces: Sequence[Piece], row: Sequence[Cluster]) -> Iterator[Piece]:
    """Neighbours of one style with equal gaps as one piece, so that text stays copyable and files small."""
    held, end, even = pieces[0], pieces[0].x + row[0].width, _is_single(row[0])
    for before, piece, atom in zip(row, pieces[1:], row[1:], strict=False):
        gap, single = piece.x - end, _is_single(atom)
        fits = held[2:6] == piece[2:6] and not (atom.alone or before.alone or atom.blank)
        if fits and even and single and len(held.text) == 1:
            held = held._replace(text=held.text + piece.text, spread=gap)
        elif fits and isclose(gap, held.spread, abs_tol=SLACK) and ((even and single) or not held.spread):
            held = held._replace(text=held.text + piece.text)
            even = even and single
        else:
            yield held
            held, even = piece, single
        end = piece.x + atom.width
    yield held


def _is_single(atom: Cluster) -> bool:
    return len(atom.text) == 1
