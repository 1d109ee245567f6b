"""A schedule made ready for painting and for the keys: who has what on which day, in rows that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desktop.casework.schedule_rows import Absence, Block, DayHead, Lane, Schedule, Trouble
from desktop.ui.calendar.wording import is_off, key_of, minutes_of

WAITING = 0
_FULL_DAY = 480
Key = tuple[int, str]


@dataclass(frozen=True)
class Agenda:
    """A `Schedule` with its blocks sorted by lane and day; lane 0 is the work that waits.

    `blocks` are all of them by time, then by lane; `known` finds one by what stays the same of it.
    """

    schedule: Schedule
    cells: dict[tuple[int, date], tuple[Block, ...]]
    blocks: tuple[Block, ...]
    known: dict[Key, Block]

    @property
    def days(self) -> tuple[DayHead, ...]:
        """The days shown."""
        return self.schedule.heads

    def lane(self, escort_id: int) -> Lane | None:
        """The lane of an escort."""
        return next((lane for lane in self.schedule.lanes if lane.escort_id == escort_id), None)

    def name(self, escort_id: int) -> str:
        """The name of an escort, "" for the work that waits."""
        lane = self.lane(escort_id)
        return lane.name if lane else ""

    def lane_ids(self) -> tuple[int, ...]:
        """The lanes from top to bottom, the waiting one first."""
        return (WAITING, *(lane.escort_id for lane in self.schedule.lanes))

    def cell(self, escort_id: int, day: date) -> tuple[Block, ...]:
        """What an escort (or nobody yet) has on a day, by time."""
        return self.cells.get((escort_id, day), ())

    def every(self) -> tuple[Block, ...]:
        """All blocks by time, then by lane."""
        return self.blocks

    def find(self, key: Key | None) -> Block | None:
        """The block of a case's occasion."""
        return self.known.get(key) if key else None

    def first(self) -> Block | None:
        """Where the keyboard begins: the first that waits, else the first job."""
        waiting = sorted(self.schedule.waiting, key=lambda block: block.starts_at)
        return waiting[0] if waiting else next(iter(self.every()), None)

    def minutes(self, escort_id: int, day: date) -> int:
        """What an escort has on a day, in minutes of work."""
        return sum(minutes_of(block) for block in self.cell(escort_id, day))

    def daily_limit(self, lane: Lane) -> int:
        """What is usual for an escort on one working day."""
        workdays = sum(not is_off(head) for head in self.days)
        return round(lane.limit / workdays) if workdays and lane.limit else _FULL_DAY

    def trouble_of(self, key: Key | None) -> Trouble | None:
        """The conflict a block is part of."""
        block = self.find(key)
        if block is None or not block.job_id:
            return None
        return next((trouble for trouble in self.schedule.troubles if trouble.job_id == block.job_id), None)


def prepare(schedule: Schedule) -> Agenda:
    """Sort a schedule into cells."""
    lanes = {lane.escort_id: place for place, lane in enumerate(schedule.lanes, 1)} | {WAITING: 0}
    blocks = (*schedule.waiting, *schedule.blocks)
    ordered = sorted(blocks, key=lambda block: (block.starts_at, lanes.get(block.escort_id, len(lanes))))
    cells: dict[tuple[int, date], list[Block]] = defaultdict(list)
    for block in ordered:
        cells[block.escort_id, block.starts_at.date()].append(block)
    known = {key_of(block): block for block in reversed(ordered)}
    return Agenda(schedule, {place: tuple(some) for place, some in cells.items()}, tuple(ordered), known)


def rows_of(blocks: Sequence[Block]) -> list[int]:
    """The row of each block (sorted by time) so that no two in a row overlap; as few rows as possible."""
    ends: list[datetime] = []
    places = []
    for block in blocks:
        place = next((at for at, end in enumerate(ends) if end <= block.starts_at), len(ends))
        ends[place:] = [block.ends_at, *ends[place + 1 :]]
        places.append(place)
    return places


def absences_on(lane: Lane, day: date) -> list[Absence]:
    """When an escort is away on a day, cut to that day."""
    start = datetime.combine(day, time.min, tzinfo=_zone(lane.absences))
    end = start + timedelta(days=1)
    cut = [away._replace(start=max(away.start, start), end=min(away.end, end)) for away in lane.absences]
    return [away for away in cut if away.start < away.end]


def _zone(absences: Iterable[Absence]):
    return next((away.start.tzinfo for away in absences), None)


def is_away(lane: Lane, day: date) -> bool:
    """Whether an escort is away all through the lane's usual hours of a day."""
    for away in absences_on(lane, day):
        first = datetime.combine(day, lane.starts, tzinfo=away.start.tzinfo)
        last = datetime.combine(day, lane.ends, tzinfo=away.start.tzinfo)
        if away.start <= first and away.end >= last:
            return True
    return False


def moved(schedule: Schedule, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime) -> Schedule:
    """The schedule as it will look once a block has been given to an escort (0: taken back)."""
    key = key_of(block)
    state = "planned" if escort_id else "open"
    put = block._replace(
        escort_id=escort_id, starts_at=starts_at, ends_at=ends_at, state=state, conflict="",
        job_id=block.job_id if escort_id else 0,
    )  # fmt: skip
    waiting = [other for other in schedule.waiting if key_of(other) != key] + [put] * (not escort_id)
    blocks = [other for other in schedule.blocks if key_of(other) != key] + [put] * bool(escort_id)
    return _booked(replace(schedule, waiting=tuple(waiting), blocks=tuple(blocks)))


def _booked(schedule: Schedule) -> Schedule:
    sums: dict[int, int] = defaultdict(int)
    for block in schedule.blocks:
        sums[block.escort_id] += minutes_of(block)
    return replace(schedule, lanes=tuple(lane._replace(minutes=sums[lane.escort_id]) for lane in schedule.lanes))
