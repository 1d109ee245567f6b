"""Why a clock was missed: asked for once it is settled, one cause for each clock of a case.

Who held the ball is derived; the cause is what a person says of it, from a short list with a word of text. A clock that
is missed and still open has no cause yet. Only promises are asked about by a task; any missed clock can be explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import ClockReading, Kind, Task

CAUSES: Mapping[str, str] = {
    "desk": "本台", "hospital": "医院号源或床位", "customer": "客户", "expert": "专家", "force_majeure": "不可抗力",
}  # fmt: skip


def settled_misses(facts: Facts, readings: Iterable[ClockReading]) -> tuple[ClockReading, ...]:
    """The clocks that were missed and cannot be met any more: ended late, or stopped late with the case."""
    stopped = facts.over_at is not None or facts.no_show_at is not None
    return tuple(
        one for one in readings
        if one.state == "missed" and one.kind is not Kind.WATCHED and (one.ended_at is not None or stopped)
    )  # fmt: skip


def unexplained(facts: Facts, readings: Iterable[ClockReading]) -> tuple[ClockReading, ...]:
    """The settled misses of promises that nobody has given a cause for (T-07: targets are the desk's own affair)."""
    return tuple(
        one for one in settled_misses(facts, readings)
        if one.kind is Kind.PROMISE and one.name not in facts.breaches
    )  # fmt: skip


def tasks(facts: Facts, readings: Iterable[ClockReading]) -> list[Task]:
    """One task for each; it does not end with the case, for the figures want the cause all the same."""
    return [
        Task("breach_cause", f"补超时原因：{one.title}", None, None, False, one.rule)
        for one in unexplained(facts, readings)
    ]
