"""Which records do not count: the voided ones, unless what voided them was itself taken back (D-09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Entered(Protocol):
    """A record as far as voiding goes, stored or as the rules read it."""

    @property
    def seq(self) -> int:
        """Its number in its case."""

    @property
    def verb(self) -> str:
        """What it records."""

    @property
    def details(self) -> Mapping[str, Any]:
        """For a void, `record` is the number of what it voids."""


def voided(records: Iterable[Entered]) -> frozenset[int]:
    """The numbers of the records that do not count; a void comes after what it voids, and may be voided later."""
    return standing((one.seq, int(one.details["record"])) for one in records if one.verb == "void")


def standing(voids: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The same from pairs: the number of a void and of what it voids."""
    gone: set[int] = set()
    for own, target in sorted(voids, reverse=True):
        if own not in gone:
            gone.add(target)
    return frozenset(gone)
