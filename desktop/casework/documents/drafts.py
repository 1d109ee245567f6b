"""Drafts of a case's documents: opened with what the case knows, saved while written on, dropped; nothing is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import Act, BadInput, Refused, ask, attempt, begin
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.case_values import CaseFile, case_file, known_values, latest_issued, opening_values
from desktop.casework.documents.fresh import brought_up
from desktop.casework.documents.rows import Opened, SaveConflict, Saved
from desktop.handbook import progress
from desktop.handbook.documents import FORMS
from desktop.handbook.documents.differences import differences
from desktop.handbook.documents.gaps import gaps, rail
from desktop.handbook.documents.values import WrongContent, clean
from desktop.handbook.documents.vocabulary import Content, Form
from desktop.handbook.vocabulary import Finding, Item, Refusal
from desktop.models.tables import Document, DocumentSnapshot

ITEMS = {"mdt": Item.MD, "guidance": Item.MD, "nodule": Item.ND}
"""Whose case a document belongs to."""


def open_draft(desk: Desk, case_id: int, entry: Entry, *, kind: str, reason: str = "") -> Opened | Refusal:
    """The case's draft of this document; made when there is none.

    A first draft begins with what the case knows. After an issue it is the next version, begins with the newest
    issued text and names it; `reason` says why (D-07). Refused on a closed case (D-08); BadInput for a document that
    does not belong to the case.
    """
    if kind not in FORMS:
        raise BadInput(f"没有文书「{kind}」")

    def work(session: Session) -> Opened:
        under_way = begin(session, desk, case_id, entry)
        if under_way.case.item is not ITEMS[kind]:
            raise BadInput(f"「{FORMS[kind].title}」不属于这件案件")
        ask(under_way, "note", {"text": kind})
        known = _draft_of(session, case_id, kind)
        if known is not None:
            return Opened(known.id, known.revision, False)
        made = _new_draft(under_way, FORMS[kind], reason)
        return Opened(made.id, made.revision, True)

    return attempt(desk, work)


def _draft_of(session: Session, case_id: int, kind: str) -> Document | None:
    wanted = select(Document).where(Document.case_id == case_id, Document.kind == kind, Document.state == "draft")
    return session.scalars(wanted).first()


def _new_draft(under_way: Act, form: Form, reason: str) -> Document:
    session, entry, now = under_way.session, under_way.entry, under_way.entered
    file = CaseFile(under_way.row, under_way.case, now, entry.person)
    before = latest_issued(session, under_way.row.id, form.kind)
    begun = unsigned(before.content) if before else opening_values(session, under_way.desk, form, file)
    row = Document(
        case_id=under_way.row.id, kind=form.kind, version=next_version(session, file, form.kind),
        content=brought_up(form, clean(form, begun), known_values(session, form, file)),
        number=before.number if before else "", replaces_id=before.id if before else None, reason=reason.strip(),
        created_at=now, created_by=entry.person, updated_at=now, updated_by=entry.person,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _audit(under_way.session, row, entry, "open_document", under_way.row.number)
    return row


def unsigned(content: Content) -> dict[str, Any]:
    """The content without its signatures: another version is signed again."""
    signing = ("signed", "signed_on", "signatures")
    return {name: value for name, value in content.items() if name not in signing}


def next_version(session: Session, file: CaseFile, kind: str) -> int:
    """The version after the newest issued one; for a report also after those that were issued without a document."""
    wanted = select(func.max(Document.version)).where(
        Document.case_id == file.row.id, Document.kind == kind, Document.state == "issued"
    )
    issued = session.scalar(wanted) or 0
    return max(issued, 0 if kind == "guidance" else file.facts.versions) + 1


def save_draft(
    desk: Desk, document_id: int, entry: Entry, *, content: Content, revision: int, over: bool = False
) -> Saved | SaveConflict | Refusal:
    """Keep the draft's content; the same content saves nothing.

    `revision` is the one the content was read with. When another desk saved meanwhile, SaveConflict holds both texts
    and nothing is written; saved again with `over` and the new revision, the other text is kept as a snapshot first.
    BadInput for a content that the form cannot hold, naming the field, and for a draft that was dropped.
    """

    def work(session: Session) -> Saved | SaveConflict:
        row = held_draft(session, document_id)
        file = case_file(session, desk, row.case_id, entry)
        refuse_when_closed(file)
        form = FORMS[row.kind]
        mine = typed(form, content, known_values(session, form, file))
        if mine == row.content:
            return _saved(row, form, changed=False)
        if row.revision != revision:
            return SaveConflict(row.id, row.revision, row.updated_by, row.updated_at, mine, row.content,
                                differences(form, row.content, mine))  # fmt: skip
        if over:
            snapshot(session, row, entry.person, file.now, f"{row.updated_by} 的文字，被 {entry.person} 替换前")
        write_content(session, row, mine, entry, file)
        return _saved(row, form, changed=True)

    return attempt(desk, work)


def _saved(row: Document, form: Form, *, changed: bool) -> Saved:
    return Saved(row.id, row.revision, row.updated_at, changed, gaps(form, row.content), rail(form, row.content))


def held_draft(session: Session, document_id: int) -> Document:
    """The draft, held until the transaction ends; raises Refused for an issued document, BadInput for another."""
    row = session.get(Document, document_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise BadInput("没有这份文书")
    if row.state == "issued":
        raise_refused("D-07", f"第 {row.version} 版已签发，不能再改；更正请出新版本")
    if row.state == "dropped":
        raise BadInput("这份草稿已放弃，请重新打开文书")
    return row


def typed(form: Form, content: Content, known: Content) -> dict[str, Any]:
    """What somebody typed as it is kept, with the case's values and fresh verdicts; BadInput for what no form holds."""
    try:
        return brought_up(form, clean(form, content), known)
    except WrongContent as fault:
        raise BadInput(str(fault)) from fault


def write_content(session: Session, row: Document, content: dict[str, Any], entry: Entry, file: CaseFile) -> None:
    """Put a new content in a draft's place."""
    row.content, row.updated_at, row.updated_by = content, file.now, entry.person
    session.flush()


def snapshot(session: Session, row: Document, person: str, at: datetime, note: str) -> DocumentSnapshot:
    """Keep what the document says now."""
    kept = DocumentSnapshot(document_id=row.id, at=at, person=person, note=note, content=row.content)
    session.add(kept)
    return kept


def drop_draft(desk: Desk, document_id: int, entry: Entry, *, reason: str = "") -> Opened | Refusal:
    """Give a draft up; its text and its snapshots stay readable, and the next draft begins anew."""

    def work(session: Session) -> Opened:
        row = held_draft(session, document_id)
        file = case_file(session, desk, row.case_id, entry)
        row.state, row.reason = "dropped", reason.strip() or row.reason
        row.updated_at, row.updated_by = file.now, entry.person
        session.flush()
        _audit(session, row, entry, "drop_document", file.row.number)
        return Opened(row.id, row.revision, False)

    return attempt(desk, work)


def _audit(session: Session, row: Document, entry: Entry, action: str, subject: str) -> None:
    after = {"document": row.id, "kind": row.kind, "version": row.version, "reason": row.reason}
    audit.record(session, at=row.updated_at, person=entry.person, action=action, case_id=row.case_id, subject=subject,
                 after=after)  # fmt: skip


def refuse_when_closed(file: CaseFile) -> None:
    """D-08: nothing is written on a case that is closed or cancelled."""
    given = {"text": "draft", "happened": file.now, "entered": file.now, "late_reason": ""}
    refusal = progress.refusal(file.case, "note", given)
    if refusal is not None:
        raise Refused(refusal)


def raise_refused(rule: str, sentence: str) -> NoReturn:
    """Leave the transaction with one finding."""
    raise Refused(Refusal((Finding(rule, sentence),)))
