"""The shared PostgreSQL server: connections that notice a cut network within seconds."""

from __future__ import annotations

import re

from sqlalchemy import URL, Engine, create_engine

from desktop.models.jsontext import to_json

# Without these a call hung for 110 s after the network had been cut for 60 s.
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}


def open_server(url: URL) -> Engine:
    """An engine for `postgresql+psycopg://…`; `?schema=NAME` works in that schema instead of `public`."""
    schema = str(url.query.get("schema", ""))
    settings = ["-c timezone=UTC", "-c client_encoding=UTF8", *_search_path(schema)]
    return create_engine(
        url.difference_update_query(["schema"]),
        connect_args={**_PATIENCE, "options": " ".join(settings)},
        pool_pre_ping=True,
        pool_use_lifo=True,
        json_serializer=to_json,
        hide_parameters=True,
    )


def _search_path(schema: str) -> list[str]:
    if schema and not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise ValueError(f"not a schema name: {schema!r}")
    return [f"-c search_path={schema}"] if schema else []
