"""The hash a content is kept by."""

from __future__ import annotations

import hashlib
from typing import BinaryIO, NamedTuple

_STEP = 1 << 20


class Kept(NamedTuple):
    """A content that is stored: its SHA-256 in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


def measure(source: BinaryIO) -> Kept:
    """Hash and size of everything in `source`, which stands at its beginning afterwards."""
    seen, size = hashlib.sha256(), 0
    source.seek(0)
    while block := source.read(_STEP):
        seen.update(block)
        size += len(block)
    source.seek(0)
    return Kept(seen.hexdigest(), size)
