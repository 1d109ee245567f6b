"""What a child process that opens unchecked files gives up before it begins; it imports nothing else of the program."""

from __future__ import annotations

import struct
import sys

if sys.platform != "win32":
    import resource

HEAD = struct.Struct(">II")
"""What goes before every question and answer of a child that is asked often: the lengths of its two parts."""

MEMORY = 512 << 20
SECONDS = 20


def limit_process(seconds: int = SECONDS) -> None:
    """Give this process 512 MB of memory, so many seconds of computing, and no right to write files.

    Windows knows no such limits; there the parent's clock and its limit of output hold alone.
    """
    if sys.platform == "win32":
        return
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0))
    for kind, value in limits:
        resource.setrlimit(kind, (value, value))
