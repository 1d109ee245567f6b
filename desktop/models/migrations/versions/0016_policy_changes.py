"""When a policy last changed by the carrier's word, so that older news does not undo newer."""

import sqlalchemy as sa
from alembic import op

revision = "0016_policy_changes"
down_revision = "0015_aftercare"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room."""
    op.add_column("policy", sa.Column("changed_on", sa.Date(), nullable=True))
