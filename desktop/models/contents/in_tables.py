"""Contents in the database itself, in rows of a megabyte: every desk of a shared server sees them."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop.models.contents.hashing import Kept, measure
from desktop.models.contents.sealing import damaged
from desktop.models.errors import Conflict
from desktop.models.sessions import Store
from desktop.models.tables import Content, ContentChunk

CHUNK = 1 << 20


class TableContents:
    """Contents as rows; one that is half sent never appears."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def has(self, sha256: str) -> bool:
        """Whether it is stored."""
        with self._store.reading() as session:
            return session.get(Content, sha256) is not None

    def put(self, source: BinaryIO) -> Kept:
        """Store what `source` holds, once, in one transaction; raises the DeskErrors of the connection."""
        kept = measure(source)
        if self.has(kept.sha256):
            return kept

        def work(session: Session) -> None:
            session.execute(insert(Content).values(sha256=kept.sha256, size=kept.size))
            source.seek(0)
            place, seen = 0, hashlib.sha256()
            while body := source.read(CHUNK):
                seen.update(body)
                session.execute(insert(ContentChunk).values(sha256=kept.sha256, place=place, body=body))
                place += 1
            if seen.hexdigest() != kept.sha256:
                raise damaged()

        try:
            self._store.run(work)
        except Conflict:  # another desk has just stored the same
            if not self.has(kept.sha256):
                raise
        return kept

    def read(self, sha256: str) -> bytes:
        """The whole content; raises Damaged when it is gone or not what was stored."""
        wanted = select(ContentChunk.body).where(ContentChunk.sha256 == sha256).order_by(ContentChunk.place)
        with self._store.reading() as session:
            content = b"".join(session.scalars(wanted))
        if hashlib.sha256(content).hexdigest() != sha256 or not self.has(sha256):
            raise damaged()
        return content
