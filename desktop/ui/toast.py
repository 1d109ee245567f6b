"""The toast: what was just done, with eight seconds to take it back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, fonts, text
from desktop.ui.buttons import Button
from desktop.ui.key_hints import TOAST
from desktop.ui.key_hints import TOAST_SHADOW as SHADOW

SECONDS = 8
_HEIGHT, _SHADOW = 44, SHADOW


class Toast(QWidget):
    """One toast at most, on the line of key hints below the page of `area`; it never takes the keyboard.

    There it covers nothing that is worked on: neither composer nor conflicts, nor rows, nor the inspector's steps;
    it stands at the line's right end, and the hints keep to what is free of it (`key_hints`).
    `undone` is emitted when its button is pressed, `redone` when it says 重做 after something was taken back.
    """

    undone = Signal()
    redone = Signal()

    def __init__(self, host: QWidget, area: QWidget | None = None) -> None:
        super().__init__(host)
        self.setObjectName(TOAST)
        self._host, self._area = host, area
        self._message, self._left, self._over, self._offered = "", 0, 0, ""
        self._button = Button("撤销", "Ctrl+Z", "normal", height=30, role="dense", parent=self)
        self._again = Button("重做", "Ctrl+Shift+Z", "normal", height=30, role="dense", parent=self)
        self._button.clicked.connect(self.undo)
        self._again.clicked.connect(self.redo)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.count_down)
        self.hide()

    def tell(self, message: str, undoable: bool = True, again: bool = False) -> None:
        """Show a message for eight seconds, with 撤销, or 重做 for `again`; a newer one takes the place of an older."""
        self._message, self._left = message, SECONDS
        self._offered = "undo" if undoable else "redo" if again else ""
        self._button.setVisible(undoable)
        self._again.setVisible(self._offered == "redo")
        self.setAccessibleName(message)
        self.setToolTip(message)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> bool:
        """Take the act back if that is still on offer; says whether it was."""
        return self._take("undo", self.undone)

    def redo(self) -> bool:
        """Do again what was taken back, if that is still on offer; says whether it was."""
        return self._take("redo", self.redone)

    def _take(self, what: str, signal: SignalInstance) -> bool:
        offered = self.isVisible() and self._offered == what
        self.dismiss()
        if offered:
            signal.emit()
        return offered

    def dismiss(self) -> None:
        """Go away without undoing."""
        self._timer.stop()
        self.hide()

    def count_down(self) -> None:
        """One second less; at none the toast goes."""
        self._left -= 1
        self.update()
        if self._left <= 0:
            self.dismiss()

    def _place(self) -> None:
        wide = 16 + fonts.width(self._message, "dense", 500) + 16
        button = self._again if self._offered == "redo" else self._button
        if self._offered:
            wide += button.sizeHint().width() + 8 + 44
        room = self._area.geometry() if self._area is not None else self._host.rect()
        self._over = max(0, wide - (room.width() - 16))
        wide -= self._over
        x, y = room.right() - wide - 8, self._host.height() - _HEIGHT - 2
        self.setGeometry(x - _SHADOW, y - _SHADOW, wide + 2 * _SHADOW, _HEIGHT + 2 * _SHADOW)
        size = button.sizeHint()
        button.setGeometry(self.width() - _SHADOW - 8 - size.width(), _SHADOW + 7, size.width(), 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the toast with the seconds left."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        cards.soft_shadow(painter, box, 8, 12, 3)
        cards.rounded(painter, box, 8, "bg_surface", "border_strong")
        room = fonts.width(self._message, "dense", 500) - self._over if self._over else 0
        text.draw(painter, box.left() + 16, box.top(), _HEIGHT, self._message, "dense", "text", 500, room=room)
        if self._offered:
            right = (self._again if self._offered == "redo" else self._button).x() - 8
            text.draw_right(painter, right, box.top(), _HEIGHT, f"{self._left} 秒", "caption", "text3")


