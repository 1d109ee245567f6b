"""A carrier's server for tests and demonstrations: it keeps the contract, and is slow, fails, repeats and reorders
when it is told to; the same seed does the same again.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desktop.exchange.carrier.contract import APPLICATIONS, DOCUMENTS, MESSAGES
from desktop.exchange.carrier.samples import FAULTS, application, spoil

REPORT = "/sim/report"
_WINDOW = 40
"""How far reordering carries an application."""

Work = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the server behaves: shares from 0 to 1, `slow` the longest wait in seconds, `token` '' for an open door.

    A page holds at most `page` applications, whatever is asked for.
    """

    applications: int = 200
    seed: int = 1
    slow: float = 0
    fail: float = 0
    repeat: float = 0
    bad: float = 0
    reorder: bool = False
    token: str = ""
    page: int = 1000


@dataclass(slots=True)
class Carrier:
    """What the server has to give and what it was told, in the order in which it came first."""

    manner: Manner
    stream: list[Any]
    good: set[str]
    bad: set[str]
    chance: Random
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def make_carrier(manner: Manner, now: datetime) -> Carrier:
    """A carrier with its applications laid out: some wrong, some twice, some out of their order."""
    chance = Random(manner.seed)
    stream: list[Any] = []
    good: set[str] = set()
    bad: set[str] = set()
    for number in range(1, manner.applications + 1):
        made = application(number, now, chance)
        if chance.random() < manner.bad:
            bad.add(made["request_no"])
            stream.append(spoil(made, chance.choice(FAULTS)))
        else:
            good.add(made["request_no"])
            stream.append(made)
    for _ in range(round(manner.applications * manner.repeat)):
        place = chance.randrange(len(stream))
        stream.insert(min(len(stream), place + chance.randrange(1, 3 * _WINDOW)), stream[place])
    if manner.reorder:
        order = sorted(range(len(stream)), key=lambda place: place + chance.random() * _WINDOW)
        stream = [stream[place] for place in order]
    return Carrier(manner, stream, good, bad, Random(manner.seed + 1))


def make_server(carrier: Carrier) -> Starlette:
    """The server as an ASGI application."""
    return Starlette(routes=[
        Route(APPLICATIONS, _behaving(carrier, _applications(carrier))),
        Route(MESSAGES, _behaving(carrier, _messages(carrier)), methods=["POST"]),
        Route(DOCUMENTS, _behaving(carrier, _document(carrier)), methods=["PUT"]),
        Route(REPORT, _report(carrier)),
    ])  # fmt: skip


def _behaving(carrier: Carrier, work: Work) -> Work:
    """The work with the manner around it: a request may fail before it is done, after, or in its answer."""
    manner, chance = carrier.manner, carrier.chance

    async def answer(request: Request) -> Response:
        carrier.counts["requests"] += 1
        if manner.token and not hmac.compare_digest(
            request.headers.get("authorization", ""), f"Bearer {manner.token}"
        ):
            return JSONResponse({"reason": "密钥不对"}, 401)
        if manner.slow:
            await asyncio.sleep(chance.random() * manner.slow)
        fault = chance.random() / manner.fail if manner.fail else 1
        if fault < 0.5:
            carrier.counts["failed"] += 1
            return JSONResponse({"reason": "正在维护"}, 503, {"Retry-After": "0"})
        done = await work(request)
        if fault < 1:
            carrier.counts["failed"] += 1
            return Response("<html>", 502) if fault < 0.75 else Response(done.body[: len(bytes(done.body)) // 2])
        return done

    return answer


def _applications(carrier: Carrier) -> Work:
    async def answer(request: Request) -> Response:
        after = request.query_params.get("after", "")
        start = _place(carrier, after)
        if start is None:
            return JSONResponse({"reason": "不认得这个位置"}, 410)
        limit = min(carrier.manner.page, int(request.query_params.get("limit", "100")))
        end = min(len(carrier.stream), start + limit)
        carrier.counts["pages"] += 1
        page = {"applications": carrier.stream[start:end], "cursor": f"{carrier.manner.seed}.{end}",
                "more": end < len(carrier.stream)}  # fmt: skip
        return JSONResponse(page)

    return answer


def _place(carrier: Carrier, cursor: str) -> int | None:
    if not cursor:
        return 0
    seed, _, place = cursor.partition(".")
    known = seed == str(carrier.manner.seed) and place.isdigit() and int(place) <= len(carrier.stream)
    return int(place) if known else None


def _messages(carrier: Carrier) -> Work:
    async def answer(request: Request) -> Response:
        found = (await request.json())["messages"]
        results = []
        for message in found:
            carrier.counts["messages"] += 1
            outcome = "known" if message["key"] in carrier.messages else "taken"
            carrier.messages.setdefault(message["key"], message)
            results.append({"key": message["key"], "outcome": outcome})
        return JSONResponse({"results": results})

    return answer


def _document(carrier: Carrier) -> Work:
    async def answer(request: Request) -> Response:
        body, sha256 = await request.body(), request.path_params["sha256"]
        if hashlib.sha256(body).hexdigest() != sha256:
            return JSONResponse({"reason": "内容与摘要不符"}, 400)
        carrier.documents[sha256] = len(body)
        return Response(status_code=204)

    return answer


def _report(carrier: Carrier) -> Work:
    """What the server gave and was told; for tests, no part of the contract."""

    async def answer(_request: Request) -> Response:
        return JSONResponse({
            "entries": len(carrier.stream), "bad": sorted(carrier.bad), "good": sorted(carrier.good),
            "messages": list(carrier.messages.values()), "documents": carrier.documents,
            "counts": dict(carrier.counts),
        })  # fmt: skip

    return answer
