"""The rows of a table as lines: what a row is, whether it lacks anything, and one line to add another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import cards, glyphs, keycap, text, theme
from desktop.ui.case.keys import RETURNS, claim
from desktop.ui.documents.boxes import says_nothing

ROW = 32
_ADD, _DROP = Qt.Key.Key_Insert, Qt.Key.Key_Delete


class RowLine(NamedTuple):
    """A row in one line: what it is, a second text in grey, a word at the right, and its sign (ok, calm, breach)."""

    title: str
    note: str = ""
    mark: str = ""
    sign: str = ""


class RowList(QWidget):
    """Lines moved through by ↑ ↓. `opened` Enter, `added` Insert, `dropped` Delete, `ticked` Space, `moved` the row."""

    moved = Signal(int)
    opened = Signal()
    added = Signal()
    dropped = Signal()
    ticked = Signal()
    put_back = Signal()
    nothing_wanted = Signal()

    def __init__(self, grows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[RowLine, ...] = ()
        self.at, self.grows, self.instead = 0, grows, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_lines(())

    def show_lines(self, lines: Sequence[RowLine], instead: str = "") -> None:
        """Show other lines, or the words that stand in their place."""
        self.lines, self.instead = tuple(lines), instead
        self.at = max(0, min(self.at, len(self.lines) - (0 if self.grows else 1)))
        self.setFixedHeight(ROW * max(1, len(self.lines) + int(self.grows and not instead) + int(bool(instead))))
        self._say()

    def go(self, place: int) -> None:
        """Make a line the current one."""
        last = len(self.lines) - (0 if self.grows and not self.instead else 1)
        self.at = max(0, min(place, last))
        self._say()
        self.moved.emit(self.at)

    def _say(self) -> None:
        on = self.lines[self.at] if self.at < len(self.lines) else None
        self.setAccessibleDescription(f"{on.title} {on.note} {on.mark}" if on else self.instead or "添加一行")
        self.update()

    def event(self, event: QEvent) -> bool:
        """Its own keys come before the shortcuts of its page."""
        if isinstance(event, QKeyEvent) and claim(event, self._mine(event)):
            return True
        return super().event(event)

    @staticmethod
    def _mine(event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        own = (*RETURNS, _ADD, _DROP, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down)
        return plain and event.key() in own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, add, drop, tick."""
        key = event.key()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        undoing = key == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        deeds = {_ADD: self.added, _DROP: self.dropped, Qt.Key.Key_Space: self.ticked}
        if says_nothing(event):
            self.nothing_wanted.emit()
        elif undoing:
            self.put_back.emit()
        elif key in steps:
            self.go(self.at + steps[Qt.Key(key)])
        elif key in RETURNS:
            (self.opened if self.at < len(self.lines) else self.added).emit()
        elif key in deeds:
            deeds[Qt.Key(key)].emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses; on the last line it adds."""
        place = int(event.position().y() // ROW)
        self.go(place)
        if self.grows and place >= len(self.lines) and not self.instead:
            self.added.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, the current one on its ground."""
        painter = QPainter(self)
        if self.instead:
            text.draw(painter, 8, 0, ROW, self.instead, "dense", "text2", 500)
            return
        for place, line in enumerate(self.lines):
            box = QRectF(0, place * ROW, self.width(), ROW)
            if place == self.at:
                cards.rounded(painter, box, 6, "bg_selected")
            elif place:
                cards.hairline(painter, 8, self.width() - 8, place * ROW)
            self._paint_line(painter, box, line)
        if self.grows:
            self._paint_adding(painter, ROW * len(self.lines))
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(0, self.at * ROW, self.width(), ROW))

    def _paint_line(self, painter: QPainter, box: QRectF, line: RowLine) -> None:
        right = box.right() - 10
        if line.sign:
            tint = {"ok": "ok_fg", "breach": "soon_fg"}.get(line.sign, "text3")
            glyphs.draw(painter, right - 12, box.y() + 10, line.sign, theme.colour(tint))
            right -= 20
        if line.mark:
            right -= text.draw_right(painter, right, box.y(), ROW, line.mark, "caption", "text2") + 8
        x = 8 + text.draw(painter, 8, box.y(), ROW, line.title, "dense", "text", 500, room=max(40, round(right - 8)))
        if line.note and right - x > 50:
            text.draw(painter, x + 10, box.y(), ROW, line.note, "caption", "text3", room=round(right - x - 10))

    def _paint_adding(self, painter: QPainter, y: float) -> None:
        x = 8 + text.draw(painter, 8, y, ROW, "＋ 添加一行", "dense", "accent", 500)
        keycap.draw(painter, x + 10, y + 7, "Insert", "surface")
