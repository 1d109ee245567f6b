"""Makes the cases of a seeded desk, some thousands at a time, and adds them to the database."""

from __future__ import annotations

from collections import Counter as Tally
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.catalogue import CATALOGUE, furnished_carrier
from desktop.casework.desk import Desk, declared_exemptions
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.casework.seeding.deck import PLAIN, Scenario, deck
from desktop.casework.seeding.drafts import Draft, House, Shelf, Study, draft
from desktop.casework.seeding.filing import Batch, Register, file_batch, keep_counters
from desktop.casework.seeding.people import invented
from desktop.casework.seeding.places import HOSPITALS, furnish
from desktop.casework.seeding.roster import Roster
from desktop.casework.seeding.scripts import Story, story
from desktop.casework.seeding.sketch import DAY, Axis
from desktop.casework.seeding.writing import writer_for
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Counter, User

PEOPLE_COUNTER, CASES_COUNTER = "seed-people", "seed-cases"
_CHUNK = 10_000
_LONGEST_HISTORY = 750
_KNOWN_HOUSES = 400
_TRIES = 6
_PLAN_WEIGHTS = (72, 90, 100)


class SeedReport(NamedTuple):
    """What was added; `stages` counts the cases by (item, stage)."""

    cases: int
    records: int
    people: int
    jobs: int
    stages: Mapping[tuple[str, str], int]


def seed(
    desk: Desk, cases: int, *, seed: int = 20260923, progress: Callable[[int, int], None] | None = None
) -> SeedReport:
    """Add that many invented cases around the desk's now, a few thousand in each transaction.

    The same number and seed on an empty database give the same rows; on a seeded one the numbers go on.
    `progress` is told how many of how many are in. Raises DeskError for faults of the environment.
    """
    with desk.store.writing() as session:
        furnished_carrier(session)
        furnish(session, desk)
    desk.refresh()
    mill = _Mill(desk, cases, seed)
    for done in _filed(desk, mill):
        if progress:
            progress(done, cases)
    with desk.store.writing() as session:
        audit.record(session, at=desk.clock(), person="系统", action="seed", subject=f"虚构案件 {cases} 件",
                     after={"cases": cases, "seed": seed, "records": mill.tally["records"]})  # fmt: skip
        mill.register.study.writer.end(session)
    return SeedReport(cases, mill.tally["records"], mill.tally["people"], mill.tally["jobs"], dict(mill.stages))


def real_cases(desk: Desk) -> int:
    """How many of the desk's cases were not made by seeding."""
    with desk.reading() as session:
        return (session.scalar(select(func.count()).select_from(Case)) or 0) - _count(session, CASES_COUNTER)


def _filed(desk: Desk, mill: _Mill) -> Iterator[int]:
    """Write batch by batch, yielding how many cases are in; while a server writes one, the next is drafted.

    A file's engine holds the interpreter while it writes, so that drafting beside it would only slow both.
    """
    if not mill.beside:
        yield from (_file(desk, mill, batch) for batch in mill.batches())
        return
    with ThreadPoolExecutor(1) as hand:
        writing: Future[int] | None = None
        for batch in mill.batches():
            if writing:
                yield writing.result()
            writing = hand.submit(_file, desk, mill, batch)
        if writing:
            yield writing.result()


def _file(desk: Desk, mill: _Mill, batch: Batch) -> int:
    with desk.store.writing() as session:
        file_batch(session, mill.register, batch)
        keep_counters(session, {PEOPLE_COUNTER: batch.people, CASES_COUNTER: batch.cases})
    return batch.done


class _Mill:
    """A seeding under way: the deck of scenarios, the houses met so far, and what was added."""

    def __init__(self, desk: Desk, cases: int, number: int) -> None:
        self._total, self.tally, self.stages = cases, Tally[str](), Tally[tuple[str, str]]()
        now = desk.clock()
        self._horizon = min(_LONGEST_HISTORY, 40 + cases // 60)
        with desk.reading() as session:
            carrier = house_carrier(session)
            axis = Axis(desk.office.calendar, now)
            self._study = Study(
                axis, now, desk.office, writer_for(session, axis), Roster(session), _users(session),
                declared_exemptions(session), Shelf(session, carrier.id),
            )  # fmt: skip
            self._people, self._cases = (_count(session, name) for name in (PEOPLE_COUNTER, CASES_COUNTER))
        self.register = Register(self._study, carrier.id)
        self.beside = desk.store.engine.dialect.name == "postgresql"
        self._rng = Random(f"{number}-{self._cases}")
        self._deck = deck(self._rng, cases)
        self._houses: deque[House] = deque(maxlen=_KNOWN_HOUSES)
        self._new: list[House] = []

    def batches(self) -> Iterator[Batch]:
        """All cases, some thousands at a time."""
        done = 0
        while done < self._total:
            drafts: list[Draft] = []
            wanted = min(_CHUNK, self._total - done)
            while len(drafts) < wanted:
                drafts.extend(self._family(wanted - len(drafts)))
            done += len(drafts)
            self._count(drafts)
            houses, self._new = self._new, []
            yield Batch(drafts, houses, self._study.roster.newly_hired(), self._people, self._cases, done)

    def _count(self, drafts: list[Draft]) -> None:
        self.tally["people"] += len(self._new)
        self.tally["records"] += sum(len(one.records) for one in drafts)
        self.tally["jobs"] += sum(len(one.jobs) for one in drafts)
        self.stages.update((one.item.value, one.derived["stage"]) for one in drafts)

    def _family(self, room: int) -> list[Draft]:
        """The cases of the next story that there is room for, under a new policy or one met before."""
        while True:
            scenario = next(self._deck)
            city = self._rng.choice(tuple(HOSPITALS))
            told = story(self._rng, scenario, city, self._study.axis, self._horizon, room)
            if told is not None and len(told.sketches) <= room:
                return list(self._drafts(told, self._house(told, scenario, city)))

    def _drafts(self, told: Story, house: House) -> Iterator[Draft]:
        made: dict[int, Draft] = {}
        for sketch in told.sketches:
            self._cases += 1
            stay = made.get(id(sketch.stay)) if sketch.stay else None
            made[id(sketch)] = one = draft(self._study, house, sketch, told.shift, self._cases, stay)
            house.items.add(sketch.item)
            yield one

    def _house(self, told: Story, scenario: Scenario, city: str) -> House:
        """Somebody met before who may apply for it, or somebody new."""
        first, last = self._days(told)
        again = self._rng.random() < (0.6 if scenario.item in PLAIN else 0.15)
        known = self._met_before(told, first) if again else None
        if known is not None:
            return known
        self._people += 1
        house = self._moved_in(scenario.item, first, last, city)
        self._houses.append(house)
        self._new.append(house)
        return house

    def _days(self, told: Story) -> tuple[int, int]:
        points = [at for sketch in told.sketches for at in (sketch.steps[0].at, sketch.steps[-1].at, sketch.visit_at)]
        low, high = min(points[0::3]) + told.shift, max(points) + told.shift
        if told.plain:
            return low // DAY, high // DAY
        return self._study.axis.worked(low) // DAY, self._study.axis.worked(high) // DAY

    def _met_before(self, told: Story, first: int) -> House | None:
        """G-03, G-04, G-08: the policy is in force, offers the service and has the right left."""
        if any(sketch.item in (Item.INPATIENT, Item.VISIT) for sketch in told.sketches) or not self._houses:
            return None
        item = told.sketches[0].item
        tried = (self._rng.choice(self._houses) for _ in range(_TRIES))
        return next((house for house in tried if _may_apply(house, item, first)), None)

    def _moved_in(self, item: Item, first: int, last: int, city: str) -> House:
        rng = self._rng
        plan = rng.choices(CATALOGUE, cum_weights=_PLAN_WEIGHTS)[0]
        start = first - rng.randint(5, 200)
        years = max(1, -(-(last + 90 - start) // 365))
        end = start + 365 * years - 1
        lapsed = last < self._study.axis.now // DAY - 200 and rng.random() < 0.04
        offers = self._study.shelf.on(plan.name, first)[0].offers
        return House(
            invented(self._people, rng.random()), f"CD{self._people:013d}",
            plan.name if item.service in offers else HANDBOOK_PLAN.name, offers, start, end,
            "lapsed" if lapsed else "in_force", city,
        )  # fmt: skip


def _may_apply(house: House, item: Item, day: int) -> bool:
    in_force = house.start <= day <= house.end - 60 and house.status == "in_force"
    return in_force and item.service in house.offers and (item in PLAIN or item not in house.items)


def _users(session: Session) -> dict[str, int]:
    return {name: number for name, number in session.execute(select(User.name, User.id))}


def _count(session: Session, name: str) -> int:
    return session.scalar(select(Counter.value).where(Counter.name == name)) or 0


