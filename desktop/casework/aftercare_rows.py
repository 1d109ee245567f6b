"""The frozen rows of the time after the service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matters:
    """What a case's aftercare waits for: its open complaints as (number, number and category)."""

    complaints: tuple[tuple[str, str], ...] = ()
