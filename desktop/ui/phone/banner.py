"""The banner while words of an emergency are open: what was said, what to say first, and how it is settled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ui import cards, fonts, icons, text
from desktop.ui.buttons import Button


class EmergencyBanner(QWidget):
    """64 px, the one saturated area. `told` says the customer was sent to 120, `calm` carries why it is none."""

    told = Signal()
    calm = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.sentence = ""
        self.setFixedHeight(64)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("不是急症的理由，Enter 确认")
        self.reason.setAccessibleName("不是急症的理由")
        self.reason.setFont(fonts.font("body"))
        self.reason.setFixedSize(260, 36)
        self.reason.returnPressed.connect(self._give)
        self.no = Button("不是急症", "Ctrl+U", parent=self)
        self.yes = Button("已告知拨打 120", "3", parent=self)
        self.no.clicked.connect(self.ask)
        self.yes.clicked.connect(self.told)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        box.addStretch(1)
        for widget in (self.reason, self.no, self.yes):
            box.addWidget(widget)
        self.reason.hide()
        self.hide()

    def show_signs(self, titles: tuple[str, ...], words: tuple[str, ...], sentence: str) -> None:
        """Show the open signs with the customer's words; none put the banner away."""
        if not titles:
            self.reason.hide()
            self.hide()
            return
        beside = [word for word in words if word not in titles]
        self.title, self.sentence = f"急症信号：{'·'.join((*titles, *beside))}", sentence
        self.setAccessibleName(f"{self.title}。{sentence}")
        self.show()
        self.update()

    def ask(self) -> None:
        """Ask why it is no emergency."""
        self.reason.show()
        self.reason.setFocus()

    def _give(self) -> None:
        if self.reason.text().strip():
            self.calm.emit(self.reason.text().strip())
            self.reason.clear()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the banner."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "breach_bg")
        icons.draw(painter, 16, 20, "siren", "breach_fg", 24)
        first = self.reason if self.reason.isVisible() else self.no
        room = first.x() - 56 - 12
        text.draw(painter, 56, 8, 26, self.title, "section", "breach_fg", 600, room=room)
        text.draw(painter, 56, 35, 20, self.sentence, "dense", "breach_fg", room=room)
