"""Where the program's own files lie: in a checkout, in an installed package and inside a frozen bundle."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """The path of a file or folder under `resources/`; it need not exist."""
    return _root().joinpath("resources", *parts)


def _root() -> Path:
    """The bundle, or what holds `resources`: the package when it was installed, else the checkout around it."""
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle)
    return _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent
