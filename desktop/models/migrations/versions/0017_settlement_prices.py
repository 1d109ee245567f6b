"""Settlement prices of each carrier's services, with dates of effect."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import day, ident, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0017_settlement_prices"
down_revision = "0016_policy_changes"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

sa.Table("carrier", _METADATA, ident())
_NEW = sa.Table(
    "settlement_price", _METADATA,
    ident(), refers("carrier_id", "carrier"), text("item"), number("fen"), number("tax"), day("effective_from"),
    sa.UniqueConstraint("carrier_id", "item", "effective_from"),
    sa.CheckConstraint("fen >= 0 AND tax >= 0", name="amounts"),
)  # fmt: skip


def upgrade() -> None:
    """Make room for the prices."""
    _METADATA.create_all(op.get_bind(), tables=[_NEW], checkfirst=False)
