"""The demo desk: invented cases through the real import, an invented week of work, and a clock that starts there."""

from __future__ import annotations

import time as machine
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from desktop.app import demo_desk
from desktop.casework.desk import Desk
from desktop.casework.rehearsal_consultations import issue_one_report, rehearse_consultations, write_other_report
from desktop.casework.rehearsal_escorts import hire, rehearse_past, rehearse_today
from desktop.casework.rehearsal_phone import rehearse_phone
from desktop.casework.rehearsal_readings import rehearse_readings, write_readings
from desktop.casework.rehearsal_reminders import rehearse_reminders
from desktop.casework.rehearsing import MANAGERS, Rehearsal, add_people
from desktop.exchange.import_list import import_list
from desktop.exchange.rehearsal_files import hang_samples
from desktop.exchange.rehearsal_talks import rehearse_talks
from desktop.handbook.moments import parse_moment
from desktop.paths import resource_path

DEMO_NOW = parse_moment("2026-09-23 14:20")
_FIRST_DAY = parse_moment("2026-09-14 08:55")
IMPORTS = tuple(
    parse_moment(text) for text in ("2026-09-15 09:05", "2026-09-17 09:05", "2026-09-21 09:05", "2026-09-23 13:50")
)

BOARD_TIME = timedelta(minutes=105)
"""How long before the demo's moment the work at the reminders board begins."""


class DemoClock:
    """Stands at the moment it was set to, until `run` lets it go on with real time."""

    def __init__(self) -> None:
        self._at = _FIRST_DAY
        self._since: float | None = None

    def __call__(self) -> datetime:
        """The demo's present moment."""
        gone = 0.0 if self._since is None else machine.monotonic() - self._since
        return self._at + timedelta(seconds=int(gone))

    def set(self, moment: datetime) -> None:
        """Stand at `moment`, never earlier than before."""
        self._at = max(self._at, moment)

    def run(self) -> None:
        """Go on from here with real time."""
        self._since = machine.monotonic()


def sample_list() -> Path:
    """The invented carrier's list that ships with the program."""
    return resource_path("samples", "carrier-list.xlsx")


def furnish(desk: Desk, clock: DemoClock, until: datetime = DEMO_NOW) -> int:
    """Import the sample list on some mornings and play the days between; returns how many verbs were played."""
    add_people(desk)
    hire(desk)
    rehearsal = Rehearsal(desk, clock.set)
    rehearse_past(desk, rehearsal)
    rehearse_consultations(desk, rehearsal)
    rehearse_readings(desk, rehearsal)
    for moment in IMPORTS:
        rehearsal.play(moment)
        if moment == IMPORTS[2]:
            rehearse_today(desk, rehearsal)
        import_list(desk, sample_list(), person=MANAGERS[0])
        rehearsal.join()
    rehearsal.play(until - BOARD_TIME)
    played = issue_one_report(desk) + rehearse_reminders(desk, clock.set, until)
    rehearsal.play(until)
    played += write_other_report(desk) + write_readings(desk)
    played += rehearse_phone(desk, until)
    hang_samples(desk, MANAGERS[0])
    played += rehearse_talks(desk)
    return rehearsal.played + played


@contextmanager
def furnished_demo() -> Iterator[tuple[Desk, DemoClock]]:
    """A furnished throw-away desk, its clock standing at the demo's moment."""
    clock = DemoClock()
    with demo_desk(clock) as desk:
        furnish(desk, clock)
        yield desk, clock
