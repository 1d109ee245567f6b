"""What the papers say: frozen content that casework fills from the database and `reports` sets in type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from desktop.casework.rows import QuotaTile, TimelineEntry
from desktop.handbook.daytrace import Trace
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.handbook.vocabulary import ClockReading, Item

ESCORT_DOES = "带路、取号、候诊、记录医嘱、代跑缴费取药、预约检查、取报告。"
ESCORT_DOES_NOT = "给诊疗建议、代签同意书、代管现金与证件、垫付费用。"


@dataclass(frozen=True, slots=True)
class Provider:
    """The house that issues a paper; `mark` is its own PNG mark, the stand-in is drawn without one."""

    name: str
    department: str = ""
    mark: bytes = b""


class DayStop(NamedTuple):
    """One station of the escort's day: title, a short note; `main` ones are drawn filled.

    `planned` is None where the time is to be written in.
    """

    planned: time | None
    title: str
    note: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class EscortSheet:
    """The escort's day sheet (GC-10 to GC-12). It goes along in the open: no illness is named anywhere (GC-19).

    `day_title` is 就诊日, 入院日 or 出院日. `client` is a form of address, `冯女士，52 岁`. `escort_note` is how to
    know the escort, `女　工号 P0137　持蓝色胸牌`. `plan_note` stands beside the day line.
    What is not known is empty, or None for a time, and prints as a line to write on.
    `client_phone` is whole, because the escort has to call: the sheet is for the escort alone (D-04).
    `edition` grows when what is printed has changed.
    """

    provider: Provider
    number: str
    printed_at: datetime
    visit_day: date
    meeting: time | None
    meeting_place: str
    escort: str
    escort_phone: str
    client: str
    hospital: str
    room: str
    expert: str
    slot: str
    booking: str
    emergency: str
    stops: tuple[DayStop, ...]
    bring: tuple[str, ...]
    manager: str
    manager_phone: str
    program: str
    escort_note: str = ""
    plan_note: str = ""
    day_title: str = "就诊日"
    edition: int = 1
    client_phone: str = ""
    address: str = ""
    does: str = ESCORT_DOES
    does_not: str = ESCORT_DOES_NOT
    costs: str = NOTICE


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """The case's deadlines for a file: personal data masked unless `unmasked`, times in Asia/Shanghai.

    `readings` are all clocks, `current` the index of the running promise (-1 for none) whose days `trace` explains.
    `timeline` in any order. `purpose` says for whom it was made.
    """

    provider: Provider
    number: str
    item: Item
    printed_at: datetime
    printed_by: str
    program: str
    name: str
    person: str
    document: str
    phone: str
    policy: str
    relation: str
    plan: str
    hospital: str
    owner: str
    stage: str
    state: str
    holder: str
    lock: str
    lock_rule: str
    readings: tuple[ClockReading, ...]
    timeline: tuple[TimelineEntry, ...]
    quotas: tuple[QuotaTile, ...]
    current: int = -1
    trace: Trace | None = None
    purpose: str = ""
    unmasked: bool = False


class ColumnKind(Enum):
    """What a column of a workbook holds; numbers that are names (IDs, phones, policies) are TEXT."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"


class SheetColumn(NamedTuple):
    """A column of a workbook: its head, what it holds, its width in characters."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14.0


SheetCell = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class QueueSheet:
    """A queue as it is shown, for a workbook. `rows` may be read only once; aware times become Shanghai's.

    `filters` are (label, value) pairs as the queue shows them. `unmasked` data say so in the file (D-04).
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[SheetCell, ...]]
    filters: tuple[tuple[str, str], ...]
    made_by: str
    made_at: datetime
    program: str
    purpose: str = ""
    unmasked: bool = False
    frozen_columns: int = 1
