"""Bringing a database to this program's tables: by migrations after a verified copy, or at once for scratch use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.models.copies import free_name, verified_copy
from desktop.models.errors import Damaged, translate
from desktop.models.guards import GUARDS, make_guards, missing_guards
from desktop.models.revisions import SCRIPTS, check_guards, is_current, newest_revision, revision_of
from desktop.models.tables import Base

_STAMP = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


def upgrade(engine: Engine, backup_dir: Path | None = None) -> Path | None:
    """Bring the database to this program's tables; run at every start, changes nothing when it is up to date.

    A local file that is behind is first copied beside itself (or to `backup_dir`); returns the path of that copy.
    All of it is one transaction. Raises NewerSchema, CopyFailed, Damaged and the other DeskErrors.
    """
    if is_current(engine):
        return None
    try:
        with _without_foreign_keys(engine) as connection, connection.begin():
            return _upgrade(connection, backup_dir)
    except Exception as error:
        if known := translate(error):
            raise known from error
        raise


def create_scratch(engine: Engine) -> None:
    """Make today's tables and guards in an empty database at once, for stories, previews and tests."""
    pooled = engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        script = _script(engine.dialect.name)
        if engine.dialect.name == "sqlite":
            connection.executescript(f"PRAGMA query_only = 0; BEGIN IMMEDIATE; {script} COMMIT;")
        else:
            connection.execute(script)
            connection.commit()
    finally:
        pooled.close()


def _upgrade(connection: Connection, backup_dir: Path | None) -> Path | None:
    _take_turns(connection)
    before = revision_of(connection)
    if before == newest_revision():
        return None
    copy = _copy_first(connection, backup_dir, before) if before else None
    _migrate(connection)
    make_guards(connection, missing_guards(connection))
    check_guards(connection)
    _check_foreign_keys(connection)
    return copy


def _take_turns(connection: Connection) -> None:
    """Let one desk at a time migrate a server; a file's writers take turns anyway."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('caredesk.schema', 0))"))
    if connection.scalar(text("SELECT current_schema()")) is None:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {connection.scalar(text('SHOW search_path'))}")


def _copy_first(connection: Connection, backup_dir: Path | None, revision: str) -> Path | None:
    database = connection.engine.url.database
    if connection.dialect.name != "sqlite" or database in (None, ":memory:"):
        return None
    live = Path(str(database))
    folder = backup_dir or live.parent
    folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder, f"{live.stem}-before-upgrade-{revision}", live.suffix)
    verified_copy(connection, target)
    return target


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Damaged("升级后的数据引用不完整，已全部撤回；请联系支持并保留原文件。", "foreign_keys")


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """A connection that lets tables be rebuilt; SQLite takes the switches only outside a transaction.

    Without legacy_alter_table a rebuilt table cannot take its name back while a trigger elsewhere speaks of it.
    """
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver.executescript("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;")
        try:
            yield connection
        finally:
            driver.executescript("PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF;")


@cache
def _script(engine: str) -> str:
    """Every statement that makes today's tables, compiled once per kind of engine."""
    dialect = make_url(f"{engine}://").get_dialect()()
    statements = [_STAMP, f"INSERT INTO alembic_version VALUES ('{newest_revision()}')"]
    for table in Base.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes]
    statements += [statement for guard in GUARDS[engine] for statement in guard.statements]
    return "".join(f"{statement};\n" for statement in statements)
