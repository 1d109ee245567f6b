"""A copy of the local file that was opened again, checked and counted before it counts as one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from desktop.models.errors import CopyFailed, translate

_TABLES = "SELECT name FROM {}sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"


def verified_copy(writer: Connection, target: Path) -> dict[str, int]:
    """Copy the encrypted file behind `writer` to `target` (same key); returns the rows of each table.

    `writer` holds the writing transaction, so the copy is exactly the state it sees. Raises CopyFailed or another
    DeskError and leaves no file. The live file itself is never opened outside SQLite: that would drop its locks.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        counts = _copy_and_check(writer, part)
    except Exception as error:
        part.unlink(missing_ok=True)
        if known := translate(error):
            raise known from error
        raise
    _settle(part)
    os.replace(part, target)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _settle(target.parent)
    return counts


def _settle(path: Path) -> None:
    """Have a file, or a folder's list of names, on the disk: a copy that a power cut takes away is none."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A path in `folder` that nothing has yet."""
    number, path = 1, folder / f"{stem}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def _copy_and_check(writer: Connection, part: Path) -> dict[str, int]:
    pooled = writer.engine.raw_connection()
    reader: Any = pooled.driver_connection
    try:
        reader.execute("PRAGMA query_only = 0")
        reader.execute("VACUUM INTO ?", (str(part),))
        reader.execute("ATTACH ? AS proof", (str(part),))
        try:
            return _check(writer.connection.driver_connection, reader)
        finally:
            reader.execute("DETACH proof")
    finally:
        pooled.close()


def _check(live: Any, proof: Any) -> dict[str, int]:
    damage = proof.execute("PRAGMA proof.cipher_integrity_check").fetchall()
    sound = proof.execute("PRAGMA proof.integrity_check").fetchall() == [("ok",)]
    counts = _counts(proof, "proof.")
    if damage or not sound or counts != _counts(live, ""):
        raise CopyFailed
    return counts


def _counts(connection: Any, schema: str) -> dict[str, int]:
    names = [name for (name,) in connection.execute(_TABLES.format(schema))]
    return {name: connection.execute(f'SELECT count(*) FROM {schema}"{name}"').fetchone()[0] for name in names}
