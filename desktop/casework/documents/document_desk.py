"""The documents as one person's screens ask for them: every method one transaction in the database worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import blocks, drafts, issuing, reading, snapshots
from desktop.casework.documents.rows import (
    Block,
    DocumentRow,
    Opened,
    SaveConflict,
    Saved,
    SnapshotRow,
    TextOf,
    Ticket,
    VersionRow,
)
from desktop.casework.rows import Outcome
from desktop.handbook.documents.differences import Difference
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.vocabulary import Finding, Refusal


class DocumentDesk:
    """What an editor of documents asks; refusals and conflicts are values, see the verbs themselves."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.desk, self.person = desk, person

    def _entry(self, command_id: str = "") -> Entry:
        return Entry(self.person, command_id=command_id)

    def current(self, case_id: int, kind: str) -> DocumentRow | None:
        """The case's draft, else its newest issued version."""
        return reading.current(self.desk, case_id, kind)

    def document(self, document_id: int) -> DocumentRow:
        """One document."""
        return reading.document(self.desk, document_id)

    def versions(self, case_id: int, kind: str) -> tuple[VersionRow, ...]:
        """Every version with its snapshots, newest first."""
        return reading.versions(self.desk, case_id, kind)

    def differences(self, one: TextOf, other: TextOf) -> tuple[Difference, ...]:
        """What changed between two versions or snapshots."""
        return reading.text_differences(self.desk, one, other)

    def content(self, text: TextOf) -> Mapping[str, Any]:
        """What a version or a snapshot says."""
        return reading.content_of(self.desk, text)

    def open(self, case_id: int, kind: str, reason: str = "") -> Opened | Refusal:
        """The draft, made when there is none."""
        return drafts.open_draft(self.desk, case_id, self._entry(), kind=kind, reason=reason)

    def save(
        self, document_id: int, content: Content, revision: int, *, over: bool = False
    ) -> Saved | SaveConflict | Refusal:
        """Keep the draft's content."""
        return drafts.save_draft(
            self.desk, document_id, self._entry(), content=content, revision=revision, over=over
        )  # fmt: skip

    def keep(self, document_id: int, note: str = "", content: Content | None = None) -> SnapshotRow | Refusal:
        """Keep a snapshot of the draft, or of this content."""
        return snapshots.keep_snapshot(self.desk, document_id, self._entry(), note=note, content=content)

    def drop(self, document_id: int, reason: str = "") -> Opened | Refusal:
        """Give the draft up."""
        return drafts.drop_draft(self.desk, document_id, self._entry(), reason=reason)

    def hindrances(self, document_id: int) -> tuple[Finding, ...]:
        """What would refuse the issue now."""
        return issuing.ready_to_issue(self.desk, document_id, self._entry())

    def reserve(self, document_id: int) -> Ticket | Refusal:
        """The number and version that the paper prints."""
        return issuing.reserve(self.desk, document_id, self._entry())

    def issue(self, document_id: int, revision: int, pdf_sha256: str, command_id: str = "") -> Outcome:
        """Issue a report."""
        return issuing.issue(
            self.desk, document_id, self._entry(command_id), revision=revision, pdf_sha256=pdf_sha256
        )  # fmt: skip

    def send_guidance(
        self, document_id: int, revision: int, channel: str, received_by: str, pdf_sha256: str = "",
        command_id: str = "",
    ) -> Outcome:  # fmt: skip
        """Send the guidance."""
        return issuing.send_guidance(
            self.desk, document_id, self._entry(command_id), revision=revision, channel=channel,
            received_by=received_by, pdf_sha256=pdf_sha256,
        )  # fmt: skip

    def blocks(self, kind: str, field: str = "") -> tuple[Block, ...]:
        """Phrases for a form or a field."""
        return blocks.blocks(self.desk, kind, field)

    def keep_block(self, block: Block) -> Block:
        """Keep a phrase of the desk's own."""
        return blocks.keep_block(self.desk, self._entry(), block)

    def remove_block(self, block: Block) -> None:
        """Forget one."""
        blocks.remove_block(self.desk, self._entry(), block)
