"""The escort calendar's frozen rows: days, lanes, jobs, open work, candidates and proposals (D-01, GC-07, GC-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple


class DayHead(NamedTuple):
    """One day of the calendar; kind is work, makeup, holiday or weekend, and `name` the holiday's."""

    day: date
    kind: str
    name: str
    provisional: bool
    jobs: int


class Absence(NamedTuple):
    """When an escort cannot work, and why."""

    start: datetime
    end: datetime
    reason: str


class Lane(NamedTuple):
    """One escort of the calendar; `minutes` are booked in the shown days, `limit` is what is usual there."""

    escort_id: int
    name: str
    phone: str
    hospitals: tuple[str, ...]
    cities: tuple[str, ...]
    minutes: int
    limit: int
    starts: time
    ends: time
    absences: tuple[Absence, ...]
    lapsed: tuple[str, ...]


class Block(NamedTuple):
    """A job on the calendar, or work that waits for an escort (`job_id` 0, `escort_id` 0).

    state: open, planned, running, ended (its result is not on record), done, missed. occasion: outpatient, admission,
    discharge, visit.
    `before` and `after` are the minutes blocked around it; `conflict` is a sentence, "" when there is none.
    `place` is when and where they meet; `recorded` says that the escort's real hours are known (GC-12).
    """

    job_id: int
    version: int
    escort_id: int
    case_id: int
    number: str
    name: str
    hospital: str
    department: str
    place: str
    occasion: str
    starts_at: datetime
    ends_at: datetime
    before: int
    after: int
    state: str
    told: bool
    wish: str
    conflict: str
    recorded: bool = False


class Candidate(NamedTuple):
    """An escort for a piece of work; the best first, and those who cannot last with their `hindrance`."""

    escort_id: int
    name: str
    reasons: tuple[str, ...]
    minutes_now: int
    minutes_then: int
    limit: int
    hindrance: str


class Change(NamedTuple):
    """One step of a proposal: who would accompany whom and when, and who does so now (0 for nobody)."""

    block: Block
    escort_id: int
    escort: str
    starts_at: datetime
    ends_at: datetime
    was_escort_id: int
    reasons: tuple[str, ...]


class Trouble(NamedTuple):
    """A conflict on the calendar in one sentence, with the one change that would end it, if there is one."""

    job_id: int
    sentence: str
    advice: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The calendar from `first` to `last`, both days included."""

    first: date
    last: date
    heads: tuple[DayHead, ...]
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]
    waiting: tuple[Block, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the solver would do; `left` are pieces of work that stay open, each with the reason.

    `gap` is the share by which the plan could at most be better, 0.0 when it is proven best.
    """

    changes: tuple[Change, ...]
    left: tuple[tuple[Block, str], ...]
    gap: float
    seconds: float
