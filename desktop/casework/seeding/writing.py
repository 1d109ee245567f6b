"""Writing many rows at once: by prepared statements into a file, by COPY into a server; every constraint holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from desktop.casework.seeding.sketch import DAY, Axis, instant
from desktop.handbook.workdays import EPOCH
from desktop.models.tables.base import Base

_UNIX = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_TICK = timedelta(microseconds=1)
_MINUTE_TICKS = 60_000_000
_EPOCH_TICKS = (EPOCH - _UNIX) // _TICK

Row = tuple[Any, ...]


class FileWriter:
    """Into a SQLite file: moments are microseconds since 1970."""

    def moment(self, minute: int) -> Any:
        """Minutes since 2004, as the engine stores them."""
        return _EPOCH_TICKS + minute * _MINUTE_TICKS

    def encode(self, value: Any) -> Any:
        """Any value of a column, as the engine stores it."""
        return (value - _UNIX) // _TICK if isinstance(value, datetime) else value

    def put(self, session: Session, table: type[Base], columns: Sequence[str], rows: list[Row]) -> None:
        """Add rows; the columns that are not named take no value."""
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"
        if rows:
            session.connection().exec_driver_sql(statement, rows)

    def take_ids(self, session: Session, table: type[Base], count: int) -> Sequence[int]:
        """Ids for rows to come; nobody else writes a file meanwhile."""
        column: Any = table.__table__.c.id
        last = session.scalar(select(func.max(column))) or 0
        return range(last + 1, last + count + 1)

    def begin(self, session: Session) -> None:
        """Room for the indexes: with the usual 64 MB a million cases take twice as long; one writer holds the file."""
        session.execute(text("PRAGMA cache_size = -400000"))

    def end(self, session: Session) -> None:
        """Give the memory back."""
        session.execute(text("PRAGMA cache_size = -65536"))


class ServerWriter:
    """Into PostgreSQL: moments are text with their offset, rows go by COPY."""

    def __init__(self, axis: Axis) -> None:
        self._axis = axis
        self._clocks = tuple(instant(minute).strftime(" %H:%M+08") for minute in range(DAY))

    def moment(self, minute: int) -> Any:
        """Minutes since 2004, as the engine reads them."""
        day, rest = divmod(minute, DAY)
        return self._axis.day_text(day) + self._clocks[rest]

    def encode(self, value: Any) -> Any:
        """Any value of a column, as the engine reads it."""
        return value.isoformat() if isinstance(value, datetime) else value

    def put(self, session: Session, table: type[Base], columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add rows; the columns that are not named take their default."""
        driver: Any = session.connection().connection.driver_connection
        names = ", ".join(f'"{name}"' for name in columns)
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def take_ids(self, session: Session, table: type[Base], count: int) -> Sequence[int]:
        """Ids for rows to come, from the table's own sequence."""
        wanted = "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
        return list(session.scalars(text(wanted), {"name": table.__tablename__, "count": count}))

    def begin(self, session: Session) -> None:
        """Keep other desks from giving out case numbers until the transaction ends."""
        session.execute(text("LOCK TABLE counter IN EXCLUSIVE MODE"))

    def end(self, session: Session) -> None:
        """Let the planner know what is there now."""
        session.execute(text("ANALYZE"))


Writer = FileWriter | ServerWriter


def writer_for(session: Session, axis: Axis) -> Writer:
    """The writer for the session's engine."""
    return ServerWriter(axis) if session.get_bind().dialect.name == "postgresql" else FileWriter()
