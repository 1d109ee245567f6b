"""Writes a file whole or not at all: first beside its place under another name, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path in the same folder that takes the place of `path` when the block ends without an error.

    After an error or a cancelled export nothing is left, and a file that was there before stays as it was. OSError
    when the folder cannot be written to.
    """
    handle, name = mkstemp(prefix=".", suffix=".part", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a paper's bytes, whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _flush(path: Path) -> None:
    """Have the content on the disk before the name points to it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
