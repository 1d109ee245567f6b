"""An escort's file to read: what is known, the papers with how they stand, leave, and the hospitals known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.roster_rows import EscortCard
from desktop.ui import cards, glyphs, text, theme
from desktop.ui.roster.wording import hours_words, leave_words, paper_state

_ROW, _HEAD, _LABEL = 28, 32, 92
_SIGNS = {"breach": ("breach", "breach_bar"), "soon": ("soon", "soon_fg"), "plain": ("ok", "ok_fg")}


class EscortFacts(QWidget):
    """Paints the file of one escort."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.card: EscortCard | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_card(self, card: EscortCard | None) -> None:
        """Show another escort, or nobody."""
        self.card = card
        self.setAccessibleName(f"{card.name}的档案" if card else "没有选中的陪诊人员")
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        if self.card is None:
            return QSize(320, 120)
        lines = len(_facts(self.card)) + len(PAPER_TITLES)
        lines += max(1, len(self.card.leaves)) + max(1, len(self.card.known))
        return QSize(320, 16 + 4 * (_HEAD + 8) + _ROW * lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the four parts."""
        if self.card is None:
            return
        painter, y, today = QPainter(self), 0.0, self._now().date()
        for label, value in _facts(self.card):
            self._paint_fact(painter, y, label, value)
            y += _ROW
        y = self._paint_papers(painter, self._paint_head(painter, y, "证件"), self.card, today)
        y = self._paint_lines(painter, self._paint_head(painter, y, "请假"), _leaves(self.card, today), "没有请假")
        known = [(name, f"{visits} 次") for name, visits in self.card.known]
        self._paint_lines(painter, self._paint_head(painter, y, "近一年去过的医院"), known, "还没有")

    def _paint_head(self, painter: QPainter, y: float, title: str) -> float:
        cards.hairline(painter, 0, self.width(), y + 6)
        text.draw(painter, 0, y + 10, _HEAD, title, "caption", "text3", 600)
        return y + _HEAD + 8

    def _paint_fact(self, painter: QPainter, y: float, label: str, value: str) -> None:
        text.draw(painter, 0, y, _ROW, label, "dense", "text3")
        shown, tint = (value, "text") if value else ("未填", "text3")
        text.draw(painter, _LABEL, y, _ROW, shown, "dense", tint, room=self.width() - _LABEL)

    def _paint_papers(self, painter: QPainter, y: float, card: EscortCard, today: date) -> float:
        held = {paper.kind: paper for paper in card.qualifications}
        for kind, title in PAPER_TITLES.items():
            text.draw(painter, 20, y, _ROW, title, "dense", "text")
            if kind not in held:
                text.draw(painter, _LABEL + 32, y, _ROW, "未登记", "dense", "text3")
            else:
                state = paper_state(held[kind], today)
                sign, tint = _SIGNS[state.tone]
                glyphs.draw(painter, 0, y + 8, sign, theme.colour(tint))
                ink, weight = ("text", 0) if state.tone == "plain" else (tint, 600)
                used = text.draw(painter, _LABEL + 32, y, _ROW, state.words, "dense", ink, weight)
                self._paint_until(painter, y, _LABEL + 44 + used, held[kind].valid_until, state.tone)
            y += _ROW
        return y

    def _paint_until(self, painter: QPainter, y: float, x: float, until: date | None, tone: str) -> None:
        if until is not None and tone != "plain":
            text.draw(painter, x, y, _ROW, f"有效期至 {until:%Y-%m-%d}", "caption", "text2")

    def _paint_lines(self, painter: QPainter, y: float, lines: list[tuple[str, str]], nothing: str) -> float:
        for left, right in lines:
            text.draw(painter, 0, y, _ROW, left, "dense", room=self.width() - 180)
            text.draw_right(painter, self.width(), y, _ROW, right, "caption", "text2")
            y += _ROW
        if not lines:
            text.draw(painter, 0, y, _ROW, nothing, "dense", "text3")
            y += _ROW
        return y


def _facts(card: EscortCard) -> list[tuple[str, str]]:
    return [
        ("电话", card.phone), ("性别", card.sex), ("城市", "、".join(card.cities)), ("语言", "、".join(card.languages)),
        ("上班", hours_words(card.hours)), ("身份", _standing(card)), ("备注", card.note),
    ]  # fmt: skip


def _standing(card: EscortCard) -> str:
    standing = "候补，常用人员排满时才派" if card.reserve else "常用"
    return standing if card.active else f"{standing} · 已停用，不再派单"


def _leaves(card: EscortCard, today: date) -> list[tuple[str, str]]:
    return [(leave_words(leave, today), leave.reason) for leave in card.leaves]
