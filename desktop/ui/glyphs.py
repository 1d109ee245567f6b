"""The status signs ○ ◐ ◕ ! ‖ ✓ … ≈ ☾, painted in a 12 x 12 box so that no font decides their shape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

SIZE = 12
_ROUND = Qt.PenCapStyle.RoundCap


def _pen(painter: QPainter, shade: QColor, width: float) -> None:
    painter.setPen(QPen(shade, width, Qt.PenStyle.SolidLine, _ROUND, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _ring(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 1.6)
    painter.drawEllipse(QPointF(6, 6), 5, 5)


def _pie(painter: QPainter, shade: QColor, degrees: int) -> None:
    _ring(painter, shade)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    start = 90 if degrees == 180 else 0
    painter.drawPie(QRectF(1.6, 1.6, 8.8, 8.8), start * 16, degrees * 16)


def _soon(painter: QPainter, shade: QColor) -> None:
    _pie(painter, shade, 180)


def _crit(painter: QPainter, shade: QColor) -> None:
    path = QPainterPath(QPointF(6, 6))
    path.arcTo(QRectF(0.4, 0.4, 11.2, 11.2), 90, 270)
    path.closeSubpath()
    _pen(painter, shade, 1.2)
    painter.drawEllipse(QPointF(6, 6), 5.2, 5.2)
    painter.fillPath(path, shade)


def _breach(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 2)
    painter.drawLine(QPointF(6, 1.6), QPointF(6, 6.8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawEllipse(QPointF(6, 10.2), 1.25, 1.25)


def _pause(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 1.8)
    painter.drawLine(QPointF(3.6, 2), QPointF(3.6, 10))
    painter.drawLine(QPointF(8.4, 2), QPointF(8.4, 10))


def _ok(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 1.8)
    painter.drawPolyline([QPointF(1.4, 6.6), QPointF(4.6, 9.8), QPointF(10.8, 2.4)])


def _wait(painter: QPainter, shade: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    for x in (1.9, 6.0, 10.1):
        painter.drawEllipse(QPointF(x, 6), 1.3, 1.3)


def _approx(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 1.6)
    for y in (4.0, 8.2):
        path = QPainterPath(QPointF(1.4, y + 0.9))
        path.cubicTo(4, y - 2.6, 7.4, y + 2.8, 10.6, y - 0.9)
        painter.drawPath(path)


def _off(painter: QPainter, shade: QColor) -> None:
    _pen(painter, shade, 1.5)
    path = QPainterPath(QPointF(10.9, 7.2))
    path.arcTo(QRectF(1.0, 1.0, 10.2, 10.2), -12, -255)
    path.cubicTo(3.4, 5.4, 6.4, 9.2, 10.9, 7.2)
    painter.drawPath(path)


_PAINTERS: dict[str, Callable[[QPainter, QColor], None]] = {
    "calm": _ring,
    "soon": _soon,
    "crit": _crit,
    "breach": _breach,
    "pause": _pause,
    "ok": _ok,
    "wait": _wait,
    "approx": _approx,
    "off": _off,
}
NAMES = tuple(_PAINTERS)


def draw(painter: QPainter, x: float, y: float, name: str, shade: QColor, size: float = SIZE) -> None:
    """Draw a sign with its upper left corner at (x, y); `name` is one of `NAMES`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / SIZE, size / SIZE)
    _PAINTERS[name](painter, shade)
    painter.restore()
