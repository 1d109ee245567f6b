"""The frozen rows between the desk and a gateway for texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from desktop.casework.message_rows import OutgoingText

TEMPLATE_STATES: Mapping[str, str] = {"pending": "审核中", "approved": "已通过", "rejected": "未通过"}


class Claimed(NamedTuple):
    """A text that this desk alone may hand over now; `tries` counts this try."""

    dispatch_id: int
    text: OutgoingText
    tries: int


class Asked(NamedTuple):
    """A text whose fate is asked for; `number` is the gateway's own, '' while it never answered."""

    id: int
    out_id: str
    number: str
    phone: str
    sent_at: datetime
    is_known: bool


class Told(NamedTuple):
    """What a gateway says of a text by the id it was given: accepted, delivered or failed."""

    out_id: str
    state: str
    number: str = ""
    at: datetime | None = None
    reason: str = ""


class TemplateRow(NamedTuple):
    """One template of the desk and how the gateway knows it; `problem` says why it cannot go, '' when it can."""

    code: str
    name: str
    provider_id: str
    state: str
    problem: str


class GatewayState(NamedTuple):
    """How a gateway stands: texts by the state of their dispatch, and the newest failure."""

    gateway: str
    queued: int
    waiting: int
    unknown: int
    accepted: int
    failure: str = ""


class TextTurn(NamedTuple):
    """What one round did; `failure` is why it was broken off. `changed` are cases that look different now."""

    sent: int = 0
    refused: int = 0
    delivered: int = 0
    failed: int = 0
    strangers: int = 0
    changed: tuple[int, ...] = ()
    failure: str = ""


class GatewayTurn(NamedTuple):
    """What one look at all gateways did: whether any is set up, which cases look different now, what went wrong."""

    active: bool = False
    changed: tuple[int, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def state(self) -> GatewayTurn | None:
        """Itself while there is something to look after."""
        return self if self.active else None
