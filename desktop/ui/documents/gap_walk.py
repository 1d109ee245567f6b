"""F8: from gap to gap in the report's order, across its sections and round its end."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.handbook.documents.gaps import Gap


class GapWalk:
    """Remembers the gap the keyboard was put on last."""

    def __init__(self) -> None:
        self._last: tuple[str, str, int, str] | None = None
        self._place = -1

    def next(self, gaps: Sequence[Gap]) -> Gap | None:
        """The gap after the last one, signatures after everything else; None when there is none."""
        place = self._next_place(gaps)
        if place < 0:
            self._last, self._place = None, -1
            return None
        self._last, self._place = _spot(gaps[place]), place
        return gaps[place]

    def _next_place(self, gaps: Sequence[Gap]) -> int:
        if not gaps:
            return -1
        spots = [_spot(gap) for gap in gaps]
        if self._last in spots:
            return (spots.index(self._last) + 1) % len(gaps)
        return self._place % len(gaps) if self._place >= 0 else 0

    def announce(self, gaps: Sequence[Gap]) -> str:
        """`J 不推荐方案及理由 (1/2)` for the gap the keyboard is on."""
        if self._last is None or not 0 <= self._place < len(gaps):
            return ""
        return spoken(gaps, self._place)

    def upcoming(self, gaps: Sequence[Gap]) -> str:
        """The same for the gap that F8 would go to."""
        place = self._next_place(gaps)
        return spoken(gaps, place) if place >= 0 else ""


def spoken(gaps: Sequence[Gap], place: int) -> str:
    """A gap with its number among those of its kind: fields are counted apart from signatures."""
    signing = gaps[place].kind == "signature"
    alike = [number for number, gap in enumerate(gaps) if (gap.kind == "signature") == signing]
    return f"{gaps[place].sentence} ({alike.index(place) + 1}/{len(alike)})"


def _spot(gap: Gap) -> tuple[str, str, int, str]:
    return gap.section, gap.field, gap.row, gap.column
