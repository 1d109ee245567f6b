"""The words a conversation is read for: those of a critical illness, and the desk's phrases for answers."""

from __future__ import annotations

import json
from functools import lru_cache

from desktop.casework.documents.rows import Block
from desktop.handbook.red_flags import Flagged, RedFlags, load_red_flags, read_flags
from desktop.paths import resource_path

PHRASES_FOR = "answer"


@lru_cache(maxsize=1)
def illness_words() -> RedFlags:
    """The words of the standard's critical illnesses; a sign's title is the illness as the list names it."""
    return load_red_flags(resource_path("illness_words.json"))


def illnesses_in(text: str) -> tuple[Flagged, ...]:
    """The words of a critical illness in a customer's message that are not denied, in order."""
    return read_flags(text, illness_words())


def illness_of(found: Flagged) -> str:
    """The illness of a word, as the standard's list names it."""
    return next(sign.title for sign in illness_words().signs if sign.key == found.sign)


@lru_cache(maxsize=1)
def phrases() -> tuple[Block, ...]:
    """The phrases for answers that ship with the program; a physician must approve them."""
    shipped = json.loads(resource_path("consult_phrases.json").read_text(encoding="utf-8"))
    return tuple(
        Block(PHRASES_FOR, one["hint"], one["title"], one["text"], False, shipped["note"]) for one in shipped["phrases"]
    )
