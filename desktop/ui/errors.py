"""What happens to an exception nobody caught: logged without data, shown once in plain words, never swallowed."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from zlib import crc32

from PySide6.QtCore import QObject, Signal

from desktop.faults import OutsideFault

_log = logging.getLogger(__name__)


def code_of(fault: BaseException) -> str:
    """A short code for support: the same place in the program gives the same code, and it holds no data."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"UI-{crc32(f'{type(fault).__name__}@{place}'.encode()) % 10_000:04d}"


def is_environment(fault: BaseException) -> bool:
    """Whether the machine or the network is at fault, and not the program."""
    return isinstance(fault, OSError | OutsideFault)


def sentence_of(fault: BaseException) -> str:
    """What the user reads: the fault's own sentence when it has one for him, else that the program erred."""
    return str(fault) if is_environment(fault) and str(fault) else "程序内部出错，已记入日志；刚才这一步可能没有完成"


class ErrorNet(QObject):
    """Catches uncaught exceptions of slots and of the worker; `caught` tells of each place once.

    The signal carries (title, sentence, code) for the error strip.
    """

    caught = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook
        self._shown: set[str] = set()

    def install(self) -> None:
        """Become the interpreter's last resort."""
        self._before = sys.excepthook
        sys.excepthook = self.hook

    def uninstall(self) -> None:
        """Give the last resort back."""
        sys.excepthook = self._before

    def hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """The `sys.excepthook`: Ctrl+C still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, fault, trace)
            return
        self.take(fault)

    def take(self, fault: BaseException) -> None:
        """Log a fault; tell of it unless the same place was told of before."""
        code = code_of(fault)
        _log.error("uncaught %s", code, exc_info=fault)
        if code not in self._shown:
            self._shown.add(code)
            self.caught.emit("刚才出错了", sentence_of(fault), code)
