"""The carrier's feed: its cursor, what it brought, what goes back, and the log of every exchange."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import ident, index, json, moment, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0010_carrier_feed"
down_revision = "0009_attachments"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)
_OUTCOMES = "outcome IN ('opened', 'present', 'refused', 'waiting', 'settled')"

sa.Table("carrier", _METADATA, ident())
sa.Table("case_file", _METADATA, ident())
_NEW = (
    sa.Table(
        "carrier_feed", _METADATA,
        ident(), refers("carrier_id", "carrier"), text("cursor"), moment("next_at", null=True),
        moment("tried_at", null=True), moment("spoke_at", null=True), number("failures"), text("failure"),
        sa.UniqueConstraint("carrier_id"),
    ),
    sa.Table(
        "feed_application", _METADATA,
        ident(), refers("carrier_id", "carrier"), text("key"), text("request_no"), text("sha256"), text("source"),
        text("outcome"), refers("case_id", "case_file", null=True), json("reasons"), text("payload"),
        moment("received_at"), moment("settled_at", null=True), text("settled_by"), text("note"),
        sa.UniqueConstraint("carrier_id", "key"), sa.CheckConstraint(_OUTCOMES, name="outcome"),
        index("ix_feed_application_case_id", "case_id"),
        index("ix_feed_application_open", "carrier_id", "id", where="outcome IN ('refused', 'waiting')"),
    ),
    sa.Table(
        "feed_message", _METADATA,
        ident(), refers("carrier_id", "carrier"), refers("case_id", "case_file", null=True), number("seq"),
        text("kind"), text("key"), json("body"), text("state"), text("failure"), moment("created_at"),
        moment("sent_at", null=True),
        sa.UniqueConstraint("case_id", "seq"), sa.UniqueConstraint("key"),
        sa.CheckConstraint("kind IN ('answer', 'status', 'document')", name="kind"),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'refused', 'settled')", name="state"),
        index("ix_feed_message_waiting", "carrier_id", "id", where="state = 'waiting'"),
        index("ix_feed_message_refused", "carrier_id", "id", where="state = 'refused'"),
    ),
    sa.Table(
        "feed_exchange", _METADATA,
        ident(), refers("carrier_id", "carrier"), moment("at"), text("what"), number("status"), text("sent_sha256"),
        text("answer_sha256"), number("pieces"), number("milliseconds"), text("failure"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Four new tables; the guard of the log is made with the others after every upgrade."""
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)
