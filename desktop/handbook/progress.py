"""What follows from a case's timeline: clocks, holder, right, tasks, what may be done, what refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from desktop.handbook import aftercare, breaches
from desktop.handbook.before_visit import newly_off, visit_to_check
from desktop.handbook.calls import call_tasks
from desktop.handbook.clocks import read_clocks
from desktop.handbook.facts import Facts
from desktop.handbook.moments import closing_day
from desktop.handbook.nodule_materials import lacking
from desktop.handbook.rulebook import CLOCKS, REFUSES, WARNS
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import BOOKABLE, ClockReading, Finding, Item, Refusal, Task

Arguments = Mapping[str, Any]
HOLDER_TITLES: Mapping[str, str] = {
    "desk": "本台", "customer": "客户", "hospital": "医院", "expert": "专家", "courier": "快递",
}
_COURTESY_GAP = timedelta(days=3)
_BEFORE_VISIT = ("gc.notice", "gc.reminder", "gc.escort_call")


class Holder(NamedTuple):
    """Who holds the ball; `until` is when it comes back to the desk by itself (the visit's hour), else None."""

    name: str
    since: datetime | None
    until: datetime | None = None

    def at(self, now: datetime) -> str:
        """The holder at an instant."""
        return "desk" if self.until is not None and now >= self.until else self.name


def clocks_of(case: Situation) -> tuple[ClockReading, ...]:
    """All clocks of the case's item, in the handbook's order."""
    return read_clocks(case, CLOCKS[case.item])


def next_clock(readings: tuple[ClockReading, ...], facts: Facts) -> ClockReading | None:
    """The nearest unmet clock: due first, then what still waits; watched clocks only when nothing else is left.

    Once the customer has come, or has not, the clocks of telling them beforehand are behind.
    """
    behind = _BEFORE_VISIT if facts.attended_at else ()
    open_ones = [
        r for r in readings
        if r.ended_at is None and r.state in ("running", "missed", "waiting", "exempt") and r.name not in behind
    ]  # fmt: skip
    dated = [r for r in open_ones if r.due is not None and r.kind != "watched" and r.state != "exempt"]
    if dated:
        return min(dated, key=lambda reading: reading.due or datetime.max)
    rest = [r for r in open_ones if r.kind != "watched"] or open_ones
    return min(rest, key=lambda r: (r.due is None, r.state != "exempt"), default=None)


def refusal(case: Situation, verb: str, given: Arguments) -> Refusal | None:
    """Every rule that refuses the verb with these arguments, in the rulebook's order; None when it may happen."""
    findings: list[Finding] = []
    for rule, entry in REFUSES.get((verb, case.item), ()):
        sentence = (entry.when(case) if entry.when else "") or (entry.given(case, given) if entry.given else "")
        if sentence:
            findings.append(Finding(rule, sentence))
    return Refusal(tuple(findings)) if findings else None


def obstacle(case: Situation, verb: str) -> Refusal | None:
    """What refuses the verb now whatever its arguments; None when some well-formed arguments would do."""
    findings = [
        Finding(rule, sentence)
        for rule, entry in REFUSES.get((verb, case.item), ())
        if entry.when and (sentence := entry.when(case))
    ]
    return Refusal(tuple(findings)) if findings else None


def may(case: Situation, verb: str) -> bool:
    """Whether no rule refuses the verb now, its arguments being well-formed."""
    return obstacle(case, verb) is None


def warnings(case: Situation, verb: str, given: Arguments) -> tuple[Finding, ...]:
    """The rules that warn about the verb without refusing it, in the rulebook's order."""
    found = ((rule, entry.given(case, given)) for rule, entry in WARNS.get((verb, case.item), ()))
    return tuple(Finding(rule, sentence) for rule, sentence in found if sentence)


def holder(facts: Facts) -> Holder:
    """Who holds the ball: the desk unless the customer, hospital, expert or courier does."""
    if facts.over_at is not None:
        return Holder("desk", facts.over_at)
    if facts.posted_at is not None and facts.delivered_at is None:
        return Holder("courier", facts.posted_at)
    if facts.issued_at is None and (facts.reader_at or facts.held_at):
        return Holder("expert", facts.reader_at or facts.held_at)
    if facts.asked_material:
        return Holder("customer", facts.asked_at)
    if facts.lost_at is not None:
        return Holder("customer", facts.lost_at)
    return _held_by_customer_or_hospital(facts) or Holder("desk", facts.applied_at)


def _held_by_customer_or_hospital(facts: Facts) -> Holder | None:
    if facts.item in (Item.ND, Item.MD):
        waits = facts.reached_at is not None and facts.issued_at is None
        if waits and lacking(facts.item, facts.nodule, facts.received):
            return Holder("customer", facts.reached_at)
    if facts.item in BOOKABLE and facts.attended_at is None:
        if facts.booked_at is not None:
            return Holder("hospital", facts.last_booked_at, facts.visit_at)
        if facts.settled_at is not None:
            return Holder("hospital", facts.settled_at)
    return None


def right(facts: Facts) -> str:
    """G-08: what the case does to its quota: none, reserved, used or returned."""
    if not facts.item.limited:
        return "none"
    if facts.released and facts.closed_at:
        return "returned"
    if used(facts):
        return "used"
    return "returned" if facts.over_at is not None else "reserved"


def used(facts: Facts) -> bool:
    """Whether the right was used: at the lock, when the visit is done, when the consultation is held."""
    if facts.item is Item.VISIT:
        return facts.visit_done_at is not None
    if facts.item is Item.MD:
        return facts.held_at is not None
    return facts.rendered


def tasks(case: Situation, readings: tuple[ClockReading, ...]) -> tuple[Task, ...]:
    """What the desk has to do for the case beyond its next step; closing ends every open task (D-08)."""
    facts = case.facts
    office = case.office
    found = [*_visit_tasks(case, readings), *_escort_tasks(facts), *_posting_tasks(facts)]
    if facts.over_at is not None or facts.attended_at is not None:
        found = [task for task in found if task.done or task.name in ("originals", "discharge_escort")]
    if facts.over_at is not None:
        found = [task for task in found if task.done or task.name == "originals"]
    calls = call_tasks(facts, office.calls, office.calendar, office.hours)
    return (*calls, *found, *aftercare.tasks(facts, office), *breaches.tasks(facts, readings))


def _visit_tasks(case: Situation, readings: tuple[ClockReading, ...]) -> list[Task]:
    facts = case.facts
    if facts.last_booked_at is None or facts.visit_at is None:
        return []
    by_name = {reading.name: reading for reading in readings}
    notice, reminder, call = (by_name[name] for name in ("gc.notice", "gc.reminder", "gc.escort_call"))
    found = [
        _task("notice", "发就诊时间通知", notice, facts.notified_at is not None, "GC-08"),
        _task("reminder", "发就诊提醒", reminder, facts.reminded_at is not None, "GC-09"),
        _task("escort_call", "陪诊致电客户", call, facts.escort_called_at is not None, "GC-09"),
    ]
    calendar = case.office.calendar
    if newly_off(facts.visit_at, facts.last_booked_at, calendar):
        day, done = facts.visit_at.date(), not visit_to_check(case)
        found.append(Task("check_visit", "与医院核对就诊日", day, facts.visit_at, done, "T-05"))
    day = calendar.previous(facts.visit_at.date())
    if facts.visit_at.date() - day > _COURTESY_GAP:
        eve = facts.visit_at.date() - timedelta(days=1)
        again = any(moment.date() > day for moment in facts.reminders)
        found.append(Task("courtesy_reminder", "就诊前日再次提醒", eve, None, again, "GC-09"))
    return found


def _task(name: str, title: str, reading: ClockReading, done: bool, rule: str) -> Task:
    return Task(name, title, closing_day(reading.due) if reading.due else None, reading.due, done, rule)


def _escort_tasks(facts: Facts) -> list[Task]:
    return [*_visit_escort_tasks(facts), *_discharge_tasks(facts)]


def _discharge_tasks(facts: Facts) -> list[Task]:
    """GC-11: who is told of a discharge is accompanied on that day."""
    if facts.leaves_at is None:
        return []
    done = bool(facts.discharge_escort) or facts.discharged_at is not None
    return [Task("discharge_escort", "指派出院陪诊", facts.leaves_at.date(), facts.leaves_at, done, "GC-11")]


def _visit_escort_tasks(facts: Facts) -> list[Task]:
    if facts.item not in BOOKABLE or facts.booked_at is None:
        return []
    found = [Task("assign_escort", "指派陪诊人员", None, None, bool(facts.escort), "GC-08")]
    if facts.notified_at is not None:
        told = bool(facts.escort) and facts.escort_told
        found.append(Task("tell_escort", "告知客户陪诊人员", None, None, told, "GC-08"))
    return found


def _posting_tasks(facts: Facts) -> list[Task]:
    if facts.item not in (Item.MD, Item.ND) or not facts.received:
        return []
    rule = "ND-07" if facts.item is Item.ND else "MD-10"
    return [Task("originals", "退回客户原件", None, None, not facts.originals_out, rule)]
