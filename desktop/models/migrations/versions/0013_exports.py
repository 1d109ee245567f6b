"""The list of exports."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import flag, ident, index, json, moment, number, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0013_exports"
down_revision = "0012_gateways"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

_NEW = (
    sa.Table(
        "export_log", _METADATA,
        ident(), moment("at"), text("person"), text("kind"), text("title"), json("filters"), number("rows"),
        text("sha256"), text("file_name"), flag("unmasked"), text("purpose"), text("program"), text("seal"),
        sa.CheckConstraint("NOT unmasked OR purpose <> ''", name="purpose"),
        index("ix_export_log_at", "at"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """One new table."""
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)
