"""Which step of its history a database has reached; told without loading Alembic, so that starting stays quick."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from desktop.models.errors import Damaged, NewerSchema, translate
from desktop.models.guards import missing_guards

SCRIPTS = Path(__file__).parent / "migrations"


def known_revisions() -> tuple[str, ...]:
    """The steps this program knows, oldest first: the names of its scripts."""
    return tuple(sorted(path.stem for path in (SCRIPTS / "versions").glob("[0-9]*.py")))


def newest_revision() -> str:
    """The step this program works with."""
    return known_revisions()[-1]


def revision_of(connection: Connection) -> str:
    """The step of this database, empty for a database without our tables; NewerSchema when this program is too old."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
    if found and found not in known_revisions():
        raise NewerSchema
    return found


def is_current(engine: Engine) -> bool:
    """Whether the database needs no upgrade; raises NewerSchema, Damaged and other DeskErrors."""
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            current = revision_of(connection) == newest_revision()
            if current:
                check_guards(connection)
            return current
    except Exception as error:
        if known := translate(error):
            raise known from error
        raise


def check_guards(connection: Connection) -> None:
    """Raise Damaged when a trigger or constraint that protects a rule is missing."""
    if missing := missing_guards(connection):
        raise Damaged(f"数据库缺少保护规则（{'、'.join(missing)}）；请从最近一次通过检查的备份恢复。", "guards")
