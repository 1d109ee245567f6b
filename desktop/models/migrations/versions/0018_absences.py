"""When people of the desk are not there."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import day, flag, ident, index, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0018_absences"
down_revision = "0017_settlement_prices"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

sa.Table("desk_user", _METADATA, ident())
_NEW = sa.Table(
    "absence", _METADATA,
    ident(), refers("user_id", "desk_user"), day("start"), day("end"), text("reason"), flag("dropped"),
    sa.CheckConstraint('start <= "end"', name="span"),
    index("ix_absence_user_id", "user_id"),
)  # fmt: skip


def upgrade() -> None:
    """Make room for absences."""
    _METADATA.create_all(op.get_bind(), tables=[_NEW], checkfirst=False)
