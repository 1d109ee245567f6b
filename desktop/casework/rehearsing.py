"""Plays an invented week on imported cases through the real verbs, so that a demo desk shows every stage."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.performing import perform
from desktop.casework.rehearsal_scripts import SCRIPTS, Act
from desktop.casework.rows import Done
from desktop.handbook.deskhours import at_time
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Escort, User

MANAGERS = ("林悦", "林悦", "林悦", "林悦", "陈凯", "陈凯", "周岚")
SUPERVISOR = "孟主管"
ESCORTS = {"沈涛": "13800004472", "吕倩": "13800004473"}


class Cast(NamedTuple):
    """One imported case as the rehearsal knows it, with its own luck."""

    case_id: int
    number: str
    item: Item
    opened: datetime
    details: Mapping[str, Any]
    luck: Random
    done: Sequence[str] = ()


def add_people(desk: Desk) -> None:
    """The desk's invented people."""
    with desk.store.writing() as session:
        known = set(session.scalars(select(User.name)))
        roles = {**dict.fromkeys(MANAGERS, "manager"), SUPERVISOR: "supervisor"}
        session.add_all(User(login=name, name=name, role=role) for name, role in roles.items() if name not in known)
        cities = ["北京", "广州"]
        session.add_all(Escort(name=name, phone=phone, cities=cities) for name, phone in ESCORTS.items())
    desk.refresh()


class Rehearsal:
    """An invented stretch of work: new cases join it, and `play` acts them out hour by hour."""

    def __init__(self, desk: Desk, set_clock: Callable[[datetime], None]) -> None:
        self.desk, self.set_clock = desk, set_clock
        self.played = 0
        self._known: set[int] = set()
        self._acts: list[tuple[datetime, int, int, Cast, Act]] = []

    def join(self) -> None:
        """Plan what happens to the cases that came in since the last time, from now on."""
        for cast in list(_cast(self.desk, self._known)):
            self._known.add(cast.case_id)
            for planned in _plan(self.desk, cast):
                heapq.heappush(self._acts, planned)

    def act_out(self, cast: Cast, acts: Iterable[tuple[datetime, Act]]) -> None:
        """Let a case that somebody else brought in do exactly this, and nothing of its own."""
        self._known.add(cast.case_id)
        for place, (when, act) in enumerate(acts):
            heapq.heappush(self._acts, (when, cast.case_id, place, cast, act))

    def play(self, until: datetime) -> None:
        """Act everything out that falls before `until`, and leave the clock there."""
        while self._acts and self._acts[0][0] <= until:
            when, _, _, cast, act = heapq.heappop(self._acts)
            self.set_clock(when)
            self.played += _play(self.desk, cast, act, when)
        self.set_clock(until)


def _cast(desk: Desk, known: set[int]) -> Iterator[Cast]:
    with desk.reading() as session:
        for row in session.scalars(select(Case).where(Case.is_open).order_by(Case.id)).all():
            if row.id not in known:
                verbs = tuple(record.verb for record in row.records)
                yield Cast(row.id, row.number, Item(row.item), row.opened_at, row.details, Random(row.number), verbs)


def _plan(desk: Desk, cast: Cast) -> Iterator[tuple[datetime, int, int, Cast, Act]]:
    calendar, hours = desk.office.calendar, desk.office.hours
    when = max(cast.opened, desk.clock())
    script = SCRIPTS[cast.item]
    depth = cast.luck.choice((3, 5, 7, len(script), len(script), len(script)))
    for place, act in _left(script[:depth], cast.done):
        wait = timedelta(minutes=act.minutes * cast.luck.choice((1, 1, 2)))
        when = when + wait if act.plain else hours.add_hours(when, wait, calendar)
        yield when, cast.case_id, place, cast, act


def _left(script: Sequence[Act], done: Sequence[str]) -> Iterator[tuple[int, Act]]:
    """What an earlier rehearsal has not played yet: nothing is recorded a second time."""
    played = Counter(done)
    for place, act in enumerate(script):
        if played[act.verb]:
            played[act.verb] -= 1
        else:
            yield place, act


def _play(desk: Desk, cast: Cast, act: Act, when: datetime) -> int:
    values = dict(act.values)
    values.update(_place(cast) if act.verb == "settle" and not values else {})
    if act.visit_after:
        values["visit_at"] = _visit_at(desk, cast, when, act.visit_after)
    if act.verb in ("assign_escort", "serve") and "from_" not in values:
        start = _booked(desk, cast.case_id)
        if start is None or (act.verb == "serve" and start + timedelta(hours=2) > when):
            return 0
        values.update(from_=start - timedelta(minutes=60), to=start + timedelta(hours=2))
        values["escort" if act.verb == "assign_escort" else "admission_ordered"] = (
            cast.luck.choice(tuple(ESCORTS)) if act.verb == "assign_escort" else False
        )
    person = act.person or (_owner(desk, cast) if act.verb != "take" else cast.luck.choice(MANAGERS))
    try:
        return isinstance(perform(desk, act.verb, cast.case_id, Entry(person), values), Done)
    except BadInput:
        return 0


def _place(cast: Cast) -> dict[str, str]:
    wish = cast.details.get("wish") or {}
    certificate = cast.details.get("certificate") or {}
    hospital = certificate.get("hospital") or wish.get("hospital") or "复旦大学附属肿瘤医院"
    return {"hospital": hospital, "department": wish.get("department") or "肿瘤内科"}


def _visit_at(desk: Desk, cast: Cast, when: datetime, days: int) -> datetime:
    day = desk.office.calendar.add(when.date(), max(1, days + cast.luck.randint(-1, 2)))
    return at_time(day, time(cast.luck.choice((8, 9, 10, 13, 14)), cast.luck.choice((0, 30))))


def _booked(desk: Desk, case_id: int) -> datetime | None:
    with desk.reading() as session:
        return session.scalar(select(Case.holder_until).where(Case.id == case_id))


def _owner(desk: Desk, cast: Cast) -> str:
    with desk.reading() as session:
        name = session.scalar(select(User.name).join(Case, Case.owner_id == User.id).where(Case.id == cast.case_id))
    return name or MANAGERS[0]
