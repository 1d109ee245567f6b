"""Words of an emergency in what a customer says: which sign they tell of, where they stand, and what to say first.

The words and sentences are data (resources/red_flags.json, with its sources and the medical adviser's sign-off).
A word that is denied ("没有胸痛", "无胸痛、晕厥", "胸痛：无") does not count; a question or a doubt does, to be safe.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BREAKS = "，。；！？,;!?\n"
_DENIAL = re.compile(
    r"(?P<before>不是|并非|不能说|有|是)?"
    r"(?:没有|没|无|未见|未|否认|不伴有?|不是|排除)"
    r"(?:明显|再|出现|发生|感到|感觉|觉得|什么|任何|过|有|伴有?|诉|的)*"
    r"(?:[^、和或及与]{1,8}(?:、|和|或|及|与|以及))*$"
)
_DOUBT = re.compile(r"(?:不|不能|不敢|无法|能不能|未)排除[^，。；]*$")
_NONE_AFTER = re.compile(r"\s*(?:[:：]\s*(?:无|没有|否)|[(（]\s*[-－—]\s*[)）])(?=$|[，。；、,;\s])")


@dataclass(frozen=True, slots=True)
class Sign:
    """One emergency: the words that tell of it, the sentence to say at once, and the steps on the phone.

    `needs` are words one of which must also be there (an infant's fever); `beside` are words that only count
    next to one of `words`. A step is (title, what to say).
    """

    key: str
    title: str
    words: tuple[str, ...]
    needs: tuple[str, ...]
    beside: tuple[str, ...]
    say: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RedFlags:
    """The list as it is used: its signs in order of urgency, who signed it off ('' when nobody has), its sources."""

    revision: str
    signed_off_by: str
    signed_off_on: str
    sources: tuple[str, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, order=True)
class Flagged:
    """A word that counts: from `start` up to `end` in the text, and the sign it tells of."""

    start: int
    end: int
    word: str
    sign: str


def load_red_flags(path: Path) -> RedFlags:
    """The list in a JSON file; raises KeyError or ValueError when the file is not of its shape."""
    known: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return RedFlags(
        known["revision"], known["signed_off_by"], known["signed_off_on"], tuple(known["sources"]),
        tuple(_sign(one) for one in known["signs"]),
    )  # fmt: skip


def _sign(one: Mapping[str, Any]) -> Sign:
    return Sign(
        one["key"], one["title"], tuple(one["words"]), tuple(one.get("needs", ())), tuple(one["beside"]),
        one["say"], tuple((title, words) for title, words in one["steps"]),
    )  # fmt: skip


def read_flags(text: str, flags: RedFlags) -> tuple[Flagged, ...]:
    """Every word of an emergency in `text` that is not denied, in order; of overlapping words the longest."""
    found = [flagged for sign in flags.signs for flagged in _of_sign(text, sign)]
    return tuple(sorted(_longest(found)))


def signs_of(found: Sequence[Flagged], flags: RedFlags) -> tuple[Sign, ...]:
    """The signs that the words tell of, the most urgent first."""
    keys = {one.sign for one in found}
    return tuple(sign for sign in flags.signs if sign.key in keys)


def words_of(found: Sequence[Flagged], sign: Sign) -> tuple[str, ...]:
    """The customer's words for a sign, each once, in the order they came."""
    return tuple(dict.fromkeys(one.word for one in found if one.sign == sign.key))


def _of_sign(text: str, sign: Sign) -> Iterator[Flagged]:
    main = tuple(_counting(text, sign.words, sign.key))
    if not main or (sign.needs and not any(_counting(text, sign.needs, sign.key))):
        return
    yield from main
    yield from _counting(text, sign.beside, sign.key)


def _counting(text: str, words: Sequence[str], key: str) -> Iterator[Flagged]:
    for word in words:
        for hit in re.finditer(re.escape(word), text, re.IGNORECASE):
            if not _is_denied(text, hit.start(), hit.end()):
                yield Flagged(hit.start(), hit.end(), text[hit.start() : hit.end()], key)


def _is_denied(text: str, start: int, end: int) -> bool:
    clause = text[max(text.rfind(mark, 0, start) for mark in _BREAKS) + 1 : start]
    if _DOUBT.search(clause):
        return False
    denial = _DENIAL.search(clause)
    return bool((denial and not denial["before"]) or _NONE_AFTER.match(text, end))


def _longest(found: Sequence[Flagged]) -> Iterator[Flagged]:
    taken: list[Flagged] = []
    for one in sorted(found, key=lambda flagged: flagged.start - flagged.end):
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
            yield one
