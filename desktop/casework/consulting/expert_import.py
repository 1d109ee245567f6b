"""Takes the desk's own list of experts in: known by name and hospital, what the list leaves empty stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.consulting.experts import key_of
from desktop.casework.desk import Desk
from desktop.casework.directory import hospital_named
from desktop.casework.directory_import import ADDED, UNCHANGED, UPDATED, Enlisted, TakenBack, run_or_try
from desktop.models.tables import Expert

_KEPT = ("title", "specialty", "city", "phone", "note")


class ExpertRow(NamedTuple):
    """One checked row of a list; `hospital` is its id, None where the list says nothing: what is known stays."""

    row: int
    name: str
    hospital: int
    title: str
    specialty: str
    city: str | None = None
    phone: str | None = None
    note: str | None = None


def hospitals_named(desk: Desk, names: Iterable[str]) -> dict[str, int]:
    """The ids of the hospitals that go by these names or one of their other names; strangers are left out."""
    with desk.reading() as session:
        found = ((name, hospital_named(session, name)) for name in set(names))
        return {name: row.id for name, row in found if row is not None}


def enlist_experts(desk: Desk, rows: Sequence[ExpertRow], person: str, *, dry_run: bool = False) -> Enlisted:
    """Enter the rows in one transaction; the same list again changes nothing, and nobody is taken away."""

    def work(session: Session) -> Enlisted:
        outcomes = Counter(_enter(session, row) for row in rows)
        session.flush()
        result = Enlisted(outcomes[ADDED], outcomes[UPDATED], outcomes[UNCHANGED], 0, (), saved=not dry_run)
        if dry_run:
            raise TakenBack(result)
        if result.added or result.updated:
            audit.record(session, at=desk.clock(), person=person, action="import_experts", subject="专家名单",
                         after={"added": result.added, "updated": result.updated})  # fmt: skip
        return result

    return run_or_try(desk, work)


def _enter(session: Session, row: ExpertRow) -> str:
    known = session.scalars(select(Expert).filter_by(name=row.name, hospital_id=row.hospital)).first()
    if known is None:
        said = {name: getattr(row, name) or "" for name in _KEPT}
        key = key_of(row.name, row.specialty)
        session.add(Expert(name=row.name, hospital_id=row.hospital, hours={}, name_key=key, **said))
        return ADDED
    new = {name: value for name in _KEPT if (value := getattr(row, name)) is not None}
    new |= {"name_key": key_of(row.name, row.specialty), "active": True}
    changed = [name for name, value in new.items() if getattr(known, name) != value]
    for name in changed:
        setattr(known, name, new[name])
    return UPDATED if changed else UNCHANGED
