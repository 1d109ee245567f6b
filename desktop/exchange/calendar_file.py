"""Writes appointments as an iCalendar file (RFC 5545), for an escort's own telephone."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Calendar, Event

from desktop.casework.escort_days import Appointment


def calendar_file(name: str, appointments: Iterable[Appointment]) -> bytes:
    """The file's bytes; `name` is the calendar's title. Times are Asia/Shanghai with their zone in the file.

    An entry keeps its UID, so taking in a newer file moves or cancels it instead of adding a second one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//CareDesk//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.revision)
    event.add("dtstamp", appointment.changed_at)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("summary", appointment.title)
    event.add("location", appointment.place)
    event.add("description", appointment.note)
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    return event
