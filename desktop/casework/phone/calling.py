"""Who calls: insured persons and their contacts by telephone number, masked, and what they asked before (G-02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from desktop.casework.acting import BadInput
from desktop.casework.dossier import milestones
from desktop.casework.masking import masked_name, masked_policy, person_words
from desktop.casework.phone.rows import Match, PastCall
from desktop.handbook.identity import check_phone
from desktop.handbook.phone import OUTCOMES
from desktop.handbook.vocabulary import Item, Record
from desktop.handbook.voiding import voided
from desktop.models.tables import Case, Contact, Person, Policy

_MOST, _LAST = 8, 3
NOT_INSURED = "不是被保险人，只能代为转述"


def matches(session: Session, number: str, today: date) -> tuple[Match, ...]:
    """Who has this number: insured persons first, then contacts. BadInput for what is no telephone number."""
    phone = check_phone(number)
    if isinstance(phone, str):
        raise BadInput(phone)
    persons = session.scalars(
        select(Person).where(Person.phone_last4 == phone.number[-4:], Person.phone == phone.number)
        .order_by(Person.id).limit(_MOST)
    ).all()  # fmt: skip
    contacts = session.scalars(
        select(Contact).where(Contact.phone == phone.number).order_by(Contact.id).limit(_MOST)
    ).all()
    return (*_insured(session, persons, today), *_contacts(session, contacts, today))


def matches_of(session: Session, person: Person, today: date) -> tuple[Match, ...]:
    """The person of a case, and the contacts who may speak for them."""
    return (*_insured(session, (person,), today), *_contacts(session, person.contacts, today))


def _insured(session: Session, persons: Sequence[Person], today: date) -> Iterator[Match]:
    for person in persons:
        words = person_words(person.sex, person.birth_date, today)
        yield _match(session, person, "本人·被保险人" + (f"·{words}" if words else ""), person.name, today)


def _contacts(session: Session, contacts: Sequence[Contact], today: date) -> Iterator[Match]:
    for contact in contacts:
        words = f"{contact.role or '联系人'}·联系人"
        yield _match(session, contact.person, words, contact.name, today, insured=False)


def _match(session: Session, person: Person, words: str, name: str, today: date, *, insured: bool = True) -> Match:
    policy = _policy(session, person.id, today)
    served = masked_name(person.name)
    if policy is None:
        return Match(person.id, masked_name(name), words, insured, 0, "", None, served)
    return Match(person.id, masked_name(name), words, insured, policy.id, masked_policy(policy.number), policy.end,
                 served)  # fmt: skip


def _policy(session: Session, person_id: int, today: date) -> Policy | None:
    """The policy in force on the day that ends last."""
    wanted = select(Policy).where(
        Policy.insured_id == person_id, Policy.status == "in_force", Policy.start <= today, Policy.end >= today
    )
    return session.scalars(wanted.order_by(Policy.end.desc(), Policy.id)).first()


def past_calls(session: Session, person_id: int, besides: int) -> tuple[PastCall, ...]:
    """The person's last questions by phone and online, the newest first."""
    wanted = (
        select(Case).where(Case.person_id == person_id, Case.service.in_(("PD", "OC")), Case.id != besides)
        .order_by(Case.opened_at.desc(), Case.id.desc()).limit(_LAST).options(selectinload(Case.records))
    )  # fmt: skip
    return tuple(_past(row) for row in session.scalars(wanted))


def _past(row: Case) -> PastCall:
    said = last_said(milestones(row.records))
    details = said.details if said else {}
    words = details.get("complaint") or row.details.get("illness") or row.request_text
    end = OUTCOMES.get(details.get("outcome", ""), row.stage)
    return PastCall(row.id, Item(row.item), row.opened_at.date(), str(words or ""), end)


def last_said(records: Sequence[Record]) -> Record | None:
    """What was kept of the last call of a case; None when nothing was, or all of it is void."""
    gone = voided(records)
    return next((one for one in reversed(records) if one.verb == "record_call" and one.seq not in gone), None)


def under_way(records: Sequence[Record]) -> Record | None:
    """The answer to a call that is still going on: nothing has been kept of it yet."""
    gone = voided(records)
    standing = [one for one in records if one.verb in ("take_call", "record_call") and one.seq not in gone]
    return standing[-1] if standing and standing[-1].verb == "take_call" else None
