"""Whether a window can be shown on this machine; asked before anything heavy is loaded."""

from __future__ import annotations

import os


def has_display() -> bool:
    """Whether a window can be shown here."""
    if os.name == "nt" or os.uname().sysname == "Darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
