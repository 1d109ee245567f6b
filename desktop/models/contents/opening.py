"""Which way a database keeps contents: beside a local file, else in its own rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from desktop.models.contents.hashing import Kept
from desktop.models.contents.in_files import FileContents
from desktop.models.contents.in_tables import TableContents
from desktop.models.contents.keeping import kept_keys
from desktop.models.local_file import content_key
from desktop.models.sessions import Store


class Contents(Protocol):
    """Contents by the hash of what they hold; the same content is stored once and never changed."""

    def has(self, sha256: str) -> bool:
        """Whether it is stored."""

    def put(self, source: BinaryIO) -> Kept:
        """Store what a seekable stream holds; safe on the disk or the server when it returns."""

    def read(self, sha256: str) -> bytes:
        """The whole content; raises Damaged when it is gone or not what was stored."""


def open_contents(store: Store) -> Contents:
    """The contents of the database behind `store`, any thread may use them."""
    if content_key(store.engine) is None:
        return TableContents(store)
    path = Path(str(store.engine.url.database))
    return FileContents(path, partial(kept_keys, store, path))
