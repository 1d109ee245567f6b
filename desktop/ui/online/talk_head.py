"""The head of a conversation: who it is, under which policy, and the clock of the answer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.online.rows import Talk
from desktop.handbook.vocabulary import Service
from desktop.ui import cards, chips, fonts, glyphs, text, theme
from desktop.ui.online import words

HEIGHT = 56


class TalkHead(QWidget):
    """56 px; shows nothing while there is no conversation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.talk: Talk | None = None
        self.now = datetime.min
        self.setFixedHeight(HEIGHT)

    def show_talk(self, talk: Talk | None, now: datetime) -> None:
        """Show another, or the same at another time."""
        self.talk, self.now = talk, now
        if talk is not None:
            self.setAccessibleName(words.spoken(talk.row, now))
        self.update()

    def _clock(self) -> tuple[str, str, str, str]:
        """Sign, ink, words and the line below."""
        assert self.talk is not None
        row = self.talk.row
        if row.due is not None:
            sign = words.band(row.due, self.now)
            inks = {"calm": "text", "soon": "soon_fg", "crit": "crit_bar", "breach": "breach_bar"}
            said = f"首答 {words.left_words(row.due, self.now)}"
            return sign, inks[sign], said, f"{words.day_words(row.due, self.now)} 前 · 内部目标"
        if row.turn == "again":
            waited = words.spell(self.now - row.since)
            return "wait", "text", f"续答 已等 {waited}", f"{words.day_words(row.since, self.now)} 起"
        asked = f"请客户补{row.asked}" if row.asked else "已答，等客户回复"
        return "wait", "text2", "球在客户", asked

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tile, person, policy and clock."""
        painter = QPainter(self)
        cards.hairline(painter, 1, self.width() - 1, HEIGHT - 1)
        if self.talk is None:
            return
        talk = self.talk
        chips.draw_tile(painter, 16, 14, Service.OC, 24)
        sign, ink, said, below = self._clock()
        left = self.width() - 20 - max(18 + fonts.width(said, "dense", 600), fonts.width(below, "caption"))
        x = 52 + text.draw(painter, 52, 8, 22, talk.row.name, "body", "text", 600, keep=True) + 8
        doctor = f" · 已转 {talk.doctor}" if talk.doctor else ""
        person = talk.row.person + doctor
        text.draw(painter, x, 8, 22, person, "dense", "text", room=round(left - x - 12))
        under = f"{talk.view.number} · {talk.view.policy.split('·')[0]} · 不限次"
        text.draw(painter, 52, 30, 18, under, "caption", "text2", room=round(left - 64))
        glyphs.draw(painter, left, 13, sign, theme.colour(ink))
        text.draw(painter, left + 18, 8, 22, said, "dense", ink, 600, keep=True)
        text.draw(painter, left, 30, 18, below, "caption", "text2", keep=True)


class Line(QWidget):
    """A painted line of the panel: sign, words, and what is at its right."""

    def __init__(self, said: str, aside: str, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._aside, self._sign = said, aside, sign
        self.setFixedHeight(26)
        self.setAccessibleName(f"{said}：{aside}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        ink = {"ok": "ok_fg", "breach": "breach_bar"}.get(self._sign, "text2")
        glyphs.draw(painter, 0, 7, self._sign, theme.colour(ink))
        wide = fonts.width(self._aside, "caption")
        room = max(60, self.width() - 24 - wide - 8)
        text.draw(painter, 22, 0, 26, self._said, "dense", "text", 500, room=room)
        text.draw_right(painter, self.width(), 0, 26, self._aside, "caption", "text2")


class Heading(QWidget):
    """A heading of the panel with a line above."""

    def __init__(self, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = said
        self.setFixedHeight(40)
        self.setAccessibleName(said)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both."""
        painter = QPainter(self)
        cards.hairline(painter, 0, self.width(), 6)
        text.draw(painter, 0, 14, 24, self._said, "dense", "text", 600)


class Promise(QWidget):
    """What would be reserved, and that it can be taken back; told before the button (G-08)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = ""
        self.bad = False
        self.setFixedHeight(54)

    def tell(self, said: str, bad: bool = False) -> None:
        """Say it; `bad` for why it is refused."""
        self.said, self.bad = said, bad
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the two lines."""
        painter = QPainter(self)
        ground, ink = ("soon_bg", "soon_fg") if self.bad else ("info_bg", "info_fg")
        cards.rounded(painter, QRectF(self.rect()), 6, ground)
        glyphs.draw(painter, 14, 12, "soon" if self.bad else "calm", theme.colour(ink))
        for place, line in enumerate(text.wrap(self.said, self.width() - 52, "caption", 500)[:2]):
            text.draw(painter, 36, 7 + 20 * place, 20, line, "caption", ink, 500)
