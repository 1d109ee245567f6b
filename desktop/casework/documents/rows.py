"""The frozen rows that documents hand to screens: a draft with gaps and rail, its versions, and answers to saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop.casework.rows import Outcome
from desktop.handbook.documents.differences import Difference
from desktop.handbook.documents.gaps import Gap, RailRow
from desktop.handbook.documents.vocabulary import Form


class SnapshotRow(NamedTuple):
    """What a document said at `at`."""

    id: int
    document_id: int
    at: datetime
    person: str
    note: str


class VersionRow(NamedTuple):
    """One version of a case's document, newest first in lists; `at` and `person` of its issue, or of its last change.

    `state` is draft, issued or dropped; `voided` says that the record of its issue was voided (D-09), the paper stays.
    """

    id: int
    version: int
    state: str
    number: str
    at: datetime
    person: str
    reason: str
    replaces: int
    content_sha256: str
    pdf_sha256: str
    voided: bool
    snapshots: tuple[SnapshotRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with everything its editor shows.

    `content` is what is kept, `shown` the values of the form's fields that are not kept (number, version, BMI).
    `revision` goes back with the next save. `replaces` is the version it corrects, 0 for none.
    """

    id: int
    case_id: int
    case_number: str
    form: Form
    version: int
    state: str
    number: str
    revision: int
    content: Mapping[str, Any]
    shown: Mapping[str, str]
    gaps: tuple[Gap, ...]
    rail: tuple[RailRow, ...]
    versions: tuple[VersionRow, ...]
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    issued_at: datetime | None = None
    issued_by: str = ""
    content_sha256: str = ""
    pdf_sha256: str = ""
    replaces: int = 0
    reason: str = ""

    @property
    def editable(self) -> bool:
        """Whether it is still a draft."""
        return self.state == "draft"


class Opened(NamedTuple):
    """A draft that can be written on; `fresh` when it was made just now."""

    document_id: int
    revision: int
    fresh: bool


class Saved(NamedTuple):
    """The draft as it is kept now; `changed` is False when there was nothing to save."""

    document_id: int
    revision: int
    at: datetime
    changed: bool
    gaps: tuple[Gap, ...]
    rail: tuple[RailRow, ...]


class SaveConflict(NamedTuple):
    """Another desk saved meanwhile and nothing was written: both texts, who and when, and what `mine` would change.

    Saving `mine` again with this `revision` and `over=True` keeps `theirs` as a snapshot first.
    """

    document_id: int
    revision: int
    person: str
    at: datetime
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    differences: tuple[Difference, ...]


class Ticket(NamedTuple):
    """What the paper of the next issue says of itself; its number stays with the document."""

    document_id: int
    revision: int
    number: str
    version: int
    issued_on: date
    content_sha256: str
    replaces: int = 0
    reason: str = ""


class TextOf(NamedTuple):
    """Which text to compare: a document's (`snapshot` False) or a snapshot's, by id."""

    id: int
    snapshot: bool = False


class Block(NamedTuple):
    """A phrase for a field or a column (`opinions.opinion`).

    `own` ones are the desk's; the others are samples that a doctor must approve first.
    """

    form: str
    field: str
    title: str
    text: str
    own: bool
    note: str = ""


class IssuedPaper(NamedTuple):
    """A document that was issued or sent, or the refusal; where its PDF lies, and what went wrong with the file."""

    outcome: Outcome
    path: str = ""
    trouble: str = ""
