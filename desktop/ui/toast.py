"""The toast: what was just done, with eight seconds to take it back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, fonts, text
from desktop.ui.buttons import Button

SECONDS = 8
_HEIGHT, _SHADOW = 44, 16


class Toast(QWidget):
    """One toast at most, on the line of key hints below the page of `area`; it never takes the keyboard.

    There it covers nothing that is worked on: neither composer nor conflicts, nor rows, nor the inspector's steps.
    `undone` is emitted when its button is pressed, while the page that offered the way back is in sight.
    """

    undone = Signal()

    def __init__(self, host: QWidget, area: QWidget | None = None) -> None:
        super().__init__(host)
        self._host, self._area = host, area
        self._message, self._left, self._over, self._offers_undo = "", 0, 0, False
        self._button = Button("撤销", "Ctrl+Z", "normal", height=30, role="dense", parent=self)
        self._button.clicked.connect(self.undo)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.count_down)
        self.hide()

    def tell(self, message: str, undoable: bool = True) -> None:
        """Show a message for eight seconds; a newer one takes the place of an older one."""
        self._message, self._left, self._offers_undo = message, SECONDS, undoable
        self._button.setVisible(undoable)
        self.setAccessibleName(message)
        self.setToolTip(message)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> bool:
        """Take the act back if that is still on offer; says whether it was."""
        offered = self.isVisible() and self._offers_undo
        self.dismiss()
        if offered:
            self.undone.emit()
        return offered

    def withdraw(self) -> None:
        """The page that offered the way back is left: say on what was done, offer nothing more."""
        if self._offers_undo and self.isVisible():
            self._offers_undo = False
            self._button.hide()
            self._place()
            self.update()

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
        if self._offers_undo:
            wide += self._button.sizeHint().width() + 8 + 44
        room = self._area.geometry() if self._area is not None else self._host.rect()
        self._over = max(0, wide - (room.width() - 16))
        wide -= self._over
        x, y = room.x() + (room.width() - wide) // 2, self._host.height() - _HEIGHT - 2
        self.setGeometry(x - _SHADOW, y - _SHADOW, wide + 2 * _SHADOW, _HEIGHT + 2 * _SHADOW)
        size = self._button.sizeHint()
        self._button.setGeometry(self.width() - _SHADOW - 8 - size.width(), _SHADOW + 7, size.width(), 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the toast with the seconds left."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        cards.soft_shadow(painter, box, 8, 12, 3)
        cards.rounded(painter, box, 8, "bg_surface", "border_strong")
        room = fonts.width(self._message, "dense", 500) - self._over if self._over else 0
        text.draw(painter, box.left() + 16, box.top(), _HEIGHT, self._message, "dense", "text", 500, room=room)
        if self._offers_undo:
            right = self._button.x() - 8
            text.draw_right(painter, right, box.top(), _HEIGHT, f"{self._left} 秒", "caption", "text3")


