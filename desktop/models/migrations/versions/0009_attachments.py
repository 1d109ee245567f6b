"""Attachments say what they are and which record brought them; their contents may lie in the database."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import day, json, number, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0009_attachments"
down_revision = "0008_documents"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)
_NEW = (
    sa.Table("content", _METADATA, text("sha256", primary=True), number("size")),
    sa.Table(
        "content_chunk", _METADATA,
        sa.Column("sha256", sa.Text(), sa.ForeignKey("content.sha256"), primary_key=True),
        sa.Column("place", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Widen attachments by plain columns, and make room for contents."""
    words, nothing, empty_object = sa.text("''"), sa.text("0"), sa.text("'{}'")
    columns: tuple[sa.Column[Any], ...] = (
        _filled(text("media"), words), sa.Column("record_seq", sa.BigInteger(), nullable=True),
        sa.Column("removed_seq", sa.BigInteger(), nullable=True), _filled(text("study"), words),
        _filled(text("series"), words), sa.Column("instance", sa.BigInteger(), nullable=True),
        _filled(text("modality"), words), day("taken_on", null=True), _filled(number("pages"), nothing),
        _filled(number("width"), nothing), _filled(number("height"), nothing), _filled(text("thumbnail"), words),
        _filled(json("details"), empty_object),
    )  # fmt: skip
    for column in columns:
        op.add_column("attachment", column)
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)


def _filled(column: sa.Column[Any], default: sa.TextClause) -> sa.Column[Any]:
    return sa.Column(column.name, column.type, nullable=False, server_default=default)
