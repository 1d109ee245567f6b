"""Wider indexes, so that queues of a million cases are counted, filtered and sorted without reading the cases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002_queue_indexes"
down_revision = "0001_foundation"
branch_labels = None
depends_on = None

_COUNTED = ("holder", "stage", "hospital", "next_kind", "next_due_at", "number", "opened_at")
_OPEN, _DONE = ("is_open", "is_open = 1"), ("NOT is_open", "is_open = 0")
_INDEXES = {
    "ix_case_file_service_due": (("service", "due_key", "id", "owner_id", *_COUNTED), _OPEN),
    "ix_case_file_owner_due": (("owner_id", "due_key", "id", "service", *_COUNTED), _OPEN),
    "ix_case_file_due": (("due_key", "id", "service", "owner_id", *_COUNTED), _OPEN),
    "ix_case_file_service_all": (("service", "due_key", "id", "owner_id"), None),
    "ix_case_file_service_done": (("service", "due_key", "id", "owner_id", "stage"), _DONE),
}


def upgrade() -> None:
    """Replace the three indexes of open cases, and add those of all and of finished cases."""
    for name in ("ix_case_file_service_due", "ix_case_file_owner_due", "ix_case_file_due"):
        op.drop_index(name, "case_file")
    for name, (columns, where) in _INDEXES.items():
        partial = {} if where is None else _conditions(*where)
        op.create_index(name, "case_file", list(columns), **partial)


def _conditions(postgresql: str, sqlite: str) -> dict[str, Any]:
    return {"postgresql_where": sa.text(postgresql), "sqlite_where": sa.text(sqlite)}
