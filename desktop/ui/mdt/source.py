"""What the consultation's workspace asks of the desk besides the case itself; all in the database worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from desktop.casework.consulting.rows import Choice, ConsultationSheet
from desktop.casework.rows import CaseView


class ConsultingSource(Protocol):
    """Checklist, plan and experts."""

    def consultation(self, case_id: int, tumour: str = "") -> ConsultationSheet:
        """The workspace's sheet."""

    def consultants(
        self, disciplines: Sequence[str], at: datetime | None = None, minutes: int = 60, besides: int = 0
    ) -> tuple[Choice, ...]:
        """Who could consult, the best first."""


class CaseOnDesk(NamedTuple):
    """A consultation as its page shows it: the case and the sheet, read together."""

    view: CaseView
    sheet: ConsultationSheet


def read_case(source: Any, case_id: int, tumour: str = "") -> CaseOnDesk:
    """Both from one moment."""
    return CaseOnDesk(source.case_view(case_id, source.now()), source.consulting.consultation(case_id, tumour))
