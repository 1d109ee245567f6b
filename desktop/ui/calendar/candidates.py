"""Whom to give a piece of work to: the best escorts numbered, and who cannot, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.casework.schedule_rows import Block, Candidate
from desktop.ui import cards, fonts, keycap, text
from desktop.ui.calendar.wording import hours, span
from desktop.ui.case.keys import RETURNS, Key
from desktop.ui.popover import SHADOW, Popover

WIDTH = 408
_HEAD, _ROW, _FOOT, _FIRST = 40, 50, 38, 3
_STEPS = {Key.Key_Down: 1, Key.Key_J: 1, Key.Key_Up: -1, Key.Key_K: -1}
_FIRST_WORD = re.compile(r"[：:，,；（( 0-9]")


def kind_of(hindrance: str) -> str:
    """The first word of a hindrance: `时间重叠` of `时间重叠：10:00 华山`."""
    return _FIRST_WORD.split(hindrance, maxsplit=1)[0] or hindrance


def hindered_line(candidates: Sequence[Candidate]) -> str:
    """`不可派 5 人：时间重叠 4·请假 1`."""
    kinds = Counter(kind_of(candidate.hindrance) for candidate in candidates if candidate.hindrance)
    if not kinds:
        return ""
    return f"不可派 {kinds.total()} 人：{'·'.join(f'{kind} {count}' for kind, count in kinds.most_common(3))}"


def blocked_line(block: Block) -> str:
    """`胸科医院，占用 15:00–18:00（含前后 30 分）`; a wish for the escort takes the brackets' place."""
    start = block.starts_at - timedelta(minutes=block.before)
    end = block.ends_at + timedelta(minutes=block.after)
    around = f"前后 {block.before} 分" if block.before == block.after else f"前 {block.before} 后 {block.after} 分"
    aside = f"，客户要{block.wish}" if block.wish else f"（含{around}）"
    return f"{block.hospital}，占用 {span(start, end)}{aside}"


class Candidates(Popover):
    """The popover of E. Enter takes the first, a digit its line, ↓ goes on to those who cannot.

    `chosen` carries the block, the escort's id and a reason: only who is taken in spite of a hindrance needs one.
    """

    chosen = Signal(object, int, str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH, _HEAD + _FOOT)
        self.block: Block | None = None
        self.lines: tuple[Candidate, ...] | None = None
        self.at = 0
        self._eager = False
        self._anchor = QRect()
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("仍要派：写明理由，Enter 派出")
        self.reason.setAccessibleName("仍要派的理由")
        self.reason.setFont(fonts.font("dense"))
        self.reason.returnPressed.connect(self._force)
        self.reason.hide()
        self.setAccessibleName("派给谁")

    def ask(self, block: Block, anchor: QRect) -> None:
        """Open beside a block (its box in the window), before the desk has answered."""
        self.block, self.lines, self.at, self._eager, self._anchor = block, None, 0, False, anchor
        self._fit()
        self.open_at(self._corner(), take_focus=True)

    def offer(self, block: Block, candidates: Sequence[Candidate]) -> None:
        """Show the desk's answer; an Enter pressed before it came takes the first now."""
        if self.isHidden() or self.block is None or block != self.block:
            return
        self.lines = tuple(sorted(candidates, key=lambda candidate: bool(candidate.hindrance)))
        self._fit()
        self.move(self._kept(self._corner()))
        self._tell_readers()
        if self._eager:
            self.take(0)
        self.update()

    @property
    def fit(self) -> tuple[Candidate, ...]:
        """Those who can."""
        return tuple(candidate for candidate in self.lines or () if not candidate.hindrance)

    def shown(self) -> list[tuple[int, Candidate]]:
        """The lines in sight with their places: the best three, or five around the chosen one."""
        lines = list(enumerate(self.lines or ()))
        first = len(self.fit[:_FIRST])
        if self.at < first:
            return lines[:first]
        start = max(0, min(self.at - 2, len(lines) - 5))
        return lines[start : start + 5]

    def _fit(self) -> None:
        rows = len(self.shown()) or 1
        extra = 44 if not self.reason.isHidden() else 0
        self.set_card_size(WIDTH, _HEAD + rows * _ROW + extra + _FOOT)
        self.reason.setGeometry(SHADOW + 12, SHADOW + _HEAD + rows * _ROW + 6, WIDTH - 24, 32)

    def _corner(self):
        left = self._anchor.left() - WIDTH - 8
        right = left if left > 200 else min(self._anchor.right() + 8, self.host.width() - WIDTH - 8)
        return QRect(right, self._anchor.top(), 1, 1).topLeft()

    def _kept(self, corner):
        y = min(corner.y(), self.host.height() - self.card().height() - 8)
        corner.setX(corner.x() - SHADOW)
        corner.setY(y - SHADOW)
        return corner

    def take(self, place: int) -> None:
        """Choose a line; one with a hindrance asks for the reason first."""
        if self.lines is None:
            self._eager = True
            return
        if not 0 <= place < len(self.lines) or self.block is None:
            return
        self.at = place
        if self.lines[place].hindrance:
            self.reason.show()
            self._refit()
            self.reason.setFocus()
            return
        block, escort_id = self.block, self.lines[place].escort_id
        self.dismiss()
        self.chosen.emit(block, escort_id, "")

    def _force(self) -> None:
        words = self.reason.text().strip()
        if words and self.block is not None and self.lines:
            block, escort_id = self.block, self.lines[self.at].escort_id
            self.dismiss()
            self.chosen.emit(block, escort_id, words)

    def dismiss(self) -> None:
        """Close and forget the reason."""
        super().dismiss()
        self.reason.clear()
        self.reason.hide()

    def _refit(self) -> None:
        self._fit()
        self.move(self._kept(self._corner()))
        self._tell_readers()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, digits, Enter; E closes."""
        step = _STEPS.get(Key(event.key()))
        digit = event.text()
        if step is not None and self.lines:
            self.at = min(max(self.at + step, 0), len(self.lines) - 1)
            self._refit()
        elif event.key() == Key.Key_End and self.lines:
            self.at = len(self.lines) - 1
            self._refit()
        elif event.key() in RETURNS:
            self.take(self.at)
        elif digit.isdigit() and 0 < int(digit) <= len(self.fit):
            self.take(int(digit) - 1)
        elif event.key() == Key.Key_E:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes a line."""
        place = int(event.position().y() - SHADOW - _HEAD) // _ROW
        shown = self.shown()
        if 0 <= place < len(shown):
            self.take(shown[place][0])

    def _tell_readers(self) -> None:
        line = self.lines[self.at] if self.lines else None
        words = f"{line.name}，{line.hindrance or '，'.join(line.reasons)}" if line else "没有可派的人"
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, lines and foot."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        x, y = card.x() + 16, card.y()
        if self.block is not None:
            used = text.draw(painter, x, y + 4, 34, "派给谁", "body", "text", 600) + 14
            room = WIDTH - 32 - used - 28
            text.draw(painter, x + used, y + 4, 34, blocked_line(self.block), "caption", "text2", room=room)
        keycap.draw(painter, card.right() - 11 - keycap.width("E"), y + 12, "E", "surface")
        for place, (at, candidate) in enumerate(self.shown()):
            box = QRectF(card.x() + 8, y + _HEAD + place * _ROW, WIDTH - 16, _ROW - 6)
            self._paint_line(painter, box, at, candidate)
        if not self.shown():
            words = "正在找合适的人" if self.lines is None else "没有陪诊人员，请先在管理里登记"
            text.draw_centred(painter, card.x(), y + _HEAD, WIDTH, _ROW, words, "dense", "text2")
        self._paint_foot(painter, card)

    def _paint_foot(self, painter: QPainter, card: QRect) -> None:
        y = card.bottom() - _FOOT + 1
        cards.hairline(painter, card.x() + 12, card.right() - 11, y)
        line = hindered_line(self.lines or ())
        text.draw(painter, card.x() + 20, y, _FOOT, line or "都可派", "caption", "text2", room=WIDTH - 120)
        if line:
            text.draw_right(painter, card.right() - 20, y, _FOOT, "↓ 看原因", "caption", "text2")

    def _paint_line(self, painter: QPainter, box: QRectF, at: int, candidate: Candidate) -> None:
        if at == self.at:
            cards.rounded(painter, box, 6, "bg_selected")
            cards.rounded(painter, QRectF(box.x(), box.y() + 12, 3, 20), 1.5, "accent")
        right = box.right() - 10
        key = "Return" if at == self.at else str(at + 1)
        if not candidate.hindrance and at < 9:
            right -= keycap.width(key)
            keycap.draw(painter, right, box.y() + 13, key, "surface")
            right -= 8
            words = f"{candidate.minutes_now / 60:.1f} → {candidate.minutes_then / 60:.1f}/{hours(candidate.limit)} h"
            tint = "breach_bar" if candidate.minutes_then > candidate.limit else "text2"
            right -= fonts.width(words, "caption") + 8
            text.draw(painter, right + 8, box.y(), box.height(), words, "caption", tint)
        room = int(right - box.x() - 20)
        ink = "text2" if candidate.hindrance else "text"
        text.draw(painter, box.x() + 12, box.y() + 3, 20, candidate.name, "dense", ink, 600, room=room)
        line = candidate.hindrance or "·".join(candidate.reasons)
        tint = "breach_bar" if candidate.hindrance else "text2"
        text.draw(painter, box.x() + 12, box.y() + 22, 18, line, "caption", tint, room=room)
