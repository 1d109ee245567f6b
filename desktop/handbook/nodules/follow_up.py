"""Follow-up dates: a plan in months becomes a dated list, counted from the examination and safe at month ends."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop.handbook.nodules.vocabulary import Step


class FollowUp(NamedTuple):
    """One follow-up: due between two dates (equal where it is one date); `considered` = only if wanted."""

    first: date
    last: date
    considered: bool

    def spoken(self) -> str:
        """2026-12-15 前后, or 2027-03-15 至 2027-09-15."""
        dates = f"{self.first} 前后" if self.first == self.last else f"{self.first} 至 {self.last}"
        return f"{dates}（可考虑）" if self.considered else dates


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where there is none: 31 August + 6 = 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def dated(plan: Iterable[Step], examined_on: date) -> tuple[FollowUp, ...]:
    """The plan's steps as dates after an examination, in the plan's order."""
    return tuple(
        FollowUp(add_months(examined_on, step.first), add_months(examined_on, step.last), step.considered)
        for step in plan
    )
