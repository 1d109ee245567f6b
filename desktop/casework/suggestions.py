"""What a picker offers for what was typed, and the names it knows by heart while it ranks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """A name as the index knows it.

    `forms` are its plain names, its own first; `keys` their pinyin and initials; `uses` counts recent cases and
    `rank` breaks ties (the hospital's grade), higher first.
    """

    name: str
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    note: str = ""
    mark: str = ""
    city: str = ""
    uses: int = 0
    rank: int = 0
    sets: tuple[tuple[str, str | bool], ...] = ()


def listed(name: str, aliases: Iterable[str], keys: str, **more: object) -> Listed:
    """An entry of the index from a name, its other names, and its stored keys."""
    return Listed(name, tuple(plain_name(one) for one in (name, *aliases)), tuple(keys.split()), **more)  # type: ignore[arg-type]


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
    if not wanted:
        return _BEGINS
    if wanted in entry.forms:
        return _EXACT
    names: Sequence[str] = entry.keys if wanted.isascii() and wanted.isalpha() else entry.forms
    if any(name.startswith(wanted) for name in names):
        return _BEGINS
    return _INSIDE if any(wanted in name for name in names) else None
