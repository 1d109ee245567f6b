"""The local, encrypted database file: SQLCipher connections that lose nothing and writers that queue up."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.models.errors import EngineRefused, WrongKey, translate
from desktop.models.jsontext import to_json

KEY_BYTES = 32
SALT_BYTES = 16
BUSY_MS = 10_000

# The WAL-reset defect: fixed in 3.51.3, in 3.50.7 and in 3.44.6; 3.52.0 was withdrawn.
_FIXED = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
_WITHDRAWN = {(3, 52, 0)}

_PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or INSERT OR REPLACE would delete rows past the append-only triggers
    "cache_size = -65536",
    "temp_store = MEMORY",
)

_FOR_CONTENTS = b"caredesk contents"
_content_keys: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()
_pinned: dict[tuple[int, int], tuple[int, bytes]] = {}

SQLITE_VERSION: str = sqlcipher.sqlite_version


def check_sqlite(version: str = sqlcipher.sqlite_version) -> None:
    """Raise EngineRefused for a SQLite library that can damage a database in WAL mode."""
    number = tuple(int(part) for part in version.split(".")[:3])
    branch, patch = (number[0], number[1]), number[2]
    safe = patch >= _FIXED[branch] if branch in _FIXED else branch >= (3, 52)
    if not safe or number in _WITHDRAWN:
        raise EngineRefused(f"数据库引擎 SQLite {version} 有会损坏数据的缺陷，程序不使用它；请更新程序。")


def open_memory() -> Engine:
    """An unencrypted database in memory with one connection, for stories and previews."""
    check_sqlite()
    return _engine(":memory:", "", StaticPool)


def open_file(path: Path, key: bytes | None, passphrase: str | None) -> Engine:
    """The encrypted file at `path`, made when it is not there; raises WrongKey when it does not open."""
    check_sqlite()
    text = _key_text(path, key, passphrase)
    engine = _engine(str(path), text, QueuePool)
    _try_out(engine)
    _content_keys[engine] = hmac.digest(bytes.fromhex(text)[:KEY_BYTES], _FOR_CONTENTS, "sha256")
    return engine


def content_key(engine: Engine) -> bytes | None:
    """The key for contents beside the file of `open_file`, made from the file's own; None for any other engine."""
    return _content_keys.get(engine)


def rekey(path: Path, key: bytes | None, passphrase: str | None, new: str) -> None:
    """Encrypt every page of the closed file at `path` with the key of another passphrase, in one transaction."""
    connection = _connector(str(path), _key_text(path, key, passphrase))()
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        salt = _salt_of(path)
        connection.execute(f"PRAGMA rekey = \"x'{derive_key(new, salt).hex() + salt.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The 256-bit key of a passphrase: argon2id, about a tenth of a second once per program start."""
    return hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=65536, parallelism=2, hash_len=KEY_BYTES, type=Type.ID
    )


def _key_text(path: Path, key: bytes | None, passphrase: str | None) -> str:
    if key is not None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        return key.hex()
    if not passphrase:
        raise WrongKey("打开本地数据库需要口令。")
    salt = _salt_of(path) or os.urandom(SALT_BYTES)
    return derive_key(passphrase, salt).hex() + salt.hex()


def _salt_of(path: Path) -> bytes:
    """The salt in the first bytes of the file, empty for a new one.

    On POSIX closing any descriptor of a file drops every lock this process holds on it, so the descriptor stays open.
    """
    if not path.exists() or path.stat().st_size < SALT_BYTES:
        return b""
    status = path.stat()
    if (place := (status.st_dev, status.st_ino)) not in _pinned:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        salt = os.read(descriptor, SALT_BYTES)
        if os.name != "posix":
            os.close(descriptor)
            return salt
        _pinned[place] = descriptor, salt
    return _pinned[place][1]


def _connector(path: str, key: str) -> Callable[[], Any]:
    def connect() -> Any:
        connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            if key:
                connection.execute(f"PRAGMA key = \"x'{key}'\"")
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    return connect


def _engine(path: str, key: str, pool: type[QueuePool] | type[StaticPool]) -> Engine:
    url = URL.create("sqlite+pysqlite", database=path)
    connect = _connector(path, key)
    engine = create_engine(
        url, module=sqlcipher, creator=connect, poolclass=pool, json_serializer=to_json, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Writers take their turn at once; readers share a snapshot and cannot write."""
    reading = bool(connection.get_execution_options().get("read_only"))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _try_out(engine: Engine) -> None:
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except Exception as error:
        engine.dispose()
        if known := translate(error):
            raise known from error
        raise
