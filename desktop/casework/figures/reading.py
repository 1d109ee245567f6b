"""Reads a period from the database in one pass: every case's rows as they come, and the totals after the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.exporting import last_seal
from desktop.casework.figures.case_rows import case_row, head_of, standing, talk_of, tells_of
from desktop.casework.figures.clock_rows import approved_exemptions, clock_rows
from desktop.casework.figures.exceptions import exception_rows, exemption_rows
from desktop.casework.figures.on_time import may_count
from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import CaseFigures, ExceptionRow, Head, RightRow
from desktop.casework.figures.service_rows import Beside, consult_row, nodule_row, visit_row
from desktop.casework.figures.totals import Totals
from desktop.casework.many_cases import CHUNK, CaseInHand, ManyCases, within
from desktop.handbook.progress import clocks_of
from desktop.handbook.vocabulary import LIMITED, Item
from desktop.models.tables import Carrier, Case, EntitlementUse


@contextmanager
def figures_of(
    desk: Desk, period: Period, *, carrier: str = "", unmasked: bool = False
) -> Iterator[PeriodFigures]:
    """The period's figures while the database is open in one state; `carrier` is a code, "" for the only one.

    BadInput when there is no such carrier, or several have cases and none is named.
    """
    with desk.reading() as session:
        yield PeriodFigures(session, desk, period, _carrier(session, carrier), unmasked=unmasked)


def _carrier(session: Session, code: str) -> Carrier:
    """One carrier's figures never go to another."""
    known = session.scalars(select(Carrier).order_by(Carrier.id)).all()
    if not known:
        raise BadInput("本台还没有保险公司，也没有案件")
    codes = "、".join(f"{one.code}（{one.name}）" for one in known)
    if code:
        found = next((one for one in known if one.code == code), None)
        if found is None:
            raise BadInput(f"没有保险公司「{code}」，可选：{codes}")
        return found
    busy = set(session.scalars(select(Case.carrier_id).distinct()))
    chosen = [one for one in known if one.id in busy] or list(known[:1])
    if len(chosen) > 1:
        raise BadInput(f"有多家保险公司的案件，请用 --carrier 写明一家：{codes}")
    return chosen[0]


class _Holding(NamedTuple):
    """A policy as it is shown, the version of its plan, and the items that the period's cases took of it."""

    policy: str
    version: int
    items: set[Item]


class PeriodFigures:
    """One reading of a period: first `cases` to the end, then what they come to."""

    def __init__(self, session: Session, desk: Desk, period: Period, carrier: Carrier, *, unmasked: bool) -> None:
        self.period, self.unmasked = period, unmasked
        self.carrier, self._of_carrier = carrier.name, Case.carrier_id == carrier.id
        self.totals = Totals(period)
        self._session, self._cases, self._beside = session, ManyCases(session, desk), Beside(session)
        self._exemptions = approved_exemptions(session)
        self._exempt_cases = {one.row.case_id for one in self._exemptions}
        self._heads: dict[int, Head] = {}
        self._policies: dict[int, _Holding] = {}
        self.read_at: datetime = self._cases.now

    @property
    def seal(self) -> str:
        """Which state of the database is read."""
        return last_seal(self._session)

    def _which(self) -> tuple[ColumnElement[bool], ...]:
        return (self._of_carrier, *may_count(self._cases, self.period))

    def expected(self) -> int:
        """How many cases will be looked at."""
        wanted = select(func.count()).select_from(Case).where(*self._which())
        return self._session.scalar(wanted) or 0

    def cases(self) -> Iterator[CaseFigures | None]:
        """Every case's rows in the order of application; None for one of which the period has nothing to tell."""
        for chunk in self._cases.chunks(*self._which()):
            self._beside.look_up(chunk)
            for one in chunk:
                figures = self._figures(one)
                tells = figures.clocks or figures.exceptions or tells_of(figures.case, self.period)
                if tells or figures.visit:
                    self._remember(one, figures.case.head)
                    self.totals.add(figures)
                yield figures if tells or figures.visit else None

    def _figures(self, one: CaseInHand) -> CaseFigures:
        period, records = self.period, standing(one)
        head, readings = head_of(one, unmasked=self.unmasked), clocks_of(one.situation)
        return CaseFigures(
            case_row(one, head, period, records),
            tuple(clock_rows(one, head, period, readings, records, self._exemptions)),
            visit_row(one, head, period, self._beside), consult_row(head, one.situation.facts, period, records),
            nodule_row(one, head, period, records, self._beside),
            tuple(exception_rows(one, head, period, records, self._beside.jobs(one.row.id), unmasked=self.unmasked)),
            talk_of(one.situation, readings, records),
        )  # fmt: skip

    def _remember(self, one: CaseInHand, head: Head) -> None:
        if one.row.id in self._exempt_cases:
            self._heads[one.row.id] = head
        if head.item in LIMITED:
            held = self._policies.setdefault(one.row.policy_id, _Holding(head.policy, one.row.plan_version_id, set()))
            held.items.add(head.item)

    def exemptions(self) -> Iterator[ExceptionRow]:
        """The exemptions that took effect in the period."""
        for row in exemption_rows(self._exemptions, self.period, self._heads):
            self.totals.exceptions[row.kind] += 1
            yield row

    def rights(self) -> Iterator[RightRow]:
        """The rights that the period's cases hold or used, as they stand now (G-08)."""
        known = sorted(self._policies)
        for ids in (known[start : start + CHUNK] for start in range(0, len(known), CHUNK)):
            states = self._states(ids)
            for policy_id in ids:
                held = self._policies[policy_id]
                quotas = self._cases.plan(held.version).quotas
                for item in sorted(held.items, key=LIMITED.index):
                    row = _right(held.policy, item, quotas.get(item.value, 0), states.get((policy_id, item.value), {}))
                    self.totals.add_right(row)
                    yield row

    def _states(self, ids: Sequence[int]) -> Mapping[tuple[int, str], Mapping[str, int]]:
        use = EntitlementUse
        wanted = select(use.policy_id, use.quota, use.state, func.count()).where(within(use.policy_id, ids))
        found: dict[tuple[int, str], dict[str, int]] = {}
        grouped = wanted.group_by(use.policy_id, use.quota, use.state)
        for policy_id, quota, state, number in self._session.execute(grouped):
            found.setdefault((policy_id, quota), {})[state] = number
        return found


def _right(policy: str, item: Item, granted: int, states: Mapping[str, int]) -> RightRow:
    return RightRow(policy, item, granted, states.get("used", 0), states.get("reserved", 0))
