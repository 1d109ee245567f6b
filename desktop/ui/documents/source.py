"""What the editor of documents asks of the desk; every method runs in the database worker's thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from desktop.casework.documents.rows import Block, DocumentRow, Opened, SaveConflict, Saved, SnapshotRow, TextOf
from desktop.handbook.documents.differences import Difference
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.vocabulary import Refusal


class DocumentSource(Protocol):
    """The documents of one person's desk; refusals and conflicts are values."""

    def current(self, case_id: int, kind: str) -> DocumentRow | None:
        """The case's draft, else its newest issued version."""

    def document(self, document_id: int) -> DocumentRow:
        """One document."""

    def open(self, case_id: int, kind: str, reason: str = "") -> Opened | Refusal:
        """The draft, made when there is none; after an issue with the reason of the correction (D-07)."""

    def save(
        self, document_id: int, content: Content, revision: int, *, over: bool = False
    ) -> Saved | SaveConflict | Refusal:
        """Keep the draft's content."""

    def keep(self, document_id: int, note: str = "", content: Content | None = None) -> SnapshotRow | Refusal:
        """Keep a snapshot of the draft, or of this content."""

    def differences(self, one: TextOf, other: TextOf) -> tuple[Difference, ...]:
        """What changed between two versions or snapshots."""

    def content(self, text: TextOf) -> Mapping[str, Any]:
        """What a version or a snapshot says."""

    def blocks(self, kind: str, field: str = "") -> tuple[Block, ...]:
        """Phrases for a form or a field."""


def read_or_open(source: DocumentSource, case_id: int, kind: str, reason: str = "") -> DocumentRow | Refusal:
    """The case's document as its editor shows it: the draft brought up to date with its case, made when there is none.

    An issued version is shown as it is; with a `reason` its correction is begun. A refusal comes back only when there
    is nothing to show.
    """
    row = source.current(case_id, kind)
    if row is None or (reason and not row.editable):
        answer = source.open(case_id, kind, reason)
        if isinstance(answer, Refusal):
            return row or answer
        row = source.document(answer.document_id)
    if row.editable and isinstance(source.save(row.id, row.content, row.revision), Saved):
        row = source.document(row.id)
    return row
