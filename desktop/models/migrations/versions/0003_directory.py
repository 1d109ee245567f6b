"""Hospitals and departments become a directory: short names, searchable pinyin, address, source, verified or not."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003_directory"
down_revision = "0002_queue_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns at the end of the two tables."""
    for table, columns in (("hospital", _hospital()), ("department", _department())):
        for column in columns:
            op.add_column(table, column)


def _hospital() -> Iterator[sa.Column[object]]:
    yield _names("aliases")
    yield from (_text(name) for name in ("name_key", "district", "address", "phone", "source"))
    yield _flag("verified", sa.false())
    yield _flag("active", sa.true())


def _department() -> Iterator[sa.Column[object]]:
    yield _text("parent")
    yield _names("aliases")
    yield _text("name_key")
    yield _flag("common", sa.false())


def _names(name: str) -> sa.Column[object]:
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    return sa.Column(name, kind, nullable=False, server_default=sa.text("'[]'"))


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _flag(name: str, usual: sa.ColumnElement[bool]) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=usual)
