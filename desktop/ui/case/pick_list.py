"""The list below a field that is picked: up to eight names with what stands beside them, moved through by the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.suggestions import Suggestion
from desktop.ui import cards, chips, fonts, text

ROW = 36
_SHADOW, _PAD, _GAP, _WIDEST = 16, 12, 12, 520


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app


class PickList(QWidget):
    """A card over the window that never takes the keyboard; `chosen` carries the row that was clicked."""

    chosen = Signal(int)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.rows: tuple[Suggestion, ...] = ()
        self.at = 0
        self._label = label
        self._control: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def open_below(self, control: QWidget, rows: Sequence[Suggestion]) -> None:
        """Show these rows below the control, or above it where the window ends; the first row is the current one."""
        window = control.window()
        self.rows, self.at = tuple(rows), 0
        if self.parentWidget() is not window:
            self.setParent(window)
        wide = min(max(control.width(), *map(_needed, rows)), _WIDEST, window.width() - 8)
        high = ROW * len(rows) + 8
        corner = control.mapTo(window, QPoint(0, control.height() + 4))
        if corner.y() + high > window.height() - 4:
            corner.setY(corner.y() - control.height() - 8 - high)
        x = min(corner.x(), window.width() - wide - 4)
        self.setGeometry(x - _SHADOW, corner.y() - _SHADOW, wide + 2 * _SHADOW, high + 2 * _SHADOW)
        self._control = control
        self._say()
        self.show()
        self.raise_()
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is watched any more."""
        _application().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when one presses elsewhere, scrolls, or the window changes its size."""
        kind = event.type()
        away = kind == QEvent.Type.MouseButtonPress and watched not in (self, self._control)
        moved = kind == QEvent.Type.Wheel or (kind == QEvent.Type.Resize and watched is self.parentWidget())
        if (away and isinstance(watched, QWidget)) or moved:
            self.hide()
        return False

    def step(self, places: int) -> None:
        """Move up or down, around the ends."""
        self.at = (self.at + places) % len(self.rows)
        self._say()

    def _say(self) -> None:
        one = self.rows[self.at]
        self.setAccessibleName(f"{self._label}的候选，第 {self.at + 1} 个，共 {len(self.rows)} 个")
        self.setAccessibleDescription(" ".join(filter(None, (one.value, one.note, one.mark))))
        self.update()

    def _row_at(self, event: QMouseEvent) -> int:
        place = int((event.position().y() - _SHADOW - 4) // ROW)
        inside = _SHADOW <= event.position().x() <= self.width() - _SHADOW
        return place if inside and 0 <= place < len(self.rows) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer is the current one."""
        place = self._row_at(event)
        if place >= 0 and place != self.at:
            self.at = place
            self._say()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        if (place := self._row_at(event)) >= 0:
            self.chosen.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card and rows."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        cards.soft_shadow(painter, box, 8)
        cards.rounded(painter, box, 8, "bg_surface", "border_strong")
        for place, row in enumerate(self.rows):
            line = QRectF(box.x() + 4, box.y() + 4 + place * ROW, box.width() - 8, ROW)
            if place == self.at:
                cards.rounded(painter, line, 6, "bg_selected")
            _draw(painter, line, row, place == self.at)


def _draw(painter: QPainter, line: QRectF, row: Suggestion, current: bool) -> None:
    right = line.right() - _PAD
    if row.mark:
        right -= chips.tag_width(row.mark)
        chips.draw_tag(painter, right, line.y() + (ROW - 18) / 2, row.mark, "plain", 18)
        right -= 8
    if row.note:
        right -= text.draw_right(painter, right, line.y(), ROW, row.note, "caption", "text2") + _GAP
    room = int(right - line.x() - _PAD)
    text.draw(painter, line.x() + _PAD, line.y(), ROW, row.value, "body", "text", 500 if current else 0, room=room)


def _needed(row: Suggestion) -> int:
    mark = chips.tag_width(row.mark) + 8 if row.mark else 0
    note = fonts.width(row.note, "caption") + _GAP if row.note else 0
    return fonts.width(row.value, "body", 500) + note + mark + 2 * _PAD + 12
