"""What the feed's part of the window asks of the desk."""

from __future__ import annotations

from typing import Protocol

from desktop.casework.feed.rows import FeedState, FeedTurn, RejectedRow
from desktop.casework.feed.settings import FeedSettings


class FeedSource(Protocol):
    """`turn` may take as long as a network does and runs in a thread of its own; the rest runs in the worker."""

    def possible(self) -> bool:
        """Whether a second thread may use the desk."""

    def turn(self) -> FeedTurn:
        """Do what is due."""

    def stop(self) -> None:
        """End what is under way soon; any thread."""

    def settings(self) -> FeedSettings:
        """How it is set up."""

    def state(self) -> FeedState:
        """How it stands."""

    def rejected(self) -> tuple[RejectedRow, ...]:
        """What a person has to look at, newest first."""

    def try_again(self, row: RejectedRow) -> bool:
        """Judge it anew."""

    def dismiss(self, row: RejectedRow, note: str) -> None:
        """Say how it was dealt with."""
