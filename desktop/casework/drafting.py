"""A half-filled 登记 form, kept in the desk's own encrypted database, one per person."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.acting import plain
from desktop.casework.drafts import ApplicationDraft
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Setting

_DATES = ("policy_from", "policy_to", "certificate_on")


def save(session: Session, person: str, draft: ApplicationDraft) -> None:
    """Keep the draft in place of the one kept before."""
    drop(session, person)
    session.flush()
    session.add(Setting(key=_key(person), value=plain(asdict(draft))))


def load(session: Session, person: str) -> ApplicationDraft | None:
    """The draft kept last; what an older program wrote and this one does not know is left out."""
    kept = session.get(Setting, _key(person))
    if kept is None:
        return None
    known = {field.name for field in fields(ApplicationDraft)}
    return ApplicationDraft(**{name: _read(name, value) for name, value in kept.value.items() if name in known})


def drop(session: Session, person: str) -> None:
    """Forget the draft."""
    kept = session.get(Setting, _key(person))
    if kept is not None:
        session.delete(kept)


def _key(person: str) -> str:
    return f"draft:{person}"


def _read(name: str, value: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(value)
    if name == "happened":
        return parse_moment(value)
    return Item(value) if name == "item" else value
