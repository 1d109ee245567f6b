"""Which files a drop holds: folders walked without following links, ordinary files only, counted before any is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from desktop.casework.attachment_rows import Limits
from desktop.casework.file_names import safe_name

DEPTH = 24
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Trouble(NamedTuple):
    """A file that was not taken in: its name as it may be shown, and why in one Chinese sentence."""

    name: str
    sentence: str


class TooMuch(Exception):
    """A drop that is not taken in at all; the text is one Chinese sentence."""


class Found(NamedTuple):
    """The ordinary files of a drop with their sizes, and what was passed over."""

    files: tuple[tuple[Path, int], ...]
    troubles: tuple[Trouble, ...]


def find_files(paths: Sequence[Path], limits: Limits) -> Found:
    """Everything below these paths; raises TooMuch when it is more than is taken in at once."""
    files: list[tuple[Path, int]] = []
    troubles: list[Trouble] = []
    total = 0
    for found in (one for path in paths for one in _walk(path, 0)):
        if isinstance(found, Trouble):
            troubles.append(found)
            continue
        files.append(found)
        total += found[1]
        if len(files) > limits.files:
            raise TooMuch(f"一次最多 {limits.files} 个文件，这里更多；请分几次拖入。")
        if total > limits.drop_bytes:
            raise TooMuch(f"一次最多 {limits.drop_bytes >> 20} MB，这里更多；请分几次拖入。")
    return Found(tuple(files), tuple(troubles))


def _walk(path: Path, depth: int) -> Iterator[tuple[Path, int] | Trouble]:
    name = safe_name(path.name)
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            yield path, status.st_size
        elif not stat.S_ISDIR(status.st_mode):
            yield Trouble(name, "不是普通文件（链接或设备），没有跟过去。")
        elif depth >= DEPTH:
            yield Trouble(name, "文件夹套得太深，没有再往里看。")
        else:
            for inner in sorted(os.listdir(path)):
                yield from _walk(path / inner, depth + 1)
    except (OSError, ValueError):
        yield Trouble(name, "打不开，请检查权限。")


def open_plain(path: Path) -> BinaryIO:
    """An ordinary file for reading; OSError when something else has taken its place since it was found."""
    descriptor = os.open(path, _OPENING)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not an ordinary file")
    return os.fdopen(descriptor, "rb")
