"""Running numbers of the desk: each name counts up by one, also with several desks at once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.models.tables import Counter


def next_number(session: Session, name: str) -> int:
    """The next number under this name, from 1; the counter is held until the transaction ends."""
    counter = session.get(Counter, name, with_for_update=True)
    if counter is None:
        counter = Counter(name=name, value=0)
        session.add(counter)
    counter.value += 1
    session.flush()
    return counter.value
