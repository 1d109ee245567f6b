"""What the consultation's workspace asks of the desk besides the case itself; all in the database worker's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from desktop.casework.consulting.rows import Choice, ConsultationSheet
from desktop.casework.documents.rows import DocumentRow, IssuedPaper
from desktop.casework.rows import CaseView


class ConsultingSource(Protocol):
    """Checklist, plan and experts."""

    def consultation(self, case_id: int, tumour: str = "") -> ConsultationSheet:
        """The workspace's sheet."""

    def consultants(
        self, disciplines: Sequence[str], at: datetime | None = None, minutes: int = 60, besides: int = 0
    ) -> tuple[Choice, ...]:
        """Who could consult, the best first."""


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


class CaseOnDesk(NamedTuple):
    """A consultation as its page shows it: the case and the sheet, read together."""

    view: CaseView
    sheet: ConsultationSheet


def read_case(source: Any, case_id: int, tumour: str = "") -> CaseOnDesk:
    """Both from one moment."""
    return CaseOnDesk(source.case_view(case_id, source.now()), source.consulting.consultation(case_id, tumour))
