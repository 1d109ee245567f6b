"""The least number of doctors on duty as a person types it, `2` or `8-20 2，20-8 1`, and as it is shown again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop.handbook.duty import Minimum

MOST = 20
_PART = re.compile(r"(?:(\d{1,2})\s*[-–~至到]\s*(\d{1,2})\s*(?:点|时)?\s+)?(\d{1,2})\s*人?")


def read_least(department: str, words: str) -> tuple[Minimum, ...]:
    """The minimums of a department; none for no words or 0. Over midnight (`20-8 1`) makes two.

    ValueError, with a sentence, for what cannot be understood and for hours that cover each other.
    """
    found = [one for part in re.split(r"[，,；;、]", words) if part.strip() for one in _read(department, part.strip())]
    for one in found:
        if any(other is not one and other.from_hour < one.to_hour and one.from_hour < other.to_hour for other in found):
            raise ValueError(f"{department}的时段有重叠，一个钟点只写一个人数")
    return tuple(sorted(one for one in found if one.least))


def _read(department: str, part: str) -> Iterator[Minimum]:
    match = _PART.fullmatch(part)
    if match is None or int(match[3]) > MOST:
        raise ValueError(f"{department}写成 2（全天）或 8-20 2，20-8 1；人数不超过 {MOST}")
    start, end, least = int(match[1] or 0), int(match[2] or 24), int(match[3])
    if start > 24 or end > 24 or start == end:
        raise ValueError(f"{department}的钟点在 0 到 24 之间，起止不能相同")
    spans = ((start, end),) if start < end else ((start, 24), (0, end))
    yield from (Minimum(department, one, other, least) for one, other in spans if one < other)


def spell_least(least: Sequence[Minimum], department: str) -> str:
    """`2` for the whole day, `8-20 2，20-24 1` for parts of it, '' for none."""
    own = sorted(one for one in least if one.department == department and one.least)
    if len(own) == 1 and (own[0].from_hour, own[0].to_hour) == (0, 24):
        return str(own[0].least)
    return "，".join(f"{one.from_hour}-{one.to_hour} {one.least}" for one in own)
