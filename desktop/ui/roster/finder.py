"""Finds a file among many: part of a name, hospital or specialty, in Chinese, pinyin or initials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.casework.names import name_key, place_key, plain_name
from desktop.ui import fonts
from desktop.ui.painted_list import PaintedList

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_LEAVING = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLACES = ("hospital", "specialty", "city", "title", "cities", "phone")


@lru_cache(maxsize=4096)
def _searched(name: str, places: tuple[str, ...]) -> str:
    """What a card is found by: its words, and their pinyin with initials."""
    words = (plain_name(one) for one in (name, *places))
    return "\n".join((*words, name_key(name), *map(place_key, places)))


def answers(card: Any, words: str) -> bool:
    """Whether a card is meant by what was typed."""
    found = (getattr(card, name, "") for name in _PLACES)
    places = tuple(part for one in found for part in ((one,) if isinstance(one, str) else one) if part)
    searched = _searched(card.name, places)
    return all(plain_name(word) in searched for word in words.split())


class Finder(QWidget):
    """The line above the list; ↓ and Enter go to the list, Esc shows everybody again."""

    def __init__(self, people: PaintedList, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = people
        self._cards: tuple[Any, ...] = ()
        self.edit = QLineEdit(self)
        self.edit.setFont(fonts.font("dense"))
        self.edit.setFixedHeight(32)
        self.edit.setPlaceholderText("查找：姓名、医院、专科或拼音首字母  /")
        self.edit.setAccessibleName("查找")
        self.edit.setClearButtonEnabled(True)
        self.edit.textChanged.connect(self._filter)
        self.edit.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.addWidget(self.edit)

    def take_keyboard(self) -> None:
        """Type here."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def clear(self) -> bool:
        """Show everybody; says whether anybody was hidden."""
        typed = bool(self.edit.text())
        self.edit.clear()
        if typed:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        return typed

    def offer(self, cards: Sequence[Any], chosen: int) -> None:
        """Show those of these cards that answer; one that is to be chosen is shown in any case."""
        self._cards = tuple(cards)
        wanted = next((card for card in cards if card.id == chosen), None)
        if wanted is not None and not answers(wanted, self.edit.text()):
            self.edit.clear()
        self._filter(self.edit.text(), chosen)

    def _filter(self, words: str, chosen: int = 0) -> None:
        found = [card for card in self._cards if answers(card, words)]
        self._list.shown.show(found)
        self._list.choose(next((row for row, card in enumerate(found) if card.id == chosen), 0))
        if not found:
            self._list.picked.emit(-1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """↓ and Enter leave for the list, before the page takes them for its own."""
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS or event.key() not in _LEAVING:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
