"""What is known of a consultation or a reading: its experts, materials, originals, reports and parcels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.handbook.vocabulary import Item

Details = Mapping[str, Any]
FEWEST_SPECIALTIES = 3


@dataclass(slots=True)
class ConsultationFacts:
    """The part of a case's facts that MD and ND add; every `…_at` is the aware business time of the event, or None."""

    item: Item
    lock_on: str = "notice"
    attempts: int = 3
    requested_at: datetime | None = None
    planned_at: datetime | None = None
    experts: tuple[Details, ...] = ()
    checked: Mapping[str, Details] = field(default_factory=dict)
    originals: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    proposed: Details = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    held_at: datetime | None = None
    receipts: tuple[Details, ...] = ()
    received: frozenset[str] = frozenset()
    complete_at: datetime | None = None
    reader_at: datetime | None = None
    reader: Details = field(default_factory=dict)
    issued_at: datetime | None = None
    versions: int = 0
    posted_at: datetime | None = None
    delivered_at: datetime | None = None
    guided_at: datetime | None = None

    @property
    def consulted_at(self) -> datetime | None:
        """MD-06: consultation held and report issued."""
        if self.held_at is None or self.issued_at is None:
            return None
        return max(self.held_at, self.issued_at)

    @property
    def experts_enough(self) -> bool:
        """MD-05: three different specialties, or the consultation went ahead with a reason."""
        return self.held_at is not None or self.specialties >= FEWEST_SPECIALTIES

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """MD-04: who has not confirmed the proposed time yet: customer, host, or an expert by name."""
        if not self.proposed:
            return ()
        asked = ("customer", *(expert["name"] for expert in self.experts), "host")
        return tuple(dict.fromkeys(one for one in asked if one not in self.confirmed))

    @property
    def originals_here(self) -> tuple[str, ...]:
        """MD-10, ND-07: the customer's originals that have not gone back yet, by title."""
        return tuple(sorted(self.originals - self.returned))

    @property
    def originals_out(self) -> bool:
        """MD-10, ND-07: whether originals of the customer's are still at the desk."""
        return bool(self.originals_here) if self.originals else self.posted_at is None

    @property
    def specialties(self) -> int:
        """MD-05: how many different specialties are booked, one for each physician."""
        booked = {(expert["name"], expert.get("hospital", "")): expert["specialty"] for expert in self.experts}
        return len(set(booked.values()))
