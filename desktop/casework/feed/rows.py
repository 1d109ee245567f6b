"""The frozen rows of the carrier's feed: what arrives, what becomes of it, what goes back, how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from desktop.casework.intake_rows import ListRow

REFUSED, WAITING, SETTLED = "refused", "waiting", "settled"
CLERK = "承保对接"
"""Who enters what the carrier's system sends."""


class Reason(NamedTuple):
    """Why an application is refused: the field of the contract, the rule ('' for none), one Chinese sentence."""

    field: str
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One application as it came: `payload` is its JSON as ASCII text, `row` is None when `reasons` refuse it already.

    `key` is the request number, or a hash when there is no usable one.
    """

    key: str
    request_no: str
    sha256: str
    payload: str
    row: ListRow | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange for the log: what was asked, status (0 without an answer), hashes of both sides in hex."""

    what: str
    status: int = 0
    sent_sha256: str = ""
    answer_sha256: str = ""
    milliseconds: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Applications that came together.

    `after` is the cursor they were asked with and `cursor` the next one; both None for a file, which has none.
    `answers` says whether the carrier is told what became of them; `source` is a file's name or ''. `again` judges
    refused ones anew.
    """

    carrier: str
    arrivals: tuple[Arrival, ...]
    after: str | None = None
    cursor: str | None = None
    exchange: Exchange | None = None
    answers: bool = True
    source: str = ""
    again: bool = False


class Taken(NamedTuple):
    """What became of a page; `overtaken` when another desk had moved the cursor, and nothing was written."""

    opened: int = 0
    present: int = 0
    refused: int = 0
    waiting: int = 0
    repeated: int = 0
    overtaken: bool = False


class Outgoing(NamedTuple):
    """One message that waits to be sent; `body` is plain JSON, `document` the SHA-256 of a PDF that goes with it."""

    id: int
    key: str
    kind: str
    body: Mapping[str, Any]
    document: str = ""


class Verdict(NamedTuple):
    """What the carrier said of a message: taken, or refused for a reason; either way it is not sent again."""

    id: int
    refused: bool = False
    reason: str = ""


class RejectedRow(NamedTuple):
    """An application that a person has to look at; kind is application or message."""

    id: int
    kind: str
    request_no: str
    received: datetime
    source: str
    reasons: tuple[Reason, ...]
    again: bool


class FeedState(NamedTuple):
    """How the feed stands: when it spoke, what keeps it from speaking, how much waits to be sent and for a person."""

    carrier: str
    spoke_at: datetime | None
    tried_at: datetime | None
    next_at: datetime | None
    failures: int
    failure: str
    waiting: int
    rejected: int
    taken: int


class FeedTurn(NamedTuple):
    """What looking after the feed once came to; `state` is None while nothing is set up.

    `opened` new cases, `refused` new ones for a person; `failure` is what keeps the folder from being read.
    """

    state: FeedState | None
    opened: int = 0
    refused: int = 0
    failure: str = ""
