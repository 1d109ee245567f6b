"""Written documents of a case with their versions and snapshots."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import ident, index, json, moment, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0008_documents"
down_revision = "0007_experts"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

sa.Table("case_file", _METADATA, ident())
_NEW = (
    sa.Table(
        "document", _METADATA,
        ident(), refers("case_id", "case_file"), text("kind"), number("version"), text("state"), json("content"),
        text("number"), refers("replaces_id", "document", null=True), text("reason"), moment("created_at"),
        text("created_by"), moment("updated_at"), text("updated_by"), moment("issued_at", null=True), text("issued_by"),
        text("content_sha256"), text("pdf_sha256"), number("revision"),
        sa.CheckConstraint("kind IN ('mdt', 'nodule', 'guidance')", name="kind"),
        sa.CheckConstraint("state IN ('draft', 'issued', 'dropped')", name="state"),
        sa.CheckConstraint("state <> 'issued' OR (number <> '' AND issued_at IS NOT NULL)", name="issue"),
        index("ix_document_case_id", "case_id"),
        index("uq_document_draft", "case_id", "kind", unique=True, where="state = 'draft'"),
        index("uq_document_version", "case_id", "kind", "version", unique=True, where="state = 'issued'"),
    ),
    sa.Table(
        "document_snapshot", _METADATA,
        ident(), refers("document_id", "document"), moment("at"), text("person"), text("note"), json("content"),
        index("ix_document_snapshot_document_id", "document_id"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Make both tables; their guard follows with all others."""
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)
