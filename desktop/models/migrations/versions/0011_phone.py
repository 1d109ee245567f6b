"""The phone doctors, their duty roster, and an index to find who calls by a contact's number."""

import sqlalchemy as sa
from alembic import op

from desktop.models.migrations.foundation.columns import flag, ident, index, json, moment, number, refers, text
from desktop.models.migrations.foundation.columns import metadata as foundation

revision = "0011_phone"
down_revision = "0010_carrier_feed"
branch_labels = None
depends_on = None

_METADATA = sa.MetaData(naming_convention=foundation.naming_convention)
_NEW = (
    sa.Table(
        "phone_doctor", _METADATA,
        ident(), text("name"), text("title"), text("hospital"), text("hospital_grade"), flag("public"),
        flag("general_practitioner"), number("clinical_months"), json("departments"), text("phone"), flag("active"),
        number("version"), sa.UniqueConstraint("name", "hospital"),
        sa.CheckConstraint("clinical_months >= 0", name="months"),
    ),
    sa.Table(
        "phone_duty", _METADATA,
        ident(), refers("doctor_id", "phone_doctor"), moment("starts_at"), moment("ends_at"), text("department"),
        text("kind"), number("call_back_minutes"), number("version"),
        sa.CheckConstraint("starts_at < ends_at", name="span"),
        sa.CheckConstraint("kind IN ('duty', 'on_call')", name="kind"),
        sa.CheckConstraint("(kind = 'on_call') = (call_back_minutes > 0)", name="minutes"),
        index("ix_phone_duty_starts_at", "starts_at", "ends_at"), index("ix_phone_duty_doctor_id", "doctor_id"),
    ),
)  # fmt: skip


def upgrade() -> None:
    """Make room for doctors and duties."""
    _METADATA.create_all(op.get_bind(), tables=_NEW, checkfirst=False)
    op.create_index("ix_contact_phone", "contact", ["phone"])
