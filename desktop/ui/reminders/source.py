"""What the reminders board needs from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from desktop.casework.board_rows import Board
from desktop.casework.message_rows import Preview
from desktop.handbook.vocabulary import Refusal


class Outcome(Protocol):
    """What became of one card; `sentence` says why not, `seq` which record of its case can be taken back."""

    case_id: int
    message_id: int
    sentence: str
    warnings: tuple[str, ...]
    waits: str
    seq: int


class BoardSource(Protocol):
    """Every method runs in the database worker, one at a time; each card is a transaction of its own."""

    def board(self, query: tuple[str, str]) -> Board:
        """The board as it stands now; `query` is (whose cases, words to find by), empty for everything."""

    def preview(self, case_id: int, purpose: str) -> Preview | Refusal:
        """One text with real values; raises BadInput with one Chinese sentence."""

    def send(self, cards: Sequence[tuple[int, str]]) -> Sequence[Outcome]:
        """Put texts of (case, purpose) on their way."""

    def mark_sent(self, message_ids: Sequence[int], how: str) -> Sequence[Outcome]:
        """Texts a person has sent, with the proof."""

    def by_phone(self, case_id: int, purpose: str) -> Outcome:
        """The customer was told by phone."""

    def log_call(self, case_id: int, meeting_at: datetime | None, place: str) -> Outcome:
        """The escort reached the customer."""

    def log_missed(self, case_id: int, again_at: datetime | None = None) -> Outcome:
        """Nobody answered; `again_at` is when they call again."""

    def log_later(self, case_id: int, again_at: datetime | None) -> Outcome:
        """The customer asked to be called at another time."""

    def release(self) -> int:
        """In the morning: hand on what waited for it; how many texts."""

    def withdraw(self, message_ids: Sequence[int]) -> Sequence[Outcome]:
        """Pull texts back."""

    def plan_courtesy(self, case_ids: Sequence[int], wanted: bool) -> Sequence[Outcome]:
        """Whether to remind once more on the eve."""


@runtime_checkable
class BatchDoor(Protocol):
    """Workbooks for a sending platform; a source without it has no export."""

    def export(self) -> Any:
        """Write what waits; the result has `path` and `texts`, or is None."""

    def take_receipts(self, path: Path) -> Any:
        """Take receipts in; raises an error with a `sentence`."""
