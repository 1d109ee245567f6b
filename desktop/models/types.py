"""The column types both engines share: big ids, moments in time and JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

SHANGHAI = ZoneInfo("Asia/Shanghai")
FAR_FUTURE = datetime(9999, 12, 30, tzinfo=UTC)
"""The `due_key` of a case without a deadline: it sorts last on both engines."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

BigId = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An instant: aware in and out, Shanghai time when read; microseconds since 1970 on SQLite, else timestamptz.

    Raises ValueError for a naive datetime, which SQLAlchemy hands on as StatementError.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Integers on SQLite, because it forgets offsets."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return (value - _EPOCH) // _TICK if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read Shanghai time, whatever the zone of the machine or the server."""
        if value is None:
            return None
        moment: datetime = _EPOCH + value * _TICK if dialect.name == "sqlite" else value
        return moment.astimezone(SHANGHAI)
