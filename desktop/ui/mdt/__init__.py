"""The workspace of a consultation: materials, plan and experts, the report as it is written, and its issue."""
