"""The frozen rows of the reminders board: lanes of cards, what was done today, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.handbook.vocabulary import ClockReading, Item

LANES = ("notice", "reminder", "call", "sent", "failed")
LANE_TITLES: Mapping[str, str] = {
    "notice": "待发通知（锁定）", "reminder": "今天要发提醒", "call": "17:00 前来电", "sent": "已发·待回执",
    "failed": "失败",
}  # fmt: skip
TO_DO = ("notice", "reminder", "call", "failed")


class BoardCard(NamedTuple):
    """One thing to tell a customer, customer masked. `purpose` is notice, reminder, courtesy or escort_call.

    `gap` are the calendar days between the reminder's day and the visit when they are more than three, else 0.
    `message_id` and `state` are those of the text under way or failed, 0 and "" without one; `since` is when it went
    or failed. `missed` counts today's calls that nobody answered, `call_back` is when the next was agreed for.
    `consequence` is what its sending makes undoable, `why` why the customer is told without a promise running.
    Other purposes are those of texts; without a visit ahead `visit_at` is None.
    """

    case_id: int
    number: str
    lane: str
    purpose: str
    item: Item
    name: str
    visit_at: datetime | None
    place: str
    meeting: str
    escort: str
    reading: ClockReading
    gap: int = 0
    message_id: int = 0
    state: str = ""
    since: datetime | None = None
    failure: str = ""
    segments: int = 0
    missed: int = 0
    exported: bool = False
    consequence: str = ""
    call_back: datetime | None = None
    why: str = ""

    @property
    def key(self) -> str:
        """What tells this card from every other, also after the board was read anew."""
        return f"{self.purpose}:{self.case_id}"


class DoneToday(NamedTuple):
    """A small line of what was done today: a call, or a text that was sent."""

    case_id: int
    name: str
    at: datetime
    note: str


class GapOffer(NamedTuple):
    """Visits after a long gap whose customers could be reminded once more on the eve (GC-09)."""

    days: int
    eve: date
    holiday: str
    cases: tuple[int, ...]


class NextBatch(NamedTuple):
    """When the next reminders fall due, and how many."""

    day: date
    visits: int
    holiday: str


class PassedVisit(NamedTuple):
    """A visit whose time has come without a result on record; `untold` when its notice was never sent."""

    case_id: int
    number: str
    name: str
    visit_at: datetime
    untold: bool


class DayTally(NamedTuple):
    """The visits that are reminded today: on which day, how many, and how far the reminders and calls have come."""

    visit_day: date
    visits: int
    reminded: int
    on_the_way: int
    to_remind: int
    to_call: int


@dataclass(frozen=True, slots=True)
class Board:
    """The board at one instant; `more` are cards beyond those listed, by lane; `overdue` counts all that are late.

    `passed` are the visits that no lane can hold any more, the longest past first.
    """

    now: datetime
    lanes: Mapping[str, tuple[BoardCard, ...]]
    calls_done: tuple[DoneToday, ...] = ()
    texts_done: tuple[DoneToday, ...] = ()
    tally: DayTally | None = None
    gap: GapOffer | None = None
    following: NextBatch | None = None
    more: Mapping[str, int] | None = None
    overdue: int = 0
    passed: tuple[PassedVisit, ...] = ()

    @property
    def to_do(self) -> int:
        """The open cards of today: everything but what waits for a receipt."""
        return sum(len(self.lanes[name]) + (self.more or {}).get(name, 0) for name in TO_DO)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all, not even what was done today."""
        return not any(self.lanes.values()) and not self.passed and not self.calls_done and not self.texts_done
