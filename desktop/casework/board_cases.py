"""Which cases the reminders board is about, as set-wise questions to the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from desktop.casework.message_rows import VISIT_TEXTS
from desktop.casework.suiting_texts import BOOKED
from desktop.handbook.vocabulary import BOOKABLE
from desktop.models.tables import Case, Message, Person, Policy, Record, User

WAITS_FOR_NOTICE = "待发通知"
_REFUSED = "不符合"
_VERBS = (
    "book", "rebook", "notify", "remind", "escort_call", "assign_escort", "release_escort", "call", "send_text",
    "serve", "admit", "no_show", "cancel", "close", "reopen", "void",
)  # fmt: skip
"""What the board's cards are made of; everything else of a timeline moves none of them."""


class BoardQuery(NamedTuple):
    """Whose cases the board shows ("" for everybody's), and words to find a customer, case or hospital by."""

    owner: str = ""
    search: str = ""


def _open_visits() -> Select[Any]:
    return select(Case.id).where(Case.is_open, Case.item.in_(BOOKABLE), Case.stage != _REFUSED)


def visits_ahead(now: datetime, until: datetime) -> Select[Any]:
    """Open cases with a visit ahead that are reminded by today, or that wait for their notice."""
    soon = or_(Case.stage == WAITS_FOR_NOTICE, Case.holder_until < until)
    return _open_visits().where(Case.holder_until > now, soon)


def visits_held_up() -> Select[Any]:
    """Booked cases whose ball the customer holds, not reached or asked for material: their visit is ahead all the same.

    Timelines decide; the holder's columns know no visit of theirs.
    """
    booked = select(Record.id).where(Record.case_id == Case.id, Record.verb.in_(BOOKED)).exists()
    return _open_visits().where(Case.holder == "customer", booked)


def visits_passed(now: datetime) -> Select[Any]:
    """Open cases whose visit's time has come without a result on record."""
    return _open_visits().where(Case.holder_until <= now)


def visits_untold(until: datetime) -> Select[Any]:
    """Later visits whose escort was assigned after the customer was last told of one (GC-08), or with a voided record.

    Timelines decide; this only leaves out those that cannot be meant.
    """
    given, told = aliased(Record), aliased(Record)
    last_given = select(func.max(given.seq)).where(given.case_id == Case.id, given.verb == "assign_escort")
    tells = or_(
        told.verb == "escort_call", and_(told.verb == "notify", told.details["names_escort"].as_string().is_(None)),
        and_(told.verb == "call", told.details["outcome"].as_string() == "reached"),
        and_(told.verb == "send_text", told.details["about"].as_string() == "escort_changed"),
    )  # fmt: skip
    last_told = select(func.max(told.seq)).where(told.case_id == Case.id, tells)
    voided = select(Record.id).where(Record.case_id == Case.id, Record.verb == "void").exists()
    untold = last_given.scalar_subquery() > func.coalesce(last_told.scalar_subquery(), 0)
    later = _open_visits().where(Case.holder_until >= until, Case.stage != WAITS_FOR_NOTICE)
    return later.where(or_(untold, voided))


def cases_with_texts() -> Select[Any]:
    """Open cases with a text on its way, or failed, that is not about a visit's time: of any service."""
    states = ("queued", "submitted", "failed")
    wanted = select(Message.case_id.label("id")).join(Case, Case.id == Message.case_id)
    return wanted.where(Message.state.in_(states), Message.purpose.not_in(VISIT_TEXTS), Case.is_open)


def cases_on_board(subject: Any, query: BoardQuery) -> Select[Any]:
    """The cases of `subject` with what their cards show; `last` is the number of their newest record."""
    columns = (Case.id, Case.number, Case.item, Case.plan_version_id, Case.hospital, Case.department, Person.name,
               Case.stage, Case.holder_until)  # fmt: skip
    last = select(func.max(Record.seq)).where(Record.case_id == Case.id).scalar_subquery().label("last")
    wanted: Select[Any] = (
        select(*columns, last).join(Policy, Policy.id == Case.policy_id).join(Person, Person.id == Policy.insured_id)
        .where(Case.id.in_(select(subject.subquery().c.id))).order_by(Case.holder_until, Case.id)
    )  # fmt: skip
    found: Select[Any] = narrowed(wanted, query)
    return found


def records_of(subject: Any) -> Select[Any]:
    """The records the board needs, of the cases with these ids or of a whole `subject`, in their order."""
    table = Record.__table__.c
    ids = subject if isinstance(subject, Sequence) else select(subject.subquery().c.id)
    columns = (table.case_id, table.seq, table.verb, table.happened_at, table.details)
    wanted: Select[Any] = select(*columns).where(table.case_id.in_(ids), table.verb.in_(_VERBS))
    return wanted.order_by(table.case_id, table.seq)


def later_visits(wanted: Any, until: datetime, query: BoardQuery) -> Any:
    """Visits beyond today's batch."""
    wanted = wanted.select_from(Case).where(Case.is_open, Case.holder_until >= until, Case.item.in_(BOOKABLE))
    if query.search:
        wanted = wanted.join(Policy, Policy.id == Case.policy_id).join(Person, Person.id == Policy.insured_id)
    return narrowed(wanted, query)


def narrowed(wanted: Any, query: BoardQuery) -> Any:
    """Only the owner's cases, and those that the words find."""
    if query.owner:
        wanted = wanted.where(Case.owner_id == select(User.id).where(User.name == query.owner).scalar_subquery())
    if query.search:
        words = query.search.strip()
        wanted = wanted.where(or_(
            Person.name.contains(words, autoescape=True), Person.name_key.contains(words.lower(), autoescape=True),
            Case.number.contains(words.upper(), autoescape=True), Case.hospital.contains(words, autoescape=True),
        ))  # fmt: skip
    return wanted
