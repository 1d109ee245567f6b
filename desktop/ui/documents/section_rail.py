"""The sections of a document, 132 px wide: letter, title, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.handbook.documents.gaps import RailRow
from desktop.ui import cards, fonts, glyphs, icons, text, theme
from desktop.ui.case.keys import RETURNS, claim

WIDTH, ROW, LEAST = 132, 32, 26
_STATES = {"done": "已填好", "gaps": "处未填", "optional": "选填", "fixed": "固定文字", "signing": "待签"}


class SectionRail(QWidget):
    """`chosen` carries the letter; ↑ ↓ and the pointer choose, Enter goes into the section (`entered`)."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RailRow, ...] = ()
        self.at = 0
        self._top = 0.0
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("报告的各部分")

    def show_rows(self, rows: Sequence[RailRow]) -> None:
        """Show how far the sections have come."""
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.at = min(self.at, max(0, len(self.rows) - 1))
            self._say()

    @property
    def letter(self) -> str:
        """The current section's letter."""
        return self.rows[self.at].letter if self.rows else ""

    def show_letter(self, letter: str) -> None:
        """Make a section the current one, without telling."""
        self.at = next((place for place, row in enumerate(self.rows) if row.letter == letter), self.at)
        self._say()

    def _say(self) -> None:
        if self.rows:
            row = self.rows[self.at]
            state = f"{row.signed}/{row.signers} 已签" if row.state == "signing" else _STATES[row.state]
            number = f"{row.gaps} " if row.state == "gaps" else ""
            self.setAccessibleDescription(f"{row.letter} {row.title}，{number}{state}")
            high = self.row_height()
            self._top = max(0.0, min(self._top, high * len(self.rows) - self.height()))
            self._top = min(max(self._top, (self.at + 1) * high - self.height()), self.at * high)
        self.update()

    def row_height(self) -> float:
        """32 px, less where the sections would not all be in sight, and never under 26."""
        return max(LEAST, min(ROW, self.height() / max(1, len(self.rows))))

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the current section in sight."""
        self._say()

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.at = place
            self._say()
            self.chosen.emit(self.letter)

    def event(self, event: QEvent) -> bool:
        """Enter is its own."""
        if isinstance(event, QKeyEvent) and claim(event, event.key() in RETURNS and not event.modifiers()):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose; Enter and → go into the section."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self.at + step)
        elif event.key() in (*RETURNS, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the section under the pointer."""
        self._choose(int((event.position().y() + self._top) // self.row_height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, where not all sections are in sight."""
        rest = max(0.0, self.row_height() * len(self.rows) - self.height())
        self._top = max(0.0, min(self._top - event.angleDelta().y() / 3, rest))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sections, the current one on its ground."""
        painter, high = QPainter(self), self.row_height()
        cards.upright(painter, WIDTH - 1, 0, self.height())
        for place, row in enumerate(self.rows):
            y = place * high - self._top
            if -high < y < self.height():
                self._paint_row(painter, QRectF(0, y, WIDTH - 1, high), row, place == self.at)

    def _paint_row(self, painter: QPainter, box: QRectF, row: RailRow, on: bool) -> None:
        if on:
            painter.fillRect(box, cards.shade_of("bg_selected"))
            painter.fillRect(QRectF(0, box.y(), 3, box.height()), cards.shade_of("accent"))
            if self.hasFocus():
                cards.focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)
        text.draw(painter, 15, box.y(), box.height(), row.letter, "dense", "text" if on else "text3")
        text.draw(painter, 33, box.y(), box.height(), row.title, "dense", "text" if on else "text2", 600 if on else 0,
                  room=76)  # fmt: skip
        draw_state(painter, box.right() - 10, box.y() + box.height() / 2, row)


def draw_state(painter: QPainter, right: float, middle: float, row: RailRow) -> None:
    """Draw a section's state so that it ends at `right`: tick, bubble with the number of gaps, lock, ring or n/m."""
    if row.state == "gaps" or (row.state == "signing" and row.gaps):
        words = str(row.gaps)
        wide = max(18, fonts.width(words, "caption", 600) + 10)
        cards.rounded(painter, QRectF(right - wide + 1, middle - 9, wide, 18), 9, "soon_bg")
        text.draw_centred(painter, right - wide + 1, middle - 9, wide, 18, words, "caption", "soon_fg", 600)
    elif row.state == "signing":
        text.draw_right(painter, right, middle - 10, 20, f"{row.signed}/{row.signers}", "dense", "soon_fg", 500)
    elif row.state == "fixed":
        icons.draw(painter, right - 14, middle - 7, "lock", "text3", 14)
    else:
        name, tint = ("ok", "ok_fg") if row.state == "done" else ("calm", "text3")
        glyphs.draw(painter, right - 13, middle - 6, name, theme.colour(tint))
