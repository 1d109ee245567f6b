"""The files behind the papers: the pictures they show, and every issued PDF exactly as it went out."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache

from desktop.casework.desk import Desk
from desktop.models.contents.opening import Contents, open_contents

Pictures = Callable[[str], bytes]
"""Gives a stored picture by its SHA-256; raises Damaged when it is gone or not what was stored."""


class KeptFiles:
    """Files by the SHA-256 of what they hold, sealed with the desk's own key; any thread may use them."""

    def __init__(self, desk: Desk) -> None:
        self._contents: Contents = open_contents(desk.store)
        self.picture: Pictures = lru_cache(maxsize=32)(self._contents.read)

    def keep(self, content: bytes) -> str:
        """Store a file; its SHA-256, in hex."""
        return self._contents.put(io.BytesIO(content)).sha256

    def issued(self, sha256: str) -> bytes | None:
        """The PDF that was issued under this hash; None when it was issued without one, or before they were kept."""
        return self._contents.read(sha256) if sha256 and self._contents.has(sha256) else None
