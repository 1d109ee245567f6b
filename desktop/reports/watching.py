"""Lets a window watch a paper being made, and call it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Cancelled(Exception):
    """The paper was called off; nothing was written."""


def _nobody(_done: int, _total: int) -> None:
    """Nobody is told."""


class Watch(NamedTuple):
    """Is told of each drawn page, and asked before each part and page whether to go on."""

    progress: Callable[[int, int], None] = _nobody
    cancelled: Callable[[], bool] = lambda: False

    def ask(self) -> None:
        """Cancelled when nobody wants the paper any more."""
        if self.cancelled():
            raise Cancelled

    def tell(self, done: int, total: int) -> None:
        """So many of so many pages are drawn."""
        self.progress(done, total)


UNWATCHED = Watch()
