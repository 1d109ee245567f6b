"""Two people wrote on one draft: what each changed, what both changed, and the text that keeps both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop.casework.documents.rows import SaveConflict
from desktop.handbook.documents.vocabulary import Content


class Clash(NamedTuple):
    """A conflict taken apart by fields: `mine` and `theirs` are what one of the two changed, `both` what both did."""

    conflict: SaveConflict
    mine: frozenset[str]
    theirs: frozenset[str]
    both: tuple[str, ...]


def take_apart(base: Content, conflict: SaveConflict) -> Clash:
    """Who changed which field since `base`; the same change made twice is nobody's clash."""
    names = dict.fromkeys((*base, *conflict.mine, *conflict.theirs))
    mine = {name for name in names if conflict.mine.get(name) != base.get(name)}
    theirs = {name for name in names if conflict.theirs.get(name) != base.get(name)}
    both = tuple(
        name for name in names
        if name in mine and name in theirs and conflict.mine.get(name) != conflict.theirs.get(name)
    )  # fmt: skip
    return Clash(conflict, frozenset(mine - theirs), frozenset(theirs), both)


def merged(clash: Clash, now: Mapping[str, Any], *, theirs: bool) -> dict[str, Any]:
    """Their text with what I changed in it; what both changed is theirs or mine. `now` is what stands on my screen."""
    kept = dict(clash.conflict.theirs)
    for name in (*clash.mine, *(() if theirs else clash.both)):
        if name in now:
            kept[name] = now[name]
        else:
            kept.pop(name, None)
    return kept
