"""A case as one row: its node times and how it stood at the end of the period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop.casework.figures.period import Period
from desktop.casework.figures.rows import CaseRow, Head, Talk
from desktop.casework.many_cases import CaseInHand
from desktop.casework.masking import masked_name, masked_policy
from desktop.casework.wording import ENTRANCES
from desktop.handbook.facts import Facts
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ClockReading, Item, Record
from desktop.models.types import SHANGHAI

IN_HAND, COMPLETED, CANCELLED, REFUSED, UNSERVED = "在办", "已完成", "已取消", "审核未通过", "未服务结案"
_DELIVERED: Mapping[Item, str] = {
    Item.OUTPATIENT: "served_at", Item.INPATIENT: "admitted_at", Item.VISIT: "visit_done_at", Item.MD: "consulted_at",
    Item.ND: "issued_at", Item.OC: "answered_at", Item.PD: "taken_at",
}  # fmt: skip
_NOT_THE_DESK = ("apply", "recalculated", "came_from", "message", "attach", "detach", "void")
_ANSWER_CLOCKS = ("pd.answer", "oc.answer")


def standing(one: CaseInHand) -> list[Record]:
    """The records that count, in entry order (D-09)."""
    gone = one.situation.facts.voided
    return [
        Record(row.seq, row.verb, row.happened_at, row.entered_at, row.person, row.details)
        for row in one.records if row.seq not in gone
    ]  # fmt: skip


def head_of(one: CaseInHand, *, unmasked: bool) -> Head:
    """Number, policy, name and item; policy and name masked unless they are asked for."""
    policy, name = one.row.policy_number, one.row.insured
    if not unmasked:
        policy, name = masked_policy(policy), masked_name(name)
    return Head(one.row.number, policy, name, Item(one.row.item))


def delivered_at(facts: Facts) -> datetime | None:
    """When the service itself was done; a cancelled or refused case has none."""
    if facts.cancelled_at is not None or facts.refused:
        return None
    done: datetime | None = getattr(facts, _DELIVERED[facts.item])
    return done


def case_row(one: CaseInHand, head: Head, period: Period, records: list[Record]) -> CaseRow:
    """The case's row."""
    facts = one.situation.facts
    delivered, refused = delivered_at(facts), facts.refused_at if facts.refused else None
    closed = facts.closed_at if refused is None else None
    return CaseRow(
        head, ENTRANCES.get(one.row.entrance, ""), one.row.opened_at, _taken_up(records),
        facts.accepted_at if facts.decided_at else None, refused, facts.settled_at, facts.booked_at,
        facts.notified_at, delivered, closed if delivered else None, None if delivered else closed,
        facts.cancelled_at, _state(facts, delivered, period.end), facts.owner,
    )  # fmt: skip


def _taken_up(records: list[Record]) -> datetime | None:
    """The desk's first act on the case."""
    return min((one.happened for one in records if one.verb not in _NOT_THE_DESK), default=None)


def _state(facts: Facts, delivered: datetime | None, end: datetime) -> str:
    """How the case stood at an instant, as far as the business times tell."""
    ends = (
        (facts.cancelled_at, CANCELLED), (facts.refused_at if facts.refused else None, REFUSED),
        (facts.closed_at, COMPLETED if delivered else UNSERVED),
    )  # fmt: skip
    return next((name for moment, name in ends if moment is not None and moment < end), IN_HAND)


def tells_of(row: CaseRow, period: Period) -> bool:
    """Whether anything of the case lies in the period, or it was in hand at its end."""
    moments = (row.applied, row.taken_up, row.accepted, row.refused, row.settled, row.booked, row.notified,
               row.delivered, row.completed, row.unserved, row.cancelled)  # fmt: skip
    return row.state == IN_HAND or any(period.has(moment) for moment in moments)


def talk_of(case: Situation, readings: tuple[ClockReading, ...], records: list[Record]) -> Talk | None:
    """A call or an online question as the daily volumes count it; a cancelled one is left out."""
    facts = case.facts
    answer = next((one for one in readings if one.name in _ANSWER_CLOCKS), None)
    if answer is None or facts.cancelled_at is not None or facts.applied_at is None:
        return None
    seconds = sum(int(one.details.get("seconds") or 0) for one in records if one.verb == "record_call")
    day = facts.applied_at.astimezone(SHANGHAI).date()
    return Talk(day, answer.ended_at is not None, answer.state == "met", seconds)
