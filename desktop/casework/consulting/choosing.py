"""Whom to ask: readers whom ND-02 allows, and consultants by specialty and free time (MD-04, MD-05)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.consulting.experts import expert_cards
from desktop.casework.consulting.rows import Choice, ExpertCard
from desktop.handbook.moments import parse_moment, spoken_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Record


def readers(cards: Iterable[ExpertCard]) -> tuple[Choice, ...]:
    """ND-02: who may read, the least used first; then who may not, each with the reason."""
    serving = [card for card in cards if card.active]
    fit = sorted((card for card in serving if not card.cannot_read), key=lambda card: (card.read, card.name))
    unfit = [card for card in serving if card.cannot_read]
    return (
        *(Choice(card, (f"{card.title}·{card.city}", _so_far(card.read, "份"))) for card in fit),
        *(Choice(card, (), card.cannot_read) for card in unfit),
    )


def consultants(
    session: Session, disciplines: Iterable[str], at: datetime | None = None, minutes: int = 60, besides: int = 0
) -> tuple[Choice, ...]:
    """MD-04, MD-05: who could consult, those of a wanted specialty and free at the time first.

    `besides` is the case that asks: its own times hinder nobody.
    """
    wanted = tuple(disciplines)
    busy = _appointments(session, besides)
    found = [_choice(card, wanted, at, minutes, busy) for card in expert_cards(session, active_only=True)]
    return tuple(sorted(found, key=lambda one: (
        bool(one.hindrance), one.card.specialty not in wanted, one.card.consulted, one.card.name
    )))  # fmt: skip


_Busy = Mapping[str, list[tuple[datetime, datetime, str]]]


def _appointments(session: Session, besides: int) -> _Busy:
    """The proposed times of open consultations by the experts' names."""
    invited: dict[int, set[str]] = defaultdict(set)
    proposed: dict[int, tuple[dict[str, Any], str]] = {}
    rows = session.execute(
        select(Record.case_id, Record.verb, Record.details, Case.number).join(Case, Case.id == Record.case_id)
        .where(Case.is_open, Case.item == Item.MD.value, Case.id != besides)
        .where(Record.verb.in_(("book_expert", "release_expert", "propose_time"))).order_by(Record.case_id, Record.seq)
    )  # fmt: skip
    for case_id, verb, details, number in rows:
        if verb == "propose_time":
            proposed[case_id] = details, number
        elif verb == "book_expert":
            invited[case_id].add(details["name"])
        else:
            invited[case_id].discard(details["name"])
    busy: dict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for case_id, (details, number) in proposed.items():
        start = parse_moment(details["meets_at"])
        for name in invited[case_id]:
            busy[name].append((start, start + timedelta(minutes=details["minutes"]), number))
    return busy


def _choice(card: ExpertCard, wanted: tuple[str, ...], at: datetime | None, minutes: int, busy: _Busy) -> Choice:
    hindrance = "；".join(_hindrances(card, at, minutes, busy)) if at else ""
    reasons = (
        "方案所需专科" if card.specialty in wanted else f"专科 {card.specialty or '未填'}",
        f"{card.title}·{card.city}", _so_far(card.consulted, "次"),
    )  # fmt: skip
    return Choice(card, reasons, hindrance)


def _so_far(count: int, unit: str) -> str:
    return f"已合作 {count} {unit}" if count else "首次合作"


def _hindrances(card: ExpertCard, at: datetime, minutes: int, busy: _Busy) -> Iterator[str]:
    end = at + timedelta(minutes=minutes)
    for leave in card.absences:
        if leave.start < end and at < leave.end:
            why = f"：{leave.reason}" if leave.reason else ""
            yield f"{spoken_moment(leave.start)} 至 {spoken_moment(leave.end)} 不在{why}"
    for start, until, number in busy.get(card.name, ()):
        if start < end and at < until:
            yield f"{start:%H:%M}–{until:%H:%M} 另有会诊 {number}"
    hours = {one.weekday: one for one in card.hours}
    if not hours:
        return
    day = hours.get(at.weekday())
    if day is None or at.time() < day.starts or end.date() > at.date() or end.time() > day.ends:
        yield "不在可约时段内"
