"""Fresh empty databases that live only for a while: one per story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import text

from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store


@contextmanager
def scratch_store(url: str = "") -> Iterator[Store]:
    """An empty database in memory, or in a schema of its own on the server of `url`, removed at the end."""
    if url and not url.startswith("sqlite"):
        with _scratch_schema(url) as own:
            yield from _stored(own)
    else:
        yield from _stored("sqlite://")


def _stored(url: str) -> Iterator[Store]:
    engine = open_engine(url)
    try:
        create_scratch(engine)
        yield Store(engine)
    finally:
        engine.dispose()


@contextmanager
def _scratch_schema(url: str) -> Iterator[str]:
    name = f"story_{uuid4().hex}"
    server = open_engine(url)
    try:
        with server.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        yield f"{url}{'&' if urlsplit(url).query else '?'}schema={name}"
    finally:
        with server.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        server.dispose()
