"""The values of a text's variables: what the desk knows of a case, and what it proposes for a person to word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.bringing import bring_words
from desktop.casework.prepared import plain_materials
from desktop.casework.rights import ledger
from desktop.casework.texts import TextSet, place_words, when_words
from desktop.handbook import progress
from desktop.handbook.facts import Facts
from desktop.handbook.moments import spoken_day
from desktop.handbook.nodule_materials import MATERIAL_TITLES, lacking
from desktop.handbook.situation import Situation
from desktop.handbook.sms import illness_word
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.models.tables import Case, Escort, Record

WORDED: Mapping[str, tuple[str, ...]] = {
    "material_wanted": ("items", "due"), "material_lacking": ("items",), "mail_address": ("addr", "recv", "rtel"),
    "material_received": ("due",), "consultation": ("when", "due"), "accepted": ("due",), "delay": ("reason", "date"),
    "complaint": ("due",),
}  # fmt: skip
"""The variables of a purpose that a person may word; all others are what is on record, and nothing else."""

REPLY_DAYS = 5
"""Working days the desk proposes to a customer for what no rule dates: handing in what is missing."""

_DUE = {
    "accepted": ("gc.review", "md.review", "nd.call"), "material_received": ("nd.report", "md.report"),
    "consultation": ("md.report",),
}  # fmt: skip


def values_of(
    session: Session, texts: TextSet, row: Case, case: Situation, purpose: str, wanted: Sequence[str]
) -> dict[str, str]:
    """What is known for the wanted variables; "" for what a person has to fill in."""
    facts = case.facts
    visit = facts.visit_at
    when = when_words(visit) if visit else ""
    place = place_words(facts.hospital, facts.department, str(facts.booking.get("place") or ""), texts.limits["place"])
    known = {
        "name": row.policy.insured.name, "when": "" if purpose == "consultation" else when, "place": place,
        "date": _date(purpose, facts, when), "escort": facts.escort, "tel": texts.service_phone, "no": row.number,
        "service": ITEM_TITLES[facts.item], "mgr": facts.owner, "due": _due(case, purpose),
        "items": material_words(_missing(row, facts, purpose), texts.limits["items"]),
        "courier": _posted(row, facts, "courier"), "track": _posted(row, facts, "number"),
    }  # fmt: skip
    if "bring" in wanted:
        known["bring"] = bring_words(facts, texts.limits["bring"])
    if "etel" in wanted:
        known["etel"] = _escort_phone(session, facts.escort) or texts.service_phone
    if "left" in wanted:
        known["left"] = _left(session, row, case)
    return {name: known.get(name, "") for name in wanted}


def _date(purpose: str, facts: Facts, when: str) -> str:
    if purpose == "material_received" and facts.complete_at is not None:
        return spoken_day(facts.complete_at.date()).replace(" ", "")
    return "" if purpose == "delay" else when[:-5]


def _due(case: Situation, purpose: str) -> str:
    names = _DUE.get(purpose, ())
    found = next((one.due for one in progress.clocks_of(case) if one.name in names and one.due is not None), None)
    if found is None and purpose in ("material_wanted", "complaint"):
        days = REPLY_DAYS if purpose == "material_wanted" else 1
        return spoken_day(case.office.calendar.add(case.now.date(), days)).replace(" ", "")
    return _promise_words(found, case.now)


def _promise_words(due: datetime | None, now: datetime) -> str:
    """A deadline that has passed is promised to nobody: a person words a new one."""
    return when_words(due) if due is not None and due > now else ""


def _missing(row: Case, facts: Facts, purpose: str) -> Sequence[str]:
    if purpose == "material_lacking":
        return [MATERIAL_TITLES.get(name, name) for name in lacking(facts.item, facts.nodule, facts.received)]
    reviews = [one for one in row.records if one.verb == "review" and one.seq not in facts.voided]
    return max(reviews, key=lambda one: one.seq).details.get("missing", ()) if reviews else ()


def material_words(missing: Sequence[str], limit: int) -> str:
    """The wanted material in at most `limit` characters, by names that tell no illness; the rest is counted."""
    wanted = plain_materials(missing)
    named = [one for one in wanted if one and not illness_word(one)]
    for shown in range(len(named), 0, -1):
        rest = len(wanted) - shown
        words = "、".join(named[:shown]) + (f"，另{rest}项见申请入口" if rest else "")
        if len(words) <= limit:
            return words
    return f"{len(missing)}项材料，详见申请入口" if missing else ""


def _posted(row: Case, facts: Facts, key: str) -> str:
    posted: list[Record] = [one for one in row.records if one.verb == "post_report" and one.seq not in facts.voided]
    return str(posted[-1].details.get(key, "")) if posted else ""


def _escort_phone(session: Session, name: str) -> str:
    return (session.scalar(select(Escort.phone).where(Escort.name == name)) or "") if name else ""


def _left(session: Session, row: Case, case: Situation) -> str:
    lines = ledger(session, row.policy_id, case.now.date())
    return next((str(line.left) for line in lines if line.name == case.item.value), "")
