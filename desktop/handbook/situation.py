"""Everything a rule may look at when a verb is tried on a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.handbook.calls import CallPlan
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import Exemption, Item, Plan, PolicyTerms, Sibling
from desktop.handbook.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Office:
    """The desk on which a case is judged: its calendar, hours, supervisors, and how it tries to reach a customer."""

    calendar: WorkCalendar
    hours: DeskHours
    supervisors: frozenset[str] = frozenset()
    calls: CallPlan = field(default_factory=CallPlan)


@dataclass(slots=True)
class Situation:
    """One case as rules see it: its facts, its policy and plan, the policy's other cases, who acts and when."""

    facts: Facts
    plan: Plan
    policy: PolicyTerms
    office: Office
    now: datetime
    person: str = ""
    case_id: int | None = None
    number: str = ""
    siblings: Sequence[Sibling] = ()
    known_requests: frozenset[str] = frozenset()
    exemptions: Sequence[Exemption] = field(default=())
    stay_id: int | None = None

    @property
    def item(self) -> Item:
        """The service item of the case."""
        return self.facts.item

    @property
    def today(self) -> date:
        """The calendar day of `now`."""
        return self.now.date()

    @property
    def ordering_hospitals(self) -> tuple[str, ...]:
        """GC-13: the hospitals whose experts ordered admission at an outpatient visit under this policy."""
        return tuple(other.ordered_hospital for other in self.siblings if other.ordered_hospital)

    @property
    def open_twin(self) -> Sibling | None:
        """D-03: another open case of the same limited item under the same policy."""
        if not self.item.limited:
            return None
        return next((other for other in self.siblings if other.open and other.item is self.item), None)

    def left(self) -> int | None:
        """G-08: rights left to this case's item when the case itself is not counted; None without limit."""
        if not self.item.limited:
            return None
        taken = sum(other.item is self.item and other.right in ("reserved", "used") for other in self.siblings)
        return self.plan.quotas.get(self.item.value, 0) - taken
