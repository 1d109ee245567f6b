"""Reads a case's clocks at one instant: when each started, is due, ended, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from desktop.handbook.before_visit import early_note
from desktop.handbook.deskhours import DeskHours, at_time, due
from desktop.handbook.moments import closing_day
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Clock, ClockReading, Item, Unit
from desktop.handbook.workdays import WorkCalendar

EXEMPTABLE = ("gc.outpatient", "gc.inpatient")
_SHORT_NOTICE = timedelta(hours=1)
END_EVENTS: Mapping[str, str] = {
    "visit": "served_at", "admission": "admitted_at", "served": "served_at", "admitted": "admitted_at",
    "booked": "booked_at", "visit_done": "visit_done_at",
}
START_EVENTS: Mapping[str, str] = {"acceptance": "accepted_at", "accepted": "accepted_at", "request": "requested_at"}


def read_clocks(case: Situation, clocks: Iterable[tuple[str, Clock]]) -> tuple[ClockReading, ...]:
    """Every clock of the case's item as it stands at `case.now`; `clocks` are (rule id, clock) pairs."""
    return tuple(_read(case, rule, clock) for rule, clock in clocks)


def _read(case: Situation, rule: str, clock: Clock) -> ClockReading:
    ended = getattr(case.facts, _end_of(case, clock))
    calendar = case.office.calendar if ended is None else case.office.calendar.known_at(ended)
    started, until, provisional = _span(case, clock, calendar)
    state, note = _state(case, clock, started, until, ended)
    if clock.before_visit and state in ("running", "missed"):
        note = early_note(case, clock.name)
    return ClockReading(
        clock.name, clock.title, clock.kind, clock.unit, state, started, until, ended, provisional, note, rule,
        clock.step,
    )


def _end_of(case: Situation, clock: Clock) -> str:
    named = case.plan.ends.get(clock.name)
    if named is None:
        return clock.ends
    if case.item is Item.INPATIENT and named == "visit":
        return "admitted_at"
    return END_EVENTS.get(named, clock.ends)


def _span(case: Situation, clock: Clock, calendar: WorkCalendar) -> tuple[datetime | None, datetime | None, bool]:
    if clock.before_visit:
        return _before_visit(case, clock, calendar)
    source = START_EVENTS.get(case.plan.starts.get(clock.name, ""), clock.starts)
    started = getattr(case.facts, source)
    if started is None:
        return None, None, False
    until = _due(started, case.plan.limits.get(clock.name, clock.limit), clock.unit, calendar, case.office.hours)
    if clock.name == "gc.notice" and case.facts.visit_at is not None:
        until = max(started, min(until, case.facts.visit_at))
    provisional = clock.unit is not Unit.MINUTES and calendar.touches_provisional(started.date(), closing_day(until))
    return started, until, provisional


def _due(start: datetime, limit: int, unit: Unit, calendar: WorkCalendar, hours: DeskHours) -> datetime:
    if unit is Unit.DAYS:
        return due(start, limit, calendar, hours)
    if unit is Unit.HOURS:
        return hours.add_hours(start, timedelta(hours=limit), calendar)
    return start + timedelta(minutes=limit)


def _before_visit(
    case: Situation, clock: Clock, calendar: WorkCalendar
) -> tuple[datetime | None, datetime | None, bool]:
    """GC-09: on the working day before the visit; at short notice one working hour after the booking."""
    visit, booked = case.facts.visit_at, case.facts.last_booked_at
    if visit is None or booked is None:
        return None, None, False
    hours = case.office.hours
    day = calendar.previous(visit.date())
    provisional = calendar.touches_provisional(day + timedelta(days=1), visit.date() - timedelta(days=1))
    provisional = (provisional and day + timedelta(days=1) < visit.date()) or calendar.is_provisional(day)
    until = at_time(day, time.fromisoformat(clock.until)) if clock.until else hours.closing(day)
    if booked <= until:
        return hours.opening(day), until, provisional
    return booked, min(hours.add_hours(booked, _SHORT_NOTICE, calendar), visit), provisional


def _state(
    case: Situation, clock: Clock, started: datetime | None, until: datetime | None, ended: datetime | None
) -> tuple[str, str]:
    over = _over_at(case, clock)
    if started is None or until is None:
        return ("ended", "") if over else ("waiting", clock.waits_for)
    reason = _exemption(case, clock, started, until)
    if reason:
        return "exempt", reason
    if ended is not None:
        return ("met" if ended <= until else "missed"), ""
    if over is not None:
        return ("missed" if over > until else "ended"), ""
    if case.now > until:
        return "missed", ""
    return ("waiting", clock.waits_for) if case.now < started else ("running", "")


def _over_at(case: Situation, clock: Clock) -> datetime | None:
    """When the clock stopped without its end: the case was over, or the customer did not come (D-10)."""
    facts = case.facts
    stopped = [facts.over_at]
    if facts.no_show_at is not None and (clock.before_visit or _waits_for_customer(case, clock)):
        stopped.append(facts.no_show_at)
    return min((moment for moment in stopped if moment is not None), default=None)


def _waits_for_customer(case: Situation, clock: Clock) -> bool:
    return _end_of(case, clock) in ("served_at", "admitted_at", "visit_done_at")


def _exemption(case: Situation, clock: Clock, started: datetime, until: datetime) -> str:
    """GC-17: the reason of the exemption that covers this clock, or ''."""
    if clock.name not in EXEMPTABLE:
        return ""
    if case.facts.exempt_reason:
        return case.facts.exempt_reason
    return next(_covering(case, started.date(), closing_day(until)), "")


def _covering(case: Situation, first: date, last: date) -> Iterator[str]:
    for declared in case.exemptions:
        same_place = declared.hospital == case.facts.hospital and (
            not declared.department or declared.department == case.facts.department
        )
        if same_place and declared.start and declared.end and first <= declared.end and declared.start <= last:
            yield declared.reason


def booking_due(case: Situation, happened: datetime) -> datetime | None:
    """GC-05, GC-06: the promised instant for a booking made at `happened`; None while the certificate is not there.

    A booking that names hospital and department settles them at that same instant.
    """
    facts, settled = case.facts, case.facts.settled_at or happened
    if case.item is Item.OUTPATIENT:
        return _promised(case, "gc.outpatient", settled, 5)
    if facts.certificate_at is None:
        return None
    return _promised(case, "gc.inpatient", max(facts.certificate_at, settled), 10)


def _promised(case: Situation, name: str, start: datetime, limit: int) -> datetime:
    return due(start, case.plan.limits.get(name, limit), case.office.calendar, case.office.hours)


def visit_window(case: Situation) -> tuple[datetime, datetime]:
    """GC-07: from the start of day 1 to close of business of day 3 after the visit was applied for."""
    calendar, applied = case.office.calendar, case.facts.applied_at or case.now
    last = due(applied, case.plan.limits.get("gc.visit", 3), calendar, case.office.hours)
    return at_time(calendar.next(applied.date()), time(0)), last
