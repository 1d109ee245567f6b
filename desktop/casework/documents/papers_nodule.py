"""What the reading of a nodule 结节阅片解读报告 says (ND-04): lung, breast or thyroid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.casework.documents.papers_common import (
    Client,
    Issue,
    KeyFact,
    KeyImage,
    Labelled,
    Material,
    Rich,
    Signing,
    Station,
)
from desktop.casework.papers import Provider

NODULE_LIMITS = "本报告依据所提供的影像与资料解读，未当面体检，供您和接诊医生参考，不替代诊断与治疗。"


class Organ(StrEnum):
    """The organ that was read, by its word in the title."""

    LUNG = "肺"
    BREAST = "乳腺"
    THYROID = "甲状腺"


class Agreement(StrEnum):
    """What the software's cross-check says about the expert's category, which is the value of record."""

    AGREES = "一致"
    DIFFERS = "不一致"
    IMPOSSIBLE = "无法计算"


class Measured(NamedTuple):
    """A size on a day, in mm: what the comparison's slope is drawn from."""

    day: date
    millimetres: float


class Spot(NamedTuple):
    """Where a nodule is drawn on the organ's diagram; left and right are the patient's own.

    `side` is 左, 右 or 峡 (isthmus). `level` goes from 0 (top) to 1 (bottom) of the organ. A breast's `clock` is 1 to
    12 and `distance` that from the nipple in cm. `main` ones are filled.
    """

    side: str
    level: float = 0.5
    clock: int = 0
    distance: float = 0.0
    main: bool = False


class Nodule(NamedTuple):
    """A column of the comparison: `1 号`, `右上肺 S3`, the expert's category, the cross-check and what it computed.

    `check_detail` is the computed category, `4A`, or why none could be computed.
    """

    label: str
    place: str
    category: str
    check: Agreement
    check_detail: str = ""
    sizes: tuple[Measured, ...] = ()
    spot: Spot | None = None


class Comparison(NamedTuple):
    """A row of the comparison: its label and one text for each nodule; a `grown` text is red."""

    label: str
    values: tuple[Rich, ...]
    grown: tuple[bool, ...] = ()


class Score(NamedTuple):
    """A line of the points: feature, finding, points of at most `most`."""

    feature: str
    finding: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """The points of one nodule with their total, what it means (`4–6 分为 TR4`) and the note on other systems."""

    title: str
    note: str
    scores: tuple[Score, ...]
    total: int
    meaning: str
    cross_note: str = ""


class IfThen(NamedTuple):
    """What the next examination may show, and what is done then."""

    result: str
    action: str


@dataclass(frozen=True, slots=True)
class NodulePaper:
    """The reading in the order it is printed; every note stands in grey in the side column.

    `fields` is the second row of the head: both examinations, quality with slice thickness, complete-set date (or
    TSH), four at most. `system` is system and version, `Lung-RADS v2022`. `facts` are category, next examination and
    urgency. `border_note` explains a value near a limit or why expert and software differ. `images`: the whole
    picture first, then the details in the order of time; `images_note` says below the details what they show.
    """

    organ: Organ
    provider: Provider
    issue: Issue
    client: Client
    subtitle: str
    fields: tuple[Labelled, ...]
    system: str
    conclusion: Rich
    facts: tuple[KeyFact, ...]
    nodules: tuple[Nodule, ...]
    comparisons: tuple[Comparison, ...]
    opinion: tuple[Rich, ...]
    plain_words: tuple[Rich, ...]
    stations: tuple[Station, ...]
    care: tuple[Labelled, ...]
    materials: tuple[Material, ...]
    signing: Signing
    border_note: Rich = ""
    comparison_note: str = ""
    images: tuple[KeyImage, ...] = ()
    images_note: str = ""
    images_side_note: str = ""
    scoring: Scoring | None = None
    evidence: str = ""
    if_then: tuple[IfThen, ...] = ()
    stations_note: str = ""
    limits: str = NODULE_LIMITS
