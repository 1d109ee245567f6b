"""The roster's frozen rows: escorts with papers, leave and hours, what became of a job, how to take a step back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from desktop.casework.rows import Outcome


class Qualification(NamedTuple):
    """A paper: its kind and title, until when it is valid (None: for good), and whether it has lapsed today."""

    kind: str
    title: str
    valid_until: date | None
    lapsed: bool


class Leave(NamedTuple):
    """A leave with its number."""

    id: int
    start: datetime
    end: datetime
    reason: str


class DayHours(NamedTuple):
    """Working hours of a weekday, Monday 0."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class EscortCard:
    """Everything the roster shows of an escort; `known` are (hospital in brief, visits of a year), most first."""

    id: int
    version: int
    name: str
    phone: str
    sex: str
    cities: tuple[str, ...]
    languages: tuple[str, ...]
    hours: tuple[DayHours, ...]
    reserve: bool
    active: bool
    note: str
    qualifications: tuple[Qualification, ...]
    leaves: tuple[Leave, ...]
    known: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EscortDraft:
    """What is entered of an escort; `hours` are (from, to) as HH:MM by weekday "0" to "6" or for "every" day."""

    name: str
    phone: str = ""
    sex: str = ""
    cities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hours: Mapping[str, tuple[str, str]] | None = None
    reserve: bool = False
    active: bool = True
    note: str = ""


class JobResult(NamedTuple):
    """What happened on a job: served, no_show, or cut_short with a reason; actual times of the escort."""

    job_id: int
    version: int
    what: str
    from_: datetime
    to: datetime
    reason: str = ""
    admission_ordered: bool = False


class FinishedJob(NamedTuple):
    """A job's outcome, the minutes the escort really had, and whether they exceed four hours (GC-12).

    `undo` is None when it was refused, or when it locked and only a supervisor can void it (D-09).
    """

    job_id: int
    outcome: Outcome
    minutes: int
    over: bool
    undo: Undo | None


class Undo(NamedTuple):
    """How to take one step back: void the record and make the job say `values` again; empty: it is cancelled.

    `after` is what the step made it say: a job that says something else has been changed since.
    """

    verb: str
    job_id: int
    case_id: int
    record: int
    values: Mapping[str, Any]
    after: Mapping[str, Any]


class Shifted(NamedTuple):
    """The outcome of a step on the calendar, and how to take it back; None when it was refused."""

    outcome: Outcome
    undo: Undo | None
