"""Takes the carrier's list of policies in: what changed of registered ones, and every open case that it touches.

G-04: a policy that lapses while a case is open is no silent drop; the case keeps the plan version under which it was
accepted (G-03), and the change stands on its timeline with what it means for the booked visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import Act, BadInput, begin, finish, write
from desktop.casework.catalogue import plan_key, plan_names
from desktop.casework.desk import Desk, Entry
from desktop.casework.masking import masked_name
from desktop.handbook.conditions.booking import policy_ends_before_visit
from desktop.handbook.moments import spoken_date
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.models.tables import Carrier, Case, PlanVersion, Policy

STATES: Mapping[str, str] = {"in_force": "有效", "lapsed": "失效", "terminated": "终止"}
VERB = "policy_changed"
_TITLES = {"plan_name": "计划", "start": "生效日", "end": "到期日", "status": "状态"}
_CHUNK = 500


class PolicyLine(NamedTuple):
    """One checked row; None where the list says nothing: what is registered stays."""

    row: int
    number: str
    status: str
    plan: str | None = None
    start: date | None = None
    end: date | None = None
    changed_on: date | None = None


class Touched(NamedTuple):
    """An open case whose policy changes: the list's row, whose it is and how it stands, what changes, what it means."""

    row: int
    case_id: int
    number: str
    customer: str
    item: str
    stage: str
    change: str
    warning: str


class PolicyNews(NamedTuple):
    """What became of a list: rows by outcome, those that are wrong as (row, field, sentence), the cases it touches.

    `unknown` policies are not registered here, `stale` rows are older than what is; both are passed over.
    """

    updated: int
    unchanged: int
    unknown: int
    stale: tuple[int, ...]
    wrong: tuple[tuple[int, str, str], ...]
    touched: tuple[Touched, ...]
    saved: bool


class _TakenBack(Exception):
    def __init__(self, news: PolicyNews) -> None:
        super().__init__()
        self.news = news


def take_policies(
    desk: Desk, lines: Sequence[PolicyLine], person: str, carrier_code: str, *, dry_run: bool = False
) -> PolicyNews:
    """Enter the rows in one transaction, or only say what they would do; BadInput for an unknown carrier.

    The same list again changes nothing. Every open case of a changed policy gets a record (G-04), each its own entry
    of the audit trail.
    """

    def work(session: Session) -> PolicyNews:
        news = _Bulletin(session, desk, person, carrier_code).take(lines, saved=not dry_run)
        if dry_run:
            raise _TakenBack(news)
        return news

    try:
        return desk.store.run(work)
    except _TakenBack as back:
        return back.news


class _Bulletin:
    """A list on its way in: the carrier's plans, and what has become of the rows so far."""

    def __init__(self, session: Session, desk: Desk, person: str, carrier_code: str) -> None:
        carrier = session.scalars(select(Carrier).where(Carrier.code == carrier_code)).first()
        if carrier is None:
            raise BadInput(f"没有代码为「{carrier_code}」的保险公司")
        self._session, self._desk, self._entry, self._carrier = session, desk, Entry(person), carrier
        versions = session.scalars(select(PlanVersion).where(PlanVersion.carrier_id == carrier.id))
        self._plans = plan_names(versions)
        self._stale: list[int] = []
        self._wrong: list[tuple[int, str, str]] = []
        self._touched: list[Touched] = []

    def take(self, lines: Sequence[PolicyLine], *, saved: bool) -> PolicyNews:
        """Enter every line."""
        counts = {"updated": 0, "unchanged": 0, "unknown": 0, "": 0}
        for first in range(0, len(lines), _CHUNK):
            for outcome in self._enter(lines[first : first + _CHUNK]):
                counts[outcome] += 1
        if counts["updated"]:
            after = {"updated": counts["updated"], "cases": len(self._touched)}
            audit.record(self._session, at=self._desk.clock(), person=self._entry.person, action="import_policies",
                         subject="保单清单", after=after)  # fmt: skip
        return PolicyNews(counts["updated"], counts["unchanged"], counts["unknown"], tuple(self._stale),
                          tuple(self._wrong), tuple(self._touched), saved)  # fmt: skip

    def _enter(self, lines: Sequence[PolicyLine]) -> Iterator[str]:
        wanted = select(Policy).where(
            Policy.carrier_id == self._carrier.id, Policy.number.in_([line.number for line in lines])
        )
        known = {policy.number: policy for policy in self._session.scalars(wanted.with_for_update())}
        for line in lines:
            policy = known.get(line.number)
            yield "unknown" if policy is None else self._settle(policy, line)

    def _settle(self, policy: Policy, line: PolicyLine) -> str:
        """How a line about a registered policy comes out: updated, unchanged, or "" for one that is wrong."""
        plan = self._plans.get(plan_key(line.plan)) if line.plan else policy.plan_name
        start, end = line.start or policy.start, line.end or policy.end
        if plan is None:
            self._wrong.append((line.row, "plan", f"本台没有「{line.plan}」这个计划，请核对名称"))
            return ""
        if end < start:
            self._wrong.append((line.row, "end", f"到期日 {end} 早于生效日 {start}，请核对"))
            return ""
        if policy.changed_on and line.changed_on and line.changed_on < policy.changed_on:
            self._stale.append(line.row)
            return "unchanged"
        new = {"plan_name": plan, "start": start, "end": end, "status": line.status}
        changed = {name: value for name, value in new.items() if getattr(policy, name) != value}
        policy.changed_on = line.changed_on or policy.changed_on
        if not changed:
            return "unchanged"
        self._change(policy, line, changed)
        return "updated"

    def _change(self, policy: Policy, line: PolicyLine, changed: Mapping[str, Any]) -> None:
        words = "；".join(_words(name, getattr(policy, name), value) for name, value in changed.items())
        since = f"（{spoken_date(line.changed_on)}起）" if line.changed_on else ""
        for name, value in changed.items():
            setattr(policy, name, value)
        self._session.flush()
        cases = select(Case.id).where(Case.policy_id == policy.id, Case.is_open).order_by(Case.id)
        for case_id in self._session.scalars(cases).all():
            under_way = begin(self._session, self._desk, case_id, self._entry)
            self._touched.append(_tell(under_way, line.row, f"{words}{since}"))


def _words(name: str, old: Any, new: Any) -> str:
    spoken: Mapping[str, Callable[[Any], str]] = {"status": STATES.__getitem__, "plan_name": str}
    say = spoken.get(name, spoken_date)
    return f"{_TITLES[name]} {say(old)} → {say(new)}"


def _tell(under_way: Act, row: int, change: str) -> Touched:
    """Put the change on the case's timeline and seal it."""
    warning = meaning(under_way.case)
    given = {"reason": f"{change}。{warning}" if warning else change, "rule": "G-04"}
    write(under_way, VERB, given)
    finish(under_way, VERB)
    file = under_way.row
    return Touched(row, file.id, file.number, masked_name(file.person.name), ITEM_TITLES[under_way.case.item],
                   file.stage, change, warning)  # fmt: skip


def meaning(case: Situation) -> str:
    """G-04: what the policy as it is now means for an open case; "" when it goes on as before."""
    visit = case.facts.visit_at
    if visit is not None and case.facts.attended_at is None and visit >= case.now:
        told = policy_ends_before_visit(case, {"visit_at": visit})
        if told:
            return told
    if case.policy.status != "in_force":
        return f"保单已{STATES[case.policy.status]}，在办案件由主管决定是否继续"
    if case.policy.end < case.today:
        return f"保单已于 {spoken_date(case.policy.end)} 到期，在办案件由主管决定是否继续"
    return ""
