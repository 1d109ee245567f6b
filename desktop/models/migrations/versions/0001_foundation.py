"""The first tables, with the triggers and constraints that hold the rules two desks could break at once."""

from alembic import op

from desktop.models.migrations.foundation import GUARDS, metadata

revision = "0001_foundation"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything in an empty database."""
    connection = op.get_bind()
    metadata.create_all(connection, checkfirst=False)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
