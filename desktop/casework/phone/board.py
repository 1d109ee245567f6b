"""The calls of the moment: who waits, who is to be called back, who talks, and one call with its caller."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.casework.desk import Desk
from desktop.casework.dossier import load_case, milestones, situation
from desktop.casework.masking import masked_phone
from desktop.casework.phone.calling import last_said, matches_of, past_calls, under_way
from desktop.casework.phone.doctors import doctor_cards
from desktop.casework.phone.duties import roster
from desktop.casework.phone.rows import CallSheet, DoctorCard, Roster, Waiting
from desktop.casework.wording import ENTRANCES
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import Item
from desktop.handbook.vocabulary import Record as Milestone
from desktop.models.tables import Case

TARGET = next(timedelta(minutes=clock.limit) for _, clock in CLOCKS[Item.PD] if clock.name == "pd.answer")
"""T-06, T-07: the clock pd.answer, plain minutes day and night; a transferred call waits no longer than a new one."""
_MOST = 200


class Board(NamedTuple):
    """All the page shows but the call itself; `mine` is the case of my call under way, 0 for none.

    `busy` are the ids of doctors who talk, `roster` the span from noon to noon.
    """

    waiting: tuple[Waiting, ...]
    mine: int
    busy: frozenset[int]
    roster: Roster
    doctors: tuple[DoctorCard, ...]


def noon_before(now: datetime) -> datetime:
    """The noon at which the shown day began."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if noon <= now else noon - timedelta(days=1)


def read_board(session: Session, desk: Desk, person: str, now: datetime) -> Board:
    """The board at `now`."""
    start = noon_before(now)
    cases = _open_calls(session)
    talking = [(row, answer) for row in cases if (answer := under_way(milestones(row.records))) is not None]
    mine = next((row.id for row, answer in talking if answer.person == person), 0)
    busy = frozenset(int(answer.details["doctor"].get("id") or 0) for _, answer in talking) - {0}
    talks = {row.id for row, _ in talking}
    waiting = [one for row in cases if row.id not in talks for one in _waiting(session, desk, row, person, now)]
    waiting.sort(key=lambda one: one.due)
    return Board(tuple(waiting), mine, busy, roster(session, start, start + timedelta(days=1)), doctor_cards(session))


def _open_calls(session: Session) -> list[Case]:
    wanted = (
        select(Case).where(Case.service == "PD", Case.is_open).order_by(Case.id.desc()).limit(_MOST)
        .options(selectinload(Case.records), joinedload(Case.person))
    )  # fmt: skip
    return list(session.scalars(wanted))


def _waiting(session: Session, desk: Desk, row: Case, person: str, now: datetime) -> Iterator[Waiting]:
    records = milestones(row.records)
    said = last_said(records)
    phone = masked_phone(row.person.phone)
    wish = row.details.get("wish") or {}
    asked = "·".join(part for part in (wish.get("department", ""), row.details.get("illness", "")) if part)
    if said is None:
        if row.stage == "待接听":
            yield Waiting(row.id, row.number, phone, asked, row.opened_at, row.opened_at + TARGET, False)
        return
    words = "·".join(part for part in (said.details.get("department", ""), said.details.get("complaint", "")) if part)
    if said.details.get("outcome") == "transfer":
        yield Waiting(row.id, row.number, phone, words or "转接", said.happened, said.happened + TARGET, False)
    elif said.details.get("again_at"):
        agreed = situation(session, desk, row, now, person).facts.call_back_at
        if agreed is not None:
            yield Waiting(row.id, row.number, phone, words, said.happened, agreed, True)


def call_sheet(session: Session, desk: Desk, case_id: int) -> CallSheet:
    """One call with its caller."""
    row = load_case(session, case_id)
    records = milestones(row.records)
    answer, said = under_way(records), last_said(records)
    took = answer or next((one for one in reversed(records) if one.verb == "take_call"), None)
    today = desk.clock().date()
    return CallSheet(
        row.id, row.number, masked_phone(row.person.phone), ENTRANCES.get(row.entrance, ""),
        _began_to_wait(records, took, row.opened_at), took.happened if took else None, _name(took),
        matches_of(session, row.person, today), past_calls(session, row.person_id, row.id),
        _known(session, row.person_id), said is not None and answer is None,
    )  # fmt: skip


def _name(took: Milestone | None) -> str:
    return str(took.details["doctor"].get("name", "")) if took else ""


def _began_to_wait(records: tuple[Milestone, ...], took: Milestone | None, opened: datetime) -> datetime:
    """A call that came back waits from what was agreed or handed over, not from the first question."""
    before = [one for one in records if one.verb == "record_call" and (took is None or one.seq < took.seq)]
    return before[-1].happened if before else opened


def _known(session: Session, person_id: int) -> dict[str, str]:
    """The background kept with the person's last call that has any."""
    wanted = (
        select(Case).where(Case.person_id == person_id, Case.service == "PD").order_by(Case.opened_at.desc())
        .limit(5).options(selectinload(Case.records))
    )  # fmt: skip
    said = (last_said(milestones(row.records)) for row in session.scalars(wanted))
    return next((dict(one.details["background"]) for one in said if one and one.details.get("background")), {})
