"""Recomputes everything derived, names each difference, and checks the audit chain and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Executable, func, select, text
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.derived import derive
from desktop.casework.desk import Desk
from desktop.casework.many_cases import CaseInHand, ManyCases, by_case
from desktop.casework.plans import read_plan
from desktop.models.tables import Case, Counter, EntitlementUse, PlanVersion, User

_LEDGER = "权益台账"


class Difference(NamedTuple):
    """One stored value that the timeline contradicts; `case_id` is 0 for what belongs to no case."""

    case_id: int
    number: str
    column: str
    stored: Any
    expected: Any


class Verification(NamedTuple):
    """How many cases were recomputed, and what differed."""

    cases: int
    differences: tuple[Difference, ...]


def verify(desk: Desk, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Recompute every case, the ledger of rights, the audit chain and the file; reads only.

    `progress` is told how many of how many cases are done. Raises DeskError for faults of the environment.
    """
    found: list[Difference] = []
    with desk.reading() as session:
        inspection = _Inspection(session, desk)
        total = session.scalar(select(func.count()).select_from(Case)) or 0
        done = 0
        for cases in inspection.chunks():
            found.extend(inspection.differences(cases))
            done += len(cases)
            if progress:
                progress(done, total)
        found.extend(_beyond_cases(session))
    return Verification(done, tuple(found))


class _Inspection:
    """One pass over all cases in the order of their ids, a few thousand at a time."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session, self._cases = session, ManyCases(session, desk)
        self._users: dict[str, int] = {name: key for name, key in session.execute(select(User.name, User.id))}
        self._counters: dict[str, int] = {
            name: value for name, value in session.execute(select(Counter.name, Counter.value))
        }

    def chunks(self) -> Iterator[list[CaseInHand]]:
        """All cases with their timelines."""
        return self._cases.chunks()

    def differences(self, cases: Sequence[CaseInHand]) -> Iterator[Difference]:
        """What differs in these cases."""
        ledgers = by_case(self._session, _uses_within(cases[0].row.id, cases[-1].row.id))
        for one in cases:
            row, expected = one.row, self._expected(one)
            for column, value in expected.items():
                if getattr(row, column) != value and not _underived(row, column):
                    yield Difference(row.id, row.number, column, getattr(row, column), value)
            yield from _timeline_faults(row, one.records)
            yield from _ledger_faults(row, expected["right_state"], ledgers.get(row.id, ()))
            yield from self._number_faults(row)

    def _expected(self, one: CaseInHand) -> Mapping[str, Any]:
        case, first = one.situation, one.records[0] if one.records else None
        return {
            **derive(case), "owner_id": self._users.get(case.facts.owner), "service": case.item.service.value,
            "person_id": one.row.insured_id, "opened_at": first.happened_at if first else None,
        }  # fmt: skip

    def _number_faults(self, row: Any) -> Iterator[Difference]:
        """A number beyond its counter would be given out a second time."""
        name, _, place = row.number.rpartition("-")
        known = self._counters.get(name, 0)
        if place.isdigit() and int(place) > known:
            yield Difference(row.id, row.number, "案件编号计数", known, int(place))


def _underived(row: Any, column: str) -> bool:
    """A column that was added later is filled in with the case's next record."""
    return column == "follow_ups" and row.follow_ups is None


def _uses_within(first: int, last: int) -> Executable:
    columns = (EntitlementUse.case_id, EntitlementUse.policy_id, EntitlementUse.quota, EntitlementUse.state)
    wanted = select(*columns).where(EntitlementUse.case_id.between(first, last))
    return wanted.order_by(EntitlementUse.case_id, EntitlementUse.id)


def _timeline_faults(row: Any, records: Sequence[Any]) -> Iterator[Difference]:
    """Records are numbered from 1 without a gap, and the first is the application."""
    numbers = [one.seq for one in records]
    if numbers != list(range(1, len(records) + 1)):
        yield Difference(row.id, row.number, "时间线序号", numbers, list(range(1, len(records) + 1)))
    if records and records[0].verb != "apply":
        yield Difference(row.id, row.number, "首条记录", records[0].verb, "apply")


def _ledger_faults(row: Any, right: str, uses: Sequence[Any]) -> Iterator[Difference]:
    """G-08: one line of the ledger for each case that ever took a right, in the right's state."""
    stored = [(use.policy_id, use.quota, use.state) for use in uses]
    expected = [] if right == "none" else [(row.policy_id, row.item, right)]
    if stored != expected:
        yield Difference(row.id, row.number, _LEDGER, stored, expected)


def _beyond_cases(session: Session) -> Iterator[Difference]:
    broken = audit.first_break(session)
    if broken is not None:
        yield Difference(0, "", "审计链", f"第 {broken} 条", "与前一条相接")
    yield from _overdrawn(session)
    if session.get_bind().dialect.name == "sqlite":
        yield from _file_faults(session)


def _overdrawn(session: Session) -> Iterator[Difference]:
    """G-08: no policy has more live uses of a quota than its plan grants."""
    live = (
        select(EntitlementUse.policy_id, EntitlementUse.quota, func.count().label("used"),
               func.max(Case.plan_version_id).label("version"), func.max(Case.id).label("case_id"))
        .join(Case, Case.id == EntitlementUse.case_id).where(EntitlementUse.state.in_(("reserved", "used")))
        .group_by(EntitlementUse.policy_id, EntitlementUse.quota).having(func.count() > 1)
    )  # fmt: skip
    for row in session.execute(live).all():
        granted = read_plan(session.get_one(PlanVersion, row.version)).quotas.get(row.quota, 0)
        if row.used > granted:
            case = session.get_one(Case, row.case_id)
            yield Difference(case.id, case.number, f"{_LEDGER} {row.quota}", row.used, granted)


def _file_faults(session: Session) -> Iterator[Difference]:
    """What the engine itself finds wrong with a local file: damaged pages, damaged indexes, broken references."""
    sound: Mapping[str, tuple[str, Sequence[Any]]] = {
        "加密页": ("PRAGMA cipher_integrity_check", ()), "文件结构": ("PRAGMA integrity_check", (("ok",),)),
        "数据引用": ("PRAGMA foreign_key_check", ()),
    }  # fmt: skip
    for name, (statement, expected) in sound.items():
        answer: Any = session.execute(text(statement))
        rows = [tuple(row) for row in answer] if answer.returns_rows else []
        if rows != list(expected):
            yield Difference(0, "", name, rows[:5], list(expected))


def spoken(value: Any) -> str:
    """A value of a difference as people read it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "（空）" if value in (None, "", []) else str(value)
