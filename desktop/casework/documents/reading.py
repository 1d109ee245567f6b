"""Documents as they are read: one with everything its editor shows, its versions, and what differs between texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.documents.rows import DocumentRow, SnapshotRow, TextOf, VersionRow
from desktop.casework.dossier import load_case
from desktop.casework.paperwork import PROVIDER
from desktop.handbook.documents import FORMS
from desktop.handbook.documents.differences import Difference, differences
from desktop.handbook.documents.gaps import gaps, rail
from desktop.handbook.documents.vocabulary import Content, Form
from desktop.handbook.voiding import voided
from desktop.models.tables import Case, Document, DocumentSnapshot

STATE_TITLES: Mapping[str, str] = {"draft": "草稿", "issued": "正式", "dropped": "已放弃"}


def document(desk: Desk, document_id: int) -> DocumentRow:
    """One document; BadInput when there is none of this id."""
    with desk.reading() as session:
        return document_row(session, _found(session, document_id))


def current(desk: Desk, case_id: int, kind: str) -> DocumentRow | None:
    """What a case's page opens: the draft when there is one, else the newest issued version, else None."""
    with desk.reading() as session:
        wanted = select(Document).where(Document.case_id == case_id, Document.kind == kind, Document.state != "dropped")
        found = sorted(session.scalars(wanted), key=lambda row: (row.state == "draft", row.version))
        return document_row(session, found[-1]) if found else None


def versions(desk: Desk, case_id: int, kind: str) -> tuple[VersionRow, ...]:
    """Every version of a case's document with its snapshots, newest first."""
    with desk.reading() as session:
        return _versions(session, load_case(session, case_id), kind)


def text_differences(desk: Desk, one: TextOf, other: TextOf) -> tuple[Difference, ...]:
    """What changed from one text to another of the same form: versions, drafts and snapshots alike."""
    with desk.reading() as session:
        (form, before), (kind, after) = _text(session, one), _text(session, other)
        if form is not kind:
            raise BadInput("两份文字不是同一种文书，不能比较")
        return differences(form, before, after)


def content_of(desk: Desk, text: TextOf) -> Mapping[str, Any]:
    """What a document or a snapshot says."""
    with desk.reading() as session:
        return _text(session, text)[1]


def content_print(content: Content) -> str:
    """SHA-256 of a content in hex: the same for the same content, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def document_row(session: Session, row: Document) -> DocumentRow:
    """A stored document as its frozen row."""
    form, case = FORMS[row.kind], load_case(session, row.case_id)
    return DocumentRow(
        id=row.id, case_id=row.case_id, case_number=case.number, form=form, version=row.version, state=row.state,
        number=row.number, revision=row.revision, content=row.content, shown=_shown(form, row),
        gaps=gaps(form, row.content), rail=rail(form, row.content), versions=_versions(session, case, row.kind),
        created_at=row.created_at, created_by=row.created_by, updated_at=row.updated_at, updated_by=row.updated_by,
        issued_at=row.issued_at, issued_by=row.issued_by, content_sha256=row.content_sha256,
        pdf_sha256=row.pdf_sha256, replaces=row.replaces.version if row.replaces else 0, reason=row.reason,
    )  # fmt: skip


def body_mass_index(content: Content) -> str:
    """kg/m² to one decimal from height (cm) and weight (kg); "" when either is missing."""
    height, weight = content.get("height"), content.get("weight")
    if not isinstance(height, (int, float)) or not isinstance(weight, (int, float)) or not height:
        return ""
    return f"{weight / (height / 100) ** 2:.1f}"


def _shown(form: Form, row: Document) -> dict[str, str]:
    issued = row.issued_at.date().isoformat() if row.issued_at else ""
    values = {
        "number": row.number, "provider": PROVIDER.name, "version": f"第 {row.version} 版（{STATE_TITLES[row.state]}）",
        "issued_on": issued, "pages": "", "bmi": body_mass_index(row.content),
    }  # fmt: skip
    return {field.name: values[field.name] for _, field in form.fields() if not field.stored}


def _found(session: Session, document_id: int) -> Document:
    row = session.get(Document, document_id)
    if row is None:
        raise BadInput("没有这份文书")
    return row


def _text(session: Session, text: TextOf) -> tuple[Form, Content]:
    if not text.snapshot:
        row = _found(session, text.id)
        return FORMS[row.kind], row.content
    kept = session.get(DocumentSnapshot, text.id)
    if kept is None:
        raise BadInput("没有这份留存的文字")
    return FORMS[_found(session, kept.document_id).kind], kept.content


def _versions(session: Session, case: Case, kind: str) -> tuple[VersionRow, ...]:
    wanted = select(Document).where(Document.case_id == case.id, Document.kind == kind)
    rows = session.scalars(wanted.order_by(Document.id.desc())).all()
    kept = select(DocumentSnapshot).where(DocumentSnapshot.document_id.in_([row.id for row in rows]))
    snapshots = session.scalars(kept.order_by(DocumentSnapshot.id.desc())).all()
    voided = voided_documents(case)
    return tuple(_version(row, row.id in voided, snapshots) for row in rows)


def _version(row: Document, voided: bool, snapshots: Sequence[DocumentSnapshot]) -> VersionRow:
    at, person = (row.issued_at, row.issued_by) if row.issued_at else (row.updated_at, row.updated_by)
    own = tuple(snapshot_row(one) for one in snapshots if one.document_id == row.id)
    return VersionRow(
        row.id, row.version, row.state, row.number, at, person, row.reason, row.replaces.version if row.replaces else 0,
        row.content_sha256, row.pdf_sha256, voided, own,
    )  # fmt: skip


def snapshot_row(kept: DocumentSnapshot) -> SnapshotRow:
    """A stored snapshot as its frozen row."""
    return SnapshotRow(kept.id, kept.document_id, kept.at, kept.person, kept.note)


def voided_documents(case: Case) -> frozenset[int]:
    """The documents whose record of issue was voided (D-09)."""
    void = voided(case.records)
    return frozenset(_documents(record.details for record in case.records if record.seq in void))


def _documents(details: Iterable[Mapping[str, Any]]) -> Iterable[int]:
    return (one["document"] for one in details if "document" in one)
