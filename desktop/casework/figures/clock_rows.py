"""The clocks of a case that fell due in a period, each with what started it, how long it took and why it was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import ClockRow, Head
from desktop.casework.many_cases import CaseInHand
from desktop.handbook.clocks import START_EVENTS
from desktop.handbook.fold import fold
from desktop.handbook.moments import closing_day
from desktop.handbook.progress import HOLDER_TITLES, holder
from desktop.handbook.rulebook import CLOCKS, RULES
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ClockReading, Record, Unit
from desktop.models.tables import ExemptionRow

MET, MISSED, EXEMPT, NOT_DUE = "达成", "超时", "豁免", "未到期"
STATE_TITLES: Mapping[str, str] = {
    "met": MET, "missed": MISSED, "exempt": EXEMPT, "running": NOT_DUE, "waiting": NOT_DUE,
}  # fmt: skip
_STARTS: Mapping[str, str] = {
    "applied_at": "客户申请", "settled_at": "医院科室确定", "inpatient_ready_at": "住院证与医院科室齐备",
    "accepted_at": "审核通过", "requested_at": "收到安排需求", "issued_at": "报告签发", "complete_at": "资料收齐",
    "last_booked_at": "预约成功", "visit_at": "就诊前 1 个工作日",
}  # fmt: skip
_CLOCK = {clock.name: clock for clocks in CLOCKS.values() for _, clock in clocks}


class Declared(NamedTuple):
    """An approved exemption as far as finding it again goes."""

    number: str
    row: ExemptionRow

    def covers(self, case: Situation, reading: ClockReading) -> bool:
        """GC-17: whether it is this case's own, or of its hospital with a span that meets the clock's."""
        row, facts = self.row, case.facts
        if row.case_id is not None:
            return row.case_id == case.case_id
        if row.hospital != facts.hospital or row.department not in ("", facts.department):
            return False
        known = row.start is not None and row.end is not None and reading.started is not None
        if not known or reading.due is None or row.start is None or row.end is None or reading.started is None:
            return False
        return reading.started.date() <= row.end and row.start <= closing_day(reading.due)


def exemption_number(key: int) -> str:
    """An exemption's number on papers."""
    return f"HM-{key:04d}"


def approved_exemptions(session: Session) -> tuple[Declared, ...]:
    """All that are in force, those of single cases first."""
    wanted = select(ExemptionRow).where(ExemptionRow.state == "approved")
    rows = session.scalars(wanted.order_by(ExemptionRow.case_id.is_(None), ExemptionRow.id))
    return tuple(Declared(exemption_number(row.id), row) for row in rows)


def clock_rows(
    one: CaseInHand, head: Head, period: Period, readings: Sequence[ClockReading], records: Sequence[Record],
    exemptions: Sequence[Declared],
) -> Iterator[ClockRow]:  # fmt: skip
    """The rows of the clocks that fell due."""
    case = one.situation
    for reading in readings:
        if not period.has_due(reading) or reading.due is None:
            continue
        exempt, missed = reading.state == "exempt", reading.state == "missed"
        yield ClockRow(
            head, one.row.opened_at, reading.name, reading.title, reading.kind, RULES[reading.rule].section,
            _start_event(case, reading), reading.started, reading.due, reading.ended_at, _used(case, reading),
            reading.unit, STATE_TITLES[reading.state], _cause(case, reading.due, records) if missed else "",
            _number(case, reading, exemptions) if exempt else "", reading.provisional,
        )  # fmt: skip


def _start_event(case: Situation, reading: ClockReading) -> str:
    chosen = START_EVENTS.get(case.plan.starts.get(reading.name, ""), _CLOCK[reading.name].starts)
    return _STARTS[chosen]


def _used(case: Situation, reading: ClockReading) -> float | None:
    """T-02: working days after the day of the start; hours of working time; plain minutes."""
    started, ended, office = reading.started, reading.ended_at, case.office
    if started is None or ended is None:
        return None
    calendar = office.calendar.known_at(ended)
    if reading.unit is Unit.DAYS:
        return calendar.between(started.date(), ended.date())
    span = ended - started if reading.unit is Unit.MINUTES else office.hours.working_time(started, ended, calendar)
    return max(0.0, round(span / timedelta(minutes=1 if reading.unit is Unit.MINUTES else 60), 1))


def _cause(case: Situation, due: datetime, records: Sequence[Record]) -> str:
    """Who held the ball when the deadline passed."""
    known = [one for one in records if one.happened <= due]
    facts = fold(case.item, known, case.office.calendar, lock_on=case.plan.lock_on,
                 attempts=case.office.calls.attempts)  # fmt: skip
    return f"球在{HOLDER_TITLES[holder(facts).at(due)]}"


def _number(case: Situation, reading: ClockReading, exemptions: Sequence[Declared]) -> str:
    own = bool(case.facts.exempt_reason)
    fitting = (one.number for one in exemptions if (one.row.case_id is not None) == own and one.covers(case, reading))
    return next(fitting, "")
