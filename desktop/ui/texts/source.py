"""What the sheet for texts needs from the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop.casework.message_rows import Preview, TextChoice
from desktop.handbook.vocabulary import Refusal
from desktop.ui.reminders.source import Outcome


class TextSource(Protocol):
    """Every method runs in the database worker; each act is one transaction."""

    def choice(self, case_id: int) -> TextChoice:
        """The texts that suit the case now, best first."""

    def preview(self, case_id: int, purpose: str, worded: Mapping[str, str]) -> Preview | Refusal:
        """One text with real values and a person's words."""

    def send(self, case_id: int, purpose: str, worded: Mapping[str, str]) -> Outcome:
        """Put it on its way."""

    def mark_sent(self, case_id: int, purpose: str, worded: Mapping[str, str], how: str) -> Outcome:
        """A person sent it; `how` is the proof."""

    def withdraw(self, message_id: int) -> Outcome:
        """Pull a text back."""
