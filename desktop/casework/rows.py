"""The frozen rows that casework hands to screens, papers and exchange: never an ORM object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from desktop.casework.aftercare_rows import Matters
from desktop.handbook.holding import Held
from desktop.handbook.vocabulary import ClockReading, Finding, Item, Refusal


class QueueRow(NamedTuple):
    """One line of a queue: enough to paint it and to let its countdown tick without the database."""

    id: int
    version: int
    number: str
    item: Item
    name: str
    request: str
    stage: str
    next_step: str
    reading: ClockReading
    holder: str
    holder_since: datetime | None
    holder_until: datetime | None
    owner: str
    locked: bool
    open: bool

    @property
    def visit_at(self) -> datetime | None:
        """The booked visit ahead: while it is, the hospital holds the ball until then."""
        return self.holder_until


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which cases a queue shows, in which order.

    tab: todo, today, overdue, customer, unassigned, follow, all, done. sort: due, accepted, name, stage, number.
    `service` empty means all services; `owner` empty means everybody's; `now` bounds today and overdue.
    """

    now: datetime
    today_end: datetime
    tab: str = "todo"
    service: str = ""
    owner: str = ""
    stage: str = ""
    hospital: str = ""
    holder: str = ""
    search: str = ""
    sort: str = "due"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many open cases a queue holds and how many of them are past due."""

    open: int = 0
    overdue: int = 0


class Fact(NamedTuple):
    """A labelled value on the case page; `locked` draws the lock before it."""

    label: str
    value: str
    note: str = ""
    locked: bool = False


class FactGroup(NamedTuple):
    """Facts under one heading."""

    title: str
    note: str
    facts: tuple[Fact, ...]


class QuotaTile(NamedTuple):
    """A right of the policy: how many are left, and what became of the others."""

    name: str
    title: str
    total: int
    used: int
    reserved: int
    left: int
    note: str
    own: bool


class TimelineEntry(NamedTuple):
    """One record as a line of the timeline; `voided` strikes it out, `locking` marks the point of no return.

    `supervised` records are voided with a supervisor's approval only (D-09). `undoes` is the record that an undo took
    back, 0 for any other record; `undone` and `undone_by` say it of the record taken back, where they are folded.
    """

    seq: int
    happened: datetime
    entered: datetime
    verb: str
    title: str
    detail: str
    person: str
    rules: tuple[str, ...]
    voided: bool
    locking: bool
    supervised: bool = False
    undoes: int = 0
    undone: str = ""
    undone_by: str = ""


class Step(NamedTuple):
    """A verb the case offers now: `findings` non-empty means it is shown disabled with its reason."""

    verb: str
    title: str
    key: str
    icon: str
    primary: bool
    irreversible: str
    findings: tuple[Finding, ...]


class Stage(NamedTuple):
    """One station of the stepper: state is done, now, ahead or gap."""

    title: str
    state: str
    when: datetime | None
    note: str


class ChecklistItem(NamedTuple):
    """One item of D-08's closing checklist."""

    name: str
    title: str
    done: bool


class TaskRow(NamedTuple):
    """A task of the case: reminder, escort call, notice and the like."""

    name: str
    title: str
    day: date | None
    before: datetime | None
    done: bool
    rule: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the inspector and the case page show of one case, personal data masked.

    `suggested` are departments that fit the illness, `held` the working time of each holder, `next_call` when the
    desk tries the customer again, `prepared` the text that waits to be sent.
    """

    id: int
    version: int
    number: str
    item: Item
    name: str
    subtitle: str
    policy: str
    owner: str
    stage: str
    state: str
    lock: str
    lock_clause: str
    lock_rule: str
    holder: str
    holder_since: datetime | None
    holder_until: datetime | None
    groups: tuple[FactGroup, ...]
    quotas: tuple[QuotaTile, ...]
    readings: tuple[ClockReading, ...]
    current: int
    stages: tuple[Stage, ...]
    timeline: tuple[TimelineEntry, ...]
    steps: tuple[Step, ...]
    checklist: tuple[ChecklistItem, ...]
    tasks: tuple[TaskRow, ...]
    visit_at: datetime | None = None
    suggested: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    next_call: str = ""
    prepared: str = ""
    matters: Matters = field(default_factory=Matters)


@dataclass(frozen=True, slots=True)
class Done:
    """A verb that happened: the record's number, warnings by rule, and which cases changed."""

    case_id: int
    seq: int
    number: str
    warnings: tuple[Finding, ...] = ()
    changed: tuple[int, ...] = ()


Outcome = Done | Refusal


@dataclass(frozen=True, slots=True)
class FormField:
    """One argument of a verb as a form asks for it.

    kind: text, long_text, date, moment, choice, choices, lines, number, yes_no, illness, doctor, gaps; and those that
    are picked from the desk's own names: hospital, department, escort, colleague, supervisor.
    `choices` are (value, label) pairs; `show_if` is (field, values) and hides the field otherwise.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    prefill: str = ""
    show_if: tuple[str, tuple[str, ...]] | None = None


HAPPENED = "happened"
"""The field that asks for the business time itself, in the verb's own words (`入院时间`)."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """How a verb is offered: its title, key and icon, and the fields its form asks for.

    `caution` is what a rule would warn of now, said before the verb is tried.
    """

    verb: str
    title: str
    fields: tuple[FormField, ...] = ()
    key: str = ""
    icon: str = "pencil"
    irreversible: str = ""
    run: Callable[..., Outcome] | None = field(default=None, compare=False)
    caution: str = ""
