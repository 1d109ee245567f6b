"""Takes the desk's own list of hospitals in: its rows are the truth, samples of the same cities step back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.desk import Desk
from desktop.casework.directory import keys_of
from desktop.casework.names import plain_name
from desktop.handbook.ranks import plain_city
from desktop.models.tables import Hospital

IMPORTED = "本台名录"
ADDED, UPDATED, UNCHANGED, DOUBLE = "added", "updated", "unchanged", "double"
_TEXTS = ("name", "city", "district", "grade", "address", "phone")


class HospitalRow(NamedTuple):
    """One checked row of a list. None where the list has no such column or the cell is empty: what is known stays."""

    row: int
    name: str
    city: str
    aliases: tuple[str, ...] = ()
    district: str | None = None
    grade: str | None = None
    public: bool | None = None
    address: str | None = None
    phone: str | None = None
    before: int | None = None
    after: int | None = None
    needs_original_id: bool | None = None


class Enlisted(NamedTuple):
    """What became of a list: rows by outcome, and how many samples stepped back; `saved` is false for a dry run.

    `doubles` are the numbers of rows that name a hospital once more, under another of its names; they are passed over.
    """

    added: int
    updated: int
    unchanged: int
    hidden: int
    doubles: tuple[int, ...]
    saved: bool


class TakenBack(Exception):
    """Carries the result out of a transaction that is to be rolled back."""

    def __init__(self, result: Enlisted) -> None:
        super().__init__()
        self.result = result


def enlist(desk: Desk, rows: Sequence[HospitalRow], person: str, *, dry_run: bool = False) -> Enlisted:
    """Enter the rows as verified hospitals and hide the unverified ones of their cities, in one transaction.

    A row is the hospital of its name, or the only one of its city that has its name as another name: that one takes
    the row's name and keeps its former name as another. Nothing is deleted, so whatever refers to a hospital still
    does. The same list again changes nothing.
    """

    def work(session: Session) -> Enlisted:
        shelf = _Shelf(session)
        became = [shelf.enter(row) for row in rows]
        outcomes = Counter(became)
        doubles = tuple(row.row for row, outcome in zip(rows, became, strict=True) if outcome == DOUBLE)
        hidden = shelf.hide_samples({plain_city(row.city) for row in rows})
        session.flush()
        result = Enlisted(
            outcomes[ADDED], outcomes[UPDATED], outcomes[UNCHANGED], hidden, doubles, saved=not dry_run
        )
        if dry_run:
            raise TakenBack(result)
        if result.added or result.updated or result.hidden:
            audit.record(session, at=desk.clock(), person=person, action="import_hospitals", subject=IMPORTED,
                         after={"added": result.added, "updated": result.updated, "hidden": hidden})  # fmt: skip
        return result

    return run_or_try(desk, work)


def run_or_try(desk: Desk, work: Callable[[Session], Enlisted]) -> Enlisted:
    """Take a list in; work that raises TakenBack leaves nothing behind."""
    try:
        return desk.store.run(work)
    except TakenBack as back:
        return back.result


class _Shelf:
    """The hospitals known so far, by name and by other names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows = list(session.scalars(select(Hospital)))
        self._named = {plain_name(row.name): row for row in self._rows}
        self._taken: set[int] = set()

    def enter(self, row: HospitalRow) -> str:
        """Enter one row: added, updated, unchanged, or a double of an earlier row."""
        found = self._named.get(plain_name(row.name)) or self._also_named(row)
        if found is None:
            self._add(row)
            return ADDED
        if id(found) in self._taken:
            return DOUBLE
        self._taken.add(id(found))
        return UPDATED if _take_over(found, row) else UNCHANGED

    def _also_named(self, row: HospitalRow) -> Hospital | None:
        wanted, city = plain_name(row.name), plain_city(row.city)
        found = [
            one for one in self._rows
            if plain_city(one.city) == city and wanted in (plain_name(alias) for alias in one.aliases)
        ]
        return found[0] if len(found) == 1 else None

    def _add(self, row: HospitalRow) -> None:
        made = Hospital(name=row.name, city=row.city, aliases=[], grade="", public=True, active=True)
        _take_over(made, row)
        self._session.add(made)
        self._rows.append(made)
        self._named[plain_name(row.name)] = made
        self._taken.add(id(made))

    def hide_samples(self, cities: set[str]) -> int:
        """Hide what nobody verified in these cities; how many went."""
        gone = [row for row in self._rows if row.active and not row.verified and plain_city(row.city) in cities]
        for row in gone:
            row.active = False
        return len(gone)


def _take_over(hospital: Hospital, row: HospitalRow) -> bool:
    """Put what the row says into the hospital; whether anything changed."""
    former = (hospital.name,) if plain_name(hospital.name) != plain_name(row.name) else ()
    aliases = _merged(row.name, (*row.aliases, *hospital.aliases, *former))
    wanted: dict[str, object] = {name: getattr(row, name) for name in _TEXTS}
    wanted |= {"public": row.public, "buffer_before_min": row.before, "buffer_after_min": row.after,
               "needs_original_id": row.needs_original_id, "aliases": aliases, "name_key": keys_of(row.name, aliases),
               "verified": True, "active": True, "source": IMPORTED}  # fmt: skip
    changed = [name for name, value in wanted.items() if value is not None and getattr(hospital, name) != value]
    for name in changed:
        setattr(hospital, name, wanted[name])
    return bool(changed)


def _merged(name: str, aliases: Iterable[str]) -> list[str]:
    """Other names in their order, each once, without the name itself: the list's own come first (hospital_names)."""
    found: dict[str, str] = {}
    for alias in aliases:
        found.setdefault(plain_name(alias), alias)
    found.pop(plain_name(name), None)
    return list(found.values())
