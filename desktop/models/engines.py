"""Opening a database by its URL."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, make_url

from desktop.models.local_file import open_file, open_memory
from desktop.models.server import open_server


def open_engine(url: str, key: bytes | None = None, passphrase: str | None = None) -> Engine:
    """An engine for `sqlite:///path` (encrypted), `sqlite://` (in memory) or `postgresql+psycopg://…[?schema=NAME]`.

    A file needs a 32-byte `key` or a `passphrase`; it raises WrongKey, EngineRefused and other DeskErrors at once.
    A server is not asked before the first use. ValueError for another kind of URL.
    """
    address = make_url(url)
    backend = address.get_backend_name()
    if backend == "postgresql":
        return open_server(address.set(drivername="postgresql+psycopg"))
    if backend != "sqlite":
        raise ValueError(f"unknown database: {backend}")
    if address.database in (None, "", ":memory:"):
        return open_memory()
    return open_file(Path(str(address.database)), key, passphrase)
