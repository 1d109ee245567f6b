"""What waits on a case beyond its service: call-backs, complaints, causes of missed clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0015_aftercare"
down_revision = "0014_calendars"
branch_labels = None
depends_on = None

_WAITING = sa.text("follow_ups <> ''")


def upgrade() -> None:
    """Make room; a case says what waits with its next record."""
    op.add_column("case_file", sa.Column("follow_ups", sa.Text(), nullable=True))
    columns = ["owner_id", "service", "due_key", "id"]
    op.create_index("ix_case_file_follow_ups", "case_file", columns, postgresql_where=_WAITING, sqlite_where=_WAITING)
