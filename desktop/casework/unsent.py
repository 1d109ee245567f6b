"""What somebody is still writing on a case, kept in the desk's own encrypted database until it is sent or saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.casework.acting import plain
from desktop.casework.desk import Desk
from desktop.models.tables import Setting


def keep(desk: Desk, key: str, written: Mapping[str, Any]) -> None:
    """Keep it in place of what was kept before; nothing written forgets it."""
    with desk.store.writing() as session:
        if written:
            session.merge(Setting(key=key, value=plain(written)))
            return
        kept = session.get(Setting, key)
        if kept is not None:
            session.delete(kept)


def load(desk: Desk, key: str) -> dict[str, Any]:
    """What was kept, moments as text; {} for nothing."""
    with desk.reading() as session:
        kept = session.get(Setting, key)
        return dict(kept.value) if kept is not None else {}
