"""The sheet of all keys (?): what works here first, searchable, made from the table of actions."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.popover import SHADOW, Popover

_ORDER = "办理查看移动登记页面窗口"

WIDTH, HEIGHT = 980, 560
_ROWS, _TOP, _FOOT, _GAP = (26, 22), 62, 30, 24
"""A line is 26 px high, 22 where not all would fit."""
_NARROW, _WIDE = 3, 4
"""Columns: four only where three do not hold everything."""


class Spot(NamedTuple):
    """Where a line of the sheet stands: a group's title when it has no action."""

    column: int
    row: int
    title: str
    action: Action | None = None


class KeySheet(Popover):
    """All keys of the present place by group; typing narrows them, Esc closes."""

    radius = 12

    def __init__(self, host: QWidget, desk: ActionDesk) -> None:
        super().__init__(host, WIDTH, HEIGHT)
        self._desk, self._where = desk, Where.LIST
        self.columns, self._row = _NARROW, _ROWS[0]
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
        sizes = ((_NARROW, WIDTH, HEIGHT, 0), (_WIDE, 1288, 640, 0), (_WIDE, 1288, 640, 1))
        for self.columns, wide, high, row in sizes:
            self._row = _ROWS[row]
            self.set_card_size(min(wide, window.width() - 32), min(high, window.height() - 16))
            if self._holds_all():
                break
        self._shrink()
        card = self.card()
        self._input.setGeometry(SHADOW + 52, SHADOW + 1, card.width() - 80, 52)
        self.open_at(QPoint((window.width() - card.width()) // 2, max(8, (window.height() - card.height()) // 2)))
        self._input.setFocus()

    def _holds_all(self) -> bool:
        return all(spot.column < self.columns for spot in self.spots())

    def _shrink(self) -> None:
        """As low as the lines allow: the columns are about as long as each other."""
        card = self.card()
        wide, high, lines = card.width(), card.height(), len(self.spots())
        least = _TOP + _FOOT + self._row * -(-lines // self.columns)
        for lower in range(least, high, self._row):
            self.set_card_size(wide, lower)
            if self._holds_all():
                return
        self.set_card_size(wide, high)

    def spots(self) -> list[Spot]:
        """Every line in its place, column by column: a title is never the last of its column."""
        rows = (self.card().height() - _TOP - _FOOT) // self._row
        made: list[Spot] = []
        at = 0
        for title, some in self.groups():
            at += rows - at % rows if at % rows == rows - 1 else 0
            for action in (None, *some):
                made.append(Spot(at // rows, at % rows, title, action))
                at += 1
        return made

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
        """Paint the groups in columns; what does not fit is counted and found by typing."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        icons.draw(painter, card.x() + 22, card.y() + 18, "keyboard", "text2", 18)
        cards.hairline(painter, card.x() + 1, card.right(), card.y() + 54)
        wide = (card.width() - 48 - _GAP * (self.columns - 1)) // self.columns
        spots, row = self.spots(), self._row
        for spot in spots:
            if spot.column < self.columns:
                x, y = card.x() + 24 + spot.column * (wide + _GAP), card.y() + _TOP + spot.row * row
                if spot.action is None:
                    text.draw(painter, x, y, row, spot.title, "caption", "text3", 600)
                else:
                    self._paint_line(painter, x, y, wide, spot.action)
        left = sum(spot.column >= self.columns and spot.action is not None for spot in spots)
        said = f"另有 {left} 个，输入文字查找" if left else ""
        text.draw_right(painter, card.right() - 24, card.bottom() - _FOOT, 24, said, "caption", "text2")

    def _paint_line(self, painter: QPainter, x: float, y: float, wide: int, action: Action) -> None:
        usable = not self._desk.obstacle(action)
        tint = "text" if usable else "text3"
        caps = sum(keycap.width(key) + 4 for key in keycap.caps(action.keys))
        text.draw(painter, x, y, self._row, self._desk.title(action), "dense", tint, room=wide - caps - 12)
        right = x + wide
        for key in reversed(keycap.caps(action.keys)):
            right -= keycap.width(key)
            keycap.draw(painter, right, y + (self._row - keycap.HEIGHT) / 2, key, "surface")
            right -= 4

