"""What the viewer and the attachments ask of the desk; every method may run in any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from desktop.casework.attachment_rows import AttachmentEntry, AttachmentRow
from desktop.casework.rows import Outcome
from desktop.exchange.attachment_door import Frame, Handed, Picture
from desktop.exchange.taking_in import Stopped, Told
from desktop.handbook.vocabulary import Refusal


class AttachmentSource(Protocol):
    """The attachments of the desk."""

    def listing(self, case_id: int) -> tuple[AttachmentEntry, ...]:
        """What hangs on a case."""

    def patient(self, case_id: int) -> Mapping[str, str]:
        """Who it is about, masked."""

    def content(self, row: AttachmentRow) -> bytes:
        """A whole file."""

    def thumbnail(self, entry: AttachmentEntry) -> bytes:
        """A small picture as a file, or nothing."""

    def hand_over(
        self, case_id: int, paths: Sequence[Path], told: Told, stopped: Stopped, material: str = ""
    ) -> Handed:
        """Take files in, as that material or as their names tell."""

    def sort(self, case_id: int, ids: Sequence[int], material: str) -> int | Refusal:
        """Say which material files are."""

    def remove(self, case_id: int, ids: Sequence[int], command_id: str = "") -> Outcome:
        """Take files off the case."""

    def take_back(self, case_id: int, seq: int, command_id: str = "") -> Outcome:
        """Void the record of either."""

    def picture(self, row: AttachmentRow, most: int, page: int = 0) -> Picture:
        """A page of a picture as pixels."""

    def frame(self, row: AttachmentRow, number: int = 0) -> Frame:
        """A slice as numbers."""

    def keep_key_image(
        self, case_id: int, name: str, picture: bytes, size: tuple[int, int], details: Mapping[str, Any]
    ) -> Outcome:
        """Keep a picture made here."""

    def close(self) -> None:
        """End what decodes."""
