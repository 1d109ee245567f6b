"""A parcel while it is being opened: what is ticked, what fits, and what recording it will bring about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from desktop.casework.consulting.rows import ReadingSheet
from desktop.handbook import couriers
from desktop.handbook.nodule_materials import MATERIAL_TITLES, misfit

LOCKING = frozenset({"id", "images"})
_COURIERS = (
    ("SF", "顺丰"), ("JD", "京东"), ("YT", "圆通"), ("ZTO", "中通"), ("STO", "申通"), ("YD", "韵达"), ("E", "EMS"),
)  # fmt: skip


def courier_of(number: str) -> str:
    """The courier a number's letters belong to; "" when they do not say."""
    known = couriers.courier_of(number)
    if known is not None:
        return known.name
    plain = number.upper().replace(" ", "")
    return next((name for letters, name in _COURIERS if plain.startswith(letters)), "")


def shown_number(number: str) -> str:
    """SF 15** **** 6382: enough to tell parcels apart."""
    plain = number.replace(" ", "")
    found = re.fullmatch(r"([A-Za-z]*)(\d+)", plain)
    if found is None or len(found[2]) < 8:
        return number
    return f"{found[1]} {found[2][:2]}** **** {found[2][-4:]}".strip()


@dataclass
class Receipt:
    """What has been ticked since the parcel lies on the desk."""

    items: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    exam: str = ""
    grade: str = ""
    number: str = ""

    def tick(self, key: str) -> None:
        """In the parcel, or not after all."""
        if key in self.items:
            self.items.remove(key)
            self.originals = [one for one in self.originals if one != key]
        else:
            self.items.append(key)

    def turn_original(self, key: str) -> None:
        """An original, which goes back (ND-07), or a copy."""
        if key not in self.items:
            self.tick(key)
        if key in self.originals:
            self.originals.remove(key)
        else:
            self.originals.append(key)

    def misfit(self, sheet: ReadingSheet) -> str:
        """Why the parcel does not count (ND-10), at once; "" when it does."""
        return misfit(sheet.nodule, {"items": self.items, "exam": self.exam, "hospital_grade": self.grade})

    def counted(self, sheet: ReadingSheet) -> frozenset[str]:
        """What is here once this is recorded."""
        known = frozenset(one.key for one in sheet.items if one.received)
        return known if self.misfit(sheet) else known | frozenset(self.items)

    def locks(self, sheet: ReadingSheet) -> bool:
        """ND-08: with the identity document and the images the service takes effect."""
        return not sheet.lock and self.counted(sheet) >= LOCKING

    def completes(self, sheet: ReadingSheet) -> bool:
        """ND-04: the set is complete with this."""
        wanted = {one.key for one in sheet.items if one.required}
        return sheet.complete_at is None and self.counted(sheet) >= wanted

    def lacking(self, sheet: ReadingSheet) -> tuple[str, ...]:
        """What is still missing after it."""
        here = self.counted(sheet)
        return tuple(one.title for one in sheet.items if one.required and one.key not in here)

    def values(self) -> dict[str, Any]:
        """The arguments of receive_materials."""
        return {
            "items": list(self.items), "exam": self.exam, "hospital_grade": self.grade,
            "originals": [MATERIAL_TITLES[key] for key in self.originals], "courier": courier_of(self.number),
            "number": self.number.strip(),
        }  # fmt: skip
