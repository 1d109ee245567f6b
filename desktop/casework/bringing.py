"""What the customer brings along: what the booking says, else what is usual on such a day (GC-08, GC-10)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.casework.prepared import plain_materials
from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import Item

ORIGINAL, CERTIFICATE = "身份证原件", "住院证"
_USUAL: Mapping[str, tuple[str, ...]] = {
    "outpatient": ("身份证", "医保卡", "病历"), "admission": (CERTIFICATE, "身份证", "医保卡"),
    "discharge": ("身份证", "医保卡", "住院押金收据"), "visit": ("身份证",),
}  # fmt: skip
_BOOKED = ("outpatient", "admission")


def occasion_of(facts: Facts) -> str:
    """What the case's booking is for."""
    return "admission" if facts.item is Item.INPATIENT else "outpatient"


def booked_things(facts: Facts, occasion: str) -> tuple[str, ...]:
    """What the booking names for the day, in names that tell no illness (GC-19); () when it names nothing."""
    booking = facts.booking if occasion in _BOOKED else {}
    said = list(booking.get("bring") or ())
    if booking.get("original_id") and ORIGINAL not in said:
        said.insert(0, ORIGINAL)
    return tuple(filter(None, plain_materials(said)))


def things_to_bring(facts: Facts, occasion: str) -> tuple[str, ...]:
    """What to take along; of an admission always the certificate first (GC-13)."""
    said = booked_things(facts, occasion)
    usual = _USUAL[occasion]
    if said == (ORIGINAL,):
        said = tuple(ORIGINAL if one == "身份证" else one for one in usual)
    if said and occasion == "admission" and CERTIFICATE not in said:
        said = (CERTIFICATE, *said)
    return said or usual


def bring_words(facts: Facts, limit: int) -> str:
    """`身份证、医保卡、病历` in at most `limit` characters; what does not fit is 等."""
    things = things_to_bring(facts, occasion_of(facts))
    for shown in range(len(things), 0, -1):
        words = "、".join(things[:shown]) + ("等" if shown < len(things) else "")
        if len(words) <= limit:
            return words
    return ""
