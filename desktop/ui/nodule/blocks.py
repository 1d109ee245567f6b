"""Painted blocks of the parcel lane: a ground, a title with its sign, and lines that break by the width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import cards, glyphs, icons, text, theme

_LINE = 19


class Tone(NamedTuple):
    """Ground, ink and icon of a block."""

    ground: str
    ink: str
    icon: str = ""


TONES = {
    "plain": Tone("bg_subtle", "text2"), "lock": Tone("ok_bg", "ok_fg", "lock"),
    "will": Tone("info_bg", "info_fg", "lock"), "wrong": Tone("soon_bg", "soon_fg", "triangle-alert"),
}  # fmt: skip


class Block(QWidget):
    """Hidden until `say` has something to say."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone, self.title, self.lines = TONES[tone], "", ()
        self._broken: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    lines: tuple[str, ...]

    def say(self, title: str, lines: Sequence[str] = ()) -> None:
        """Say it; nothing hides the block."""
        self.title, self.lines = title, tuple(lines)
        self.setAccessibleName("。".join((title, *lines)))
        self.setVisible(bool(title))
        self._break()

    def resizeEvent(self, _event: QEvent) -> None:
        """Break the lines anew."""
        self._break()

    def _break(self) -> None:
        room = max(80, self.width() - 24)
        self._broken = [part for line in self.lines for part in text.wrap(line, room, "caption")]
        self.setFixedHeight(12 + 24 + _LINE * len(self._broken) + 10)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter, tone = QPainter(self), self.tone
        cards.rounded(painter, QRectF(self.rect()), 6, tone.ground)
        x = 12
        if tone.icon:
            icons.draw(painter, 12, 12, tone.icon, tone.ink)
            x = 34
        ink = tone.ink if tone.icon else "text"
        text.draw(painter, x, 10, 20, self.title, "dense", ink, 600, room=self.width() - x - 8)
        for place, line in enumerate(self._broken):
            text.draw(painter, 12, 34 + _LINE * place, _LINE, line, "caption", tone.ink)


class Originals(QWidget):
    """What has to go back to the customer (ND-07): a ring until a courier's number exists."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_rows(self, here: Sequence[str], gone: Sequence[tuple[str, str]]) -> None:
        """`here` still lie on the desk, `gone` went with a number."""
        self.rows = (*((name, "") for name in here), *gone)
        self.setVisible(bool(self.rows))
        self.setFixedHeight(28 + 24 * len(self.rows))
        self.setAccessibleName("；".join(f"{name} {number or '待寄回'}" for name, number in self.rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title and rows."""
        painter = QPainter(self)
        text.draw(painter, 0, 2, 20, "待寄回原件", "dense", "text2")
        text.draw_right(painter, self.width(), 2, 20, "寄费由服务承担", "caption", "text3")
        for place, (name, number) in enumerate(self.rows):
            y = 28 + 24 * place
            glyphs.draw(painter, 1, y + 5, "ok" if number else "calm", theme.colour("ok_fg" if number else "text3"))
            text.draw(painter, 22, y, 22, name, "dense", "text", room=self.width() - 110)
            text.draw_right(painter, self.width(), y, 22, number or "随报告", "caption", "text2")
