"""The words of an emergency as this program uses them: the list that ships, read once."""

from __future__ import annotations

from functools import lru_cache

from desktop.handbook.red_flags import RedFlags, load_red_flags, read_flags, signs_of
from desktop.paths import resource_path


@lru_cache(maxsize=1)
def red_flags() -> RedFlags:
    """The list."""
    return load_red_flags(resource_path("red_flags.json"))


def signs_in(*texts: str) -> tuple[str, ...]:
    """The titles of the emergencies these texts tell of, the most urgent first."""
    return tuple(sign.title for sign in signs_of(read_flags("\n".join(texts), red_flags()), red_flags()))
