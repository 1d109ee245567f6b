"""The head of a page: title, a line of words that gives way, and buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import fonts, keycap, text
from desktop.ui.buttons import Button


class PageHead(QWidget):
    """One line, 32 px high. `acted` carries the name of the action a button stands for."""

    acted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self.words = title, ""
        self.buttons: list[Button] = []
        self.setFixedHeight(32)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addStretch(1)

    def set_words(self, words: str) -> None:
        """Show another line."""
        self.words = words
        self.setAccessibleName(f"{self._title}，{words}")
        self.update()

    def offer(self, name: str, title: str, key: str, icon: str = "", spoken: str = "", kind: str = "normal") -> Button:
        """Add a button for an action."""
        button = Button(title, key, kind, icon=icon, height=32, role="dense", parent=self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if spoken:
            button.setAccessibleName(spoken)
            button.setToolTip(f"{spoken} {keycap.shown(key)}")
        button.clicked.connect(self._announce)
        self.buttons.append(button)
        self._box.addWidget(button)
        return button

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title and words; the last parts of the words go when the room is short."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 32, self._title, "display") + 12
        room = (self.buttons[0].x() if self.buttons else self.width()) - used - 16
        parts = self.words.split(" · ")
        while len(parts) > 1 and fonts.width(" · ".join(parts), "dense") > room:
            parts.pop()
        text.draw(painter, used, 2, 30, " · ".join(parts), "dense", "text2", room=max(room, 40))
