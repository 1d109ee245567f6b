"""How long each held the ball, as one small bar with its labels below, and the text that waits for the customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.handbook.deskhours import DeskHours
from desktop.handbook.holding import Held
from desktop.handbook.progress import HOLDER_TITLES
from desktop.ui import cards, fonts, icons, text
from desktop.ui.buttons import Button

_BAR, _GAP = 8, 10
_HOUR = timedelta(hours=1)


def spell_worked(worked: timedelta, hours: DeskHours) -> str:
    """Working time in at most two units: `2 天 3 小时`, `3 小时 20 分`, `5 分`."""
    minutes = max(1, round(worked / timedelta(minutes=1)))
    daily = max(1, round(timedelta(microseconds=hours.daily) / timedelta(minutes=1)))
    days, rest = divmod(minutes, daily)
    parts = [(days, "天"), (rest // 60, "小时"), (0 if days else rest % 60, "分")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


class HeldBar(QWidget):
    """The split of a case's working time; the longest holder carries the accent. Hidden while nothing was held."""

    def __init__(self, hours: DeskHours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours = hours
        self.held: tuple[Held, ...] = ()
        self.setFixedHeight(58)
        self.hide()

    def show_held(self, held: Sequence[Held]) -> None:
        """Show another case's split."""
        self.held = tuple(held)
        self.setAccessibleName("球在谁手里：" + "，".join(map(self.label, held)))
        self.setToolTip("\n".join(map(self.label, held)))
        self.setVisible(bool(held))
        self.update()

    def label(self, one: Held) -> str:
        """`客户 1 天 2 小时`."""
        return f"{HOLDER_TITLES[one.holder]} {spell_worked(one.worked, self._hours)}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint head, bar and labels; a label begins under its part, or after the one before it."""
        painter = QPainter(self)
        text.draw(painter, 0, 0, 18, "球在谁手里 · 工作时间", "caption", "text3")
        total = sum((one.worked for one in self.held), timedelta(0)) or _HOUR
        longest = max(self.held, key=lambda one: one.worked, default=None)
        room = self.width() - 2 * (len(self.held) - 1)
        needs = [fonts.width(self.label(one), "caption", 600) for one in self.held]
        x, free = 0.0, 0.0
        for place, one in enumerate(self.held):
            wide = max(4.0, room * (one.worked / total))
            mine = one is longest
            cards.rounded(painter, QRectF(x, 24, wide, _BAR), 2, "accent" if mine else "chart_muted")
            behind = sum(needs[place + 1 :]) + _GAP * (len(needs) - place - 1)
            at = max(free, min(x, self.width() - behind - needs[place]))
            text.draw(painter, at, 36, 18, self.label(one), "caption", "text" if mine else "text2", 600 if mine else 0)
            free, x = at + needs[place] + _GAP, x + wide + 2


class PreparedText(QWidget):
    """The text that waits to be sent, whole, with a button that copies it; `copied` tells so."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.button = Button("复制", "", "normal", "copy", height=30, role="dense", parent=self)
        self.button.clicked.connect(self.copy)
        self.hide()

    def say(self, words: str) -> None:
        """Show another text, or none."""
        self.words = words
        self.setAccessibleName(f"给客户的话：{words}")
        self.setVisible(bool(words))
        self._fit()

    def copy(self) -> None:
        """Put it on the clipboard."""
        QApplication.clipboard().setText(self.words)
        self.copied.emit("已复制给客户的话")

    def _lines(self) -> list[str]:
        return text.wrap(self.words, max(80, self.width() - 24), "caption")

    def _fit(self) -> None:
        self.setFixedHeight(48 + 18 * max(1, len(self._lines())))
        wide = self.button.sizeHint().width()
        self.button.setGeometry(self.width() - wide - 8, 6, wide, 30)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the text anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, heading and text."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_subtle")
        icons.draw(painter, 12, 14, "message-square-text", "text2", 14)
        text.draw(painter, 34, 6, 30, "给客户的话，待发", "caption", "text", 600)
        for place, line in enumerate(self._lines()):
            text.draw(painter, 12, 40 + 18 * place, 18, line, "caption", "text2")
