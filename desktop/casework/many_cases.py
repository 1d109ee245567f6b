"""Reads many cases as the rules see them, some thousands in each statement, without one ORM object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.casework.desk import Desk, declared_exemptions
from desktop.casework.plans import read_plan
from desktop.handbook.fold import fold
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Exemption, Item, Plan, PolicyTerms, Service, Unit
from desktop.handbook.vocabulary import Record as Milestone
from desktop.models.tables import Case, Person, PlanVersion, Policy, Record

CHUNK = 2_000


class CaseInHand(NamedTuple):
    """A case's row with what its policy and insured say, its records, and the case as the rules see it."""

    row: Any
    records: Sequence[Any]
    situation: Situation


class ManyCases:
    """One pass over cases in the order of their ids, at the desk's present hour."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self.session, self._office, self.now = session, desk.office, desk.clock()
        self._declared = declared_exemptions(session)
        self._plan = cache(self._read_plan)

    def _read_plan(self, version_id: int) -> Plan:
        return read_plan(self.session.get_one(PlanVersion, version_id))

    @property
    def longest_clock(self) -> timedelta:
        """A span that no clock of any plan outlasts: working days at two calendar days each, and a long holiday."""
        plans = [self._plan(key) for key in self.session.scalars(select(PlanVersion.id))]
        limits = [limit for plan in plans for limit in plan.limits.values()]
        usual = [clock.limit for clocks in CLOCKS.values() for _, clock in clocks if clock.unit is not Unit.MINUTES]
        return timedelta(days=2 * max((*limits, *usual)) + 30)

    def plan(self, version_id: int) -> Plan:
        """A version of a plan, read once."""
        return self._plan(version_id)

    def chunks(self, *which: ColumnElement[bool]) -> Iterator[list[CaseInHand]]:
        """The cases that all conditions hold for."""
        last = 0
        while rows := self.session.execute(_cases_after(last, which)).all():
            ids = [row.id for row in rows]
            timelines = by_case(self.session, _records_of(ids))
            yield [self._in_hand(row, timelines.get(row.id, ())) for row in rows]
            last = ids[-1]

    def _in_hand(self, row: Any, records: Sequence[Any]) -> CaseInHand:
        return CaseInHand(row, records, self._situation(row, records))

    def _situation(self, row: Any, records: Sequence[Any]) -> Situation:
        plan, item = self._plan(row.plan_version_id), Item(row.item)
        milestones = [Milestone(one.seq, one.verb, one.happened_at, one.entered_at, one.person, one.details)
                      for one in records]  # fmt: skip
        facts = fold(item, milestones, self._office.calendar, lock_on=plan.lock_on,
                     attempts=self._office.calls.attempts)  # fmt: skip
        declared: Sequence[Exemption] = self._declared if item.service is Service.GC else ()
        terms = PolicyTerms(row.policy_number, row.start, row.end, row.status, row.insured)
        return Situation(facts, plan, terms, self._office, self.now, case_id=row.id, number=row.number,
                         exemptions=declared)  # fmt: skip


def by_case(session: Session, wanted: Executable) -> Mapping[int, list[Any]]:
    """The rows of a statement that is sorted by case, under their case."""
    rows = session.execute(wanted)
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.case_id)}


def within(column: InstrumentedAttribute[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """That a column names one of these ascending ids, or one between them where nearly all are wanted anyway."""
    dense = ids[-1] - ids[0] < 2 * len(ids)
    return column.between(ids[0], ids[-1]) if dense else column.in_(ids)


def _cases_after(last: int, which: Iterable[ColumnElement[bool]]) -> Executable:
    insured = (Policy.number.label("policy_number"), Policy.start, Policy.end, Policy.status, Policy.insured_id,
               Person.name.label("insured"))  # fmt: skip
    return (
        select(*Case.__table__.c, *insured).join(Policy, Policy.id == Case.policy_id)
        .join(Person, Person.id == Policy.insured_id).where(Case.id > last, *which).order_by(Case.id).limit(CHUNK)
    )  # fmt: skip


def _records_of(ids: Sequence[int]) -> Executable:
    columns = (Record.case_id, Record.seq, Record.verb, Record.happened_at, Record.entered_at, Record.person,
               Record.details)  # fmt: skip
    return select(*columns).where(within(Record.case_id, ids)).order_by(Record.case_id, Record.seq)
