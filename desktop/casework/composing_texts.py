"""Which text a case needs for a purpose, filled from its booking, its escort and its customer (GC-08, GC-09, GC-19)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.texts import CustomerText, TextFault, TextSet, fill, place_words, text_set, when_words
from desktop.handbook.facts import Facts
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Case, Escort, Record

LOCKING = {"notice": "notice", "reminder": "reminder", "courtesy": "reminder"}
"""Which event of GC-14 the sending of a purpose is; the plan says which of them locks."""

_LOCKS = "发出即锁定：{item}权益记为已用，\n客户不能再取消或更改。三（七）6"
_MOBILE = re.compile(r"1[3-9]\d{9}")


def booking_of(records: Sequence[Record], voided: frozenset[int]) -> int | None:
    """The number of the record that made the present booking; None without one."""
    made = [one.seq for one in records if one.verb in ("book", "rebook") and one.seq not in voided]
    return max(made, default=None)


def compose_text(session: Session, row: Case, case: Situation, purpose: str) -> CustomerText:
    """The text of that purpose with real values; TextFault when a value is missing, too long or tells the illness."""
    texts = text_set()
    code = template_of(case.facts, purpose)
    known = _known(texts, row, case.facts, _escort_phone(session, case.facts.escort))
    wanted = texts.templates[code].variables
    return fill(texts, code, {name: known[name] for name in wanted}, case.facts.hospital)


def template_of(facts: Facts, purpose: str) -> str:
    """The template's code: without an escort yet the text says that the escort follows (GC-08)."""
    later = "" if facts.escort else "_LATER"
    if purpose == "notice":
        return ("IP_BOOKED" if facts.item is Item.INPATIENT else "OP_BOOKED") + later
    if purpose == "reminder":
        return f"T1_REMIND{later}"
    fixed = {"courtesy": "EVE_REMIND", "escort_changed": "ESCORT_CHG", "lost_contact": "LOST_CONTACT"}
    if purpose not in fixed:
        raise TextFault(f"没有用途「{purpose}」的短信")
    return fixed[purpose]


def _known(texts: TextSet, row: Case, facts: Facts, escort_phone: str) -> Mapping[str, str]:
    visit = facts.visit_at
    when = when_words(visit) if visit else ""
    place = place_words(facts.hospital, facts.department, str(facts.booking.get("place") or ""), texts.limits["place"])
    return {
        "name": row.policy.insured.name, "when": when, "date": when[:-5], "place": place, "escort": facts.escort,
        "etel": escort_phone or texts.service_phone, "tel": texts.service_phone, "service": ITEM_TITLES[facts.item],
    }  # fmt: skip


def _escort_phone(session: Session, name: str) -> str:
    return (session.scalar(select(Escort.phone).where(Escort.name == name)) or "") if name else ""


def mobile_of(row: Case) -> str:
    """The customer's mobile number; TextFault without one."""
    phone = row.policy.insured.phone.replace(" ", "").replace("-", "")
    if not _MOBILE.fullmatch(phone):
        raise TextFault("客户没有可收短信的手机号，请改用电话")
    return phone


def consequence_of(facts: Facts, purpose: str) -> str:
    """What cannot be undone once the text is recorded as sent (D-04, GC-14); "" for nothing."""
    locks = LOCKING.get(purpose) == facts.lock_on and facts.locked_at is None
    return _LOCKS.format(item="住院" if facts.item is Item.INPATIENT else "门诊") if locks else ""
