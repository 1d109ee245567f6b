"""What a workspace asks of the desk's papers; in the database worker's thread but for the preview's drafts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop.casework.documents.rows import DocumentRow, IssuedPaper


class PaperSource(Protocol):
    """The papers of the desk's documents; `draft` runs in the preview's own thread."""

    def folder(self) -> Path:
        """Where papers go."""

    def draft(self, row: DocumentRow, content: Mapping[str, Any], made_at: datetime) -> bytes:
        """The paper of what stands on the screen."""

    def write(self, row: DocumentRow, content: Mapping[str, Any], folder: Path) -> Path:
        """Write the present paper as a file."""

    def parcel(self, case_id: int) -> Path:
        """Write letter and label of the last posting."""

    def issue(self, document_id: int, command_id: str = "") -> IssuedPaper:
        """Issue the report with its PDF."""

    def send(self, document_id: int, channel: str, received_by: str, command_id: str = "") -> IssuedPaper:
        """Send the guidance with its PDF."""
