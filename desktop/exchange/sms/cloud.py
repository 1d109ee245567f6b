"""What both clouds' gateways share: whose key, which clock, and what a fault of the line means for a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import httpx

from desktop.casework.message_rows import Handed
from desktop.exchange.http_door import HttpDoor, Malformed, NotTrusted, PartnerFault
from desktop.exchange.sms.gateway import NotTaken, Unclear
from desktop.exchange.sms.signatures import CloudKey


@dataclass(frozen=True, slots=True)
class Cloud:
    """A cloud's door with what signs there; `host` is what the signature names."""

    door: HttpDoor
    key: CloudKey
    host: str
    clock: Callable[[], datetime]


class Refused(Exception):
    """The cloud answered and said no: its own code and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code, self.words = code, " ".join(words.split())[:120]


def before_sending(fault: PartnerFault) -> bool:
    """Whether nothing can have arrived: no connection, or no proof of who is there."""
    return isinstance(fault, NotTrusted) or isinstance(
        fault.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError
    )


def give_up(fault: PartnerFault) -> NoReturn:
    """A fault of the line while a text was handed over: NotTaken when that is certain, else Unclear."""
    if before_sending(fault):
        raise NotTaken(fault.sentence, passing=fault.passing) from fault
    if fault.status == 429 or (fault.status == 503 and fault.retry_after):
        raise NotTaken(fault.sentence, wait=fault.retry_after) from fault
    if 400 <= fault.status < 500 and fault.status != 408:
        raise NotTaken(fault.sentence, passing=False) from fault
    raise Unclear(fault.sentence) from fault


def hand_over(ask: Callable[[], Handed], judged: Callable[[Refused], Handed]) -> Handed:
    """Ask a cloud to take a text; `judged` says what its refusal means. NotTaken, Unclear."""
    try:
        return ask()
    except Refused as refusal:
        return judged(refusal)
    except Malformed as fault:
        raise Unclear(fault.sentence) from fault
    except PartnerFault as fault:
        give_up(fault)


def words_of(body: bytes) -> dict[str, Any]:
    """A JSON object in an answer that refuses; empty when it is none."""
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def told(value: Any, name: str) -> str:
    """A word of an object, as text; '' when it is not there."""
    found = value.get(name) if isinstance(value, dict) else None
    return str(found).strip() if isinstance(found, str | int) and not isinstance(found, bool) else ""
