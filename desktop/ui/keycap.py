"""The key cap: how every screen shows which key does what."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.ui import cards, fonts, icons, text, theme

HEIGHT = 18
_NAMES = {"Return": "Enter", "Right": "→", "Left": "←", "Up": "↑", "Down": "↓"}
_ICONS = {"Return": "corner-down-left", "Enter": "corner-down-left", "↵": "corner-down-left"}


def shown(key: str) -> str:
    """A key sequence as it stands on the cap: `Alt+Right` as `Alt+→`, Ctrl as ⌘ on a Mac."""
    parts = [_NAMES.get(part, part) for part in key.split("+")] if key != "+" else ["+"]
    caption = "+".join(parts)
    return caption.replace("Ctrl+", "⌘") if sys.platform == "darwin" else caption


def caps(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Up to two keys worth showing: Enter and Return look the same."""
    return tuple(key for key in keys if "Enter" not in key or len(keys) == 1)[:2]


def width(key: str) -> int:
    """How wide the cap of this key is."""
    if key in _ICONS:
        return HEIGHT + 2
    return max(HEIGHT, fonts.width(shown(key), "caption", 500) + 10)


def draw(painter: QPainter, x: float, y: float, key: str, ground: str = "app") -> int:
    """Draw a cap with its upper left corner at (x, y); returns its width.

    `ground` is what it lies on: app, subtle, surface, primary, disabled, or quiet for a faint cap.
    """
    wide = width(key)
    box = QRectF(x, y, wide, HEIGHT)
    tint = _draw_plate(painter, box, ground)
    if key in _ICONS:
        icons.draw(painter, x + (wide - 12) / 2, y + 3, _ICONS[key], tint, 12)
    else:
        text.draw_centred(painter, x, y, wide, HEIGHT, shown(key), "caption", tint, 500)
    return wide


def _draw_plate(painter: QPainter, box: QRectF, ground: str) -> str:
    if ground == "primary":
        cards.rounded(painter, box, 4, theme.faded("on_accent", 0.18))
        return "on_accent"
    if ground == "quiet":
        cards.rounded(painter, box, 4, None, "border")
        return "text3"
    fill = "bg_subtle" if ground == "surface" else "bg_surface"
    edge = theme.faded("border_strong", 0.3 if ground == "disabled" else 0.55)
    cards.rounded(painter, box, 4, fill, edge)
    return "text_disabled" if ground == "disabled" else "text2"
