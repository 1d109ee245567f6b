"""One lane of the reminders board: its head, its cards, and below them in small what was done today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.board_rows import LANE_TITLES, BoardCard, DoneToday, GapOffer
from desktop.ui import cards, fonts, icons, text
from desktop.ui.reminders import board_words
from desktop.ui.reminders.card_paint import (
    FAILED_HEIGHT,
    HEIGHT,
    SPACE,
    Moment,
    Stand,
    draw_button,
    draw_card,
    phone_button,
)

TOP, PAD = 62, 8
GAP_HEIGHT, _DONE_HEIGHT, _DONE_PITCH, _CAPTION, _NOTE = 128, 36, 43, 30, 64
GAP = -1
"""The place of the holiday card, above the first card."""


class LaneContent(NamedTuple):
    """What a lane shows; `more` cards are counted only, `note` is a remark below the cards."""

    cards: tuple[BoardCard, ...] = ()
    more: int = 0
    note: str = ""
    gap: GapOffer | None = None
    done_title: str = ""
    done: tuple[DoneToday, ...] = ()


class _Item(NamedTuple):
    kind: str
    top: float
    height: float
    place: int


class LaneView(QWidget):
    """A lane 233 px wide. It paints only what is in sight and scrolls by itself; keys come from the board.

    `picked` carries the place of the card that was clicked, `asked` what was clicked on: open, phone, courtesy_yes
    or courtesy_no.
    """

    picked = Signal(int)
    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.content = LaneContent()
        self.place: int | None = None
        self.active = False
        self.marked: frozenset[str] = frozenset()
        self.held: Mapping[str, int] = {}
        self.moment: Moment | None = None
        self._offset, self._hovered = 0.0, ""
        self.setMouseTracking(True)
        self.setAccessibleName(LANE_TITLES[name])

    def show_content(self, content: LaneContent, moment: Moment) -> None:
        """Show other cards, at the same place of the lane."""
        self.content, self.moment = content, moment
        self._scroll(0)
        self.setAccessibleName(f"{LANE_TITLES[self.name]}，{len(content.cards) + content.more} 件")
        self.update()

    def stand(self, place: int | None, active: bool, marked: frozenset[str], held: Mapping[str, int]) -> None:
        """Show where the board stands: the lane's current place, marked cards, and those in the outbox."""
        moved = place != self.place
        self.place, self.active, self.marked, self.held = place, active, marked, held
        if moved:
            self._into_sight()
        card = self.card()
        if card is not None and self.moment is not None and active:
            self.setAccessibleDescription(board_words.spoken(card, *self.moment))
        self.update()

    def places(self) -> range:
        """The places keys can go to: the holiday card, then the cards."""
        return range(GAP if self.content.gap else 0, len(self.content.cards))

    def card(self) -> BoardCard | None:
        """The card at the lane's place."""
        shown = self.content.cards
        return shown[self.place] if self.place is not None and 0 <= self.place < len(shown) else None

    def box_of(self, place: int) -> QRectF:
        """Where a card lies now, in the lane's own coordinates."""
        item = next((one for one in self._items() if one.kind in ("card", "gap") and one.place == place), None)
        return self._box(item) if item else QRectF()

    def _items(self) -> Iterator[_Item]:
        y, content = float(TOP), self.content
        if content.gap is not None:
            yield _Item("gap", y, GAP_HEIGHT, GAP)
            y += GAP_HEIGHT + PAD
        for place in range(len(content.cards)):
            high = FAILED_HEIGHT if self.name == "failed" else HEIGHT
            yield _Item("card", y, high, place)
            y += high + SPACE
        for kind, wanted in (("more", content.more), ("note", content.note)):
            if wanted:
                high = _NOTE if kind == "note" else _CAPTION
                yield _Item(kind, y, high, 0)
                y += high + PAD
        if content.done:
            yield _Item("caption", y, _CAPTION, 0)
            y += _CAPTION
        for place in range(len(content.done)):
            yield _Item("done", y, _DONE_HEIGHT, place)
            y += _DONE_PITCH

    def _box(self, item: _Item) -> QRectF:
        return QRectF(PAD, item.top - self._offset, self.width() - 2 * PAD, item.height)

    def _into_sight(self) -> None:
        box = self.box_of(self.place) if self.place is not None else QRectF()
        if box.isEmpty():
            return
        if box.top() < TOP:
            self._scroll(box.top() - TOP)
        elif box.bottom() > self.height() - PAD:
            self._scroll(box.bottom() - self.height() + PAD)

    def _scroll(self, by: float) -> None:
        last = max((item.top + item.height for item in self._items()), default=0.0)
        self._offset = min(max(0.0, self._offset + by), max(0.0, last + PAD - self.height()))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll this lane alone."""
        self._scroll(-event.angleDelta().y() / 2)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep inside what there is."""
        super().resizeEvent(event)
        self._scroll(0)

    def _at(self, spot: QPointF) -> _Item | None:
        if spot.y() < TOP:
            return None
        return next((item for item in self._items() if self._box(item).contains(spot)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the card; on one of its buttons it does what that says."""
        item = self._at(event.position())
        if item is None or item.kind not in ("card", "gap"):
            return
        self.picked.emit(item.place)
        box = self._box(item)
        if item.kind == "gap":
            yes, no = _gap_buttons(box)
            self.asked.emit("courtesy_yes" if yes.contains(event.position()) else
                            "courtesy_no" if no.contains(event.position()) else "")  # fmt: skip
        elif self.name == "failed" and phone_button(box).contains(event.position()):
            self.asked.emit("phone")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the case."""
        item = self._at(event.position())
        if item is not None and item.kind == "card":
            self.asked.emit("open")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the card under the pointer."""
        item = self._at(event.position())
        self._hover(self.content.cards[item.place].key if item and item.kind == "card" else "")

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._hover("")
        super().leaveEvent(event)

    def _hover(self, key: str) -> None:
        if key != self._hovered:
            self._hovered = key
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, what is in sight, and the head over it."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_subtle")
        if self.moment is not None:
            painter.save()
            painter.setClipRect(QRectF(0, TOP - 4, self.width(), self.height() - TOP))
            for item in self._items():
                box = self._box(item)
                if box.bottom() > TOP - 4 and box.top() < self.height():
                    self._paint(painter, item, box, self.moment)
            painter.restore()
        self._paint_head(painter)

    def _paint_head(self, painter: QPainter) -> None:
        tint = "breach_bar" if self.name == "failed" and self.content.cards else "text2"
        icons.draw(painter, 13, 15, board_words.ICONS[self.name], tint)
        text.draw(painter, 34, 12, 22, LANE_TITLES[self.name], "body", "text", 600)
        count = len(self.content.cards) + self.content.more
        text.draw_right(painter, self.width() - 13, 12, 22, f"{count:,}", "body", "text2", 500)
        text.draw(painter, 13, 36, 18, board_words.SUBTITLES[self.name], "caption", "text3")

    def _paint(self, painter: QPainter, item: _Item, box: QRectF, moment: Moment) -> None:
        if item.kind == "card":
            card = self.content.cards[item.place]
            stand = Stand(self.active and item.place == self.place, card.key in self.marked,
                          card.key == self._hovered, self.held.get(card.key))  # fmt: skip
            draw_card(painter, box, card, moment, stand)
        elif item.kind == "gap" and self.content.gap is not None:
            _draw_gap(painter, box, self.content.gap, self.active and self.place == GAP)
        elif item.kind == "done":
            _draw_done(painter, box, self.content.done[item.place])
        elif item.kind == "note":
            _draw_note(painter, box, self.content.note, dashed=self.name == "notice")
        else:
            more = f"其余 {self.content.more:,} 件·F 只看自己的"
            words = self.content.done_title if item.kind == "caption" else more
            text.draw(painter, box.x() + 4, box.y(), _CAPTION, words, "caption", "text2")


def _gap_buttons(box: QRectF) -> tuple[QRectF, QRectF]:
    y, room = box.bottom() - 42, box.width() - 24
    first = min(120.0, room * 0.6)
    return QRectF(box.x() + 12, y, first, 30), QRectF(box.x() + 18 + first, y, room - first - 6, 30)


def _draw_gap(painter: QPainter, box: QRectF, offer: GapOffer, focused: bool) -> None:
    cards.rounded(painter, box, 8, "soon_bg", "accent" if focused else None, 2)
    title, question = board_words.gap_words(offer)
    icons.draw(painter, box.x() + 12, box.y() + 13, "calendar-plus", "soon_fg")
    text.draw(painter, box.x() + 35, box.y() + 10, 22, title, "body", "soon_fg", 600)
    for place, line in enumerate(text.wrap(question, round(box.width()) - 24, "caption")[:2]):
        text.draw(painter, box.x() + 12, box.y() + 38 + 20 * place, 20, line, "caption", "soon_fg")
    yes, no = _gap_buttons(box)
    draw_button(painter, yes, f"加发 {len(offer.cases)} 件", "↵")
    draw_button(painter, no, "不加")


def _draw_done(painter: QPainter, box: QRectF, done: DoneToday) -> None:
    cards.rounded(painter, box, 8, "bg_surface", "border")
    icons.draw(painter, box.x() + 10, box.y() + 10, "check", "ok_fg")
    text.draw(painter, box.x() + 34, box.y(), box.height(), done.name, "dense", "text", 500, keep=True)
    words = f"{done.at:%H:%M}·{done.note}" if done.note else f"{done.at:%H:%M}"
    room = round(box.width() - 44 - fonts.width(done.name, "dense", 500) - 12)
    shown = words if fonts.width(words, "caption") <= room else f"{done.at:%H:%M}"
    text.draw_right(painter, box.right() - 12, box.y(), box.height(), shown, "caption", "text2")


def _draw_note(painter: QPainter, box: QRectF, note: str, *, dashed: bool) -> None:
    if dashed:
        cards.rounded(painter, box, 8, None, "border_strong", 1, dashed=True)
        icons.draw(painter, box.x() + 12, box.y() + 12, "info", "text2", 14)
    left = box.x() + (33 if dashed else 4)
    for place, line in enumerate(text.wrap(note, round(box.right() - left) - 8, "caption")[:2]):
        text.draw(painter, left, box.y() + 10 + 20 * place, 20, line, "caption", "text2")


def notes_of(lane: str, shown: Sequence[BoardCard]) -> str:
    """The remark below a lane's cards, or ''."""
    if lane == "notice" and any(not card.escort for card in shown):
        return "未派陪诊也可先发，短信会写明陪诊另行告知"
    return "未送达不锁定，权益未扣" if lane == "failed" and shown else ""
