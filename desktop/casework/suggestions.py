"""What a picker offers for what was typed, and the names it knows by heart while it ranks them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop.casework.names import plain_name

AT_MOST = 8
UNVERIFIED, UNLISTED, COMMON = "未核实", "未在目录", "常用名"

_EXACT, _BEGINS, _INSIDE = range(3)


class Suggestion(NamedTuple):
    """One name on offer: `note` stands beside it, `mark` warns of it.

    `exact` says that what was typed is its name or one of its other names. `sets` are (field, value) pairs that the
    form takes over when it is picked, such as the hospital's city.
    """

    value: str
    note: str = ""
    mark: str = ""
    exact: bool = False
    sets: tuple[tuple[str, str | bool], ...] = ()


class Listed(NamedTuple):
    """A name as the index knows it; made by `listed`.

    `forms` are its plain names, `keys` their pinyin and initials, each on a line of its own, so that one look finds
    whether any of them fits. `uses` counts recent cases, `rank` breaks ties (the hospital's grade), higher first.
    """

    name: str
    forms: str
    keys: str
    note: str = ""
    mark: str = ""
    city: str = ""
    uses: int = 0
    rank: int = 0
    sets: tuple[tuple[str, str | bool], ...] = ()


def listed(name: str, aliases: Iterable[str], keys: str, **more: object) -> Listed:
    """An entry of the index from a name, its other names, and its stored keys."""
    return Listed(name, _lines(plain_name(one) for one in (name, *aliases)), _lines(keys.split()), **more)  # type: ignore[arg-type]


def _lines(words: Iterable[str]) -> str:
    return "".join(("\n", *(f"{word}\n" for word in words)))


def search(entries: Iterable[Listed], words: str, city: str = "", limit: int = AT_MOST) -> list[Suggestion]:
    """The best matches: exact before begun before inside, then most used, then higher rank, then by name.

    `words` are Chinese, pinyin or initials, in any width and case; empty words offer the most used. With a `city`
    only its own entries are looked at.
    """
    wanted = plain_name(words)
    found = ((_closeness(entry, wanted), entry) for entry in entries if not city or entry.city == city)
    ranked = sorted(((close, entry) for close, entry in found if close is not None), key=_order)
    return [
        Suggestion(entry.name, entry.note, entry.mark, close == _EXACT and entry.mark != UNLISTED, entry.sets)
        for close, entry in ranked[:limit]
    ]


def _order(found: tuple[int, Listed]) -> tuple[int, int, int, int, str]:
    close, entry = found
    return close, -entry.uses, -entry.rank, len(entry.name), entry.name


def _closeness(entry: Listed, wanted: str) -> int | None:
    """How well the words fit; only whole names count as exact, because initials are shared by many."""
    lines = entry.keys if wanted.isascii() and wanted.isalpha() else entry.forms
    if wanted not in lines and wanted not in entry.forms:
        return None
    if f"\n{wanted}\n" in entry.forms:
        return _EXACT
    return _BEGINS if f"\n{wanted}" in lines else _INSIDE
