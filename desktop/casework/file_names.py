"""Names of files as they are shown and kept: no path, nothing invisible, nothing an operating system stumbles over."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_UNNAMED = "未命名"
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def safe_name(name: str) -> str:
    """The last part of a path without control and direction characters, at most 120 characters, never empty."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char) not in _INVISIBLE)
    plain = _FORBIDDEN.sub("_", " ".join(shown.split())).rstrip(". ").lstrip(" ")
    if not plain.strip("."):
        return _UNNAMED
    return _shortened(f"_{plain}" if _RESERVED.fullmatch(plain) else plain)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = f".{ending}" if dot and stem and len(ending) <= 10 else ""
    return name[: LONGEST - len(kept) - 1] + "…" + kept
