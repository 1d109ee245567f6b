"""What a document says when it is kept: the case's own values, and for a reading the cross-check, as they are now."""

from __future__ import annotations

from typing import Any

from desktop.handbook.documents.nodule_check import rechecked
from desktop.handbook.documents.values import clean, with_case
from desktop.handbook.documents.vocabulary import Content, Form
from desktop.nodule_tables import nodule_rules


def brought_up(form: Form, content: Content, known: Content) -> dict[str, Any]:
    """The content with the case's values in its read-only fields and every verdict computed anew (ND-04)."""
    return clean(form, rechecked(form, with_case(form, content, known), nodule_rules()))
