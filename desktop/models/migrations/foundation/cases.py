"""Cases and what hangs on them in the first migration, frozen."""

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
    "case_file", metadata,
    ident(), text("number"), refers("carrier_id", "carrier"), refers("policy_id", "policy"),
    refers("person_id", "person"), text("item"), text("service"), flag("limited"),
    refers("plan_version_id", "plan_version"), text("entrance"), text("request_no", null=True),
    refers("stay_id", "case_file", null=True), moment("opened_at"), moment("accepted_at", null=True),
    json("details"), text("delivered_by"), refers("owner_id", "desk_user", null=True),
    moment("owned_since", null=True), flag("is_open"), text("stage"), text("next_step"), text("next_clock"),
    flag("next_state_done", null=True), moment("next_started_at", null=True), moment("next_due_at", null=True),
    moment("due_key"), text("next_kind"), text("next_unit"), flag("next_provisional"), text("next_note"),
    text("holder"), moment("holder_since", null=True), moment("holder_until", null=True), flag("locked"),
    text("right_state"), text("request_text"), text("hospital"), text("department"),
    moment("closed_at", null=True), text("finished"), number("version"),
    sa.CheckConstraint("right_state IN ('none', 'reserved', 'used', 'returned')", name="right_state"),
    sa.UniqueConstraint("number"),
    index("ix_case_file_due", "due_key", "id", where="is_open", sqlite_where="is_open = 1"),
    index("ix_case_file_owner_due", "owner_id", "due_key", "id", where="is_open", sqlite_where="is_open = 1"),
    index("ix_case_file_person_id", "person_id"),
    index("ix_case_file_policy_id", "policy_id"),
    index("ix_case_file_service_due", "service", "due_key", "id", where="is_open", sqlite_where="is_open = 1"),
    index("ix_case_file_stay_id", "stay_id"),
    index("uq_case_file_open_item", "policy_id", "item",
        where="is_open AND limited", sqlite_where="is_open = 1 AND limited = 1", unique=True),
    index("uq_case_file_request", "carrier_id", "request_no", where="request_no IS NOT NULL", unique=True),
)  # fmt: skip

sa.Table(
    "record", metadata,
    ident(), refers("case_id", "case_file"), number("seq"), text("verb"), moment("happened_at"),
    moment("entered_at"), refers("user_id", "desk_user", null=True), text("person"), json("details"),
    text("text"), text("rules"), text("command_id", null=True),
    sa.UniqueConstraint("case_id", "seq"),
    sa.UniqueConstraint("command_id"),
)  # fmt: skip

sa.Table(
    "note", metadata,
    ident(), refers("case_id", "case_file"), moment("at"), text("person"), text("text"),
    index("ix_note_case_id", "case_id"),
)  # fmt: skip

sa.Table(
    "attachment", metadata,
    ident(), refers("case_id", "case_file"), text("name"), text("sha256"), number("size"), text("kind"),
    moment("added_at"), text("added_by"),
    index("ix_attachment_case_id", "case_id"),
    index("ix_attachment_sha256", "sha256"),
)  # fmt: skip

sa.Table(
    "message", metadata,
    ident(), refers("case_id", "case_file"), text("purpose"), text("channel"), text("body"), text("state"),
    moment("visit_at", null=True), moment("sent_at", null=True), text("sent_by"),
    index("ix_message_case_id", "case_id"),
)  # fmt: skip

sa.Table(
    "entitlement_use", metadata,
    ident(), refers("policy_id", "policy"), text("quota"), number("use_no"), refers("case_id", "case_file"),
    text("state"),
    sa.CheckConstraint("state IN ('reserved', 'used', 'returned')", name="state"),
    sa.CheckConstraint("use_no >= 1", name="use_no"),
    index("ix_entitlement_use_case_id", "case_id"),
    index("ix_entitlement_use_policy_id", "policy_id"),
    index("uq_entitlement_use_live", "policy_id", "quota", "use_no",
        where="state IN ('reserved', 'used')", unique=True),
)  # fmt: skip

sa.Table(
    "consent", metadata,
    ident(), refers("person_id", "person"), refers("case_id", "case_file", null=True), text("version"),
    text("channel"), moment("given_at"),
    index("ix_consent_case_id", "case_id"),
    index("ix_consent_person_id", "person_id"),
)  # fmt: skip

sa.Table(
    "exemption", metadata,
    ident(), text("reason"), text("asked_by"), text("approved_by"), refers("case_id", "case_file", null=True),
    text("hospital"), text("department"), day("start", null=True), day("end", null=True), moment("created_at"),
    sa.CheckConstraint("asked_by <> approved_by", name="two_people"),
    index("ix_exemption_case_id", "case_id"),
)  # fmt: skip

sa.Table(
    "audit_entry", metadata,
    ident(), moment("at"), text("person"), text("action"), refers("case_id", "case_file", null=True),
    text("subject"), json("before", null=True), json("after", null=True), text("digest"),
    text("previous_digest"),
    index("ix_audit_entry_case_id", "case_id"),
)  # fmt: skip
