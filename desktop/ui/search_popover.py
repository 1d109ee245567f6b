"""A list below a search field: typed words narrow it, arrows choose, Enter or a click takes what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import cards, chips, fonts, text
from desktop.ui.case.keys import RETURNS
from desktop.ui.popover import SHADOW, Popover

_MOST = 6
Row = TypeVar("Row")


class Look(NamedTuple):
    """Sizes in pixels (the search field begins `top` below the card), and the words of the list."""

    wide: int
    head: int
    row: int
    foot: int
    top: int
    inset: int
    hint_drop: int
    name: str
    search_name: str
    placeholder: str
    take: str
    none: str


class SearchPopover(Popover, Generic[Row]):
    """A list that is searched; whoever derives says which rows fit, how one looks and what taking it does.

    `taken` carries the chosen row unless `take` does something else with it.
    """

    taken = Signal(object)
    look: ClassVar[Look]

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.look.wide, self.look.head + self.look.row + self.look.foot)
        self.rows: list[Row] = []
        self.at = 0
        self.search = QLineEdit(self)
        self.search.setProperty("bare", "true")
        self.search.setFont(fonts.font("body"))
        self.search.setPlaceholderText(self.look.placeholder)
        self.search.setAccessibleName(self.look.search_name)
        self.search.textEdited.connect(self._filter)
        self.search.installEventFilter(self)
        self.setAccessibleName(self.look.name)

    def found(self, words: str) -> Sequence[Row]:
        """The rows that these words leave, the best first."""
        return [row for row in self.rows if words in self.told(row)]

    def told(self, row: Row) -> str:
        """What is read aloud of the chosen row."""
        return str(row)

    def take(self, row: Row) -> None:
        """The row was chosen; the list is closed."""
        self.taken.emit(row)

    def paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """Paint what a row says."""
        text.draw(painter, box.x() + 10, box.y(), self.look.row, self.told(row), "dense", "text")

    def open_list(self, corner: QPoint) -> None:
        """Open with every row and an empty search field."""
        self.search.clear()
        self._filter("")
        self.open_at(corner)
        self.search.setGeometry(SHADOW + 14, SHADOW + self.look.top, self.look.wide - 28, 28)
        self.search.setFocus()

    def _filter(self, words: str) -> None:
        self.rows, self.at = list(self.found(words)[:_MOST]), 0
        height = self.look.head + self.look.row * max(1, len(self.rows)) + self.look.foot
        self.set_card_size(self.look.wide, height)
        self._say()

    def _say(self) -> None:
        self.setAccessibleDescription(self.told(self.rows[self.at]) if self.rows else self.look.none)
        self.update()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """↑ ↓ and Enter belong to the list while the search field has the keyboard."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self.take_key(event)
        return super().eventFilter(watched, event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key pressed in the search field means to the list; False when it means nothing."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.rows:
            self.at = (self.at + step) % len(self.rows)
            self._say()
        elif event.key() in RETURNS:
            self.choose()
        else:
            return False
        return True

    def choose(self) -> None:
        """Close and take the chosen row."""
        if self.rows:
            row = self.rows[self.at]
            self.dismiss()
            self.take(row)

    def mousePressEvent(self, event: Any) -> None:
        """A click takes the row below it."""
        place = int((event.position().y() - SHADOW - self.look.head) // self.look.row)
        if 0 <= place < len(self.rows):
            self.at = place
            self.choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the chosen one on its ground, and the keys below them."""
        super().paintEvent(event)
        look, painter, card = self.look, QPainter(self), QRectF(self.card())
        cards.hairline(painter, card.x(), card.right(), card.y() + look.head - 2)
        for place, row in enumerate(self.rows):
            box = QRectF(card.x() + 6, card.y() + look.head + place * look.row, look.wide - 12, look.row)
            if place == self.at:
                cards.rounded(painter, box, 6, "bg_selected")
            self.paint_row(painter, box, row)
        x, y = card.x() + look.inset, card.bottom() - look.foot + look.hint_drop
        if not self.rows:
            text.draw(painter, x, card.y() + look.head, look.row, look.none, "dense", "text3")
        for keys, caption in ((("Enter",), look.take), (("↑", "↓"), "选择"), (("Esc",), "关闭")):
            x += chips.draw_hint(painter, x, y, keys, caption, "surface") + 14
