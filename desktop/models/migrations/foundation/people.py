"""Carriers, people, policies and the desk's own tables of the first migration, frozen."""

import sqlalchemy as sa

from desktop.models.migrations.foundation.columns import (
    day,
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
    "carrier", metadata,
    ident(), text("code"), text("name"), json("column_mapping"),
    sa.UniqueConstraint("code"),
)  # fmt: skip

sa.Table(
    "desk_user", metadata,
    ident(), text("login"), text("name"), text("role"), flag("active"),
    sa.UniqueConstraint("login"),
    sa.UniqueConstraint("name"),
)  # fmt: skip

sa.Table(
    "person", metadata,
    ident(), text("name"), text("name_key"), text("sex"), day("birth_date", null=True), text("id_type"),
    text("id_number", null=True), text("phone"), text("id_last4"), text("phone_last4"), number("version"),
    index("ix_person_id_last4", "id_last4"),
    index("ix_person_name", "name"),
    index("ix_person_name_key", "name_key"),
    index("ix_person_phone_last4", "phone_last4"),
    index("uq_person_document", "id_type", "id_number", where="id_number IS NOT NULL", unique=True),
)  # fmt: skip

sa.Table(
    "contact", metadata,
    ident(), refers("person_id", "person"), text("role"), text("name"), text("phone"),
    index("ix_contact_person_id", "person_id"),
)  # fmt: skip

sa.Table(
    "plan_version", metadata,
    ident(), refers("carrier_id", "carrier"), text("name"), text("title"), day("effective_from"),
    day("effective_to", null=True), json("terms"),
    sa.UniqueConstraint("carrier_id", "name", "effective_from"),
)  # fmt: skip

sa.Table(
    "policy", metadata,
    ident(), refers("carrier_id", "carrier"), text("number"), text("plan_name"), day("start"), day("end"),
    text("status"), refers("holder_id", "person", null=True), refers("insured_id", "person"), text("relation"),
    number("version"),
    sa.UniqueConstraint("carrier_id", "number"),
    index("ix_policy_holder_id", "holder_id"),
    index("ix_policy_insured_id", "insured_id"),
    index("ix_policy_number", "number"),
)  # fmt: skip

sa.Table(
    "calendar_day", metadata,
    ident(), day("day"), text("kind"), text("name"), number("year"), moment("published_at"),
    sa.UniqueConstraint("day", "published_at"),
    sa.CheckConstraint("kind IN ('holiday', 'workday')", name="kind"),
    index("ix_calendar_day_year", "year"),
)  # fmt: skip

sa.Table(
    "setting", metadata,
    text("key", primary=True), json("value"),
)  # fmt: skip

sa.Table(
    "counter", metadata,
    text("name", primary=True), number("value"),
)  # fmt: skip

sa.Table(
    "command", metadata,
    text("command_id", primary=True), json("answer"), moment("at"),
)  # fmt: skip
