"""How a person left the window: its size, its place and the theme, in a small file of the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRect
from PySide6.QtWidgets import QMainWindow

from desktop.ui import theme

WISHED = (1440, 900)


def fit(window: QMainWindow, room: QRect) -> None:
    """Give a window the size it wishes for, or what the screen has room for; never less than its minimum."""
    least = window.minimumSize()
    wide, high = (max(low, min(wish, has)) for low, wish, has in zip(
        (least.width(), least.height()), WISHED, (room.width(), room.height()), strict=True))  # fmt: skip
    window.setGeometry(room.x() + max(0, (room.width() - wide) // 2), room.y(), wide, high)


def recall(path: Path, person: str) -> dict[str, Any]:
    """What is kept of this person; nothing when there is no file, or none that can be read."""
    return _read(path).get(person) or {}


def restore(window: QMainWindow, kept: dict[str, Any]) -> bool:
    """Put a window where it stood; says whether that is still possible."""
    return window.restoreGeometry(QByteArray.fromHex(str(kept.get("geometry", "")).encode("ascii", "ignore")))


def keep(path: Path, person: str, window: QMainWindow) -> None:
    """Keep how the window stands; what cannot be written is not worth a word."""
    geometry = bytes(window.saveGeometry().toHex().data()).decode("ascii")
    known = {**_read(path), person: {"geometry": geometry, "theme": theme.SWITCH.name}}
    try:
        path.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    except OSError:
        return


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and all(isinstance(one, dict) for one in known.values()) else {}
