"""The standard's critical illnesses: 28 severe and 3 mild ones, as one list, searched by name, code or pinyin.

Source: resources/critical_illness.json (重大疾病保险的疾病定义使用规范, 2020 修订版). The ICD-10 ranges are
hints with a confidence, to be confirmed with the carrier; illnesses defined by an operation are not decided by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.handbook.illness_table import ROWS


@dataclass(frozen=True, slots=True)
class Illness:
    """One illness: `number` 1 to 28 (0 = mild), ICD-10 ranges, the ranges' confidence, and its pinyin."""

    number: int
    name: str
    icd10: str
    confidence: str
    condition: str
    pinyin: str = ""

    @property
    def mild(self) -> bool:
        """Whether it is one of the three mild illnesses."""
        return self.number == 0

    def covers(self, code: str) -> bool:
        """Whether an ICD-10 code lies in the hinted ranges; `C50.9` lies in `C00-C97`."""
        return any(first <= code[: len(first)] and code[: len(last)] <= last for first, last in self._ranges())

    def answers(self, words: str) -> bool:
        """Whether it is meant by typed words: a part of its name, its pinyin or initials, or an ICD-10 code."""
        typed = words.strip().casefold()
        return typed in self.name.casefold() or typed in self.pinyin or (
            typed[:1].isalpha() and typed[1:2].isdigit() and self.covers(typed.upper())
        )

    def _ranges(self) -> Iterator[tuple[str, str]]:
        for span in self.icd10.split():
            first, _, last = span.partition("-")
            yield first, last or first


ILLNESSES: tuple[Illness, ...] = tuple(Illness(*row) for row in ROWS)
SEVERE_NAMES: tuple[str, ...] = tuple(illness.name for illness in ILLNESSES if not illness.mild)
MILD_NAMES: tuple[str, ...] = tuple(illness.name for illness in ILLNESSES if illness.mild)


def letters_only(words: str) -> bool:
    """Whether what was typed is pinyin and no illness yet: Latin letters alone, no character and no code."""
    typed = re.sub(r"[\s'’-]", "", words)
    return typed.isascii() and typed.isalpha()


def listed(names: Sequence[str], mild_counts: bool = False) -> tuple[Illness, ...]:
    """The illnesses of a plan: those of its own list in its order, else the severe ones, and the mild ones if counted.

    A name that the standard does not know is kept, without conditions.
    """
    if names:
        known = {illness.name: illness for illness in ILLNESSES}
        return tuple(known.get(name) or Illness(-1, name, "", "", "") for name in names)
    return tuple(illness for illness in ILLNESSES if mild_counts or not illness.mild)
