"""An escort's file to read: what is known, the papers with how they stand, leave, and the hospitals known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.roster_rows import EscortCard, Leave
from desktop.ui import cards, glyphs, text, theme
from desktop.ui.roster.wording import hours_words, leave_words, paper_state

_ROW, _HEAD, _LABEL = 28, 32, 92
_SIGNS = {"breach": ("breach", "breach_bar"), "soon": ("soon", "soon_fg"), "plain": ("ok", "ok_fg")}


class FileFacts(QWidget):
    """Paints a file: `nobody` is what stands in for one; a subclass says how high its parts are and paints them."""

    nobody = ""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.card: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_card(self, card: Any) -> None:
        """Show another file, or none."""
        self.card = card
        self.setAccessibleName(f"{card.name}的档案" if card else self.nobody)
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def lines(self, _card: Any) -> tuple[int, int]:
        """How many rows and how many heads a file has."""
        return 0, 0

    def paint(self, painter: QPainter, card: Any) -> None:
        """Paint the parts of a file."""

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        if self.card is None:
            return QSize(320, 120)
        rows, heads = self.lines(self.card)
        return QSize(320, 16 + heads * (_HEAD + 8) + _ROW * rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the file, if there is one."""
        if self.card is not None:
            self.paint(QPainter(self), self.card)

    def paint_facts(self, painter: QPainter, facts: Sequence[tuple[str, str]]) -> float:
        """Paint label and value line by line; the y below them."""
        for place, (label, value) in enumerate(facts):
            y = place * _ROW
            text.draw(painter, 0, y, _ROW, label, "dense", "text3")
            shown, tint = (value, "text") if value else ("未填", "text3")
            text.draw(painter, _LABEL, y, _ROW, shown, "dense", tint, room=self.width() - _LABEL)
        return float(_ROW * len(facts))

    def paint_head(self, painter: QPainter, y: float, title: str) -> float:
        """Paint a part's head; the y below it."""
        cards.hairline(painter, 0, self.width(), y + 6)
        text.draw(painter, 0, y + 10, _HEAD, title, "caption", "text3", 600)
        return y + _HEAD + 8

    def paint_lines(self, painter: QPainter, y: float, lines: list[tuple[str, str]], nothing: str) -> float:
        """Paint lines with a caption at the right, or that there are none; the y below them."""
        for left, right in lines:
            text.draw(painter, 0, y, _ROW, left, "dense", room=self.width() - 180)
            text.draw_right(painter, self.width(), y, _ROW, right, "caption", "text2")
            y += _ROW
        if not lines:
            text.draw(painter, 0, y, _ROW, nothing, "dense", "text3")
            y += _ROW
        return y


class EscortFacts(FileFacts):
    """The file of one escort."""

    nobody = "没有选中的陪诊人员"

    def lines(self, card: EscortCard) -> tuple[int, int]:
        """Facts, papers, leaves and hospitals."""
        rows = len(_facts(card)) + len(PAPER_TITLES) + max(1, len(card.leaves)) + max(1, len(card.known))
        return rows, 4

    def paint(self, painter: QPainter, card: EscortCard) -> None:
        """Paint the four parts."""
        today = self._now().date()
        y = self.paint_facts(painter, _facts(card))
        y = self._paint_papers(painter, self.paint_head(painter, y, "证件"), card, today)
        y = self.paint_lines(painter, self.paint_head(painter, y, "请假"), leave_lines(card.leaves, today), "没有请假")
        known = [(name, f"{visits} 次") for name, visits in card.known]
        self.paint_lines(painter, self.paint_head(painter, y, "近一年去过的医院"), known, "还没有")

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


def _facts(card: EscortCard) -> list[tuple[str, str]]:
    return [
        ("电话", card.phone or "未填；就诊通知短信要写，请补上"), ("性别", card.sex),
        ("城市", "、".join(card.cities)), ("语言", "、".join(card.languages)),
        ("上班", hours_words(card.hours)), ("身份", _standing(card)), ("备注", card.note),
    ]  # fmt: skip


def _standing(card: EscortCard) -> str:
    standing = "候补，常用人员排满时才派" if card.reserve else "常用"
    return standing if card.active else f"{standing} · 已停用，不再派单"


def leave_lines(leaves: Sequence[Leave], today: date) -> list[tuple[str, str]]:
    """When somebody is away, with the reason."""
    return [(leave_words(leave, today), leave.reason) for leave in leaves]
