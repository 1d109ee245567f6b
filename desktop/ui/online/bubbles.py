"""What was said, painted: the customer's bubbles left, the desk's right, pictures under them, the program's lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.online.rows import Utterance
from desktop.ui import cards, fonts, icons, text
from desktop.ui.attachments.thumbnails import Thumbnails, draw_covering
from desktop.ui.online import words

MOST, LINE = 404, 23
PICTURE = (206, 164)
_PAD, _LEFT, _GAP = 13, 56, 9


class Bubble(NamedTuple):
    """Where an utterance lies: its box, its lines, and the boxes of its pictures."""

    said: Utterance
    box: QRectF
    lines: tuple[str, ...]
    pictures: tuple[tuple[QRectF, AttachmentEntry], ...]
    foot: float


class Bubbles(QWidget):
    """`looked_at` carries the picture that a click or Space wants large."""

    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said: tuple[Utterance, ...] = ()
        self.bubbles: tuple[Bubble, ...] = ()
        self.name, self.now = "", datetime.min
        self.at = -1
        self._thumbnails: Thumbnails | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("会话内容")

    def use(self, thumbnails: Thumbnails) -> None:
        """Where small pictures come from."""
        self._thumbnails = thumbnails
        thumbnails.came.connect(self.update)

    def show_said(self, name: str, said: Sequence[Utterance], now: datetime) -> None:
        """Show a conversation; the cursor goes to its newest picture."""
        self.name, self.said, self.now = name, tuple(said), now
        self._lay_out()
        self.at = len(self.pictures) - 1
        newest = next((one.text for one in reversed(self.said) if one.side == "customer" and one.text), "")
        self.setAccessibleDescription(newest)

    @property
    def pictures(self) -> tuple[AttachmentEntry, ...]:
        """All pictures and files, in the order they came."""
        return tuple(entry for bubble in self.bubbles for _, entry in bubble.pictures)

    @property
    def current(self) -> AttachmentEntry | None:
        """The one at the cursor."""
        return self.pictures[self.at] if 0 <= self.at < len(self.pictures) else None

    def step(self, places: int) -> None:
        """Move the cursor over the pictures."""
        if self.pictures:
            self.at = min(max(self.at + places, 0), len(self.pictures) - 1)
            self.update()

    def _lay_out(self) -> None:
        self.bubbles = tuple(self._placed())
        self.setMinimumHeight(round(self.bubbles[-1].foot if self.bubbles else 0) + 12)
        self.updateGeometry()
        self.update()

    def _placed(self) -> Iterator[Bubble]:
        y = 8.0
        for one in self.said:
            bubble = self._middle(one, y) if one.side == "middle" else self._spoken(one, y)
            yield bubble
            y = bubble.foot

    def _middle(self, one: Utterance, y: float) -> Bubble:
        lines = tuple(text.wrap(one.text, self.width() - 180, "caption"))
        return Bubble(one, QRectF(16, y, self.width() - 32, 19 * len(lines) + 4), lines, (), y + 19 * len(lines) + 10)

    def _spoken(self, one: Utterance, y: float) -> Bubble:
        most = min(MOST, self.width() - _LEFT - 32)
        lines = tuple(text.wrap(one.text, most - 2 * _PAD)) if one.text else ()
        wide = max((fonts.width(line, "body") for line in lines), default=0) + 2 * _PAD
        if one.notice:
            wide = max(wide, min(most, fonts.width(words.NOTICE_LINE, "caption") + 2 * _PAD + 18))
        high = LINE * len(lines) + (22 if one.notice else 0) + 14 if lines or one.notice else 0
        x = self.width() - 16 - wide if one.side == "desk" else _LEFT
        box = QRectF(x, y, wide if high else 0, high)
        y += high + _GAP if high else 0
        boxes = tuple(self._pictures(one, y))
        foot = boxes[-1][0].bottom() + 26 if boxes else y + (14 if one.side == "desk" else 0)
        return Bubble(one, box, lines, boxes, foot)

    def _pictures(self, one: Utterance, y: float) -> Iterator[tuple[QRectF, AttachmentEntry]]:
        wide, high = PICTURE
        left = self.width() - 16 - 2 * wide - _GAP if one.side == "desk" else _LEFT
        for place, entry in enumerate(one.pictures):
            column, row = place % 2, place // 2
            x = left + (wide + _GAP) * (column + (1 if one.side == "desk" and len(one.pictures) == 1 else 0))
            yield QRectF(x, y + row * (high + 26), wide, high), entry

    def sizeHint(self) -> QSize:
        """As high as what was said."""
        return QSize(400, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a picture shows it large."""
        boxes = [box for bubble in self.bubbles for box, _ in bubble.pictures]
        self.setFocus()
        for place, box in enumerate(boxes):
            if box.contains(event.position()):
                self.at = place
                self.update()
                self.looked_at.emit(self.current)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self)
        seen = QRectF(event.rect())
        for bubble in self.bubbles:
            if bubble.foot >= seen.top() and bubble.box.top() <= seen.bottom():
                self._paint_one(painter, bubble)
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.visibleRegion().boundingRect()).adjusted(2, 1, -2, -1))

    def _paint_one(self, painter: QPainter, bubble: Bubble) -> None:
        one, box = bubble.said, bubble.box
        if one.side == "middle":
            self._paint_middle(painter, bubble)
            return
        if one.side == "customer":
            cards.rounded(painter, QRectF(16, bubble.box.y(), 32, 32), 16, "bg_subtle")
            text.draw_centred(painter, 16, bubble.box.y(), 32, 32, self.name[:1], "caption", "text2")
        if box.height():
            cards.rounded(painter, box, 8, "info_bg" if one.side == "desk" else "bg_subtle")
        for place, line in enumerate(bubble.lines):
            text.draw(painter, box.x() + _PAD, box.y() + 7 + LINE * place, LINE, line, "body")
        if one.notice:
            _paint_notice(painter, box)
        if one.side == "desk" and not bubble.pictures:
            when = one.person if one.at > self.now else f"{one.person} {one.at:%H:%M}"
            text.draw_right(painter, box.right(), box.bottom() + 1, 16, when, "caption", "text2")
        for spot, entry in bubble.pictures:
            self._paint_picture(painter, spot, entry, f"{one.at:%H:%M}")

    def _paint_middle(self, painter: QPainter, bubble: Bubble) -> None:
        box = bubble.box
        for place, line in enumerate(bubble.lines):
            said = line if place else f"{words.day_words(bubble.said.at, self.now)} · {line}"
            text.draw_centred(painter, box.x(), box.y() + 19 * place, box.width(), 19, said, "caption", "text2")

    def _paint_picture(self, painter: QPainter, box: QRectF, entry: AttachmentEntry, when: str) -> None:
        painter.save()
        small = self._thumbnails.get(entry) if self._thumbnails is not None else None
        cards.rounded(painter, box, 8, "bg_subtle", "border")
        if small is not None:
            painter.setClipRect(box.adjusted(1, 1, -1, -1))
            draw_covering(painter, box.adjusted(1, 1, -1, -1), small)
            painter.setClipping(False)
        else:
            icons.draw(painter, box.center().x() - 12, box.center().y() - 12, "image", "text3", 24)
        if entry is self.current:
            cards.rounded(painter, box, 8, None, "focus", 2)
        painter.restore()
        title = entry.title.rpartition(".")[0] or entry.title
        text.draw(painter, box.x(), box.bottom() + 2, 20, f"{title} · {when}", "caption", "text2",
                  room=round(box.width()))  # fmt: skip


def _paint_notice(painter: QPainter, box: QRectF) -> None:
    x, y = box.x() + _PAD, box.bottom() - 27
    icons.draw(painter, x, y + 4, "lock", "text2", 12)
    room = round(box.width()) - 2 * _PAD - 18
    text.draw(painter, x + 18, y, 20, words.NOTICE_LINE, "caption", "text2", room=room)
