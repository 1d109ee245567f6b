"""The clocks of the case page, two lines each, and why the chosen one ends where it does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.handbook.countdown import Band
from desktop.ui import cards, day_strip, fonts, glyphs, keycap, sla_cell, text, theme
from desktop.ui.case import keys
from desktop.ui.case.clock_lines import ClockLine
from desktop.ui.case.keys import Key
from desktop.ui.trace_words import Why

ROW = 46
_VALUE = 116
_GROUNDS = {Band.SOON: "soon_bg", Band.CRIT: "soon_bg", Band.BREACH: "flag_bg"}
_INKS = {Band.SOON: "soon_fg", Band.CRIT: "soon_fg"}


class ClockRows(QWidget):
    """All clocks, 46 px each. ↑ ↓ or a click choose the one that is explained (`chosen` carries its place)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ClockLine, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("时限")

    def show_lines(self, lines: tuple[ClockLine, ...], at: int) -> None:
        """Show how the clocks stand, and which one is explained."""
        if (lines, at) == (self._lines, self.at):
            return
        self._lines, self.at = lines, at
        self.setFixedHeight(max(1, ROW * len(lines)))
        if 0 <= at < len(lines):
            self.setAccessibleDescription(lines[at].face.spoken)
        self.update()

    def _choose(self, place: int) -> None:
        if self._lines:
            self.chosen.emit(min(max(place, 0), len(self._lines) - 1))

    def event(self, event: QEvent) -> bool:
        """The arrows belong to the list."""
        if isinstance(event, QKeyEvent) and keys.claim(event, keys.is_plain(event, (Key.Key_Up, Key.Key_Down))):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk."""
        step = {Key.Key_Up: -1, Key.Key_Down: 1}.get(Key(event.key()), 0)
        if step:
            self._choose(self.at + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the clock under the pointer."""
        self._choose(int(event.position().y() // ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the thread and the clocks."""
        painter = QPainter(self)
        for place, line in enumerate(self._lines):
            self._paint_ground(painter, QRectF(8, place * ROW + 1, self.width() - 16, ROW - 2), line, place)
        for place in range(len(self._lines) - 1):
            cards.upright(painter, 21.5, place * ROW + 32, place * ROW + ROW + 12)
        for place, line in enumerate(self._lines):
            self._paint_line(painter, place * ROW, line, place)

    def _paint_ground(self, painter: QPainter, box: QRectF, line: ClockLine, place: int) -> None:
        ground = _GROUNDS.get(line.face.band)
        if ground:
            cards.rounded(painter, box, 6, ground)
        elif line.current:
            cards.rounded(painter, box, 6, "bg_subtle")
        if place == self.at and self.hasFocus():
            cards.focus_ring(painter, box)

    def _paint_line(self, painter: QPainter, y: int, line: ClockLine, place: int) -> None:
        look = sla_cell.LOOKS[line.face.band]
        ink = _INKS.get(line.face.band, "text")
        strong = 600 if line.acting or line.current else 500
        glyphs.draw(painter, 16, y + 13, look.glyph, theme.colour(look.bar if look.pill else look.sign))
        text.draw(painter, 38, y + 8, 20, line.reading.title, "dense", ink, strong, room=_VALUE - 42)
        cap = keycap.width("W") + 10 if place == self.at else 0
        room = self.width() - _VALUE - 16 - cap
        weight = 600 if line.acting else 0
        text.draw(painter, _VALUE, y + 4, 20, _fitting(line, room, weight), "dense", ink, weight, room=room, keep=True)
        text.draw(painter, _VALUE, y + 24, 18, line.detail, "caption", ink if line.acting else "text2", room=room)
        if cap:
            keycap.draw(painter, self.width() - 16 - keycap.width("W"), y + 14, "W", "surface")


def _fitting(line: ClockLine, room: int, weight: int) -> str:
    """How a clock stands; when it ended gives way where both do not fit: the line below says by when it had to."""
    _day, dot, pace = line.value.partition(" · ")
    return pace if dot and line.done and fonts.width(line.value, "dense", weight) > room else line.value


class TraceBox(QWidget):
    """Why the chosen clock ends where it does: days, sentence, time left, rule; hidden for one that waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why: Why | None = None
        self._today = date.min
        self._lines: list[str] = []
        self._source: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, why: Why | None, today: date) -> None:
        """Explain another deadline."""
        self._why, self._today = why, today
        self.setVisible(why is not None)
        if why is not None:
            self.setAccessibleName(why.spoken)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        if self._why is None:
            return
        room = max(120, self.width() - 24)
        self._lines = [*text.wrap(self._why.sentence, room, "caption"), *text.wrap(self._why.left, room, "caption")]
        self._source = text.wrap(self._why.source, room, "caption")
        self.setFixedHeight(110 + 20 * len(self._lines) + 12 + 20 * len(self._source) + 6)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, strip, sentences and source."""
        if self._why is None:
            return
        painter, right = QPainter(self), self.width() - 12
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_subtle")
        cap = keycap.width("W")
        text.draw(painter, 12, 8, 24, self._why.title, "dense", "text", 600, room=right - cap - 20)
        keycap.draw(painter, right - cap, 11, "W", "subtle")
        day_strip.draw(painter, 12, 40, right - 12, self._why.trace, self._today, 58)
        y = 106
        for line in self._lines:
            text.draw(painter, 12, y, 20, line, "caption", "text2")
            y += 20
        cards.hairline(painter, 12, right, y + 5)
        for line in self._source:
            text.draw(painter, 12, y + 10, 20, line, "caption", "text3")
            y += 20
