"""The Lucide icons, coloured from the token table and drawn sharp at any scale."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resource_path
from desktop.ui import theme

_log = logging.getLogger(__name__)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = resource_path("icons", f"{name}.svg")
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        _log.warning("icon %s is missing", name)
        return ""


def exists(name: str) -> bool:
    """Whether the icon is among the resources."""
    return bool(_source(name))


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgba: str, size: int, dpr: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    drawing = _source(name).replace("currentColor", rgba)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, tint: str | QColor = "text2", size: int = 16, dpr: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels; `tint` is a token or a colour. Cached."""
    shade = theme.colour(tint) if isinstance(tint, str) else tint
    return _pixmap(name, shade.name(), size, dpr)


def draw(
    painter: QPainter, x: float, y: float, name: str, tint: str | QColor = "text2", size: int = 16
) -> None:
    """Draw the icon with its upper left corner at (x, y)."""
    dpr = painter.device().devicePixelRatioF()
    painter.drawPixmap(QRectF(x, y, size, size).topLeft(), pixmap(name, tint, size, dpr))


def icon(name: str, tint: str = "text2", size: int = 16) -> QIcon:
    """The icon for Qt's own menus and fields, in single and double density."""
    made = QIcon(pixmap(name, tint, size))
    made.addPixmap(pixmap(name, tint, size, 2.0))
    return made


def application_icon() -> QIcon:
    """The window icon: the clipboard of the logo on the accent tile."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_logo(size))
    return made


def _logo(size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_logo(painter, 0, 0, size)
    painter.end()
    return picture


def draw_logo(painter: QPainter, x: float, y: float, size: float) -> None:
    """Draw the logo tile with its upper left corner at (x, y)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(QRectF(x, y, size, size), size * 0.28, size * 0.28)
    inner = round(size * 0.58)
    draw(painter, x + (size - inner) / 2, y + (size - inner) / 2, "clipboard-list", "on_accent", inner)
