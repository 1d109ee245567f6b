"""Exemptions are asked for, wait, and are approved or refused by another person (GC-17, D-05)."""

import sqlalchemy as sa
from alembic import op

from desktop.models.types import Moment

revision = "0005_exemption_requests"
down_revision = "0004_roster"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the request's state, who decided it when and why, and the case it came from; what is there was approved."""
    op.add_column("exemption", sa.Column("state", sa.Text(), nullable=False, server_default="approved"))
    op.add_column("exemption", sa.Column("decided_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("exemption", sa.Column("decided_at", Moment(), nullable=True))
    op.add_column("exemption", sa.Column("opinion", sa.Text(), nullable=False, server_default=""))
    op.add_column("exemption", sa.Column("origin_id", sa.BigInteger(), nullable=True))
