"""A timeline in the making: steps on an axis of working days, moved as a whole to where the desk's now wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple, TypeVar

from desktop.casework.seeding.places import Trouble
from desktop.handbook.vocabulary import Item
from desktop.handbook.workdays import EPOCH, WorkCalendar, day_of

T = TypeVar("T")
DAY = 1440
OPENING, LAST_CALL = 9 * 60 + 5, 17 * 60 + 45
MORNING, AFTERNOON = (8 * 60 + 30, 9 * 60 + 30), (13 * 60 + 45, 14 * 60 + 45)

_MINUTE = timedelta(minutes=1)
_CLOCK_TEXTS = tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY))


class Step(NamedTuple):
    """One record to be: `at` and `happened` in minutes on the sketch's axis, `moments` are details still to be dated.

    `warns` asks the rules for the warnings that the verb would have shown.
    """

    verb: str
    at: int
    happened: int
    person: str
    details: Mapping[str, Any]
    moments: tuple[tuple[str, int], ...] = ()
    warns: bool = False


@dataclass(slots=True)
class Sketch:
    """One case to be: what is applied for, who works on it, and its steps so far; `at` is where the pen stands.

    `lead` is how many working days lie between booking and visit, `visit_at` the visit once there is one.
    """

    item: Item
    rng: Random
    city: str
    hospital: str
    trouble: Trouble
    person: str
    owned: bool = True
    at: int = 0
    lead: int = 0
    nodule: str = ""
    certificate: tuple[str, int] | None = None
    stay: Sketch | None = None
    visit_at: int = 0
    ordered: bool = False
    certified: bool = False
    unescorted: bool = False
    few: bool = False
    department: str = ""
    steps: list[Step] = field(default_factory=list)
    jobs_cancelled: bool = False

    def chance(self, share: float) -> bool:
        """Whether it happens this time."""
        return self.rng.random() < share

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[int(self.rng.random() * len(choices))]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.rng.random() * (high - low + 1))

    def later(self, low: int, high: int) -> None:
        """Some minutes on, tomorrow morning when the desk would be closing."""
        self.at += self.between(low, high)
        if self.at % DAY > LAST_CALL:
            self.on_day(self.at // DAY + 1)

    def days_on(self, choices: Sequence[int]) -> None:
        """That many working days on, at any hour of the desk; a while later for none."""
        days = self.pick(choices)
        if days:
            self.on_day(self.at // DAY + days)
        else:
            self.later(4, 90)

    def on_day(self, day: int) -> None:
        """Some time of that day, in the morning rather than late."""
        self.at = day * DAY + OPENING + int(self.rng.random() * self.rng.random() * 500)

    def do(
        self, verb: str, details: Mapping[str, Any], moments: Mapping[str, int] | None = None, *,
        happened: int | None = None, warns: bool = False,
    ) -> None:  # fmt: skip
        """Add a step where the pen stands."""
        when = self.at if happened is None else happened
        self.steps.append(Step(verb, self.at, when, self.person, details, tuple((moments or {}).items()), warns))


class Axis:
    """Turns minutes of an axis into minutes since 2004 and these into days, texts and instants."""

    def __init__(self, calendar: WorkCalendar, now: datetime) -> None:
        number, rest = divmod((now - EPOCH) // _MINUTE, DAY)
        self.calendar = calendar
        self.now = number * DAY + rest
        self.place = calendar.rank(number) - 1
        today = self.day_of_place(self.place) == number
        self.now_at = self.place * DAY + (rest if today else DAY - 1)
        self._texts: dict[int, str] = {}
        self._days: dict[int, int] = {}

    def day_of_place(self, place: int) -> int:
        """The day number of the working day with that place."""
        return (self.calendar.workday_at(place) - day_of(0)).days

    def worked(self, at: int) -> int:
        """Minutes since 2004 of a point of the axis of working days."""
        place, rest = divmod(at, DAY)
        day = self._days.get(place)
        if day is None:
            day = self._days[place] = self.day_of_place(place)
        return day * DAY + rest

    def text(self, minute: int) -> str:
        """`YYYY-MM-DD HH:MM`, as records keep a moment."""
        day, rest = divmod(minute, DAY)
        return f"{self.day_text(day)} {_CLOCK_TEXTS[rest]}"

    def day_text(self, day: int) -> str:
        """`YYYY-MM-DD` of a day number."""
        text = self._texts.get(day)
        if text is None:
            text = self._texts[day] = day_of(day).isoformat()
        return text


def instant(minute: int) -> datetime:
    """The Shanghai instant of minutes since 2004."""
    return EPOCH + minute * _MINUTE
