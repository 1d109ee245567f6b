"""Escorts' papers, leave, hours and languages, and the ways between hospitals."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import day, ident, index, json, moment, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0004_roster"
down_revision = "0003_directory"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)
_KINDS = "kind IN ('id_check', 'health_certificate', 'first_aid', 'training', 'insurance', 'no_record')"

sa.Table("escort", _METADATA, ident())
sa.Table("hospital", _METADATA, ident())
_NEW = (
    sa.Table(
        "escort_qualification", _METADATA,
        ident(), refers("escort_id", "escort"), text("kind"), day("valid_until", null=True),
        sa.UniqueConstraint("escort_id", "kind"), sa.CheckConstraint(_KINDS, name="kind"),
    ),
    sa.Table(
        "escort_leave", _METADATA,
        ident(), refers("escort_id", "escort"), moment("starts_at"), moment("ends_at"), text("reason"),
        sa.CheckConstraint("starts_at < ends_at", name="span"), index("ix_escort_leave_escort_id", "escort_id"),
    ),
    sa.Table(
        "travel", _METADATA,
        ident(), refers("from_id", "hospital"), refers("to_id", "hospital"), number("minutes"),
        sa.UniqueConstraint("from_id", "to_id"), sa.CheckConstraint("from_id < to_id", name="direction"),
        sa.CheckConstraint("minutes >= 0", name="minutes"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Widen escorts by plain columns, which keeps every trigger, and add what hangs on them."""
    words, empty_list, empty_object = sa.text("''"), sa.text("'[]'"), sa.text("'{}'")
    columns: tuple[sa.Column[Any], ...] = (
        _filled(text("sex"), words), _filled(json("languages"), empty_list), _filled(json("hours"), empty_object),
        sa.Column("reserve", sa.Boolean(), nullable=False, server_default=sa.false()), _filled(text("note"), words),
    )  # fmt: skip
    for column in columns:
        op.add_column("escort", column)
    op.create_index("ix_job_starts_at", "job", ["starts_at"])
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)


def _filled(column: sa.Column[Any], default: sa.TextClause) -> sa.Column[Any]:
    return sa.Column(column.name, column.type, nullable=False, server_default=default)
