"""The escorts of a seeded desk: one job in a morning and one in an afternoon, hired as they are needed (D-01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.seeding.people import escort_names
from desktop.casework.seeding.sketch import DAY
from desktop.handbook.workdays import EPOCH
from desktop.models.tables import Escort, EscortQualification, Hospital, Job

_NOON = 12 * 60 + 45
USUAL_BUFFER = 30


class Roster:
    """Who is free when, by half days; `ids` knows every escort that is in the database."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(select(Escort.id, Escort.name, Escort.cities).order_by(Escort.id)).all()
        self.ids: dict[str, int] = {row.name: row.id for row in rows}
        self._hired: list[tuple[str, str]] = []
        self.buffers: dict[str, tuple[int, int]] = _buffers(session)
        self._names = (name for name in escort_names() if name not in self.ids)
        self._by_city: dict[str, list[str]] = {}
        for row in rows:
            for city in row.cities:
                self._by_city.setdefault(city, []).append(row.name)
        self._next: dict[tuple[str, int], int] = {}
        self._busy = set(_taken(session))

    def take(self, city: str, start: int, end: int) -> str:
        """An escort of the city who is free from `start` to `end`, buffers included, and now no longer is."""
        halves = range(_half(start), _half(end - 1) + 1)
        known = self._by_city.setdefault(city, [])
        place = self._next.get((city, halves[0]), 0)
        while place < len(known) and any((known[place], half) in self._busy for half in halves):
            place += 1
        if place == len(known):
            self._hire(city)
        self._next[city, halves[0]] = place + 1
        self._busy.update((known[place], half) for half in halves)
        return known[place]

    def _hire(self, city: str) -> None:
        name = next(self._names)
        self._by_city[city].append(name)
        self._hired.append((name, city))

    def newly_hired(self) -> list[tuple[str, str]]:
        """The escorts hired since the last time, as (name, city)."""
        hired, self._hired = self._hired, []
        return hired

    def enter(self, session: Session, hired: Sequence[tuple[str, str]]) -> None:
        """Enter escorts that were hired."""
        rows = [
            Escort(name=name, phone=f"154{len(self.ids) + place:08d}", cities=[city], sex="男女女"[place % 3])
            for place, (name, city) in enumerate(hired)
        ]
        session.add_all(rows)
        session.flush()
        self.ids.update((row.name, row.id) for row in rows)
        session.add_all(EscortQualification(escort_id=row.id, kind=kind) for row in rows for kind in PAPER_TITLES)


def _half(minute: int) -> int:
    day, rest = divmod(minute, DAY)
    return 2 * day + (rest >= _NOON)


def _minute(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds() // 60)


def _taken(session: Session) -> Iterator[tuple[str, int]]:
    live = select(Escort.name, Job.blocked_from, Job.blocked_to).join(Job, Job.escort_id == Escort.id)
    for name, start, end in session.execute(live.where(Job.cancelled.is_(False))):
        for half in range(_half(_minute(start)), _half(_minute(end) - 1) + 1):
            yield name, half


def _buffers(session: Session) -> dict[str, tuple[int, int]]:
    columns = select(Hospital.name, Hospital.buffer_before_min, Hospital.buffer_after_min)
    return {name: (before, after) for name, before, after in session.execute(columns)}
