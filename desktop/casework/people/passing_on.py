"""Hands the open cases of an absent person over: first what would go to whom and why, then case by case.

D-02: no case is taken from its owner without a record on it. Each case is its own transaction with its own entry of the
audit trail; what a rule refuses stays where it is and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Given, Refused, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.masking import masked_name
from desktop.casework.people.absences import colleagues
from desktop.casework.people.rows import Colleague, HandOver, Passed, Passing
from desktop.casework.rows import Outcome
from desktop.handbook import progress
from desktop.handbook.vocabulary import ITEM_TITLES, Finding, Item, Refusal
from desktop.models.tables import Case, User


@dataclass(slots=True)
class _Share:
    """One who takes cases over, and how many they would have."""

    colleague: Colleague
    load: int
    policies: set[int]


def plan(session: Session, desk: Desk, person: str, owner: str, to: Sequence[str], reason: str = "") -> HandOver:
    """What would become of each open case of `owner` if `person` handed them over to these colleagues.

    A case goes to whoever has an open case of the same policy already, else to whoever has the fewest. BadInput when a
    name is unknown, is the owner's, or nobody is named.
    """
    today = desk.clock().date()
    known = {one.name: one for one in colleagues(session, today)}
    _check_names(known, owner, to)
    shares = [_Share(known[name], known[name].open_cases, _policies(session, name)) for name in dict.fromkeys(to)]
    rows = session.scalars(
        select(Case).join(User, User.id == Case.owner_id).where(User.name == owner, Case.is_open)
        .order_by(Case.due_key, Case.id)
    ).all()  # fmt: skip
    why = reason.strip() or f"{owner}不在"
    return HandOver(owner, why, tuple(_passing(session, desk, person, row, shares, today) for row in rows))


def _check_names(known: dict[str, Colleague], owner: str, to: Sequence[str]) -> None:
    if not to:
        raise BadInput("请写明转给谁")
    for name in (owner, *to):
        if name not in known:
            raise BadInput(f"本台没有「{name}」这个人")
    if owner in to:
        raise BadInput("不能转给不在的这一位自己")


def _policies(session: Session, name: str) -> set[int]:
    owned = select(Case.policy_id).join(User, User.id == Case.owner_id).where(User.name == name, Case.is_open)
    return set(session.scalars(owned))


def _passing(
    session: Session, desk: Desk, person: str, row: Case, shares: Sequence[_Share], today: date
) -> Passing:
    there = [one for one in shares if one.colleague.away_on(today) is None]
    near = [one for one in there if row.policy_id in one.policies]
    share = min(near or there or shares, key=lambda one: (one.load, one.colleague.name))
    why = "同一保单的另一件由其负责" if near else f"在办最少（{share.load} 件）" if len(there) > 1 else "指定"
    refused = _refused(session, desk, person, row, share, today)
    if not refused:
        share.load += 1
        share.policies.add(row.policy_id)
    return Passing(row.id, row.number, masked_name(row.person.name), ITEM_TITLES[Item(row.item)], row.stage,
                   row.next_due_at, share.colleague.name, why, refused)  # fmt: skip


def _refused(session: Session, desk: Desk, person: str, row: Case, share: _Share, today: date) -> str:
    away = share.colleague.away_on(today)
    if away is not None:
        return f"{share.colleague.name}也不在（至 {away.end:%m-%d}）"
    now = desk.clock()
    case = situation(session, desk, load_case(session, row.id), now, person)
    found = progress.refusal(case, "hand_over", {"to": share.colleague.name, "happened": now, "entered": now})
    return found.sentence if found else ""


def carry_out(desk: Desk, entry: Entry, wanted: HandOver) -> tuple[Passed, ...]:
    """Hand over what the plan says would go, one case after another; each outcome in the plan's order."""
    return tuple(Passed(one, _pass(desk, entry, wanted, one)) for one in wanted.possible)


def _pass(desk: Desk, entry: Entry, wanted: HandOver, one: Passing) -> Outcome:
    """D-02: a case that went to somebody else since the plan was made is left with them."""

    def still_theirs(under_way: Act) -> Given:
        owner = under_way.case.facts.owner
        if owner != wanted.owner:
            sentence = f"已由{owner}负责，不再转交" if owner else "已没有负责人，不再转交"
            raise Refused(Refusal((Finding("D-02", sentence),)))
        return {}

    own = replace(entry, command_id=f"{entry.command_id}:{one.case_id}") if entry.command_id else entry
    return act(desk, one.case_id, own, "hand_over", {"to": one.to, "reason": wanted.reason}, prepare=still_theirs)
