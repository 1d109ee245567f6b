"""Admits a carrier's list: every good row opens its case in one transaction, every other row is named with its rule.

Judging touches nothing and writing follows, stretch by stretch, so a refused row leaves nothing behind. Rules, columns
and records are those of a case opened by hand; only the database is asked less often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.desk import Desk
from desktop.casework.intake_filing import Clerk, Filing, Numbers, file
from desktop.casework.intake_judging import Intake, judge
from desktop.casework.intake_known import look_up, open_shelf
from desktop.casework.intake_rows import HELD, OPENED, REFUSED, IntakeResult, ListRow, RowResult
from desktop.casework.plans import HOUSE_CARRIER
from desktop.models.errors import Conflict

LATE_REASON = "清单导入"
STRETCH = 1000
_ATTEMPTS = 3
T = TypeVar("T")


class _TakenBack(Exception):
    """Carries the results out of a transaction that is to be rolled back."""

    def __init__(self, results: Sequence[RowResult]) -> None:
        super().__init__()
        self.results = results


def admit(
    desk: Desk, rows: Sequence[ListRow], entry_person: str, *,
    carrier_code: str = HOUSE_CARRIER, strict: bool = False, dry_run: bool = False, faulty: int = 0,
) -> IntakeResult:  # fmt: skip
    """Open a case for every row that the rules allow, earliest application first, in one transaction.

    A request number that the carrier sent before is `present`, also when its case is closed. `strict` takes
    everything back when a row is refused, or was before it got here (`faulty` counts those); `dry_run` always does.
    Raises BadInput for an unknown carrier and DeskError for faults of the environment.
    """

    def work(session: Session) -> list[RowResult]:
        results = admit_within(session, desk, rows, entry_person, carrier_code)
        refused = faulty + sum(result.outcome == REFUSED for result in results)
        if dry_run or (strict and refused):
            raise _TakenBack(results)
        return results

    try:
        return _in_list_order(insist(desk, work), saved=True)
    except _TakenBack as back:
        return _in_list_order(back.results if dry_run else _held(back.results), saved=False)


def admit_within(
    session: Session, desk: Desk, rows: Sequence[ListRow], entry_person: str, carrier_code: str = HOUSE_CARRIER,
    late_reason: str = LATE_REASON,
) -> list[RowResult]:  # fmt: skip
    """The same in a running transaction, in the order of application: what else belongs to the rows commits with them.

    The transaction is repeated through `insist`, so it does nothing outside the session.
    """
    intake = _begin(session, desk, entry_person, carrier_code, late_reason)
    results = list(_admit_all(session, intake, sorted(rows, key=lambda row: (row.applied_at, row.row))))
    _seal(session, intake, results)
    return results


def insist(desk: Desk, work: Callable[[Session], T]) -> T:
    """Once more when another desk has just entered the same person, policy or request: then it is known."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return desk.store.run(work)
        except Conflict:
            continue
    return desk.store.run(work)


def _in_list_order(results: Sequence[RowResult], *, saved: bool) -> IntakeResult:
    return IntakeResult(tuple(sorted(results, key=lambda result: result.row)), saved)


def _held(results: Sequence[RowResult]) -> list[RowResult]:
    return [
        result._replace(outcome=HELD, case_id=None, number="") if result.outcome == OPENED else result
        for result in results
    ]


def _begin(session: Session, desk: Desk, person: str, carrier_code: str, late_reason: str) -> Intake:
    shelf = open_shelf(session, carrier_code, person)
    clerk = Clerk(person, shelf.user_id, desk.clock(), late_reason)
    return Intake(desk, shelf, clerk, Numbers(session))


def _admit_all(session: Session, intake: Intake, rows: Sequence[ListRow]) -> Iterator[RowResult]:
    for start in range(0, len(rows), STRETCH):
        stretch = rows[start : start + STRETCH]
        known = look_up(session, intake.desk, intake.shelf.carrier, stretch)
        judged = [judge(intake, known, row) for row in stretch]
        file(session, intake.clerk, [each for each in judged if isinstance(each, Filing)])
        yield from (_opened(each) if isinstance(each, Filing) else each for each in judged)


def _opened(filing: Filing) -> RowResult:
    request_no = filing.application.request_no
    return RowResult(filing.row.row, request_no, OPENED, filing.case_id, filing.number, filing.warnings)


def _seal(session: Session, intake: Intake, results: Sequence[RowResult]) -> None:
    opened = sum(result.outcome == OPENED for result in results)
    if opened:
        audit.record(
            session, at=intake.clerk.at, person=intake.clerk.person, action="import",
            subject=intake.shelf.carrier.code, after={"opened": opened, "rows": len(results)},
        )  # fmt: skip
