"""Y: whom to invite, the best first, each with its reasons or with what hinders; Enter invites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.casework.consulting.rows import Choice
from desktop.casework.names import name_key, place_key
from desktop.ui import cards, chips, fonts, glyphs, text, theme
from desktop.ui.case.keys import RETURNS
from desktop.ui.popover import SHADOW, Popover

_WIDE, _HEAD, _ROW, _FOOT, _MOST = 520, 46, 48, 30, 6


def values_of(choice: Choice) -> dict[str, str]:
    """The arguments of book_expert."""
    card = choice.card
    return {"name": card.name, "hospital": card.hospital, "grade": card.grade, "title": card.title,
            "specialty": card.specialty, "city": card.city}  # fmt: skip


def fitting(choices: Sequence[Choice], words: str, invited: Sequence[str]) -> list[Choice]:
    """Who is found by name, specialty or hospital, in characters or initials; those invited already are left out."""
    words = words.strip().casefold()
    found = []
    for one in choices:
        card = one.card
        known = f"{card.name}{card.specialty}{card.hospital} {name_key(card.name)} {place_key(card.specialty)}"
        if card.name not in invited and words in known.casefold():
            found.append(one)
    return found


class InvitePopover(Popover):
    """`invited` carries the Choice."""

    invited = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDE, _HEAD + _ROW + _FOOT)
        self._all: tuple[Choice, ...] = ()
        self._besides: tuple[str, ...] = ()
        self.choices: list[Choice] = []
        self.at = 0
        self.search = QLineEdit(self)
        self.search.setProperty("bare", "true")
        self.search.setFont(fonts.font("body"))
        self.search.setPlaceholderText("邀专家：姓名、专科、医院或首字母")
        self.search.setAccessibleName("找专家")
        self.search.textEdited.connect(self._filter)
        self.search.installEventFilter(self)
        self.setAccessibleName("邀请专家")

    def ask(self, choices: Sequence[Choice], invited: Sequence[str], corner: QPoint) -> None:
        """Open with these choices."""
        self._all, self._besides = tuple(choices), tuple(invited)
        self.search.clear()
        self._filter("")
        self.open_at(corner)
        self.search.setGeometry(SHADOW + 14, SHADOW + 9, _WIDE - 28, 28)
        self.search.setFocus()

    def _filter(self, words: str) -> None:
        self.choices, self.at = fitting(self._all, words, self._besides)[:_MOST], 0
        self.set_card_size(_WIDE, _HEAD + _ROW * max(1, len(self.choices)) + _FOOT)
        self._say()

    def _say(self) -> None:
        words = "没有符合的专家"
        if self.choices:
            one = self.choices[self.at]
            why = one.hindrance or "，".join(one.reasons)
            words = f"{one.card.name} {one.card.specialty} {one.card.hospital}，{why}"
        self.setAccessibleDescription(words)
        self.update()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """↑ ↓ and Enter belong to the list while the search field has the keyboard."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.choices:
            self.at = (self.at + step) % len(self.choices)
            self._say()
        elif event.key() in RETURNS:
            self._invite()
        else:
            return False
        return True

    def _invite(self) -> None:
        if self.choices:
            choice = self.choices[self.at]
            self.dismiss()
            self.invited.emit(choice)

    def mousePressEvent(self, event: Any) -> None:
        """A click invites."""
        place = int((event.position().y() - SHADOW - _HEAD) // _ROW)
        if 0 <= place < len(self.choices):
            self.at = place
            self._invite()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint who could come."""
        super().paintEvent(event)
        painter, card = QPainter(self), QRectF(self.card())
        cards.hairline(painter, card.x(), card.right(), card.y() + _HEAD - 2)
        for place in range(len(self.choices)):
            self._paint_choice(painter, QRectF(card.x() + 6, card.y() + _HEAD + place * _ROW, _WIDE - 12, _ROW), place)
        if not self.choices:
            words = "没有符合的专家，可在专家库登记"
            text.draw(painter, card.x() + 16, card.y() + _HEAD, _ROW, words, "dense", "text3")
        x, y = card.x() + 16, card.bottom() - _FOOT + 4
        for keys, caption in ((("Enter",), "邀请"), (("↑", "↓"), "选择"), (("Esc",), "关闭")):
            x += chips.draw_hint(painter, x, y, keys, caption, "surface") + 14

    def _paint_choice(self, painter: QPainter, box: QRectF, place: int) -> None:
        choice = self.choices[place]
        card = choice.card
        if place == self.at:
            cards.rounded(painter, box, 6, "bg_selected")
        x = box.x() + 10
        x += text.draw(painter, x, box.y() + 4, 22, card.name, "body", "text", 600, keep=True) + 10
        x += text.draw(painter, x, box.y() + 4, 22, card.specialty, "dense", "text", 500) + 10
        text.draw(painter, x, box.y() + 4, 22, f"{card.title}·{card.hospital}", "caption", "text2",
                  room=max(20, round(box.right() - x - 10)))  # fmt: skip
        words, tint, sign, ink = "·".join(choice.reasons), "text3", "ok", "ok_fg"
        if choice.hindrance:
            words, tint, sign, ink = choice.hindrance, "soon_fg", "breach", "soon_fg"
        glyphs.draw(painter, box.x() + 10, box.y() + 29, sign, theme.colour(ink), 11)
        text.draw(painter, box.x() + 28, box.y() + 25, 18, words, "caption", tint, room=round(box.width()) - 40)
