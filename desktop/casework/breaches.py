"""Giving the cause of a missed clock, until the month in which it fell due is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.closed_months import is_closed
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook import progress
from desktop.handbook.breaches import CAUSES, settled_misses
from desktop.handbook.vocabulary import ClockReading, Unit

VERB = "explain_breach"


def explain_breach(desk: Desk, case_id: int, entry: Entry, *, clock: str, cause: str, words: str) -> Outcome:
    """Say why a clock of the case was missed: a `cause` of the list and a word of text; the last word counts.

    BadInput for a clock that was not missed or still runs, and for a cause given already when its month is closed.
    """
    if cause not in CAUSES:
        raise BadInput(f"超时原因「{cause}」不存在，应为 {'、'.join(CAUSES.values())}")
    if not words.strip():
        raise BadInput("请用一句话写明超时的原因")
    given: dict[str, object] = {"clock": clock, "cause": cause, "words": words.strip()}

    def look(under_way: Act) -> Given:
        case = under_way.case
        found = {one.name: one for one in settled_misses(case.facts, progress.clocks_of(case))}
        if clock not in found:
            raise BadInput("这项时限没有超时，或还没有办完，不用补原因")
        if clock in case.facts.breaches:
            check_unclosed(under_way.session, found[clock])
        given["title"] = found[clock].title
        return {}

    return act(desk, case_id, entry, VERB, given, prepare=look)


def month_of(reading: ClockReading) -> datetime | None:
    """The instant that says in which month a clock fell due: close of business at 24:00 closes its own day."""
    if reading.due is None or reading.unit is Unit.MINUTES:
        return reading.due
    return reading.due - timedelta.resolution


def check_unclosed(session: Session, reading: ClockReading) -> None:
    """BadInput when the figures that count this clock are frozen."""
    due = month_of(reading)
    if due is not None and is_closed(session, due):
        raise BadInput(f"{due.year} 年 {due.month} 月已经结账，「{reading.title}」的超时原因不能再改")


def check_frozen(under_way: Act, seq: int) -> None:
    """BadInput when voiding the record `seq`, or taking its voiding back, would change a cause of a closed month."""
    records = {one.seq: one for one in under_way.row.records}
    record = records.get(seq)
    while record is not None and record.verb == "void":
        record = records.get(record.details["record"])
    if record is None or record.verb != VERB:
        return
    for reading in progress.clocks_of(under_way.case):
        if reading.name == record.details["clock"]:
            check_unclosed(under_way.session, reading)
