"""Experts become a directory: telephone, free hours, absences, searchable pinyin; one row a person and hospital."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import ident, index, json, moment, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0007_experts"
down_revision = "0006_messages"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

sa.Table("expert", _METADATA, ident())
_ABSENCE = sa.Table(
    "expert_absence", _METADATA,
    ident(), refers("expert_id", "expert"), moment("starts_at"), moment("ends_at"), text("reason"),
    sa.CheckConstraint("starts_at < ends_at", name="span"), index("ix_expert_absence_expert_id", "expert_id"),
)  # fmt: skip


def upgrade() -> None:
    """Widen experts by plain columns, which keeps every trigger, and add their absences."""
    words = sa.text("''")
    op.add_column("expert", sa.Column("phone", sa.Text(), nullable=False, server_default=words))
    op.add_column("expert", sa.Column("hours", json("hours").type, nullable=False, server_default=sa.text("'{}'")))
    for name in ("name_key", "note"):
        op.add_column("expert", sa.Column(name, sa.Text(), nullable=False, server_default=words))
    op.add_column("expert", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("expert", sa.Column("version", sa.BigInteger(), nullable=False, server_default="1"))
    op.create_index("uq_expert_name_hospital_id", "expert", ["name", "hospital_id"], unique=True)
    _METADATA.create_all(op.get_bind(), tables=[_ABSENCE], checkfirst=False)
