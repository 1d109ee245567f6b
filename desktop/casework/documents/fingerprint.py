"""The fingerprint of what a paper says, and the short code a reader types to check it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256

_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two signs without those that look alike: no 0, 1, I, O."""

_NOT_SAID = frozenset({"code", "made_at", "program"})
"""What belongs to the file and not to what the paper says."""


def fingerprint(paper: object) -> str:
    """SHA-256 of all a paper says, in hex: the same for the same content, whenever and by which program it is made."""
    text = json.dumps(_said(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def verification_code(print_of_content: str) -> str:
    """The code on the paper, `7K3M-92QF`, from a fingerprint in hex."""
    bits = int(print_of_content[:10], 16)
    letters = "".join(_CODE_LETTERS[bits >> 5 * place & 31] for place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _said(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return dict(_fields(part))
    match part:
        case bytes():
            return sha256(part).hexdigest()
        case Enum():
            return part.value
        case tuple() | list():
            return [_said(one) for one in part]
        case date() | datetime():
            return part.isoformat()
        case _:
            return part


def _fields(part: object) -> Iterator[tuple[str, object]]:
    for field in fields(part):  # type: ignore[arg-type]
        if field.name not in _NOT_SAID:
            yield field.name, _said(getattr(part, field.name))
