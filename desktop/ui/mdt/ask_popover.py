"""M: one text for everything that is missing or unusable, to be read once more and copied."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desktop.ui import fonts, text
from desktop.ui.buttons import Button
from desktop.ui.case.keys import is_submit
from desktop.ui.popover import SHADOW, Popover

_WIDE, _HIGH = 420, 252


class AskPopover(Popover):
    """`copied` after the text went to the clipboard."""

    copied = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDE, _HIGH)
        self.count = 0
        self.edit = QPlainTextEdit(self)
        self.edit.setFont(fonts.font("body"))
        self.edit.setAccessibleName("补件短信的内容")
        self.edit.setGeometry(SHADOW + 16, SHADOW + 48, _WIDE - 32, 138)
        self.copy = Button("复制", "Ctrl+Enter", "primary", "copy", parent=self)
        wide = self.copy.sizeHint().width()
        self.copy.setGeometry(SHADOW + _WIDE - 16 - wide, SHADOW + _HIGH - 50, wide, 36)
        self.copy.clicked.connect(self.take)
        self.setAccessibleName("补件短信")

    def ask(self, words: str, count: int, corner: QPoint) -> None:
        """Open with a text."""
        self.count = count
        self.edit.setPlainText(words)
        self.open_at(corner)
        self.edit.setFocus()

    def take(self) -> None:
        """Copy the text as it stands and close."""
        words = self.edit.toPlainText().strip()
        QApplication.clipboard().setText(words)
        self.dismiss()
        self.copied.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter copies."""
        if is_submit(event):
            self.take()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and what becomes of the text."""
        super().paintEvent(event)
        painter, card = QPainter(self), QRectF(self.card())
        text.draw(painter, card.x() + 16, card.y() + 10, 28, f"补件短信·{self.count} 项一条", "section")
        room = self.copy.x() - SHADOW - 28
        text.draw(painter, card.x() + 16, card.bottom() - 48, 32, "复制后从微信或短信平台发给客户", "caption", "text3",
                  room=room)  # fmt: skip
