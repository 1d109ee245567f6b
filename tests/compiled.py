"""Statements compiled once per process: every test opens an engine of its own, and each would compile them all anew."""

from typing import Any

from sqlalchemy import Connection, Engine, event


class CompiledOnce(dict[tuple[Any, ...], Any]):
    """A cache of compiled statements by the name of their dialect instead of the dialect of one engine."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """What was compiled for this statement on any engine of the same kind."""
        return super().get(_named(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(_named(key), compiled)


def _named(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)


def share_compiled() -> None:
    """Let every connection of this process use one cache."""
    cache = CompiledOnce()

    @event.listens_for(Engine, "engine_connect")
    def _use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=cache)
