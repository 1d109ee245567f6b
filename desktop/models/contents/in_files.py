"""Contents beside a local database file: `<database>.files/ab/cdef…`, each sealed with a key of the database."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from desktop.models.contents.hashing import Kept, measure
from desktop.models.contents.sealing import damaged, seal, unseal
from desktop.models.errors import Damaged, DeskError, DiskFault, DiskFull, ReadOnly


class FileContents:
    """Contents as sealed files; one that is half written never gets its name. The first of the keys seals."""

    def __init__(self, database: Path, keys: Callable[[], tuple[bytes, ...]]) -> None:
        self.folder = folder_of(database)
        self._keys = cache(keys)

    def place(self, sha256: str) -> Path:
        """Where a content lies."""
        return self.folder / sha256[:2] / sha256[2:]

    def has(self, sha256: str) -> bool:
        """Whether it is stored."""
        return self.place(sha256).is_file()

    def put(self, source: BinaryIO) -> Kept:
        """Store what `source` holds, once; raises DiskFull, ReadOnly, DiskFault, Damaged and leaves nothing half."""
        kept = measure(source)
        if not self.has(kept.sha256):
            with _known_faults():
                self._write(source, kept.sha256)
        return kept

    def _write(self, source: BinaryIO, sha256: str) -> None:
        place = self.place(sha256)
        for folder in (self.folder, place.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        part = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                seal(source, target, self._keys()[0], sha256)
                target.flush()
                os.fsync(target.fileno())
            os.replace(part, place)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _settle(place.parent)

    def read(self, sha256: str) -> bytes:
        """The whole content; raises Damaged when it is gone or not what was stored."""
        key, *former = self._keys()
        for earlier in former:
            with suppress(Damaged):
                return b"".join(self._blocks(sha256, earlier))
        return b"".join(self._blocks(sha256, key))

    def _blocks(self, sha256: str, key: bytes) -> Iterator[bytes]:
        try:
            with self.place(sha256).open("rb") as sealed:
                yield from unseal(sealed, key, sha256)
        except FileNotFoundError:
            raise damaged() from None

    def seal_anew(self) -> None:
        """Seal every content with the first key; what cannot be read stays as it is, damaged as it was."""
        for place in sorted(self.folder.glob("??/*")):
            sha256 = place.parent.name + place.name
            if not place.suffix:
                with suppress(Damaged), _known_faults():
                    self._write(BytesIO(self.read(sha256)), sha256)


def folder_of(database: Path) -> Path:
    """Where the contents of a local database lie."""
    return database.with_name(f"{database.name}.files")


def _settle(folder: Path) -> None:
    """Have the folder's list of names on the disk; elsewhere than on POSIX a folder cannot be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _known_faults() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise _known(fault) from fault


def _known(fault: OSError) -> DeskError:
    if fault.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return DiskFull()
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly("附件的文件夹不能写入，没有保存；请检查文件夹权限。")
    return DiskFault()
