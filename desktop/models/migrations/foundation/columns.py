"""The few kinds of column of the first migration, frozen."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(
    naming_convention={
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def ident() -> sa.Column[int]:
    """The primary key of most tables."""
    return sa.Column("id", _ID, primary_key=True)


def refers(name: str, table: str, null: bool = False) -> sa.Column[int]:
    """A foreign key."""
    return sa.Column(name, _ID, sa.ForeignKey(f"{table}.id"), nullable=null)


def text(name: str, null: bool = False, primary: bool = False) -> sa.Column[str]:
    """Text of any length."""
    return sa.Column(name, sa.Text(), nullable=null, primary_key=primary)


def number(name: str) -> sa.Column[int]:
    """A whole number."""
    return sa.Column(name, sa.BigInteger(), nullable=False)


def flag(name: str, null: bool = False) -> sa.Column[bool]:
    """Yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=null)


def day(name: str, null: bool = False) -> sa.Column[object]:
    """A calendar date."""
    return sa.Column(name, sa.Date(), nullable=null)


def moment(name: str, null: bool = False) -> sa.Column[object]:
    """An instant: microseconds since 1970 on SQLite, timestamptz on PostgreSQL."""
    return sa.Column(name, _MOMENT, nullable=null)


def json(name: str, null: bool = False) -> sa.Column[object]:
    """A JSON value."""
    return sa.Column(name, _JSON, nullable=null)


def index(name: str, *columns: str, where: str = "", sqlite_where: str = "", unique: bool = False) -> sa.Index:
    """An index, partial when `where` says so."""
    if not where:
        return sa.Index(name, *columns, unique=unique)
    other = sa.text(sqlite_where or where)
    return sa.Index(name, *columns, unique=unique, postgresql_where=sa.text(where), sqlite_where=other)
