"""The seven items one can apply for, as tiles: what is left of each right, and Alt with a digit to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.drafts import ItemOffer
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.ui import cards, fonts, keycap, text
from desktop.ui.case.keys import Key

ORDER = (Item.OUTPATIENT, Item.INPATIENT, Item.VISIT, Item.MD, Item.ND, Item.OC, Item.PD)
_HEIGHT, _GAP = 64, 8


class ServiceTiles(QWidget):
    """One row of tiles. ← → move, a digit chooses; `chosen` carries the item.

    A tile whose right is gone is grey and can still be chosen: the refusal then says why and what else to do.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self._offers: dict[Item, ItemOffer] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("服务项目")
        self._describe()

    def offer(self, offers: Sequence[ItemOffer]) -> None:
        """Show what is left of each."""
        self._offers = {offer.item: offer for offer in offers}
        self._describe()
        self.update()

    def choose(self, item: Item | None) -> None:
        """Choose without telling."""
        self.item = item
        self._describe()
        self.update()

    def pick(self, place: int) -> None:
        """Choose the tile at a place from 0, and tell."""
        if 0 <= place < len(ORDER):
            self.choose(ORDER[place])
            self.chosen.emit(self.item)

    def caption(self, item: Item) -> str:
        """What is said about an item's right."""
        offer = self._offers.get(item)
        return offer.caption if offer else ""

    def _describe(self) -> None:
        named = f"{ITEM_TITLES[self.item]} {self.caption(self.item)}" if self.item else "未选"
        self.setAccessibleDescription(f"{named}；Alt 加 1 到 7 选择")

    def _box(self, place: int) -> QRectF:
        wide = (self.width() - _GAP * (len(ORDER) - 1)) / len(ORDER)
        return QRectF(place * (wide + _GAP), 0, wide, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or choose."""
        step = {Key.Key_Left: -1, Key.Key_Right: 1}.get(Key(event.key()), 0)
        if step:
            at = ORDER.index(self.item) if self.item else (-1 if step > 0 else len(ORDER))
            self.pick(min(max(at + step, 0), len(ORDER) - 1))
        elif event.text() and event.text() in "1234567":
            self.pick(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        for place in range(len(ORDER)):
            if self._box(place).contains(event.position()):
                self.pick(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles."""
        painter = QPainter(self)
        for place, item in enumerate(ORDER):
            self._paint_tile(painter, self._box(place), place, item)

    def _paint_tile(self, painter: QPainter, box: QRectF, place: int, item: Item) -> None:
        offer = self._offers.get(item)
        mine, free = item is self.item, offer is None or offer.available
        if mine:
            cards.rounded(painter, box, 8, "bg_selected", "accent", 2)
        else:
            cards.rounded(painter, box, 8, "bg_surface", "border_strong" if free else "border")
        if self.hasFocus() and (mine or (self.item is None and place == 0)):
            cards.focus_ring(painter, box.adjusted(3, 3, -3, -3) if mine else box, 5 if mine else 8)
        inset = 12 if box.width() >= 104 else 8
        ink = "text" if free else "text3"
        role = "body" if fonts.width(ITEM_TITLES[item], "body", 600) <= box.width() - 2 * inset else "dense"
        text.draw(painter, box.x() + inset, 10, 22, ITEM_TITLES[item], role, ink, 600 if mine else 500)
        self._paint_foot(painter, box, inset, place, self.caption(item), ink)

    def _paint_foot(self, painter: QPainter, box: QRectF, inset: int, place: int, caption: str, ink: str) -> None:
        key = str(place + 1)
        cap = keycap.width(key)
        room = round(box.width() - 2 * inset - cap - 2)
        text.draw(painter, box.x() + inset, 36, 18, caption, "caption", "text2" if ink == "text" else ink, room=room)
        keycap.draw(painter, box.right() - inset - cap, 36, key, "surface")
