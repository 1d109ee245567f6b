"""Hospitals, experts, escorts and jobs of the first migration, frozen."""

import sqlalchemy as sa

from desktop.models.migrations.foundation.columns import (
    flag,
    ident,
    index,
    json,
    metadata,
    moment,
    number,
    refers,
    text,
)

sa.Table(
    "hospital", metadata,
    ident(), text("name"), text("city"), text("grade"), flag("public"), number("buffer_before_min"),
    number("buffer_after_min"), flag("needs_original_id"), number("version"),
    sa.UniqueConstraint("name"),
)  # fmt: skip

sa.Table(
    "department", metadata,
    ident(), text("code"), text("name"),
    sa.UniqueConstraint("code"),
)  # fmt: skip

sa.Table(
    "expert", metadata,
    ident(), text("name"), refers("hospital_id", "hospital"), text("title"), text("specialty"), text("city"),
    index("ix_expert_hospital_id", "hospital_id"),
)  # fmt: skip

sa.Table(
    "escort", metadata,
    ident(), text("name"), text("phone"), json("cities"), flag("active"), number("version"),
    sa.UniqueConstraint("name"),
)  # fmt: skip

sa.Table(
    "job", metadata,
    ident(), refers("escort_id", "escort"), refers("case_id", "case_file"), text("occasion"),
    moment("starts_at"), moment("ends_at"), moment("blocked_from"), moment("blocked_to"), flag("forced"),
    text("reason"), flag("cancelled"), moment("actual_from", null=True), moment("actual_to", null=True),
    number("version"),
    sa.CheckConstraint("occasion IN ('outpatient', 'admission', 'discharge', 'visit')", name="occasion"),
    sa.CheckConstraint("blocked_from <= starts_at AND starts_at < ends_at AND ends_at <= blocked_to", name="span"),
    sa.CheckConstraint("NOT forced OR reason <> ''", name="forced_reason"),
    index("ix_job_case_id", "case_id"),
    index("ix_job_escort_id_blocked_from", "escort_id", "blocked_from"),
)  # fmt: skip
