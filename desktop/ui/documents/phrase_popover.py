"""Phrases for a field, opened by `/` at the caret: filtered by characters or pinyin initials, Enter inserts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.casework.documents.rows import Block
from desktop.casework.names import place_key
from desktop.ui import cards, chips, fonts, text
from desktop.ui.case.keys import RETURNS
from desktop.ui.popover import SHADOW, Popover

_WIDE, _ROW, _HEAD, _FOOT, _MOST = 380, 44, 44, 26, 6


def matching(blocks: Sequence[Block], words: str) -> list[Block]:
    """The phrases that hold these characters, or whose title has these initials."""
    words = words.strip().casefold()
    return [one for one in blocks if not words or words in one.title + one.text or words in place_key(one.title)]


class PhrasePopover(Popover):
    """Asks which phrase; what is chosen goes into the text that asked."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDE, _HEAD + _ROW + _FOOT)
        self._all: tuple[Block, ...] = ()
        self.blocks: list[Block] = []
        self.at = 0
        self._target: Any = None
        self.search = QLineEdit(self)
        self.search.setProperty("bare", "true")
        self.search.setFont(fonts.font("body"))
        self.search.setPlaceholderText("找常用语：文字或拼音首字母")
        self.search.setAccessibleName("找常用语")
        self.search.textEdited.connect(self._filter)
        self.search.installEventFilter(self)
        self.setAccessibleName("常用语")

    def ask(self, blocks: Sequence[Block], target: Any) -> None:
        """Open below the caret of the text that asked."""
        self._all, self._target = tuple(blocks), target
        self.search.clear()
        self._filter("")
        caret = target.cursorRect().bottomLeft()
        self.open_at(target.mapTo(self.host, caret + QPoint(0, 6)))
        self.search.setGeometry(SHADOW + 14, SHADOW + 8, _WIDE - 28, 28)
        self.search.setFocus()

    def _filter(self, words: str) -> None:
        self.blocks, self.at = matching(self._all, words)[:_MOST], 0
        self.set_card_size(_WIDE, _HEAD + _ROW * max(1, len(self.blocks)) + _FOOT)
        self._say()

    def _say(self) -> None:
        self.setAccessibleDescription(self.blocks[self.at].title if self.blocks else "没有符合的常用语")
        self.update()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """↑ ↓ and Enter belong to the list while the search field has the keyboard."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.blocks:
            self.at = (self.at + step) % len(self.blocks)
            self._say()
        elif event.key() in RETURNS:
            self._insert()
        elif event.text() == "/" and not self.search.text():
            self.dismiss()
            self._target.insert("/")
        else:
            return False
        return True

    def _insert(self) -> None:
        if self.blocks:
            block = self.blocks[self.at]
            self.dismiss()
            self._target.setFocus()
            self._target.insert(block.text)

    def mousePressEvent(self, event: Any) -> None:
        """A click inserts."""
        place = int((event.position().y() - SHADOW - _HEAD) // _ROW)
        if 0 <= place < len(self.blocks):
            self.at = place
            self._insert()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the phrases: title, the beginning of the text, and whether it is a sample."""
        super().paintEvent(event)
        painter, card = QPainter(self), QRectF(self.card())
        cards.hairline(painter, card.x(), card.right(), card.y() + _HEAD - 2)
        for place in range(len(self.blocks)):
            self._paint_block(painter, QRectF(card.x() + 6, card.y() + _HEAD + place * _ROW, _WIDE - 12, _ROW), place)
        if not self.blocks:
            text.draw(painter, card.x() + 14, card.y() + _HEAD, _ROW, "没有符合的常用语", "dense", "text3")
        y = card.bottom() - _FOOT
        x = card.x() + 14
        for keys, caption in ((("Enter",), "放入"), (("↑", "↓"), "选择"), (("Esc",), "关闭")):
            x += chips.draw_hint(painter, x, y, keys, caption, "surface") + 14

    def _paint_block(self, painter: QPainter, box: QRectF, place: int) -> None:
        block = self.blocks[place]
        if place == self.at:
            cards.rounded(painter, box, 6, "bg_selected")
        mark = "" if block.own else "示例·须医师审定"
        room = round(box.width()) - 20 - (chips.tag_width(mark) + 8 if mark else 0)
        text.draw(painter, box.x() + 10, box.y() + 3, 20, block.title, "dense", "text", 600, room=room)
        text.draw(painter, box.x() + 10, box.y() + 22, 18, block.text, "caption", "text2", room=round(box.width()) - 20)
        if mark:
            chips.draw_tag(painter, box.right() - 8 - chips.tag_width(mark), box.y() + 4, mark, "soon", 18)
