"""Moving a block, by pointer or by key: the place it would take, in steps of a quarter of an hour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop.casework.schedule_rows import Block

STEP = timedelta(minutes=15)
SHORTEST = timedelta(minutes=30)


@dataclass(frozen=True)
class Move:
    """A block on its way: to whom, when, and why it would not fit there ("" when it does)."""

    block: Block
    escort_id: int
    starts_at: datetime
    ends_at: datetime
    refusal: str = ""

    @property
    def changed(self) -> bool:
        """Whether it would end anywhere else than it began."""
        block = self.block
        return (self.escort_id, self.starts_at, self.ends_at) != (block.escort_id, block.starts_at, block.ends_at)

    def by(self, steps: int) -> Move:
        """Later or earlier by quarters of an hour, on the same day."""
        return self.at(self.starts_at + steps * STEP)

    def at(self, starts_at: datetime) -> Move:
        """At another time, as long as before; never over midnight."""
        ends_at = starts_at + (self.ends_at - self.starts_at)
        if ends_at.date() != starts_at.date():
            return self
        return replace(self, starts_at=starts_at, ends_at=ends_at)

    def on(self, day: date) -> Move:
        """On another day, at the same time."""
        return self.at(datetime.combine(day, self.starts_at.timetz()))

    def ending(self, ends_at: datetime) -> Move:
        """Until another time, half an hour at least, on the same day."""
        ends_at = max(ends_at, self.starts_at + SHORTEST)
        return replace(self, ends_at=ends_at) if ends_at.date() == self.starts_at.date() else self

    def starting(self, starts_at: datetime) -> Move:
        """From another time, half an hour at least, on the same day."""
        starts_at = min(starts_at, self.ends_at - SHORTEST)
        return replace(self, starts_at=starts_at) if starts_at.date() == self.ends_at.date() else self

    def to(self, escort_id: int) -> Move:
        """To another escort."""
        return replace(self, escort_id=escort_id)


def begin(block: Block) -> Move:
    """A block picked up where it lies."""
    return Move(block, block.escort_id, block.starts_at, block.ends_at)


def snapped(moment: datetime) -> datetime:
    """The nearest quarter of an hour."""
    minutes = moment.hour * 60 + moment.minute + moment.second / 60
    quarter = int(minutes / 15 + 0.5)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + quarter * STEP
