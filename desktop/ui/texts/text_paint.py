"""Paints the sheet of one text: whose it is, its words, what is billed, what is wrong with it, what it makes final."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.message_rows import Preview, TextChoice
from desktop.ui import cards, icons, text
from desktop.ui.texts import text_words

WIDTH, PAD = 480, 20
_LINE, _ROOM = 22, WIDTH - 2 * PAD
NOTHING = "这一件现在没有要发的短信"


def _lines(shown: Preview | None) -> list[str]:
    return text.wrap(shown.body, _ROOM - 24, "dense") if shown else ["", ""]


def body_height(shown: Preview | None) -> int:
    """Pixels of the words on their ground."""
    return len(_lines(shown)) * _LINE + 16


def draw_head(painter: QPainter, card: QRectF, choice: TextChoice) -> None:
    """Whose texts they are, and the masked phone."""
    text.draw(painter, card.x() + PAD, card.y() + 14, 26, f"发短信·{choice.name}", "section", keep=True)
    text.draw_right(painter, card.right() - PAD, card.y() + 14, 26, choice.phone, "caption", "text3")


def draw_body(painter: QPainter, card: QRectF, y: float, choice: TextChoice, shown: Preview | None) -> float:
    """The words as they go, or that there are none; returns where they end."""
    high = body_height(shown)
    cards.rounded(painter, QRectF(card.x() + PAD, y, _ROOM, high), 6, "bg_subtle")
    lines = _lines(shown) if choice.texts else [NOTHING]
    for place, line in enumerate(lines):
        text.draw(painter, card.x() + PAD + 12, y + 8 + place * _LINE, _LINE, line, "dense", "text")
    return y + high


def draw_rest(painter: QPainter, card: QRectF, y: float, shown: Preview, labels: Sequence[int]) -> None:
    """Parts as billed, the problem, the labels at these heights, and what cannot be undone."""
    x = card.x() + PAD
    text.draw(painter, x, y + 6, 20, text_words.foot_words(shown), "caption", "text3", room=_ROOM)
    if shown.problem:
        icons.draw(painter, x, y + 33, "circle-alert", "breach_bar", 14)
        text.draw(painter, x + 22, y + 30, 20, shown.problem, "caption", "breach_bar", 500, room=_ROOM - 22)
    for blank, at in zip(shown.blanks, labels, strict=True):
        text.draw(painter, x, at, 32, blank.title, "dense", "text3", room=80)
    if shown.consequence:
        _draw_consequence(painter, QRectF(x, card.bottom() - 110, _ROOM, 50), shown.consequence)


def _draw_consequence(painter: QPainter, box: QRectF, words: str) -> None:
    cards.rounded(painter, box, 6, "info_bg")
    icons.draw(painter, box.x() + 12, box.y() + 9, "lock", "info_fg", 14)
    for place, line in enumerate(text.wrap(words, round(box.width()) - 46, "caption", 500)[:2]):
        text.draw(painter, box.x() + 34, box.y() + 6 + 19 * place, 19, line, "caption", "info_fg", 500)
