"""Applications as a carrier writes them, and a carrier on this machine that says what a test tells it to."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime
from random import Random
from typing import Any

from desktop.casework.desk import Desk
from desktop.casework.feed.rows import Page, Taken
from desktop.casework.feed.settings import FeedSettings
from desktop.casework.feed.taking import take_page
from desktop.exchange.carrier.contract import read_applications
from desktop.exchange.carrier.round import Carrier, RoundResult, speak
from desktop.exchange.http_door import HttpDoor, Limits, Partner
from tests.exchange.lists import application
from tests.exchange.partners import says, serving

CODE = "PICC"


def wire(count: int = 1, **changes: Any) -> dict[str, Any]:
    """A good application of JSON text; `changes` replace fields."""
    return {field: _text(value) for field, value in application(count).items()} | changes


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def page(desk: Desk, *found: Any, after: str | None = None, cursor: str | None = None, **more: Any) -> Page:
    """Applications as one page."""
    return Page(CODE, read_applications(found, desk.clock()), after, cursor, **more)


def take(desk: Desk, *found: Any, **more: Any) -> Taken:
    """What became of applications that came together."""
    return take_page(desk, page(desk, *found, **more))


class Office:
    """A carrier's server: `pages` by cursor, `heard` messages in their order; `script` answers come first."""

    def __init__(self, *pages: list[Any]) -> None:
        self.pages = {
            f"{place or ''}": {"applications": each, "cursor": f"{place + 1}", "more": place + 1 < len(pages)}
            for place, each in enumerate(pages)
        }
        self.pages[f"{len(pages)}"] = {"applications": [], "cursor": f"{len(pages)}", "more": False}
        self.heard: list[dict[str, Any]] = []
        self.papers: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        self.script: list[Any] = []
        self.refuses: set[str] = set()

    def answer(self, request: Any) -> None:
        """Deal with one request."""
        self.asked.append(f"{request.command} {request.path}")
        self.tokens.add(request.headers.get("Authorization", ""))
        if self.script and (scripted := self.script.pop(0)) is not None:
            scripted(request)
        elif request.command == "PUT":
            self.papers[request.path.rpartition("/")[2]] = request.body
            says(b"")(request)
        elif request.command == "POST":
            self._hear(request)
        else:
            cursor = request.path.partition("after=")[2].partition("&")[0]
            found = self.pages.get(cursor)
            says(json.dumps(found).encode(), 200 if found else 410)(request)

    def _hear(self, request: Any) -> None:
        found = json.loads(request.body)["messages"]
        known = {message["key"] for message in self.heard}
        self.heard += [message for message in found if message["key"] not in known]
        results = [
            {"key": each["key"], "outcome": "refused" if each.get("event") in self.refuses else "taken",
             "reason": "没有这个状态"}
            for each in found
        ]  # fmt: skip
        says(json.dumps({"results": results}).encode())(request)

    @contextmanager
    def speaking(self, desk: Desk, papers: Any = None, limits: Limits | None = None):
        """A function that holds a round with this carrier; it waits for nothing."""
        with serving(self.answer) as base, HttpDoor(Partner(base, name="保险公司"), limits) as door:
            settings = FeedSettings(url=base)
            carrier = Carrier(settings, door, papers or (lambda _sha256: None), Random(1), pause=self.paused.append)

            def speak_now(force: bool = True) -> RoundResult:
                return speak(desk, carrier, force=force)

            yield speak_now

    @property
    def paused(self) -> list[float]:
        """How long a round waited between its tries."""
        return self.__dict__.setdefault("_paused", [])
