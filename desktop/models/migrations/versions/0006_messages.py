"""Texts to the customer with template, phone, state and proof; one of a purpose for one visit."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation import columns
from desktop.models.migrations.foundation.columns import ident, index, json, moment, number, refers, text

revision = "0006_messages"
down_revision = "0005_exemption_requests"
branch_labels = None
depends_on = None

_KEPT = """
    INSERT INTO message (id, case_id, purpose, visit_at, channel, template, variables, body, to_phone, segments, state,
                         failure, proof, gateway_no, created_at, created_by, settled_at, settled_by, version)
    SELECT id, case_id, purpose, visit_at, channel, '', '{}', body, '', 1,
           CASE WHEN sent_at IS NULL THEN 'draft' ELSE 'manual' END, '', '', '',
           COALESCE(sent_at, (SELECT opened_at FROM case_file WHERE case_file.id = message_kept.case_id)), sent_by,
           sent_at, sent_by, 1
    FROM message_kept
"""
_SEQUENCE = """
    SELECT setval(pg_get_serial_sequence('message', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM message), false)
"""


def upgrade() -> None:
    """Make the table anew, carry its rows over, and index the visits ahead."""
    op.execute("CREATE TABLE message_kept AS SELECT * FROM message")
    op.drop_table("message")
    _make()
    op.execute(_KEPT)
    op.drop_table("message_kept")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_SEQUENCE)
    op.create_index(
        "ix_case_file_visit", "case_file", ["holder_until", "stage", "owner_id", "id"],
        postgresql_where=sa.text("is_open AND holder_until IS NOT NULL"),
        sqlite_where=sa.text("is_open = 1 AND holder_until IS NOT NULL"),
    )  # fmt: skip


def _make() -> None:
    metadata = sa.MetaData(naming_convention=columns.metadata.naming_convention)
    sa.Table("case_file", metadata, ident())
    made = sa.Table(
        "message", metadata,
        ident(), refers("case_id", "case_file"), text("purpose"), sa.Column("booking", sa.BigInteger()),
        moment("visit_at", null=True), text("channel"), text("template"), json("variables"), text("body"),
        text("to_phone"), number("segments"), text("state"), text("failure"), text("proof"), text("gateway_no"),
        moment("created_at"), text("created_by"), moment("queued_at", null=True), moment("submitted_at", null=True),
        moment("settled_at", null=True), text("settled_by"), sa.Column("record_seq", sa.BigInteger()),
        number("version"),
        sa.CheckConstraint(
            "state IN ('draft', 'queued', 'submitted', 'delivered', 'manual', 'failed', 'withdrawn')", name="state"
        ),
        index("ix_message_case_id", "case_id"),
        index("uq_message_purpose", "case_id", "purpose", "booking", unique=True,
              where="booking IS NOT NULL AND state NOT IN ('failed', 'withdrawn')"),
        index("ix_message_waiting", "state", "id", where="state IN ('queued', 'submitted')"),
    )  # fmt: skip
    made.create(op.get_bind())
