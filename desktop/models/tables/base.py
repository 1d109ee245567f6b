"""The declarative base: types by annotation and one naming convention for every constraint."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from desktop.models.types import BigId, Json, Moment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[int, mapped_column(BigId, primary_key=True)]
JsonObject = Annotated[dict[str, Any], mapped_column(Json, default=dict)]


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, datetime: Moment, date: Date, int: BigInteger}  # noqa: RUF012


def reference(table: str) -> ForeignKey:
    """A foreign key to the `id` of `table`; what is referred to is never deleted silently."""
    return ForeignKey(f"{table}.id")


def partial_index(name: str, *columns: str, where: str, sqlite_where: str = "", unique: bool = False) -> Index:
    """An index over the rows that fulfil `where`; `sqlite_where` when SQLite spells it differently."""
    return Index(name, *columns, unique=unique, postgresql_where=text(where), sqlite_where=text(sqlite_where or where))
