"""The frozen rows of the time after the service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matters:
    """What a case's aftercare waits for.

    Its open complaints as (number, number and category), its settled misses as (clock, title), those first that nobody
    has explained.
    """

    complaints: tuple[tuple[str, str], ...] = ()
    misses: tuple[tuple[str, str], ...] = ()
