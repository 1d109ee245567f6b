"""The frozen rows of the desk's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.casework.rows import Outcome


class Away(NamedTuple):
    """A stretch of days on which somebody is not there, both included."""

    id: int
    start: date
    end: date
    reason: str


class Colleague(NamedTuple):
    """A person of the desk: role, open cases, and when they are away from today on."""

    name: str
    role: str
    open_cases: int
    absences: tuple[Away, ...] = ()

    def away_on(self, day: date) -> Away | None:
        """The absence that holds on a day."""
        return next((one for one in self.absences if one.start <= day <= one.end), None)


class Passing(NamedTuple):
    """One open case of a hand-over: to whom it would go and why to them; `refused` says why it would stay."""

    case_id: int
    number: str
    customer: str
    item: str
    stage: str
    due: datetime | None
    to: str
    why: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What handing the open cases of `owner` over would do, case by case; nothing is written."""

    owner: str
    reason: str
    passings: tuple[Passing, ...]

    @property
    def possible(self) -> tuple[Passing, ...]:
        """Those that would go."""
        return tuple(one for one in self.passings if not one.refused)


class Passed(NamedTuple):
    """What became of one case of a hand-over."""

    passing: Passing
    outcome: Outcome
