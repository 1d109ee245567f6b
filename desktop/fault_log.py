"""The log of faults in the data folder: which kind, at which place; never an exception's own words, nor any value."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "caredesk.log"
_BYTES, _KEPT = 1 << 20, 3
_PRIVATE = os.O_APPEND | os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)


class _Plain(logging.Formatter):
    """A record with the frames of its exception: what the exception says may name a customer, so it is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one for each frame."""
        fault = record.exc_info[1] if record.exc_info else None
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {record.getMessage()}"
        return "\n".join([head, *_told(fault)])


def _told(fault: BaseException | None) -> Iterator[str]:
    """The frames of a fault and of what caused it, as `desktop/ui/worker.py:42 do`, and the kinds."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        for frame in traceback.extract_tb(fault.__traceback__, limit=-30):
            yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        yield f"  {type(fault).__module__}.{type(fault).__qualname__}"
        fault = fault.__cause__ or fault.__context__


def _short(filename: str) -> str:
    """The end of a path: its beginning may hold the user's name."""
    return "/".join(Path(filename).parts[-3:])


class FaultLog(RotatingFileHandler):
    """Four files of 1 MB at most, readable by their owner alone. `failed` when the last record could not be written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        super().__init__(self.path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
        self.setFormatter(_Plain())
        self.failed = False

    def _open(self) -> TextIOWrapper:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return open(os.open(self.path, _PRIVATE, 0o600), "a", encoding="utf-8")

    def handleError(self, _record: logging.LogRecord) -> None:
        """A log that cannot be written must not break what is being done."""
        self.failed = True

    def take(self, fault: BaseException) -> bool:
        """Write a fault; says whether it is written."""
        self.failed = False
        trace = (type(fault), fault, fault.__traceback__)
        self.handle(logging.LogRecord("desktop", logging.ERROR, "", 0, "unexpected fault", None, trace))
        return not self.failed


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """While it lasts, the program's log goes to the folder, and nothing of any log to stderr."""
    log, silence = FaultLog(folder), logging.NullHandler()
    program, root = logging.getLogger("desktop"), logging.getLogger()
    program.addHandler(log)
    root.addHandler(silence)
    try:
        yield
    finally:
        program.removeHandler(log)
        root.removeHandler(silence)
        log.close()
