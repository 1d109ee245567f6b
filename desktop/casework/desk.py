"""The desk on which verbs are carried out: its database, clock, calendar and people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.calendars.versions import publication, published_calendar
from desktop.handbook.calls import CallPlan
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.situation import Office
from desktop.handbook.vocabulary import Exemption
from desktop.handbook.workdays import WorkCalendar
from desktop.models.sessions import Store
from desktop.models.tables import ExemptionRow, Setting, User

CALLS = "calls"
"""The key of the setting that says how the desk tries to reach a customer."""


@dataclass(slots=True)
class Desk:
    """Where verbs happen; `office` is replaced when a calendar is published, `clock` tells the time."""

    store: Store
    clock: Callable[[], datetime]
    calendar: WorkCalendar
    hours: DeskHours
    office: Office
    publication: int = -1

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only session for one question."""
        with self.store.reading() as session:
            yield session

    def refresh(self) -> None:
        """Read published calendars and supervisors again, as after another desk changed them."""
        with self.reading() as session:
            self.renew(session)

    def renew(self, session: Session) -> None:
        """Read them in a running transaction."""
        self.office = read_office(session, self.calendar, self.hours)
        self.publication = publication(session)

    def keep_current(self, session: Session) -> None:
        """Read them again when another desk has changed them: calendars, supervisors, how customers are called.

        T-05, D-05; asked before every verb and before what a screen shows of calls.
        """
        if self.publication != publication(session) or self._settings_of(session) != self._settings():
            self.renew(session)

    def _settings(self) -> tuple[frozenset[str], CallPlan]:
        return self.office.supervisors, self.office.calls

    @staticmethod
    def _settings_of(session: Session) -> tuple[frozenset[str], CallPlan]:
        return _supervisors(session), _call_plan(session)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who enters something, and when it happened if that was earlier (D-06); `command_id` makes it repeatable."""

    person: str
    happened: datetime | None = None
    late_reason: str = ""
    command_id: str = ""


def open_desk(store: Store, clock: Callable[[], datetime], calendar: WorkCalendar, hours: DeskHours) -> Desk:
    """A desk over an existing database, with the calendars published there and its supervisors."""
    with store.reading() as session:
        return Desk(store, clock, calendar, hours, read_office(session, calendar, hours), publication(session))


def read_office(session: Session, calendar: WorkCalendar, hours: DeskHours) -> Office:
    """The office as the database has it now."""
    return Office(published_calendar(session, calendar), hours, _supervisors(session), _call_plan(session))


def _supervisors(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(User.name).where(User.role == "supervisor", User.active.is_(True))))


def _call_plan(session: Session) -> CallPlan:
    """The setting `calls` {"second_after_minutes", "attempts"}, or the usual three attempts."""
    kept, usual = session.get(Setting, CALLS), CallPlan()
    if kept is None:
        return usual
    minutes = kept.value.get("second_after_minutes", usual.second_after / timedelta(minutes=1))
    return CallPlan(timedelta(minutes=minutes), int(kept.value.get("attempts", usual.attempts)))


def declared_exemptions(session: Session) -> tuple[Exemption, ...]:
    """GC-17: the hospitals and departments declared exempt, newest last."""
    declared = select(ExemptionRow).where(ExemptionRow.case_id.is_(None), ExemptionRow.state == "approved")
    rows = session.scalars(declared.order_by(ExemptionRow.id))
    return tuple(
        Exemption(row.reason, row.approved_by, None, row.hospital, row.department, row.start, row.end) for row in rows
    )
