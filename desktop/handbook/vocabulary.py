"""The nouns in which the handbook's rules are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Service(StrEnum):
    """The five services of G-01."""

    OC = "OC"
    PD = "PD"
    GC = "GC"
    MD = "MD"
    ND = "ND"


class Item(StrEnum):
    """What can be applied for; the value is also the name of its quota (G-08)."""

    OC = "OC"
    PD = "PD"
    OUTPATIENT = "GC.outpatient"
    INPATIENT = "GC.inpatient"
    VISIT = "GC.visit"
    MD = "MD"
    ND = "ND"

    @property
    def service(self) -> Service:
        """The service this item belongs to."""
        return Service(self.value[:2])

    @property
    def limited(self) -> bool:
        """Whether a right is used up by it (G-08): everything but OC and PD."""
        return self not in (Item.OC, Item.PD)


SERVICE_TITLES: Mapping[Service, str] = {
    Service.OC: "在线问诊",
    Service.PD: "电话医生",
    Service.GC: "重疾绿通",
    Service.MD: "多学科会诊",
    Service.ND: "解结服务",
}

ITEM_TITLES: Mapping[Item, str] = {
    Item.OC: "在线问诊",
    Item.PD: "电话医生",
    Item.OUTPATIENT: "专家门诊",
    Item.INPATIENT: "住院安排",
    Item.VISIT: "住院探视",
    Item.MD: "多学科会诊",
    Item.ND: "解结服务",
}

GC_ITEMS = (Item.OUTPATIENT, Item.INPATIENT, Item.VISIT)
BOOKABLE = (Item.OUTPATIENT, Item.INPATIENT)
LIMITED = (*GC_ITEMS, Item.MD, Item.ND)


class Record(NamedTuple):
    """One thing that happened in a case: a dated milestone.

    `happened` is business time, `entered` is when the desk typed it in; both are aware.
    `details` holds what the verb needs to remember, as plain JSON values.
    """

    seq: int
    verb: str
    happened: datetime
    entered: datetime
    person: str
    details: Mapping[str, Any] = {}


class Kind(StrEnum):
    """What a clock is to the customer (T-07)."""

    PROMISE = "promise"
    TARGET = "target"
    WATCHED = "watched"


class Unit(StrEnum):
    """In what a clock's limit is counted."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline of the handbook: what starts it, how long it runs, what ends it.

    `starts` and `ends` are attributes of `Facts` (aware datetimes or None).
    `limit` is counted in `unit`: working days (T-02), working hours, or plain minutes (T-06).
    `before_visit` clocks are due on the working day before the visit instead (T-04),
    at `until` or, without it, at close of business.
    """

    name: str
    title: str
    items: tuple[Item, ...]
    starts: str
    ends: str
    limit: int
    unit: Unit = Unit.DAYS
    kind: Kind = Kind.PROMISE
    waits_for: str = ""
    step: str = ""
    before_visit: bool = False
    until: str = ""


Condition = Callable[[Any, Mapping[str, Any]], str]
StateCondition = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Refuse:
    """A verb is refused by the rule when the condition returns a sentence.

    `when` looks at the case alone, `given` also at the verb's arguments.
    """

    verbs: tuple[str, ...]
    when: StateCondition | None = None
    given: Condition | None = None
    items: tuple[Item, ...] = tuple(Item)


@dataclass(frozen=True, slots=True)
class Warn:
    """The verb happens, and the rule is named as a warning when the condition returns a sentence."""

    verbs: tuple[str, ...]
    given: Condition
    items: tuple[Item, ...] = tuple(Item)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rulebook: its id, the handbook's section, its words, and what it decides."""

    id: str
    section: str
    title: str
    text: str
    clocks: tuple[Clock, ...] = ()
    refuses: tuple[Refuse, ...] = ()
    warns: tuple[Warn, ...] = ()


class Finding(NamedTuple):
    """One rule that refuses or warns, with the sentence shown to the user."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verb refused by rule: a value, with every refusing rule in the rulebook's order."""

    findings: tuple[Finding, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the refusing rules."""
        return tuple(finding.rule for finding in self.findings)

    @property
    def sentence(self) -> str:
        """All sentences, joined for one line of text."""
        return "；".join(f"{finding.sentence}（{finding.rule}）" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one version of a carrier's plan promises (G-03); limits are in working days."""

    name: str
    title: str = ""
    offers: frozenset[str] = frozenset(service.value for service in Service)
    quotas: Mapping[str, int] = field(default_factory=lambda: {item.value: 1 for item in LIMITED})
    limits: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    lock_on: str = "notice"
    mild_counts: bool = False
    illnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """What a rule needs to know of a policy (G-04): in force from the start of `start` to the end of `end`."""

    number: str
    start: date
    end: date
    status: str = "in_force"
    insured: str = ""


@dataclass(frozen=True, slots=True)
class Sibling:
    """What a rule needs to know of another case under the same policy."""

    case_id: int
    number: str
    item: Item
    open: bool
    right: str
    ordered_hospital: str = ""
    admitted: bool = False
    discharged: bool = False
    settled_hospital: str = ""
    accepted: bool = False
    request_no: str = ""
    stay_id: int | None = None


class ClockReading(NamedTuple):
    """A clock read at one instant; times are aware, `note` says why it is exempt or what it waits for."""

    name: str
    title: str
    kind: Kind
    unit: Unit
    state: str
    started: datetime | None
    due: datetime | None
    ended_at: datetime | None
    provisional: bool
    note: str
    rule: str
    step: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A declaration under GC-17: of one case (`case_id`), or of a hospital and perhaps department for a period."""

    reason: str
    approved_by: str
    case_id: int | None = None
    hospital: str = ""
    department: str = ""
    start: date | None = None
    end: date | None = None


class Task(NamedTuple):
    """Something the desk has to do: `day` is the day for it, `before` the instant by which, None when open-ended."""

    name: str
    title: str
    day: date | None
    before: datetime | None
    done: bool
    rule: str
