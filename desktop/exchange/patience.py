"""How long to wait before a partner is asked again: longer each time, never two desks in step."""

from __future__ import annotations

from random import Random

FIRST, MOST = 2.0, 600.0


def wait_before(attempt: int, chance: Random, *, first: float = FIRST, most: float = MOST, asked: float = 0) -> float:
    """Seconds before attempt `attempt` + 1, after `attempt` failures in a row (from 1).

    Doubles from `first` to `most`; half of it is left to chance. `asked` is what the partner wants at least.
    """
    whole = min(most, first * 2.0 ** min(max(attempt, 1) - 1, 32))
    return max(asked, whole / 2 + chance.random() * whole / 2)
