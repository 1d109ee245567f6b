"""Versions of a year's calendar: who let it take effect, when, and from what (T-05)."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import flag, ident, moment, number, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0014_calendars"
down_revision = "0013_exports"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)
_VERSION = sa.Table(
    "calendar_version", _METADATA,
    ident(), number("year"), number("number"), moment("published_at"), text("person"), text("origin"),
    text("source"), text("words"), flag("estimated"),
    sa.UniqueConstraint("year", "number"),
    sa.UniqueConstraint("year", "published_at"),
    sa.CheckConstraint("origin IN ('notice', 'file', 'day', 'restored')", name="origin"),
)  # fmt: skip


def upgrade() -> None:
    """One new table; days published before it have no version and stay in force."""
    _METADATA.create_all(op.get_bind(), tables=[_VERSION], checkfirst=False)
