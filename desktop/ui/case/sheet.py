"""A card over the lower right of its window: it grows with what it says, and gives the keyboard back when it goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import cards, icons, keycap, text
from desktop.ui.frame import Frame

WIDTH, EDGE, SHADOW = 400, 12, 20
HEAD = 64


class Sheet(Frame):
    """Frame and head of a sheet; subclasses say by `need` how high their content is. `closed` when it goes."""

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._before: QWidget | None = None
        self._icon, self._title, self._line, self._key = "pencil", "", "", ""
        host.installEventFilter(self)
        self.hide()

    def head(self, icon: str, title: str, line: str, key: str) -> None:
        """Say what the sheet is about."""
        self._icon, self._title, self._line, self._key = icon, title, line, key
        self.setAccessibleName(f"{title}，{line}")
        self.update()

    def need(self) -> int:
        """The height of the whole card."""
        return HEAD

    def present(self) -> None:
        """Show the sheet above everything else of the window."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Close and give the keyboard back."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._host)
        self.hide()
        if had_focus and self._before is not None:
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def place(self) -> None:
        """Take the room that the content needs, at the lower right."""
        wide = min(WIDTH, self._host.width() - 2 * EDGE)
        most = self._host.height() - 2 * EDGE
        high = min(most, self.need())
        self.setGeometry(
            self._host.width() - wide - EDGE - SHADOW, EDGE + most - high - SHADOW, wide + 2 * SHADOW,
            high + 2 * SHADOW,
        )  # fmt: skip

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card and head."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        cards.soft_shadow(painter, box, 8)
        cards.rounded(painter, box, 8, "bg_surface", "border_strong")
        x, y, right = box.x() + 16, box.y(), box.right() - 16
        icons.draw(painter, x, y + 16, self._icon, "accent", 20)
        text.draw(painter, x + 30, y + 12, 24, self._title, "section")
        if self._key:
            keycap.draw(painter, right - keycap.width(self._key), y + 16, self._key, "surface")
        text.draw(painter, x + 30, y + 36, 18, self._line, "caption", "text2", room=round(right - x - 30), keep=True)
