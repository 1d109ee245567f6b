"""Which months are closed: their figures are frozen, and what they count is not changed behind them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.handbook.workdays import SHANGHAI
from desktop.models.tables import Setting

CLOSED_MONTHS = "closed_months"
"""The key of the setting that lists them: {"months": ["2026-03", ...]}."""


def is_closed(session: Session, instant: datetime) -> bool:
    """Whether the Shanghai month of `instant` is closed. The one place that knows."""
    kept = session.get(Setting, CLOSED_MONTHS)
    return kept is not None and f"{instant.astimezone(SHANGHAI):%Y-%m}" in kept.value.get("months", ())
