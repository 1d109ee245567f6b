"""The frozen rows of the phone doctor's desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop.casework.papers import Provider
from desktop.casework.rows import Outcome
from desktop.handbook.duty import Gap
from desktop.handbook.phone import Point
from desktop.handbook.vocabulary import Item


@dataclass(frozen=True, slots=True)
class DoctorDraft:
    """What is entered of a doctor; `years` were worked in public hospitals."""

    name: str
    title: str
    hospital: str
    hospital_grade: str
    public: bool
    general_practitioner: bool
    years: float
    departments: tuple[str, ...] = ()
    phone: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class DoctorCard:
    """A doctor of the directory; `points` are PD-03 part by part, `unfit` why they may not answer ('' when they may).

    `given` is the doctor as the verb `take_call` takes one.
    """

    id: int
    version: int
    name: str
    title: str
    hospital: str
    departments: tuple[str, ...]
    phone: str
    active: bool
    points: tuple[Point, ...]
    unfit: str
    given: Mapping[str, Any]


class DutyRow(NamedTuple):
    """A stretch of the roster; `minutes` to call back, 0 for one who answers at once."""

    id: int
    version: int
    doctor_id: int
    doctor: str
    department: str
    start: datetime
    end: datetime
    kind: str
    minutes: int

    @property
    def on_call(self) -> bool:
        """Whether the doctor only calls back."""
        return self.kind == "on_call"


class DutyDraft(NamedTuple):
    """What is entered of a stretch of the roster."""

    doctor_id: int
    department: str
    start: datetime
    end: datetime
    kind: str = "duty"
    minutes: int = 0


class Roster(NamedTuple):
    """The roster of a span: its stretches in order of time, and where too few are there (PD-02)."""

    start: datetime
    end: datetime
    duties: tuple[DutyRow, ...]
    gaps: tuple[Gap, ...]


class DutyPaper(NamedTuple):
    """The roster of a span as it is printed, and by whom and when."""

    provider: Provider
    roster: Roster
    printed_at: datetime
    printed_by: str
    program: str


class Changed(NamedTuple):
    """What became of a change of the roster, and its name for Ctrl+Z; '' when nothing can be taken back."""

    outcome: Outcome
    undoable: str = ""


class Match(NamedTuple):
    """Somebody with the caller's number, masked; a contact is no insured person and only passes on (G-02).

    `policy_id` is the policy in force under which the insured person is served, 0 for none.
    """

    person_id: int
    name: str
    words: str
    insured: bool
    policy_id: int
    policy: str
    until: date | None
    served: str


class PastCall(NamedTuple):
    """An earlier question of the same person: by phone or online."""

    case_id: int
    item: Item
    day: date
    words: str
    end: str


class Waiting(NamedTuple):
    """A call that nobody has taken, or one to be returned: `due` is the desk's own target or the agreed moment."""

    case_id: int
    number: str
    phone: str
    words: str
    since: datetime
    due: datetime
    call_back: bool


@dataclass(frozen=True, slots=True)
class CallSheet:
    """One call as the page shows it: who may be calling, what is known, and how long it took to answer.

    `taken_at` None while nobody has answered; `known` is the background kept with the last call, `draft`
    what was written and not saved, as the record's arguments with `told_at`.
    """

    case_id: int
    number: str
    phone: str
    entrance: str
    applied_at: datetime
    taken_at: datetime | None
    doctor: str
    matches: tuple[Match, ...]
    past: tuple[PastCall, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    recorded: bool = False
    draft: Mapping[str, Any] = field(default_factory=dict)

    @property
    def waited(self) -> int:
        """Seconds until the call was taken."""
        return int((self.taken_at - self.applied_at).total_seconds()) if self.taken_at else 0


class Tally(NamedTuple):
    """Calls of one department or hour: how many came, were answered, were answered within the target."""

    name: str
    calls: int
    answered: int
    within: int

    @property
    def share(self) -> float | None:
        """Within the target of all that came; None without any."""
        return self.within / self.calls if self.calls else None


@dataclass(frozen=True, slots=True)
class PhoneFigures:
    """The calls of a span against the desk's own target of `target` minutes (T-07); seconds, None without calls."""

    start: datetime
    end: datetime
    target: int
    whole: Tally
    median_wait: int | None
    median_length: int | None
    departments: tuple[Tally, ...]
    hours: tuple[Tally, ...]
    ends: tuple[tuple[str, int], ...]
