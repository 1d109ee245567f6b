"""The written documents as frozen tables: the consultation's opinion, the nodule report and the guidance."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handbook.documents.guidance import GUIDANCE
from desktop.handbook.documents.mdt import MDT
from desktop.handbook.documents.nodule import NODULE
from desktop.handbook.documents.vocabulary import Form

FORMS: Mapping[str, Form] = {form.kind: form for form in (MDT, NODULE, GUIDANCE)}
"""Every form by its kind: mdt, nodule, guidance."""

__all__ = ["FORMS", "GUIDANCE", "MDT", "NODULE"]
