"""The way out by gateway: dispatches of texts, templates a gateway knows, parcels on the road, and mails."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import ident, index, moment, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0012_gateways"
down_revision = "0011_phone"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)

sa.Table("case_file", _METADATA, ident())
sa.Table("message", _METADATA, ident())
sa.Table("document", _METADATA, ident())
_NEW = (
    sa.Table(
        "text_dispatch", _METADATA,
        ident(), refers("message_id", "message"), text("key"), text("out_id"), text("gateway"), text("state"),
        text("number"), text("failure"), number("tries"), moment("claimed_at"), moment("next_at"),
        sa.UniqueConstraint("message_id"), sa.UniqueConstraint("key"), sa.UniqueConstraint("out_id"),
        sa.CheckConstraint("state IN ('claimed', 'waiting', 'unknown', 'accepted', 'settled')", name="state"),
        index("ix_text_dispatch_open", "next_at", "id", where="state <> 'settled'"),
    ),
    sa.Table(
        "gateway_template", _METADATA,
        ident(), text("gateway"), text("code"), text("provider_id"), text("words_sha256"), text("state"),
        text("reason"), moment("checked_at", null=True),
        sa.UniqueConstraint("gateway", "code"),
        sa.CheckConstraint("state IN ('pending', 'approved', 'rejected')", name="state"),
    ),
    sa.Table(
        "parcel", _METADATA,
        ident(), refers("case_id", "case_file"), text("courier"), text("number"), text("way"), text("state"),
        text("words"), moment("said_at", null=True), text("failure"), number("tries"), moment("next_at"),
        moment("settled_at", null=True),
        sa.UniqueConstraint("case_id", "courier", "number"),
        sa.CheckConstraint("way IN ('in', 'out')", name="way"),
        sa.CheckConstraint("state IN ('new', 'moving', 'delivered', 'trouble', 'returned', 'unknown')", name="state"),
        index("ix_parcel_case_id", "case_id"),
        index("ix_parcel_open", "next_at", "id", where="settled_at IS NULL"),
    ),
    sa.Table(
        "mail_delivery", _METADATA,
        ident(), refers("case_id", "case_file"), refers("document_id", "document"), text("address"),
        text("message_no"), text("file_sha256"), text("sent_sha256"), text("state"), text("failure"),
        moment("begun_at"), moment("settled_at", null=True), text("person"), sa.Column("record_seq", sa.BigInteger()),
        sa.UniqueConstraint("message_no"),
        sa.CheckConstraint("state IN ('sending', 'sent', 'failed', 'unknown')", name="state"),
        index("ix_mail_delivery_case_id", "case_id"),
        index("uq_mail_delivery_live", "document_id", "address", unique=True,
              where="state IN ('sending', 'unknown')"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Four new tables."""
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)
