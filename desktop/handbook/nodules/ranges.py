"""Number ranges as a medical adviser writes them in the tables: "<6", ">=6 <8", ">8"."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_TERM = re.compile(r"(<=|>=|<|>)(-?\d+(?:\.\d+)?)")


class Range(NamedTuple):
    """The numbers from `low` to `high`; each end belongs to it or not."""

    low: float
    high: float
    with_low: bool
    with_high: bool

    def __contains__(self, value: object) -> bool:
        """Whether a number lies inside."""
        if not isinstance(value, int | float):
            return False
        above = value >= self.low if self.with_low else value > self.low
        below = value <= self.high if self.with_high else value < self.high
        return above and below

    def limits(self) -> tuple[float, ...]:
        """The finite ends."""
        return tuple(end for end in (self.low, self.high) if math.isfinite(end))

    def spoken(self) -> str:
        """≥6 且 <8."""
        low = f"{'≥' if self.with_low else '>'}{self.low:g}" if math.isfinite(self.low) else ""
        high = f"{'≤' if self.with_high else '<'}{self.high:g}" if math.isfinite(self.high) else ""
        return " 且 ".join(part for part in (low, high) if part)


def read_range(text: str) -> Range:
    """A range from its text, such as ">=6 <8"; ValueError when it is not one."""
    found = Range(-math.inf, math.inf, False, False)
    for word in text.split():
        if not (term := _TERM.fullmatch(word)):
            raise ValueError(f"「{text}」不是范围，应写成 >=6 <8")
        sign, end = term[1], float(term[2])
        found = (found._replace(low=end, with_low=sign == ">=") if sign[0] == ">"
                 else found._replace(high=end, with_high=sign == "<="))  # fmt: skip
    if not found.limits() or found.low > found.high:
        raise ValueError(f"「{text}」不是范围，应写成 >=6 <8")
    return found
