"""How the blocks of a roster are painted on screen, and said."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.phone.lanes import Block, caption_of
from desktop.handbook.duty import Gap
from desktop.ui import cards, fonts, text


def spoken(block: Block) -> str:
    """The block as a screen reader says it."""
    span = f"{block.start:%m-%d %H:%M} 到 {block.end:%m-%d %H:%M}"
    if isinstance(block, Gap):
        return f"{span} {block.department}只有 {block.present} 人，少于最低 {block.least} 人"
    return f"{span} {block.department} {caption_of(block)}"


class Span(NamedTuple):
    """A stretch of time on so many pixels."""

    start: datetime
    end: datetime
    left: float
    width: float

    def x(self, at: datetime) -> float:
        """Where a moment stands."""
        return self.left + self.width * ((at - self.start) / (self.end - self.start))

    def box(self, block: Block, y: float, high: float) -> QRectF:
        """The block cut to the span."""
        left, right = self.x(max(block.start, self.start)), self.x(min(block.end, self.end))
        return QRectF(left, y, max(right - left - 1, 2), high)


def paint_block(
    painter: QPainter, box: QRectF, block: Block, state: str = "", words: str = "", named: bool = False
) -> None:
    """Paint one block, with its department when `named`.

    `state` is `now` for who is on duty at this moment, `talk` for who talks, `focus` for the one with the cursor.
    """
    if isinstance(block, Gap):
        cards.rounded(painter, box, 5, "soon_bg", "breach_bar" if state == "focus" else "soon_bar", 1.5, dashed=True)
        ink = "soon_fg"
    elif block.on_call:
        cards.rounded(painter, box, 5, "bg_surface", "border_strong", dashed=True)
        ink = "text2"
    else:
        cards.rounded(painter, box, 5, {"now": "bg_selected", "talk": "accent"}.get(state, "bg_subtle"))
        ink = {"now": "text", "talk": "on_accent"}.get(state, "text2")
    if state == "focus":
        cards.focus_ring(painter, box, 5)
    room = round(box.width()) - 14
    if room > 14:
        said = _fitting(block, room, named)
        used = text.draw(painter, box.x() + 8, box.y(), box.height(), said, "caption", ink, 500, room=room)
        if words and used + 60 < room:
            text.draw_right(painter, box.right() - 8, box.y(), box.height(), words, "caption", ink, 500)


def _fitting(block: Block, room: int, named: bool) -> str:
    """As much of the caption as the room holds: the doctor's name stays longest."""
    whole = f"{block.department} {caption_of(block)}" if named else caption_of(block)
    if isinstance(block, Gap) or fonts.width(whole, "caption", 500) <= room:
        return whole
    return block.doctor
