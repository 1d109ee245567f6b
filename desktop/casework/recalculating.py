"""Putting on a case's timeline that its deadlines were computed again, with the rule that says why (T-05, GC-17)."""

from __future__ import annotations

from desktop.casework.acting import Act, next_seq, reread
from desktop.models.tables import Record


def note_change(under_way: Act, sentence: str, rule: str) -> None:
    """Put a recalculation on the case's timeline, naming its rule."""
    under_way.row.records.append(Record(
        case_id=under_way.row.id, seq=next_seq(under_way.row), verb="recalculated", happened_at=under_way.entered,
        entered_at=under_way.entered, person=under_way.entry.person, details={"reason": sentence},
        text=f"时限重算 · {sentence}", rules=rule,
    ))  # fmt: skip
    reread(under_way)
