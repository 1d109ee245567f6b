"""The sheet of all keys (?): what works here first, searchable, made from the table of actions."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.popover import SHADOW, Popover

_ORDER = "办理查看移动登记页面窗口"

WIDTH, HEIGHT = 980, 560
_COLUMNS, _ROW, _TOP = 3, 26, 62


class KeySheet(Popover):
    """All keys of the present place by group; typing narrows them, Esc closes."""

    radius = 12

    def __init__(self, host: QWidget, desk: ActionDesk) -> None:
        super().__init__(host, WIDTH, HEIGHT)
        self._desk, self._where = desk, Where.LIST
        self._input = QLineEdit(self)
        self._input.setProperty("bare", "true")
        self._input.setFont(fonts.font("section", 500))
        self._input.setPlaceholderText("所有按键，输入文字查找")
        self._input.setAccessibleName("查找按键")
        self._input.setGeometry(SHADOW + 52, SHADOW + 1, WIDTH - 80, 52)
        self._input.textChanged.connect(self.update)

    def open(self, where: Where) -> None:
        """Open in the middle of the window; `where` has the keyboard now."""
        self._where = where
        self._input.clear()
        window = self.host
        self.set_card_size(WIDTH, min(HEIGHT, window.height() - 16))
        self.open_at(QPoint((window.width() - WIDTH) // 2, max(8, (window.height() - self.card().height()) // 2)))
        self._input.setFocus()

    def groups(self) -> list[tuple[str, list[Action]]]:
        """The groups to show, this place's actions first within them."""
        words = self._input.text().strip().lower()
        here = [action for action in self._desk.known(self._where) if self._fits(action, words)]
        here.sort(key=lambda action: _ORDER.find(action.group))
        return [(group, list(some)) for group, some in groupby(here, key=lambda action: action.group)]

    def _fits(self, action: Action, words: str) -> bool:
        shown = f"{self._desk.title(action)} {action.group} {' '.join(action.keys)}".lower()
        return words in shown

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groups in two columns."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        icons.draw(painter, card.x() + 22, card.y() + 18, "keyboard", "text2", 18)
        cards.hairline(painter, card.x() + 1, card.right(), card.y() + 54)
        x, y = card.x() + 24, card.y() + _TOP
        wide = (WIDTH - 48 - 24 * (_COLUMNS - 1)) // _COLUMNS
        for title, some in self.groups():
            if y + _ROW * 2 > card.bottom() - 12:
                x, y = x + wide + 24, card.y() + _TOP
            text.draw(painter, x, y, _ROW, title, "caption", "text3", 600)
            y += _ROW
            for action in some:
                if y + _ROW > card.bottom() - 8:
                    x, y = x + wide + 24, card.y() + _TOP
                self._paint_line(painter, x, y, wide, action)
                y += _ROW

    def _paint_line(self, painter: QPainter, x: float, y: float, wide: int, action: Action) -> None:
        usable = not self._desk.obstacle(action)
        tint = "text" if usable else "text3"
        text.draw(painter, x, y, _ROW, self._desk.title(action), "dense", tint, room=wide - 110)
        right = x + wide
        for key in reversed(keycap.caps(action.keys)):
            right -= keycap.width(key)
            keycap.draw(painter, right, y + 5, key, "surface")
            right -= 4
