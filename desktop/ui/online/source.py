"""What the desk of online consultation asks of the desk; every method runs in the database worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.casework.attachment_rows import Arrival
from desktop.casework.documents.rows import Block
from desktop.casework.online.rows import AnswerDraft, HandOver, HandOverCheck, Talk, Talks
from desktop.casework.rows import Outcome


class OnlineSource(Protocol):
    """Conversations, answers, drafts, and hand-overs."""

    def talks(self) -> Talks:
        """All open conversations."""

    def find(self, words: str) -> frozenset[int]:
        """The open conversations that fit."""

    def talk(self, case_id: int) -> Talk:
        """One of them."""

    def phrases(self) -> tuple[Block, ...]:
        """The phrases for answers."""

    def answer(self, case_id: int, text: str, files: Sequence[Arrival], command_id: str) -> Outcome:
        """Send an answer."""

    def message(self, case_id: int, text: str, files: Sequence[Arrival], command_id: str) -> Outcome:
        """Keep what the customer wrote."""

    def check(self, case_id: int, wanted: HandOver) -> HandOverCheck:
        """What would be said to a hand-over."""

    def turn(self, case_id: int, wanted: HandOver, told: Sequence[str], command_id: str) -> Outcome:
        """Hand over."""

    def turn_back(self, case_id: int, seq: int, command_id: str) -> Outcome:
        """Take that back."""

    def keep_draft(self, case_id: int, draft: AnswerDraft) -> None:
        """Keep what is not sent."""

    def draft(self, case_id: int) -> AnswerDraft:
        """What was not sent."""
