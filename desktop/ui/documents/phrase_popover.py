"""Phrases for a field, opened by `/` at the caret: filtered by characters or pinyin initials, Enter inserts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import Block
from desktop.casework.names import place_key
from desktop.ui import chips, text
from desktop.ui.search_popover import Look, SearchPopover


def matching(blocks: Sequence[Block], words: str) -> list[Block]:
    """The phrases that hold these characters, or whose title has these initials."""
    words = words.strip().casefold()
    return [one for one in blocks if not words or words in one.title + one.text or words in place_key(one.title)]


class PhrasePopover(SearchPopover[Block]):
    """Asks which phrase; what is chosen goes into the text that asked."""

    look = Look(
        380, 44, 44, 26, top=8, inset=14, hint_drop=0, name="常用语", search_name="找常用语",
        placeholder="找常用语：文字或拼音首字母", take="放入", none="没有符合的常用语",
    )  # fmt: skip

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._all: tuple[Block, ...] = ()
        self._target: Any = None

    def ask(self, blocks: Sequence[Block], target: Any) -> None:
        """Open below the caret of the text that asked."""
        self._all, self._target = tuple(blocks), target
        caret = target.cursorRect().bottomLeft()
        self.open_list(target.mapTo(self.host, caret + QPoint(0, 6)))

    def found(self, words: str) -> list[Block]:
        """The phrases that fit."""
        return matching(self._all, words)

    def told(self, row: Block) -> str:
        """Its title."""
        return row.title

    def take_key(self, event: QKeyEvent) -> bool:
        """Let a second `/` write the sign itself."""
        if event.text() == "/" and not self.search.text():
            self.dismiss()
            self._target.insert("/")
            return True
        return super().take_key(event)

    def take(self, row: Block) -> None:
        """Write the phrase where it was asked for."""
        self._target.setFocus()
        self._target.insert(row.text)

    def paint_row(self, painter: QPainter, box: QRectF, row: Block) -> None:
        """Paint title, the beginning of the text, and whether it is a sample."""
        mark = "" if row.own else "示例·须医师审定"
        room = round(box.width()) - 20 - (chips.tag_width(mark) + 8 if mark else 0)
        text.draw(painter, box.x() + 10, box.y() + 3, 20, row.title, "dense", "text", 600, room=room)
        text.draw(painter, box.x() + 10, box.y() + 22, 18, row.text, "caption", "text2", room=round(box.width()) - 20)
        if mark:
            chips.draw_tag(painter, box.right() - 8 - chips.tag_width(mark), box.y() + 4, mark, "soon", 18)
