"""The verbs of stories for files and documents: names stand for the files, the specimen for what is written."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath

from desktop.casework import attachments
from desktop.casework.acting import BadInput
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, issuing, reading
from desktop.casework.documents.rows import DocumentRow, Opened, Saved
from desktop.casework.documents.sample_drafts import sample_content
from desktop.casework.dossier import load_case
from desktop.casework.rows import Done, Outcome
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.vocabulary import Refusal


def attach(desk: Desk, case_id: int, entry: Entry, *, files: Sequence[str], material: str = "") -> Outcome:
    """Hang files on the case; the same name stands for the same content."""
    arrivals = [
        Arrival(name, PurePath(name).suffix.lstrip("."), sha256(name.encode()).hexdigest(), len(name), kind=material)
        for name in files
    ]
    return attachments.attach(desk, case_id, entry, arrivals)


def detach(desk: Desk, case_id: int, entry: Entry, *, files: Sequence[str]) -> Outcome:
    """Take files off the case by their names."""
    with desk.reading() as session:
        hung = [row.id for row in attachments.kept(session, case_id) if row.name in files]
    return attachments.detach(desk, case_id, entry, hung)


def write_document(desk: Desk, case_id: int, entry: Entry, *, kind: str, lacking: Sequence[str] = ()) -> Outcome:
    """Open the case's draft and write the specimen into it, without the fields it is `lacking`."""
    return _write(desk, case_id, entry, kind, lacking, "")


def correct_document(
    desk: Desk, case_id: int, entry: Entry, *, kind: str, reason: str, lacking: Sequence[str] = ()
) -> Outcome:
    """Write the next version of what was issued, saying why (D-07); BadInput when nothing was issued."""
    known = reading.current(desk, case_id, kind)
    if known is None or known.state != "issued":
        raise BadInput("没有已签发的文书可更正")
    return _write(desk, case_id, entry, kind, lacking, reason)


def _write(desk: Desk, case_id: int, entry: Entry, kind: str, lacking: Sequence[str], reason: str) -> Outcome:
    opened = drafts.open_draft(desk, case_id, entry, kind=kind, reason=reason)
    if not isinstance(opened, Opened):
        return opened
    begun = reading.document(desk, opened.document_id)
    content = _without(sample_content(kind, begun.content), lacking)
    saved = drafts.save_draft(desk, begun.id, entry, content=content, revision=begun.revision)
    if isinstance(saved, Saved):
        with desk.reading() as session:
            return Done(case_id, 0, load_case(session, case_id).number)
    if isinstance(saved, Refusal):
        return saved
    raise BadInput(f"{saved.person} 同时改了这份草稿")


def _without(content: Content, lacking: Sequence[str]) -> dict[str, object]:
    unknown = [name for name in lacking if name not in content]
    if unknown:
        raise BadInput(f"样稿没有 {unknown[0]} 这一栏")
    return {name: value for name, value in content.items() if name not in lacking}


def issue_document(desk: Desk, case_id: int, entry: Entry, *, kind: str) -> Outcome:
    """Issue the report that stands in the draft (MD-07, ND-04, D-07)."""
    row = _written(desk, case_id, kind)
    ticket = issuing.reserve(desk, row.id, entry)
    if isinstance(ticket, Refusal):
        return ticket
    return issuing.issue(desk, row.id, entry, revision=ticket.revision)


def deliver_document(desk: Desk, case_id: int, entry: Entry, *, channel: str, received_by: str) -> Outcome:
    """Send the guidance that stands in the draft, to whom and how (MD-08)."""
    row = _written(desk, case_id, "guidance")
    ticket = issuing.reserve(desk, row.id, entry)
    if isinstance(ticket, Refusal):
        return ticket
    return issuing.send_guidance(
        desk, row.id, entry, revision=ticket.revision, channel=channel, received_by=received_by
    )  # fmt: skip


def _written(desk: Desk, case_id: int, kind: str) -> DocumentRow:
    row = reading.current(desk, case_id, kind)
    if row is None:
        raise BadInput("还没有写这份文书")
    return row
