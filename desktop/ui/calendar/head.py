"""The head of the calendar: title, the days shown in words, and the buttons of days and views with their keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import cards, fonts, keycap, text
from desktop.ui.buttons import Button

VIEWS = (("day", "日", "Ctrl+1"), ("week", "周", "Ctrl+2"), ("month", "月", "Ctrl+3"), ("list", "列表", "L"))


class Segment(Button):
    """One view of the switch."""

    def __init__(self, name: str, title: str, key: str, parent: QWidget) -> None:
        super().__init__(title, key, "quiet", height=24, role="dense", parent=parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setMinimumHeight(24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one lies on a plate."""
        self.kind = "normal" if self.isChecked() else "quiet"
        super().paintEvent(event)


class ViewSwitch(QWidget):
    """日 周 月 列表 on one ground; `chosen` carries the name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self.setAccessibleName("视图")
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(2)
        self._segments = [Segment(name, title, key, self) for name, title, key in VIEWS]
        for segment in self._segments:
            segment.clicked.connect(self._announce)
            box.addWidget(segment)

    def choose(self, name: str) -> None:
        """Show which view is on."""
        for segment in self._segments:
            segment.setChecked(segment.objectName() == name)

    def _announce(self) -> None:
        name = self.sender().objectName()
        self.choose(name)
        self.chosen.emit(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        cards.rounded(QPainter(self), QRectF(self.rect()), 6, "bg_subtle")


class TitleLine(QWidget):
    """`陪诊日历` and the days in words; the words give way when the room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.setFixedHeight(32)
        self.setMinimumWidth(96)

    def set_words(self, words: str) -> None:
        """Show other days."""
        self.words = words
        self.setAccessibleName(f"陪诊日历，{words}")
        self.setToolTip(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 32, "陪诊日历", "display") + 12
        room = self.width() - used - 8
        if room > 60:
            text.draw(painter, used, 2, 30, self._fitting(room), "dense", "text2", room=room)

    def _fitting(self, room: int) -> str:
        parts = self.words.split(" · ")
        while len(parts) > 1 and fonts.width(" · ".join(parts), "dense") > room:
            parts.pop()
        return " · ".join(parts)


class CalendarHead(QWidget):
    """One line, 32 px high. `acted` carries the name of the action a button stands for."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleLine(self)
        self.views = ViewSwitch(self)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(self.title, 1)
        self._offer("calendar_previous", "", "[", "往前翻", "chevron-left")
        self._offer("calendar_today", "今天", "Home")
        self._offer("calendar_next", "", "]", "往后翻", "chevron-right")
        self._box.addWidget(self.views)
        self.sheets = self._offer("print", "日程单", "Ctrl+P")

    def _offer(self, name: str, title: str, key: str, spoken: str = "", icon: str = "") -> Button:
        button = Button(title, key, icon=icon, height=32, role="dense", parent=self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if spoken:
            button.setAccessibleName(spoken)
            button.setToolTip(f"{spoken} {keycap.shown(key)}")
        button.clicked.connect(self._announce)
        self._box.addWidget(button)
        return button

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())
