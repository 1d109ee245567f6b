"""One round with a carrier: what it has for the desk is taken in page by page, what the desk has for it is sent.

A round may be killed anywhere: the cursor commits with what its page brought, and a message is sent until the carrier's
answer to it is committed, so nothing is lost, and what comes twice opens and tells nothing twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import begin_round, cursor_of, end_round, failures_of, forget_cursor
from desktop.casework.feed.outbox import mark, outgoing, payloads
from desktop.casework.feed.rows import Arrival, Exchange, Outgoing, Page, Reason, Taken, Verdict
from desktop.casework.feed.settings import FeedSettings
from desktop.casework.feed.taking import take_page
from desktop.exchange.carrier.contract import (
    APPLICATIONS,
    BATCH,
    DOCUMENTS,
    MESSAGES,
    PAGE,
    read_applications,
    read_page,
    read_verdicts,
    reread,
)
from desktop.exchange.http_door import Answer, HttpDoor, Limits, Partner, PartnerFault
from desktop.exchange.patience import FIRST, wait_before
from desktop.faults import InputFault, OutsideFault

_log = logging.getLogger(__name__)
Papers = Callable[[str], bytes | None]
"""The PDF of a SHA-256, or None when this desk has it not."""

GONE = 410
ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE = 4, 0.2, 5.0
"""How often one question is put within a round, and how long the round itself waits for another try, in seconds."""

UNPROMISING = 60.0
"""Seconds at first before another round, when asking again promises nothing: a wrong key or certificate."""

_POISON = Reason("", "", "本台的程序没能处理这一份，已留下原文；请联系维护人员")


class RoundResult(NamedTuple):
    """What a round did; `failure` is one sentence, '' when the carrier was spoken with to the end."""

    asked: bool = True
    opened: int = 0
    present: int = 0
    refused: int = 0
    waiting: int = 0
    repeated: int = 0
    sent: int = 0
    failure: str = ""


@dataclass(slots=True)
class Carrier:
    """A carrier to speak with: its settings, its open door, where papers come from, and a source of chance.

    `notes` are exchanges that brought nothing to commit by themselves; they are logged with what comes next.
    """

    settings: FeedSettings
    door: HttpDoor
    papers: Papers
    chance: Random
    stopped: Callable[[], bool] = lambda: False
    pause: Callable[[float], None] = time.sleep
    notes: list[Exchange] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The carrier's code at this desk."""
        return self.settings.carrier

    def ask(self, method: str, path: str, **how: Any) -> Answer:
        """Ask, and after a passing fault a few times more in this round; PartnerFault when that did not help either."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return self.door.ask(method, path, **how)
            except PartnerFault as fault:
                self.notes.append(Exchange(f"{method} {path}", fault.status, fault.sent_sha256, failure=fault.sentence))
                wait = wait_before(attempt, self.chance, first=FIRST_PAUSE, asked=fault.retry_after)
                if not fault.passing or attempt == ATTEMPTS or wait > LONGEST_PAUSE or self.stopped():
                    raise
                self.pause(wait)

    def noted(self) -> tuple[Exchange, ...]:
        """The notes, to be logged now."""
        found, self.notes = tuple(self.notes), []
        return found


def speak(desk: Desk, carrier: Carrier, *, force: bool = False) -> RoundResult:
    """Hold one round when it is time, or at once with `force`; a fault of the partner is in the result.

    Raises DeskError for faults of this desk's own database.
    """
    if not begin_round(desk, carrier.code, force=force):
        return RoundResult(asked=False)
    result = RoundResult()
    try:
        result = _take_all(desk, carrier, result)
        result = _send_all(desk, carrier, result)
    except PartnerFault as fault:
        attempt = failures_of(desk, carrier.code) + 1
        first = FIRST if fault.passing else UNPROMISING
        wait = wait_before(attempt, carrier.chance, first=first, asked=fault.retry_after)
        if not carrier.notes or carrier.notes[-1].failure != fault.sentence:
            carrier.notes.append(Exchange("answer", fault.status, failure=fault.sentence))
        end_round(desk, carrier.code, wait, fault.sentence, carrier.noted())
        return result._replace(failure=fault.sentence)
    end_round(desk, carrier.code, carrier.settings.interval, exchanges=carrier.noted())
    return result


def _take_all(desk: Desk, carrier: Carrier, result: RoundResult) -> RoundResult:
    """Page by page until the carrier has no more; what is to be said is said between the pages."""
    more = True
    while more and not carrier.stopped():
        more, taken = _take_one(desk, carrier)
        result = result._replace(
            opened=result.opened + taken.opened, present=result.present + taken.present,
            refused=result.refused + taken.refused, waiting=taken.waiting, repeated=result.repeated + taken.repeated,
        )  # fmt: skip
        if more:
            result = _send_all(desk, carrier, result)
    return result


def _take_one(desk: Desk, carrier: Carrier) -> tuple[bool, Taken]:
    after = cursor_of(desk, carrier.code)
    try:
        answer = carrier.ask("GET", APPLICATIONS, params={"after": after, "limit": PAGE})
    except PartnerFault as fault:
        if fault.status != GONE or not after:
            raise
        forget_cursor(desk, carrier.code, Exchange(f"GET {APPLICATIONS}", GONE, failure=fault.sentence))
        return True, Taken()
    read = read_page(answer.json(), after)
    now = desk.clock()
    kept = reread(payloads(desk, carrier.code), now)
    arrivals = (*read_applications(read.applications, now), *kept)
    page = Page(carrier.code, arrivals, after, read.cursor, _exchange(f"GET {APPLICATIONS}", answer))
    taken = take_or_split(desk, page)
    return read.more or taken.overtaken, taken


def take_or_split(desk: Desk, page: Page) -> Taken:
    """Take a page; when the program itself fails on it, each of its applications alone, and the cursor at last.

    One application that meets a bug is kept for a person, and those behind it come in.
    """
    try:
        return take_page(desk, page)
    except (InputFault, OutsideFault):
        raise
    except Exception as fault:
        _log.error("a page of applications met a bug (%s)", type(fault).__name__)
        total = Taken()
        for arrival in page.arrivals:
            total = _added(total, _take_alone(desk, page, arrival))
        return total._replace(overtaken=take_page(desk, replace(page, arrivals=())).overtaken)


def _added(one: Taken, other: Taken) -> Taken:
    return Taken(
        one.opened + other.opened, one.present + other.present, one.refused + other.refused,
        one.waiting + other.waiting, one.repeated + other.repeated,
    )  # fmt: skip


def _take_alone(desk: Desk, page: Page, arrival: Arrival) -> Taken:
    alone = replace(page, arrivals=(arrival,), after=None, cursor=None, exchange=None)
    try:
        return take_page(desk, alone)
    except (InputFault, OutsideFault):
        raise
    except Exception as fault:
        _log.error("an application met a bug (%s)", type(fault).__name__)
        return take_page(desk, replace(alone, arrivals=(replace(arrival, row=None, reasons=(_POISON,)),)))


def _send_all(desk: Desk, carrier: Carrier, result: RoundResult) -> RoundResult:
    """Send what waits, oldest first, a batch at a time; the next batch goes when the one before it is answered."""
    while (batch := outgoing(desk, carrier.code, BATCH)) and not carrier.stopped():
        _send(desk, carrier, batch)
        result = result._replace(sent=result.sent + len(batch))
    return result


def _send(desk: Desk, carrier: Carrier, batch: Sequence[Outgoing]) -> None:
    for sha256 in dict.fromkeys(message.document for message in batch if message.document):
        _send_paper(carrier, sha256)
    messages = [{"key": message.key, **message.body} for message in batch]
    sent = {message.key: message.id for message in batch}
    headers = {"Idempotency-Key": f"{batch[0].key}-{batch[-1].key}-{len(batch)}"}
    answer = carrier.ask("POST", MESSAGES, json_={"messages": messages}, headers=headers)
    verdicts: list[Verdict] = read_verdicts(answer.json(), sent)
    mark(desk, verdicts, (*carrier.noted(), _exchange(f"POST {MESSAGES}", answer)))


def _send_paper(carrier: Carrier, sha256: str) -> None:
    """The PDF before the message that speaks of it; the carrier knows it by its hash and asks twice for nothing."""
    paper = carrier.papers(sha256)
    if paper is not None:
        kind = {"Content-Type": "application/pdf"}
        answer = carrier.ask("PUT", DOCUMENTS.format(sha256=sha256), body=paper, headers=kind)
        carrier.notes.append(_exchange(f"PUT {DOCUMENTS}", answer))


def _exchange(what: str, answer: Answer) -> Exchange:
    return Exchange(what, answer.status, answer.sent_sha256, answer.sha256, round(answer.seconds * 1000))


def open_door(
    settings: FeedSettings, token: str, limits: Limits | None = None, stopped: Callable[[], bool] = lambda: False
) -> HttpDoor:
    """The carrier's door with this desk's secret; InputFault for an address or a CA file that cannot be used."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    ca_file = Path(settings.ca_file) if settings.ca_file else None
    return HttpDoor(Partner(settings.url, ca_file, headers, "保险公司"), limits, stopped)
