"""Written documents of a case: drafts, issued versions that never change, and what a draft was at some moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.models.tables.base import Base, Id, JsonObject, partial_index, reference
from desktop.models.tables.cases import Case


class Document(Base):
    """A version of a case's document, at most one of a kind as a draft; once issued, triggers refuse any change (D-07).

    `number` is that of the document through all its versions, "" before it has one. `revision` counts what was saved.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("kind IN ('mdt', 'nodule', 'guidance')", name="kind"),
        CheckConstraint("state IN ('draft', 'issued', 'dropped')", name="state"),
        CheckConstraint("state <> 'issued' OR (number <> '' AND issued_at IS NOT NULL)", name="issue"),
        partial_index("uq_document_draft", "case_id", "kind", where="state = 'draft'", unique=True),
        partial_index("uq_document_version", "case_id", "kind", "version", where="state = 'issued'", unique=True),
    )
    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(reference("case_file"), index=True)
    kind: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    content: Mapped[JsonObject]
    number: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[int | None] = mapped_column(reference("document"))
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[str] = mapped_column(default="")
    content_sha256: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    case: Mapped[Case] = relationship()
    replaces: Mapped[Document | None] = relationship(remote_side="Document.id")
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class DocumentSnapshot(Base):
    """What a document said at some moment, kept on purpose or before another desk's text took its place."""

    __tablename__ = "document_snapshot"
    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(reference("document"), index=True)
    at: Mapped[datetime]
    person: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    content: Mapped[JsonObject]
