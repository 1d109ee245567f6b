"""The set of a reading as rows with a box: Space ticks what is in the parcel, 0 marks it an original."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.consulting.rows import ReadingItem, ReadingSheet
from desktop.ui import cards, chips, file_mark, icons, text
from desktop.ui.case.keys import RETURNS, claim
from desktop.ui.nodule.receipt import Receipt

ROW = 42
_HINTS = {
    "id": "姓名与保单一致，复印件即可", "images": "DICOM 光盘或胶片，越薄越好", "diagnosis": "医院出具，盖章",
    "report": "本次检查的报告单", "ultrasound_report": "超声检查的报告单",
}  # fmt: skip
_OWN = (Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_0, *RETURNS)


class ItemList(QWidget):
    """`ticked` and `original` carry the key of an entry, `confirmed` a second key on what is shown below."""

    ticked = Signal(str)
    original = Signal(str)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[ReadingItem, ...] = ()
        self.receipt = Receipt()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("收到的材料")

    def show_sheet(self, sheet: ReadingSheet, receipt: Receipt) -> None:
        """Show the set and what is ticked now."""
        self.items, self.receipt = sheet.items, receipt
        self.at = min(self.at, max(0, len(self.items) - 1))
        self.setFixedHeight(ROW * len(self.items))
        self._say()

    def _say(self) -> None:
        if self.items:
            one = self.items[self.at]
            state = "已收" if one.received else "已勾选" if one.key in self.receipt.items else "未收"
            self.setAccessibleDescription(f"{one.title}，{'必需' if one.required else '参考'}，{state}")
        self.update()

    def event(self, event: Any) -> bool:
        """Its own keys come before those of the page."""
        if isinstance(event, QKeyEvent) and claim(event, event.key() in _OWN and not event.modifiers()):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ move, Space ticks, 0 marks an original, Enter confirms."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.items:
            self.at = max(0, min(self.at + step, len(self.items) - 1))
            self._say()
        elif event.key() == Qt.Key.Key_Space and self.items:
            self.ticked.emit(self.items[self.at].key)
        elif event.key() == Qt.Key.Key_0 and self.items:
            self.original.emit(self.items[self.at].key)
        elif event.key() in RETURNS:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def lines(self) -> tuple[ReadingItem, ...]:
        """Every entry."""
        return self.items

    @property
    def line(self) -> ReadingItem | None:
        """The current entry."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    def at_point(self, point: QPointF) -> str:
        """The key of the entry under a point; "" beside all of them."""
        place = int(point.y() // ROW)
        return self.items[place].key if 0 <= place < len(self.items) and self.rect().contains(point.toPoint()) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a row ticks it."""
        self.at = max(0, min(int(event.position().y() // ROW), len(self.items) - 1))
        if self.items:
            self.ticked.emit(self.items[self.at].key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        for place, one in enumerate(self.items):
            y = place * ROW
            if self.hasFocus() and place == self.at:
                cards.rounded(painter, QRectF(-4, y, self.width() + 4, ROW), 6, "bg_selected")
            self._paint_box(painter, y + 5, one)
            x = 24 + text.draw(painter, 24, y + 2, 20, one.title, "dense", "text", 500)
            if one.key in self.receipt.originals:
                chips.draw_tag(painter, x + 6, y + 4, "原件", "plain", 16)
            text.draw_right(painter, self.width(), y + 2, 20, "必需" if one.required else "参考", "caption", "text3")
            file_mark.draw(painter, self.width(), y + 22, one.files)
            pending = one.key in self.receipt.items and not one.received
            words = "已收" if one.received else "本次勾选" if pending else _HINTS.get(one.key, "")
            text.draw(painter, 24, y + 21, 18, words, "caption", "text2" if one.received else "text3",
                      room=self.width() - (66 if one.files else 26))  # fmt: skip

    def _paint_box(self, painter: QPainter, y: float, one: ReadingItem) -> None:
        on = one.received or one.key in self.receipt.items
        box = QRectF(0, y, 16, 16)
        cards.rounded(painter, box, 3, "accent" if on else "bg_surface", None if on else "border_strong", 1.5)
        if on:
            icons.draw(painter, 2, y + 2, "check", "on_accent", 12)
