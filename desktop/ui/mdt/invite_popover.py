"""Y: whom to invite, the best first, each with its reasons or with what hinders; Enter invites."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.casework.consulting.rows import Choice
from desktop.casework.names import name_key, place_key
from desktop.ui import glyphs, text, theme
from desktop.ui.search_popover import Look, SearchPopover


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


class InvitePopover(SearchPopover[Choice]):
    """`invited` carries the Choice."""

    invited = Signal(object)
    look = Look(
        520, 46, 48, 30, top=9, inset=16, hint_drop=4, name="邀请专家", search_name="找专家",
        placeholder="邀专家：姓名、专科、医院或首字母", take="邀请", none="没有符合的专家，可在专家库登记",
    )  # fmt: skip

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._all: tuple[Choice, ...] = ()
        self._besides: tuple[str, ...] = ()

    def ask(self, choices: Sequence[Choice], invited: Sequence[str], corner: QPoint) -> None:
        """Open with these choices."""
        self._all, self._besides = tuple(choices), tuple(invited)
        self.open_list(corner)

    def found(self, words: str) -> list[Choice]:
        """Who fits and is not invited yet."""
        return fitting(self._all, words, self._besides)

    def told(self, row: Choice) -> str:
        """Who it is and why."""
        why = row.hindrance or "，".join(row.reasons)
        return f"{row.card.name} {row.card.specialty} {row.card.hospital}，{why}"

    def take(self, row: Choice) -> None:
        """Invite."""
        self.invited.emit(row)

    def paint_row(self, painter: QPainter, box: QRectF, row: Choice) -> None:
        """Paint who it is, and below why or what hinders."""
        card, x = row.card, box.x() + 10
        x += text.draw(painter, x, box.y() + 4, 22, card.name, "body", "text", 600, keep=True) + 10
        x += text.draw(painter, x, box.y() + 4, 22, card.specialty, "dense", "text", 500) + 10
        text.draw(painter, x, box.y() + 4, 22, f"{card.title}·{card.hospital}", "caption", "text2",
                  room=max(20, round(box.right() - x - 10)))  # fmt: skip
        words, tint, sign, ink = "·".join(row.reasons), "text3", "ok", "ok_fg"
        if row.hindrance:
            words, tint, sign, ink = row.hindrance, "soon_fg", "breach", "soon_fg"
        glyphs.draw(painter, box.x() + 10, box.y() + 29, sign, theme.colour(ink), 11)
        text.draw(painter, box.x() + 28, box.y() + 25, 18, words, "caption", tint, room=round(box.width()) - 40)
