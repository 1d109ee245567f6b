"""Folds what happens in consultations and readings: experts, times, materials, originals, reports."""

from __future__ import annotations

from desktop.handbook import consultation_materials, nodule_materials
from desktop.handbook.consultation_facts import Details
from desktop.handbook.facts import Facts
from desktop.handbook.moments import earlier
from desktop.handbook.vocabulary import Item, Record


def book_expert(facts: Facts, _record: Record, details: Details) -> None:
    """Another expert is invited (MD-04)."""
    facts.experts = (*facts.experts, details)


def release_expert(facts: Facts, _record: Record, details: Details) -> None:
    """One who cannot come leaves, and so does the confirmation."""
    name, hospital = details["name"], details.get("hospital", "")
    facts.experts = tuple(
        one for one in facts.experts if one["name"] != name or hospital not in ("", one.get("hospital", ""))
    )
    facts.confirmed -= {name}


def propose_time(facts: Facts, _record: Record, details: Details) -> None:
    """A new time has to be confirmed by everybody anew (MD-04)."""
    facts.proposed, facts.confirmed = details, frozenset()


def confirm_time(facts: Facts, _record: Record, details: Details) -> None:
    """Who can make the proposed time."""
    facts.confirmed |= frozenset(details["who"])


def receive(facts: Facts, record: Record, details: Details) -> None:
    """A parcel arrived (ND-04); ID and images lock a reading (ND-08)."""
    facts.receipts = (*facts.receipts, details)
    facts.originals |= frozenset(details.get("originals", ()))
    facts.asked_material = False
    _count(facts, record)
    if facts.item is Item.ND and {"id", "images"} <= facts.received:
        facts.lock(record)


def _count(facts: Facts, record: Record) -> None:
    """Which of the needed set is there, from parcels and from the checklist together."""
    facts.received = nodule_materials.fitting(facts.nodule, facts.receipts)
    facts.received |= consultation_materials.counted(facts.checked)
    if facts.complete_at is None and not nodule_materials.lacking(facts.item, facts.nodule, facts.received):
        facts.complete_at = record.happened


def check_material(facts: Facts, record: Record, details: Details) -> None:
    """One entry of the checklist as it stands now (MD-02)."""
    facts.checked = {**facts.checked, details["item"]: {**details, "by": record.person, "at": record.happened}}
    title, received = details["title"], details.get("state") == "received"
    here = received and details.get("form") == "original"
    facts.asked_material = facts.asked_material and not received
    facts.originals = facts.originals | {title} if here else facts.originals - {title}
    if here:
        facts.returned -= {title}
    _count(facts, record)


def post(facts: Facts, record: Record, details: Details) -> None:
    """Report and what goes with it were posted (ND-05, MD-10)."""
    facts.posted_at = earlier(facts.posted_at, record.happened)
    return_originals(facts, record, details)


def return_originals(facts: Facts, _record: Record, details: Details) -> None:
    """MD-10, ND-07: what went back; everything when the parcel's contents are not named."""
    if details.get("originals_kept"):
        return
    facts.returned |= frozenset(details.get("originals", facts.originals))


def assign_reader(facts: Facts, record: Record, details: Details) -> None:
    """Who reads (ND-02)."""
    facts.reader_at, facts.reader = record.happened, details


def issue(facts: Facts, record: Record, _details: Details) -> None:
    """A version of the report was issued (MD-07, D-07)."""
    facts.issued_at = earlier(facts.issued_at, record.happened)
    facts.versions += 1
