"""The rows of a period's figures, frozen: one a case, a clock, a visit, a consultation, a reading, a day, a right."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from desktop.handbook.vocabulary import Item, Kind, Service, Unit


class Head(NamedTuple):
    """Which case a row is of; policy and name are masked unless the figures were asked for unmasked."""

    number: str
    policy: str
    name: str
    item: Item

    @property
    def service(self) -> Service:
        """The service of the item."""
        return self.item.service


class CaseRow(NamedTuple):
    """A case with its node times; `state` is how it stood at the end of the period.

    `taken_up` is the desk's first act; `delivered` when the service itself was done: visit, admission, report, answer;
    `completed` when it was closed after that, `unserved` when it was closed without it.
    """

    head: Head
    entrance: str
    applied: datetime
    taken_up: datetime | None
    accepted: datetime | None
    refused: datetime | None
    settled: datetime | None
    booked: datetime | None
    notified: datetime | None
    delivered: datetime | None
    completed: datetime | None
    unserved: datetime | None
    cancelled: datetime | None
    state: str
    owner: str


class ClockRow(NamedTuple):
    """A clock that fell due in the period. `used` is in `unit`, None where it was never ended.

    `state` is 达成, 超时, 豁免 or 未到期; `cause` says who held the ball when a deadline was missed.
    """

    head: Head
    applied: datetime
    clock: str
    title: str
    kind: Kind
    clause: str
    start_event: str
    started: datetime | None
    due: datetime
    done: datetime | None
    used: float | None
    unit: Unit
    state: str
    cause: str
    exemption: str
    provisional: bool


class VisitRow(NamedTuple):
    """A green-channel visit, admission or hospital visit of the period; `hours` are the escort's real ones."""

    head: Head
    city: str
    hospital: str
    grade: str
    department: str
    title: str
    visit_at: datetime
    result: str
    escort: str
    hours: float | None


class ConsultRow(NamedTuple):
    """A consultation that was applied for, held or reported on in the period."""

    head: Head
    illness: str
    icd10: str
    experts: int
    specialties: int
    applied: datetime
    requested: datetime | None
    held: datetime | None
    reported: datetime | None
    guided: datetime | None
    parcel: str


class NoduleRow(NamedTuple):
    """A reading that was applied for, complete or reported on in the period."""

    head: Head
    kind: str
    applied: datetime
    complete: datetime | None
    system: str
    category: str
    reader: str
    hospital: str
    reported: datetime | None
    parcel: str
    posted: datetime | None


class ExceptionRow(NamedTuple):
    """Something that did not go the usual way: when, what, whose side it lay on, in which words."""

    at: datetime
    kind: str
    head: Head | None
    party: str
    words: str


class Talk(NamedTuple):
    """A call or an online question: the day it came, whether it was taken up, within the desk's target, how long."""

    day: date
    taken: bool
    in_time: bool
    seconds: int


class CaseFigures(NamedTuple):
    """All rows that one case adds to the period."""

    case: CaseRow
    clocks: tuple[ClockRow, ...] = ()
    visit: VisitRow | None = None
    consult: ConsultRow | None = None
    nodule: NoduleRow | None = None
    exceptions: tuple[ExceptionRow, ...] = ()
    talk: Talk | None = None


class DayRow(NamedTuple):
    """A day of phone and online: what came in, how many were taken up, how many within the desk's target."""

    day: date
    calls: int
    taken: int
    taken_in_time: int
    talk_minutes: float
    questions: int
    answered: int
    answered_in_time: int


class RightRow(NamedTuple):
    """A right under a policy that a case of the period holds or used: granted, used, reserved."""

    policy: str
    item: Item
    granted: int
    used: int
    reserved: int


class SettlementRow(NamedTuple):
    """So many services of an item, to be settled or not, and why."""

    item: Item
    reason: str
    quantity: int
    billable: bool
