"""How long each held the ball: a case's working time split by holder, from its timeline alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from desktop.handbook.fold import fold
from desktop.handbook.progress import Holder, holder
from desktop.handbook.situation import Office
from desktop.handbook.vocabulary import Item, Record
from desktop.handbook.voiding import voided

ORDER = ("desk", "customer", "hospital", "expert", "courier")


class Held(NamedTuple):
    """Working time in which one had the ball."""

    holder: str
    worked: timedelta


class Stretch(NamedTuple):
    """From when to when one had the ball."""

    holder: str
    start: datetime
    end: datetime


def holding(
    item: Item, records: Sequence[Record], office: Office, now: datetime, *, lock_on: str = "notice"
) -> tuple[Held, ...]:
    """The working time of each holder from application to the end of the case or `now`, in the usual order.

    What happened counts from when it happened, not from when it was entered; voided records are left out (D-09).
    """
    together = dict.fromkeys(ORDER, timedelta(0))
    for stretch in stretches(item, records, office, now, lock_on=lock_on):
        together[stretch.holder] += office.hours.working_time(stretch.start, stretch.end, office.calendar)
    return tuple(Held(name, worked) for name, worked in together.items() if worked > timedelta(0))


def stretches(
    item: Item, records: Sequence[Record], office: Office, now: datetime, *, lock_on: str = "notice"
) -> tuple[Stretch, ...]:
    """Who had the ball from when to when, one after another without a gap."""
    gone = voided(records)
    kept = [record for record in records if record.seq not in gone and record.verb != "void"]
    moments = sorted({record.happened for record in kept if record.happened <= now})
    found: list[Stretch] = []
    for start, end in zip(moments, [*moments[1:], now], strict=True):
        facts = fold(item, [one for one in kept if one.happened <= start], office.calendar,
                     lock_on=lock_on, attempts=office.calls.attempts)  # fmt: skip
        if facts.over_at is not None:
            break
        found.extend(_told_apart(holder(facts), start, end))
    return tuple(_joined(found))


def _told_apart(held: Holder, start: datetime, end: datetime) -> Iterator[Stretch]:
    """The ball comes back by itself at `until`: before that the holder has it, afterwards the desk."""
    turn = end if held.until is None else min(max(held.until, start), end)
    if start < turn:
        yield Stretch(held.name, start, turn)
    if turn < end:
        yield Stretch("desk", turn, end)


def _joined(found: Sequence[Stretch]) -> Iterator[Stretch]:
    waiting: Stretch | None = None
    for stretch in found:
        if waiting is not None and waiting.holder == stretch.holder:
            waiting = waiting._replace(end=stretch.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = stretch
    if waiting is not None:
        yield waiting
