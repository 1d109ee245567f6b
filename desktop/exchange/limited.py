"""Starts and holds a child process that opens unchecked files: no inherited environment, a clock, a limit of output."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_ROOT = Path(__file__).resolve().parents[2]
_BEGIN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from {} import main; sys.exit(main(sys.argv[1:]))"
_NEEDED = ("SYSTEMROOT", "TEMP", "TMP")
"""What Windows does not start a process without; nothing else of the environment is handed down."""


def child_command(module: str, sign: str, arguments: Sequence[str] = ()) -> list[str]:
    """How `module.main` is started as a child; a frozen program starts itself with the hidden argument `sign`.

    Isolated: neither the current folder nor the environment can slip a module under the child.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, sign, *arguments]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BEGIN.format(module), str(_ROOT), *arguments]


class LimitedChild:
    """A running child: write to `ears`, read from `mouth`; `late` once the clock of `within` has killed it."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**environment, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self.late = False

    @property
    def process(self) -> int:
        """The child's process number."""
        return self._child.pid

    @property
    def ears(self) -> BinaryIO:
        """What the child reads."""
        assert self._child.stdin is not None
        return self._child.stdin  # type: ignore[return-value]

    @property
    def mouth(self) -> BinaryIO:
        """What the child writes."""
        assert self._child.stdout is not None
        return self._child.stdout  # type: ignore[return-value]

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Kill the child when the block takes longer than that."""
        alarm = threading.Timer(seconds, self._stop)
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()

    def _stop(self) -> None:
        self.late = True
        self._child.kill()

    def end(self) -> None:
        """Kill the child and close its pipes."""
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:  # what was still to be written has no reader any more
                continue
        self._child.wait()
