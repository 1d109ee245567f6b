"""What a plan is made of: escorts, stretches of work and the ways between hospitals, frozen and without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAY_LIMIT = 8 * 60
"""Minutes that are usual for one escort on one day."""

PAPER_TITLES: Mapping[str, str] = {
    "id_check": "身份核验", "health_certificate": "健康证", "first_aid": "急救证书", "training": "培训",
    "insurance": "保险", "no_record": "无犯罪证明",
}  # fmt: skip

Hours = tuple[time, time]
Ways = Mapping[tuple[str, str], int]
"""Minutes between two hospitals by their names, each pair in one direction."""


class Paper(NamedTuple):
    """A qualification; None never lapses."""

    kind: str
    valid_until: date | None


class Away(NamedTuple):
    """A leave."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Carer:
    """An escort as plans see one: `hours` by weekday, Monday 0, empty when none are set; `known` visits by hospital."""

    id: int
    name: str
    sex: str = ""
    phone: str = ""
    cities: tuple[str, ...] = ()
    hours: Mapping[int, Hours] = field(default_factory=dict)
    reserve: bool = False
    active: bool = True
    leave: tuple[Away, ...] = ()
    papers: tuple[Paper, ...] = ()
    known: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name with the mark of those who step in."""
        return f"{self.name}（候补）" if self.reserve else self.name


@dataclass(frozen=True, slots=True)
class Stint:
    """A stretch of work at a hospital: a job (`job_id`, `escort_id`), or open work (both 0).

    `hospital` is its full name, `place` what the desk calls it.
    """

    case_id: int
    occasion: str
    name: str
    hospital: str
    city: str
    starts_at: datetime
    ends_at: datetime
    before: timedelta
    after: timedelta
    sex: str = ""
    job_id: int = 0
    escort_id: int = 0
    place: str = ""

    @property
    def blocked_from(self) -> datetime:
        """D-01: from when the escort is taken."""
        return self.starts_at - self.before

    @property
    def blocked_to(self) -> datetime:
        """D-01: until when."""
        return self.ends_at + self.after

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.starts_at.date()


def way_minutes(ways: Ways, one: str, other: str) -> int:
    """Minutes from one hospital to another as the table has them; 0 when it does not, the buffers then count."""
    return ways.get((one, other)) or ways.get((other, one)) or 0


def overlap(one: Stint, other: Stint) -> bool:
    """D-01: blocked spans may touch, not overlap."""
    return one.blocked_from < other.blocked_to and other.blocked_from < one.blocked_to


def shortfall(one: Stint, other: Stint, ways: Ways) -> tuple[int, int]:
    """(minutes between the two, minutes the way takes) when the way takes longer, else (0, 0)."""
    first, second = sorted((one, other), key=lambda stint: stint.starts_at)
    gap = int((second.starts_at - first.ends_at) / timedelta(minutes=1))
    needed = way_minutes(ways, first.hospital, second.hospital)
    return (gap, needed) if needed > gap else (0, 0)


def compatible(one: Stint, other: Stint, ways: Ways) -> bool:
    """Whether one escort can do both."""
    return not overlap(one, other) and shortfall(one, other, ways) == (0, 0)
